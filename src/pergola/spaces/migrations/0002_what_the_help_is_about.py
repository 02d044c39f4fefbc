from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="team",
            name="help_about",
            field=models.UUIDField(
                editable=False,
                help_text="Which problem or aim of its own the hub may read with it. An artifact’s id.",
                null=True,
            ),
        ),
    ]
