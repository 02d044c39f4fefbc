import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import append_only, behind_wall, parent_key, same_wall, wall_from

# Text search under the policy: `@@` is not leakproof, so the plain query loses its index. This function reads the open
# walls from the setting, never from an argument, and plans for the words it is given.
FIND = """
CREATE FUNCTION find_artifacts(q tsquery, audiences bigint[], kinds text[], space uuid, most int)
RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT a.id, ts_rank(a.search, q) AS r FROM public.commons_artifact a
  WHERE coalesce(a.wall_id, 0) = ANY (open) AND a.removed IS NULL AND a.search @@ q AND a.audience_id = ANY (audiences)
    AND (kinds IS NULL OR a.kind = ANY (kinds)) AND (space IS NULL OR a.community_id = space)
  ORDER BY r DESC, a.id DESC LIMIT most; END $$;
REVOKE ALL ON FUNCTION find_artifacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_artifacts TO pergola_app;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("spaces", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Artifact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=12)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "words",
                    models.TextField(
                        blank=True, editable=False, help_text="What else of it should be found: a child's own texts."
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector("body", config="english", weight="B"),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("words", config="english", weight="C"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                ("changed", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("removed", models.DateTimeField(editable=False, null=True)),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.audience",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="artifacts",
                        to="spaces.community",
                    ),
                ),
                (
                    "forked_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forks",
                        to="commons.artifact",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="artifacts", to="people.person"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="artifacts",
                        to="spaces.team",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("addresses", "addresses"),
                            ("tests", "tests"),
                            ("measures", "measures"),
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("replicates", "replicates"),
                            ("adapts", "adapts"),
                            ("cites", "cites"),
                        ],
                        max_length=11,
                    ),
                ),
                ("cited_id", models.UUIDField()),
                ("cited_title", models.CharField(max_length=200)),
                ("cited_wall", models.CharField(max_length=200)),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                (
                    "artifact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="commons.artifact"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_default=0,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="walls.wall",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("saved", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("addresses", "addresses"),
                            ("tests", "tests"),
                            ("measures", "measures"),
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("replicates", "replicates"),
                            ("adapts", "adapts"),
                            ("cites", "cites"),
                        ],
                        max_length=11,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_out",
                        to="commons.artifact",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links_in", to="commons.artifact"
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_default=0,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="walls.wall",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Once",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("led_to", models.CharField(blank=True, max_length=300)),
                ("sent", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("made", "made"),
                            ("changed", "changed"),
                            ("removed", "removed"),
                            ("restored", "brought back"),
                            ("said", "said"),
                            ("joined", "joined"),
                            ("left", "left"),
                            ("invited", "invited"),
                            ("linked", "linked"),
                            ("predicted", "predicted"),
                            ("observed", "put in data"),
                            ("decided", "decided"),
                            ("consented", "consented"),
                            ("published", "published"),
                            ("asked", "asked for help"),
                            ("answered", "answered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                (
                    "artifact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="commons.artifact",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=models.Index(fields=["community", "-changed"], name="commons_artifact_community"),
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=models.Index(fields=["audience", "-changed"], name="commons_artifact_audience"),
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=models.Index(fields=["wall", "-changed"], name="commons_artifact_wall"),
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=models.Index(
                condition=models.Q(("team__isnull", False)),
                fields=["team", "kind", "-changed"],
                name="commons_artifact_team",
            ),
        ),
        migrations.AddIndex(
            model_name="artifact",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="commons_artifact_search"),
        ),
        migrations.AddConstraint(
            model_name="artifact",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed", None), ("removed_by__isnull", False), _connector="OR"),
                name="commons_removed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("wall", "person", "place"), name="commons_draft_once"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("source", "target", "kind"), name="commons_link_once"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="commons_link_two_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="once",
            constraint=models.UniqueConstraint(fields=("wall", "person", "key"), name="commons_once_a_key"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="commons_participation_at"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["person", "at"], name="commons_participation_person"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["community", "at"], name="commons_participation_comm"),
        ),
        parent_key("commons_artifact"),
        same_wall("commons_artifact", "audience_id", "spaces_audience"),
        same_wall("commons_artifact", "community_id", "spaces_community"),
        same_wall("commons_artifact", "team_id", "spaces_team"),
        same_wall("commons_artifact", "forked_from_id", "commons_artifact"),
        wall_from("commons_link", "source_id", "commons_artifact"),
        same_wall("commons_link", "source_id", "commons_artifact"),
        same_wall("commons_link", "target_id", "commons_artifact"),
        wall_from("commons_citation", "artifact_id", "commons_artifact"),
        same_wall("commons_citation", "artifact_id", "commons_artifact"),
        same_wall("commons_participation", "artifact_id", "commons_artifact"),
        same_wall("commons_participation", "community_id", "spaces_community"),
        migrations.RunSQL(FIND, "DROP FUNCTION find_artifacts;"),
        behind_wall("commons_artifact"),
        behind_wall("commons_link"),
        behind_wall("commons_citation"),
        behind_wall("commons_participation"),
        behind_wall("commons_draft"),
        behind_wall("commons_once"),
        append_only("commons_participation"),
    ]
