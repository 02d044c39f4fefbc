import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import behind_wall, parent_key, same_wall, wall_from


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commons", "0009_who_met"),
        ("people", "0004_without_accents"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "artifact_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="commons.artifact",
                    ),
                ),
                ("begins", models.DateTimeField(verbose_name="when it begins")),
                ("ends", models.DateTimeField(verbose_name="when it ends")),
                ("zone", models.CharField(max_length=40, verbose_name="whose clock it is")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link to the call")),
                ("of_two", models.BooleanField(default=False, editable=False)),
                ("called_off", models.DateTimeField(editable=False, null=True)),
                (
                    "own_wall",
                    models.ForeignKey(
                        db_column="wall_id",
                        db_default=0,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="walls.wall",
                    ),
                ),
            ],
            bases=("commons.artifact", models.Model),
        ),
        migrations.CreateModel(
            name="Coming",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "answer",
                    models.CharField(choices=[("yes", "Yes"), ("no", "No"), ("perhaps", "Perhaps")], max_length=7),
                ),
                ("said", models.DateTimeField()),
                (
                    "person",
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
                (
                    "gathering",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coming",
                        to="meetings.gathering",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "gathering",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="meetings.gathering",
                    ),
                ),
                (
                    "person",
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
        migrations.AddIndex(
            model_name="gathering",
            index=models.Index(
                condition=models.Q(("called_off", None)), fields=["ends"], name="meetings_gathering_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("begins"))), name="meetings_gathering_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="coming",
            constraint=models.UniqueConstraint(fields=("gathering", "person"), name="meetings_coming_once"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("gathering", "person"), name="meetings_presence_once"),
        ),
        wall_from("meetings_gathering", "artifact_ptr_id", "commons_artifact"),
        same_wall("meetings_gathering", "artifact_ptr_id", "commons_artifact"),
        behind_wall("meetings_gathering"),
        parent_key("meetings_gathering", key="artifact_ptr_id"),
        wall_from("meetings_coming", "gathering_id", "meetings_gathering", parent_key="artifact_ptr_id"),
        same_wall("meetings_coming", "gathering_id", "meetings_gathering", parent_key="artifact_ptr_id"),
        behind_wall("meetings_coming"),
        wall_from("meetings_presence", "gathering_id", "meetings_gathering", parent_key="artifact_ptr_id"),
        same_wall("meetings_presence", "gathering_id", "meetings_gathering", parent_key="artifact_ptr_id"),
        behind_wall("meetings_presence"),
    ]
