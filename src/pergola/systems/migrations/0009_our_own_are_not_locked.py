from django.db import migrations

from pergola.walls.policy import ours_are_not_locked


class Migration(migrations.Migration):
    """The person of a line, whom the same transaction brought, needs no lock: nobody else can take them away before it ends."""

    dependencies = [("systems", "0008_one_at_work_and_one_that_waits")]

    operations = [ours_are_not_locked("systems_rosterperson", "person_id", "people_person")]
