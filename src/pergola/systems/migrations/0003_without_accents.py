from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from pergola.kernel.names import called


class Migration(migrations.Migration):
    """“Tomas” finds Tomás."""

    dependencies = [("systems", "0002_called")]

    operations = [
        migrations.RemoveIndex("school", "systems_school_called"),
        migrations.AddIndex("school", GinIndex(called("name", "city"), name="systems_school_called")),
    ]
