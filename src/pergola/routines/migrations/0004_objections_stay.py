import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import only_changes

BEFORE, NOW = (
    only_changes("routines_voice", "says", "reason", "at", "met"),
    only_changes("routines_voice", "met"),
)


class Migration(migrations.Migration):
    dependencies = [("routines", "0003_keys_that_count_nothing")]

    operations = [
        migrations.AlterField(
            model_name="voice",
            name="wording",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="routines.wording"
            ),
        ),
        migrations.RemoveConstraint(model_name="voice", name="routines_voice_once"),
        migrations.RemoveConstraint(model_name="voice", name="routines_voice_objects_with_a_reason"),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("met", None)), fields=("wording", "by"), name="routines_voice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("says", "consent"),
                    models.Q(("says", "object"), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="routines_voice_objects_with_a_reason",
            ),
        ),
        # Each objection, and each consent, is a row of its own: nobody writes over what was said.
        migrations.RunSQL(NOW.sql, BEFORE.sql),
    ]
