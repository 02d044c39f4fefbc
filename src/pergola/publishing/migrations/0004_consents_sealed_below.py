from django.db import migrations

# What a team was asked about stays with its answer; an answer names somebody who may speak for the team, and each
# change of it is no earlier than the one before. No row of it goes.
SEAL = """
ALTER FUNCTION publishing_edition_sealed() SET search_path = pg_catalog, public, pg_temp;
CREATE FUNCTION publishing_consent_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  RAISE EXCEPTION 'what a team was asked about stays as it was' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER sealed BEFORE UPDATE ON publishing_consent FOR EACH ROW
  WHEN ((NEW.id, NEW.lesson_id, NEW.team_id, NEW.text, NEW.shown)
    IS DISTINCT FROM (OLD.id, OLD.lesson_id, OLD.team_id, OLD.text, OLD.shown))
  EXECUTE FUNCTION publishing_consent_sealed();
CREATE TRIGGER sealed_row BEFORE DELETE ON publishing_consent FOR EACH ROW EXECUTE FUNCTION publishing_consent_sealed();
CREATE FUNCTION publishing_consent_stamped() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  IF NEW.answer = '' OR NEW.answered IS NULL OR NEW.answered < OLD.answered OR NOT EXISTS (
    SELECT 1 FROM public.spaces_teammember
    WHERE team_id = NEW.team_id AND person_id = NEW.answered_by_id AND role IN ('lead', 'sponsor')) THEN
    RAISE EXCEPTION 'an answer says who gave it for the team, and when' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW; END $$;
CREATE TRIGGER stamped BEFORE UPDATE ON publishing_consent FOR EACH ROW
  WHEN ((NEW.answer, NEW.words, NEW.answered, NEW.answered_by_id)
    IS DISTINCT FROM (OLD.answer, OLD.words, OLD.answered, OLD.answered_by_id))
  EXECUTE FUNCTION publishing_consent_stamped();
CREATE TRIGGER stamped_new BEFORE INSERT ON publishing_consent FOR EACH ROW WHEN (NEW.answer <> '')
  EXECUTE FUNCTION publishing_consent_stamped();
"""
UNSEAL = """
DROP TRIGGER stamped_new ON publishing_consent; DROP TRIGGER stamped ON publishing_consent;
DROP FUNCTION publishing_consent_stamped;
DROP TRIGGER sealed_row ON publishing_consent; DROP TRIGGER sealed ON publishing_consent;
DROP FUNCTION publishing_consent_sealed;
ALTER FUNCTION publishing_edition_sealed() RESET search_path;
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_the_newest_answer_counts"), ("spaces", "0001_initial")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
