import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0006_what_was_contradicted"),
        ("people", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=120)),
                ("to", models.EmailField(blank=True, max_length=254)),
                ("about", models.UUIDField(null=True)),
                ("sealed", models.BinaryField(default=b"")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("claimed", "being sent"),
                            ("sent", "sent"),
                            ("refused", "the address was refused"),
                            ("lapsed", "no longer to be sent"),
                            ("given up", "given up"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=60)),
                ("written", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("next_at", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("until", models.DateTimeField(null=True)),
                ("closed", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "claimed"])),
                        fields=["wall", "next_at"],
                        name="commons_letter_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("wall", "key"), name="commons_letter_once")],
            },
        ),
        behind_wall("commons_letter"),
    ]
