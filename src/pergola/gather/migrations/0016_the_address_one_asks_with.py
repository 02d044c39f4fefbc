from django.db import migrations, models

from pergola.walls.policy import only_changes


class Migration(migrations.Migration):
    """Whoever asks to come in is known by the address they signed in with, and by no other of theirs."""

    dependencies = [("gather", "0015_asking_to_come_in")]

    operations = [
        migrations.AddField(
            model_name="entryrequest",
            name="address",
            field=models.EmailField(blank=True, default="", editable=False, max_length=254),
        ),
        only_changes("gather_entryrequest", "answer", "answered", "answered_by_id", "reply", "address"),
    ]
