from django.db import migrations, models

from pergola.walls.policy import only_changes


class Migration(migrations.Migration):
    """Whoever began with a package reads why it is withdrawn."""

    dependencies = [("publishing", "0007_found_by_idea")]

    operations = [
        migrations.AddField("packageadoption", "because", models.TextField(blank=True, default="", editable=False)),
        only_changes("publishing_packageadoption", "named", "because"),
    ]
