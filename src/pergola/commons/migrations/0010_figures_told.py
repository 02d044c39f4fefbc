import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import append_only, behind_wall


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0009_who_met"),
        ("people", "0006_which_guides_are_put_away"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureRelease",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("groups", "a measure by group"),
                            ("answers", "answers to questions"),
                            ("numbers", "the numbers of a network"),
                        ],
                        max_length=8,
                    ),
                ),
                ("about", models.UUIDField()),
                ("moment", models.CharField(blank=True, max_length=32)),
                ("told_to", models.CharField(max_length=12)),
                ("cells", models.JSONField()),
                ("sealed", models.BinaryField()),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
            options={
                "indexes": [models.Index(fields=["wall", "about", "made"], name="commons_figures_about")],
            },
        ),
        behind_wall("commons_figurerelease"),
        append_only("commons_figurerelease"),
    ]
