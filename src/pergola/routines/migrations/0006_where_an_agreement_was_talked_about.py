import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import only_changes, same_wall

BEFORE = only_changes("routines_agreement", "ended", "ended_by_id", "because")
NOW = only_changes("routines_agreement", "ended", "ended_by_id", "because", "conversation_id")


class Migration(migrations.Migration):
    dependencies = [
        ("routines", "0005_seals_without_a_time"),
        ("talk", "0017_every_kind_that_is_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="conversation",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="talk.conversation",
            ),
        ),
        same_wall("routines_agreement", "conversation_id", "commons_artifact"),
        migrations.RunSQL(NOW.sql, BEFORE.sql),
    ]
