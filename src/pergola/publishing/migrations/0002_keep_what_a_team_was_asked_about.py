from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="shown",
            field=models.JSONField(
                default=dict,
                editable=False,
                help_text="The text as this team was asked about it, with the evidence to be published.",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="text",
            field=models.CharField(editable=False, help_text="SHA-256 of what the answer is for.", max_length=64),
        ),
    ]
