from django.db import migrations

from pergola.walls.policy import ours_are_not_locked


class Migration(migrations.Migration):
    """Somebody whom the same transaction brought needs no lock: nobody else can take them away before it ends."""

    dependencies = [("people", "0006_which_guides_are_put_away")]

    operations = [ours_are_not_locked("people_wallmember", "person_id", "people_person")]
