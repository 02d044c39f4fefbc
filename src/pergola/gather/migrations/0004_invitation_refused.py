from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gather", "0003_one_open_invitation"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="refused",
            field=models.DateTimeField(
                editable=False, help_text="When a mail server said: no such address.", null=True
            ),
        ),
    ]
