from django.db import migrations, models

# In a closed community nothing is made, and no words are changed; emptying what was removed long ago goes on.
CLOSED = """
CREATE TRIGGER not_closed BEFORE INSERT ON commons_artifact FOR EACH ROW WHEN (NEW.community_id IS NOT NULL)
  EXECUTE FUNCTION spaces_not_closed();
CREATE TRIGGER not_closed_words BEFORE UPDATE OF title, body, audience_id ON commons_artifact FOR EACH ROW
  WHEN (NEW.community_id IS NOT NULL AND NEW.removed IS NULL
    AND (NEW.title, NEW.body, NEW.audience_id) IS DISTINCT FROM (OLD.title, OLD.body, OLD.audience_id))
  EXECUTE FUNCTION spaces_not_closed();
"""
OPEN = "DROP TRIGGER not_closed_words ON commons_artifact; DROP TRIGGER not_closed ON commons_artifact;"


class Migration(migrations.Migration):
    dependencies = [
        ("spaces", "0005_a_life_of_their_own"),
        ("commons", "0008_files_are_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name="participation",
            name="verb",
            field=models.CharField(
                choices=[
                    ("made", "made"),
                    ("changed", "changed"),
                    ("removed", "removed"),
                    ("restored", "brought back"),
                    ("said", "said"),
                    ("joined", "joined"),
                    ("left", "left"),
                    ("invited", "invited"),
                    ("linked", "linked"),
                    ("predicted", "predicted"),
                    ("observed", "put in data"),
                    ("decided", "decided"),
                    ("consented", "consented"),
                    ("published", "published"),
                    ("asked", "asked for help"),
                    ("answered", "answered"),
                    ("met", "met"),
                    ("not met", "was not there after all"),
                    ("taken out", "was taken out"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(CLOSED, OPEN),
    ]
