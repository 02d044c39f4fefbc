from django.db import migrations


class Migration(migrations.Migration):
    """The next date is a gathering now (meetings 0002 has taken each along)."""

    dependencies = [("spaces", "0005_a_life_of_their_own"), ("meetings", "0002_dates_taken_along")]

    operations = [
        migrations.RemoveField(model_name="community", name="meets_next"),
        migrations.RemoveField(model_name="community", name="meets_where"),
    ]
