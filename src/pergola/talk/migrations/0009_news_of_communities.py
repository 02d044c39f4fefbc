from django.db import migrations, models

# Nothing is said in a closed community, and nothing said otherwise.
CLOSED = """
CREATE FUNCTION talk_not_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  IF EXISTS (SELECT FROM commons_artifact a JOIN spaces_community c ON c.id = a.community_id
      WHERE a.id = NEW.artifact_id AND c.closed IS NOT NULL) THEN
    RAISE EXCEPTION 'the community of % is closed', NEW.artifact_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW; END $$;
CREATE TRIGGER not_closed BEFORE INSERT ON talk_post FOR EACH ROW EXECUTE FUNCTION talk_not_closed();
CREATE TRIGGER not_closed_words BEFORE UPDATE OF body ON talk_post FOR EACH ROW
  WHEN (NEW.removed IS NULL AND NEW.body <> OLD.body) EXECUTE FUNCTION talk_not_closed();
"""
OPEN = """
DROP TRIGGER not_closed_words ON talk_post; DROP TRIGGER not_closed ON talk_post; DROP FUNCTION talk_not_closed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0005_a_life_of_their_own"),
        ("talk", "0008_pulses"),
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
                ],
                max_length=8,
            ),
        ),
        migrations.RunSQL(CLOSED, OPEN),
    ]
