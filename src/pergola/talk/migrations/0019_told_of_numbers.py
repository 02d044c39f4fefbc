from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("talk", "0018_told_of_agreements"),
    ]

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
                    ("pulse", "two minutes on how a community goes"),
                    ("join", "somebody asks to come in"),
                    ("let in", "an answer to my asking to come in"),
                    ("charter", "another version of the charter"),
                    ("keep", "a community is handed over to me, or by me"),
                    ("closed", "a community becomes another, or ends"),
                    ("pack", "a pack I asked for is ready"),
                    ("launched", "what I said I would come to becomes a community"),
                    ("theme", "a focus area I support is retired"),
                    ("merged", "a focus area I support is merged into another"),
                    ("pair", "somebody asks to learn with me"),
                    ("pair yes", "a yes to what I asked somebody"),
                    ("pair no", "a no to what I asked somebody"),
                    ("pair end", "what I had with somebody has ended"),
                    ("poll", "a poll: what would you join?"),
                    ("promise", "what the hub promises my team"),
                    ("critique", "comments that are asked of my team, or came to it"),
                    ("weighed", "what becomes of an idea I proposed"),
                    ("invited", "somebody invites me"),
                    ("proposed", "a routine is proposed to us, until a day"),
                    ("objected", "an objection to what I proposed"),
                    ("number", "a number we asked somebody outside for"),
                ],
                max_length=8,
            ),
        ),
    ]
