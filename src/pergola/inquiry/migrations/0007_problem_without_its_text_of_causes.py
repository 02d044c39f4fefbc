from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0006_causes_are_parts")]

    operations = [migrations.RemoveField(model_name="problem", name="causes")]
