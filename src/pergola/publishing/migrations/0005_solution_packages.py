import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
from pergola.walls.policy import behind_wall, only_changes, parent_key, same_wall, wall_from


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0004_consents_sealed_below"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="lesson",
            name="adaptable",
            field=models.TextField(blank=True, verbose_name="what may be changed"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="core",
            field=models.TextField(blank=True, verbose_name="what must stay as it is"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="grades",
            field=models.CharField(blank=True, max_length=120, verbose_name="grades and subjects"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="hours",
            field=models.CharField(blank=True, max_length=200, verbose_name="hours"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="in_place",
            field=models.TextField(blank=True, verbose_name="what must be in place"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="materials",
            field=models.TextField(blank=True, verbose_name="materials"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="money",
            field=models.CharField(blank=True, max_length=200, verbose_name="money"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="not_for",
            field=models.TextField(blank=True, verbose_name="what it did not do, and for whom"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="people",
            field=models.CharField(blank=True, max_length=200, verbose_name="people"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="size",
            field=models.CharField(blank=True, max_length=200, verbose_name="how large"),
        ),
        migrations.AddField(
            model_name="lesson",
            name="solves",
            field=models.TextField(blank=True, verbose_name="the problem it solves"),
        ),
        migrations.AlterField(
            model_name="edition",
            name="form",
            field=models.CharField(
                choices=[
                    ("lesson", "lesson"),
                    ("card", "strategy card"),
                    ("routine", "routine"),
                    ("essay", "essay"),
                    ("digest", "research digest"),
                    ("package", "solution package"),
                ],
                editable=False,
                max_length=7,
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="form",
            field=models.CharField(
                choices=[
                    ("lesson", "lesson"),
                    ("card", "strategy card"),
                    ("routine", "routine"),
                    ("essay", "essay"),
                    ("digest", "research digest"),
                    ("package", "solution package"),
                ],
                default="lesson",
                max_length=7,
                verbose_name="form",
            ),
        ),
        migrations.CreateModel(
            name="PackageAdoption",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("package_ref", models.UUIDField(editable=False)),
                ("team_ref", models.UUIDField(editable=False)),
                ("problem_ref", models.UUIDField(editable=False)),
                ("idea_ref", models.UUIDField(editable=False)),
                ("named", models.CharField(blank=True, default="", max_length=120)),
                ("at", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adoptions", to="publishing.edition"
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
                "constraints": [
                    models.UniqueConstraint(fields=("package_ref", "team_ref"), name="publishing_packageadoption_once")
                ],
            },
        ),
        parent_key("publishing_edition", key="artifact_ptr_id"),
        wall_from("publishing_packageadoption", "edition_id", "publishing_edition", parent_key="artifact_ptr_id"),
        same_wall("publishing_packageadoption", "edition_id", "publishing_edition", parent_key="artifact_ptr_id"),
        behind_wall("publishing_packageadoption"),
        only_changes("publishing_packageadoption", "named"),
    ]
