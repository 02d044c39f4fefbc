from django.db import migrations, models


class Migration(migrations.Migration):
    """Others on a pathway may find somebody, where both let it."""

    dependencies = [
        ("gather", "0010_promises"),
    ]

    operations = [
        migrations.AddField(
            model_name="pathwayplace",
            name="found",
            field=models.BooleanField(default=False),
        ),
    ]
