import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import append_only, behind_wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumbersRelease",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("network_ref", models.UUIDField()),
                ("network_name", models.CharField(max_length=120)),
                ("purpose", models.TextField()),
                ("figures", models.JSONField()),
                ("as_of", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("sample", models.BooleanField(default=False)),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["network_ref", "-as_of"], name="insight_release_newest")],
            },
        ),
        behind_wall("insight_numbersrelease"),
        append_only("insight_numbersrelease"),
    ]
