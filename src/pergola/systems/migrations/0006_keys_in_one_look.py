import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import key_in_one_look


class Migration(migrations.Migration):
    """The person of a line, looked for once a statement. Nobody is ever removed, so that none can be missing later."""

    dependencies = [("people", "0005_keys_in_one_look"), ("systems", "0005_who_feeds_whom")]

    operations = [
        migrations.AlterField(
            "rosterperson",
            "person",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rostered",
                to="people.person",
            ),
        ),
        key_in_one_look("systems_rosterperson", "person_id", "people_person"),
    ]
