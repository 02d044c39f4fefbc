from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gather", "0004_invitation_refused"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="given_up",
            field=models.DateTimeField(editable=False, help_text="When we stopped trying to send it.", null=True),
        ),
    ]
