import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_keys_in_one_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="guides_away",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, editable=False
            ),
        ),
    ]
