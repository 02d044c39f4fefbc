from django.db import migrations, models

import pergola.kernel.ids
from pergola.walls.policy import key_of_time


class Migration(migrations.Migration):
    """What stands in the address of a form does not say how many there were before."""

    dependencies = [("publishing", "0005_solution_packages")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [key_of_time("publishing_packageadoption", "at")],
            [
                migrations.AlterField(
                    "packageadoption",
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                )
            ],
        )
    ]
