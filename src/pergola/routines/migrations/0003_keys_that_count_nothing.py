from django.db import migrations, models

import pergola.kernel.ids
from pergola.walls.policy import key_of_time


class Migration(migrations.Migration):
    """What stands in the address of a form does not say how many there were before."""

    dependencies = [("routines", "0002_tensions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [key_of_time("routines_trial", "said")],
            [
                migrations.AlterField(
                    "trial",
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                )
            ],
        )
    ]
