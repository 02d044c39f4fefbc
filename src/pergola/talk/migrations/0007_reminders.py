from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("talk", "0006_the_place_of_a_notice")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("post", "an answer where I take part"),
                    ("began", "a new conversation"),
                    ("date", "when we meet next"),
                    ("soon", "a reminder, the day before we meet"),
                    ("help", "a team asks for help"),
                    ("asked", "my team is asked for its consent"),
                    ("consent", "an answer to consent we asked for"),
                    ("against", "a claim of ours is contradicted"),
                    ("came", "an answer to an invitation of mine"),
                ],
                max_length=8,
            ),
        ),
    ]
