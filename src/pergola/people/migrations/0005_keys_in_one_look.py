import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import key_in_one_look, never_removed


class Migration(migrations.Migration):
    """Who is behind a wall is held by keys looked at once a statement: a roster brings a hundred thousand people at once."""

    dependencies = [("people", "0004_without_accents"), ("walls", "0001_initial")]

    operations = [
        migrations.AlterField(
            "wallmember",
            "wall",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="walls.wall",
            ),
        ),
        migrations.AlterField(
            "wallmember",
            "person",
            models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="people.person",
            ),
        ),
        never_removed("people_person"),
        key_in_one_look("people_wallmember", "wall_id", "walls_wall"),
        key_in_one_look("people_wallmember", "person_id", "people_person"),
    ]
