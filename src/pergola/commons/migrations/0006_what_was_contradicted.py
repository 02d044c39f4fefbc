from django.db import migrations, models

# What was tied before this was kept is taken to be said of the sentence as it stands today.
FILL = """
UPDATE commons_link SET told = a.title FROM commons_artifact a
  WHERE a.id = target_id AND commons_link.kind IN ('supports', 'contradicts', 'replicates') AND a.kind = 'claim';
"""
SEAL = """
CREATE FUNCTION commons_told_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  RAISE EXCEPTION 'what a claim said when something was tied to it stays' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER told BEFORE UPDATE ON commons_link FOR EACH ROW
  WHEN (NEW.told IS DISTINCT FROM OLD.told) EXECUTE FUNCTION commons_told_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("commons", "0005_files")]

    operations = [
        migrations.AddField(
            model_name="link",
            name="told",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="What the claim said when this was tied to it.",
                max_length=200,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(SEAL, "DROP TRIGGER told ON commons_link; DROP FUNCTION commons_told_stays;"),
    ]
