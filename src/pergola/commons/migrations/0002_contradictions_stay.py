from django.db import migrations

# A contradiction is taken back within a day, by those who found it, or not at all; nobody turns it into something else.
SEAL = """
CREATE FUNCTION commons_contradiction_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  IF TG_OP = 'DELETE' AND now() - OLD.made <= interval '1 day' THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND now() - OLD.made <= interval '1 day'
    AND (NEW.id, NEW.source_id, NEW.target_id, NEW.kind, NEW.made, NEW.made_by_id)
    IS NOT DISTINCT FROM (OLD.id, OLD.source_id, OLD.target_id, OLD.kind, OLD.made, OLD.made_by_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a contradiction stays on the chain' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER stays BEFORE DELETE ON commons_link FOR EACH ROW
  WHEN (OLD.kind = 'contradicts') EXECUTE FUNCTION commons_contradiction_stays();
CREATE TRIGGER stays_as_said BEFORE UPDATE ON commons_link FOR EACH ROW
  WHEN (OLD.kind = 'contradicts' AND (NEW.id, NEW.source_id, NEW.target_id, NEW.kind, NEW.note, NEW.made, NEW.made_by_id)
    IS DISTINCT FROM (OLD.id, OLD.source_id, OLD.target_id, OLD.kind, OLD.note, OLD.made, OLD.made_by_id))
  EXECUTE FUNCTION commons_contradiction_stays();
"""
UNSEAL = """
DROP TRIGGER stays_as_said ON commons_link; DROP TRIGGER stays ON commons_link; DROP FUNCTION commons_contradiction_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("commons", "0001_initial")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
