from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from pergola.kernel.names import called


class Migration(migrations.Migration):
    """“Tomas” finds Tomás."""

    dependencies = [("people", "0003_when_ways_were_used")]

    operations = [
        migrations.RemoveIndex("person", "people_person_called"),
        migrations.AddIndex("person", GinIndex(called("name"), name="people_person_called")),
    ]
