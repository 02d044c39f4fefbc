from django.db import migrations

from pergola.walls.policy import parent_key, same_wall


class Migration(migrations.Migration):
    """A file may have been added with a post. Files stand on the floor below, so the key is held from here."""

    dependencies = [("talk", "0003_two_languages"), ("commons", "0005_files")]

    operations = [
        parent_key("talk_post"),
        same_wall("commons_file", "said_in", "talk_post"),
    ]
