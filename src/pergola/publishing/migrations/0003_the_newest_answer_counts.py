from django.db import migrations


class Migration(migrations.Migration):
    """A team is asked anew about a text that comes back, so the same text may stand twice."""

    dependencies = [("publishing", "0002_keep_what_a_team_was_asked_about")]

    operations = [migrations.RemoveConstraint(model_name="consent", name="publishing_consent_once")]
