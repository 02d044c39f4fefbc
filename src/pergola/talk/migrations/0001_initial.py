import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall, same_wall, wall_from

# Two paths, because no one plan serves both: an index for rarer words; for common ones a walk over the newest posts of
# each wall, testing the word on the way. The planner's own estimate chooses: counting hits costs more than finding them.
# `coalesce(wall_id, 0)`: the wall is tested on what was found, and never led by its index.
FIND = """
CREATE FUNCTION find_posts_rare(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
  WHERE coalesce(p.wall_id, 0) = ANY (open) AND p.removed IS NULL AND p.search @@ q
    AND a.removed IS NULL AND a.audience_id = ANY (audiences)
  ORDER BY p.said DESC, p.id DESC LIMIT most; END $$;

CREATE FUNCTION find_posts_common(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_bitmapscan = off SET enable_hashjoin = off AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT x.id, x.said FROM unnest(open) AS w(wall) CROSS JOIN LATERAL (
    SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
    WHERE p.wall_id = w.wall AND p.removed IS NULL AND p.search @@ q AND a.removed IS NULL AND a.audience_id = ANY (audiences)
    ORDER BY p.said DESC LIMIT most) x
  ORDER BY x.said DESC, x.id DESC LIMIT most; END $$;

-- Volatile only because EXPLAIN asks for it; it writes nothing.
CREATE FUNCTION find_posts(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE plan json;
BEGIN
  IF cardinality(audiences) < 50 THEN  -- who sees little is served by what they see, whatever the word
    RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, most); RETURN; END IF;
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM public.talk_post WHERE search @@ %L::tsquery', q::text) INTO plan;
  IF (plan->0->'Plan'->>'Plan Rows')::float < 30000 THEN RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, most);
  ELSE RETURN QUERY SELECT * FROM public.find_posts_common(q, audiences, most); END IF; END $$;
REVOKE ALL ON FUNCTION find_posts, find_posts_rare, find_posts_common FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_posts TO pergola_app;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commons", "0001_initial"),
        ("people", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("commons.artifact",),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("body", models.TextField(max_length=20000, verbose_name="text")),
                ("said", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                ("edited", models.DateTimeField(editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("removed", models.DateTimeField(editable=False, null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("body", config="english"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "artifact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="commons.artifact",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="people.person"
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
            options={
                "ordering": ["said", "pk"],
                "indexes": [
                    models.Index(fields=["artifact", "said"], name="talk_post_artifact"),
                    models.Index(fields=["wall", "-said"], name="talk_post_wall"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="talk_post_search"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("removed", None), ("removed_by__isnull", False), _connector="OR"),
                        name="talk_removed_by_somebody",
                    )
                ],
            },
        ),
        wall_from("talk_post", "artifact_id", "commons_artifact"),
        same_wall("talk_post", "artifact_id", "commons_artifact"),
        migrations.RunSQL(
            FIND, "DROP FUNCTION find_posts; DROP FUNCTION find_posts_rare; DROP FUNCTION find_posts_common;"
        ),
        behind_wall("talk_post"),
    ]
