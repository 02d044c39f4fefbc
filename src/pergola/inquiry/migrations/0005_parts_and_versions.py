import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
from pergola.walls.policy import append_only, behind_wall, parent_key, same_wall, wall_from

PTR = "artifact_ptr_id"

# A part grows from what its parent grows from, in the same picture; what is said of a clause is said of what it stands in.
SAME_PICTURE = """
ALTER TABLE inquiry_part ADD CONSTRAINT inquiry_part_whole UNIQUE (id, artifact_id, of);
ALTER TABLE inquiry_part ADD CONSTRAINT inquiry_part_same_picture FOREIGN KEY (parent_id, artifact_id, of)
  REFERENCES inquiry_part (id, artifact_id, of);
ALTER TABLE inquiry_part ADD CONSTRAINT inquiry_part_of_its_thing UNIQUE (id, artifact_id);
ALTER TABLE inquiry_ground ADD CONSTRAINT inquiry_ground_same_thing FOREIGN KEY (part_id, artifact_id)
  REFERENCES inquiry_part (id, artifact_id);
"""
ANY_PICTURE = """
ALTER TABLE inquiry_ground DROP CONSTRAINT inquiry_ground_same_thing;
ALTER TABLE inquiry_part DROP CONSTRAINT inquiry_part_same_picture;
ALTER TABLE inquiry_part DROP CONSTRAINT inquiry_part_of_its_thing;
ALTER TABLE inquiry_part DROP CONSTRAINT inquiry_part_whole;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0009_who_met"),
        ("inquiry", "0004_when_a_value_was_put_in"),
        ("people", "0006_which_guides_are_put_away"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="aim",
            name="for_whom",
            field=models.CharField(blank=True, max_length=120, verbose_name="for whom"),
        ),
        migrations.AddField(
            model_name="problem",
            name="read_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inquiry.measure",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="scope",
            field=models.CharField(blank=True, max_length=200, verbose_name="where, and how far"),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("causes", "root causes"),
                            ("drivers", "driver diagram"),
                            ("theory", "theory of action"),
                        ],
                        max_length=7,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("words", models.TextField(blank=True, max_length=300, verbose_name="words")),
                (
                    "clause",
                    models.CharField(
                        blank=True,
                        choices=[("if", "If"), ("then", "then"), ("so", "so that")],
                        default="",
                        max_length=4,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("changed", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("removed", models.DateTimeField(editable=False, null=True)),
                (
                    "artifact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="commons.artifact",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inquiry.changeidea",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="inquiry.part",
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
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Ground",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("supports", "speaks for it"),
                            ("contradicts", "speaks against it"),
                            ("open", "will tell; it does not yet"),
                        ],
                        default="supports",
                        max_length=11,
                        verbose_name="how it speaks",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what a reader should know")),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "artifact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="commons.artifact",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.artifact"
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
                (
                    "part",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="inquiry.part",
                    ),
                ),
            ],
            options={
                "ordering": ["made", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("problem", "problem of practice"),
                            ("drivers", "driver diagram"),
                            ("theory", "theory of action"),
                        ],
                        max_length=7,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="what changed, and why")),
                ("at", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("told", models.JSONField(default=dict, editable=False)),
                (
                    "artifact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="commons.artifact",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
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
                "ordering": ["-number"],
            },
        ),
        migrations.AddIndex(
            model_name="part",
            index=models.Index(fields=["artifact", "of", "position"], name="inquiry_part_artifact"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idea__isnull", False), ("removed", None)),
                fields=("artifact", "idea"),
                name="inquiry_idea_hangs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True), name="inquiry_part_not_its_own_parent"
            ),
        ),
        migrations.AddConstraint(
            model_name="ground",
            constraint=models.UniqueConstraint(
                fields=("artifact", "part", "source"), name="inquiry_ground_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("artifact", "of", "number"), name="inquiry_version_number"),
        ),
        parent_key("inquiry_changeidea", key=PTR),
        wall_from("inquiry_part", "artifact_id", "commons_artifact"),
        same_wall("inquiry_part", "artifact_id", "commons_artifact"),
        parent_key("inquiry_part"),
        same_wall("inquiry_part", "parent_id", "inquiry_part"),
        same_wall("inquiry_part", "idea_id", "inquiry_changeidea", parent_key=PTR),
        behind_wall("inquiry_part"),
        wall_from("inquiry_ground", "artifact_id", "commons_artifact"),
        same_wall("inquiry_ground", "artifact_id", "commons_artifact"),
        same_wall("inquiry_ground", "source_id", "commons_artifact"),
        same_wall("inquiry_ground", "part_id", "inquiry_part"),
        behind_wall("inquiry_ground"),
        wall_from("inquiry_version", "artifact_id", "commons_artifact"),
        same_wall("inquiry_version", "artifact_id", "commons_artifact"),
        behind_wall("inquiry_version"),
        append_only("inquiry_version"),
        same_wall("inquiry_problem", "read_from_id", "inquiry_measure", parent_key=PTR),
        migrations.RunSQL(SAME_PICTURE, ANY_PICTURE),
    ]
