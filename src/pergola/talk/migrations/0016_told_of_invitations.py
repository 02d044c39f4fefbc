from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever is here already is told here of an invitation."""

    dependencies = [("talk", "0015_told_of_critiques_and_ideas")]

    operations = [
        migrations.AlterField(
            "notice",
            "kind",
            models.CharField(
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
                    ("theme", "a focus area I support is merged or retired"),
                    ("pair", "somebody asks to learn with me, or answers"),
                    ("poll", "a poll: what would you join?"),
                    ("promise", "what the hub promises my team"),
                    ("invited", "somebody invites me"),
                ],
                max_length=8,
            ),
        ),
    ]
