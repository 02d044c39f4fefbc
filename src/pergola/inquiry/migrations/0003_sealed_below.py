"""What the acts hold, PostgreSQL holds too: no statement of the app role goes round a locked prediction."""

from django.db import migrations

# Each function says where it looks: a temporary table of the same name would otherwise be found first.
SEAL = """
ALTER FUNCTION inquiry_prediction_sealed() SET search_path = pg_catalog, public, pg_temp;
DROP TRIGGER sealed ON inquiry_cycle;
CREATE TRIGGER sealed BEFORE UPDATE ON inquiry_cycle FOR EACH ROW
  WHEN (OLD.locked IS NOT NULL AND (NEW.artifact_ptr_id, NEW.prediction, NEW.predicted, NEW.begins, NEW.locked, NEW.locked_by_id, NEW.points_at_lock)
    IS DISTINCT FROM (OLD.artifact_ptr_id, OLD.prediction, OLD.predicted, OLD.begins, OLD.locked, OLD.locked_by_id, OLD.points_at_lock))
  EXECUTE FUNCTION inquiry_prediction_sealed();
CREATE TRIGGER sealed_row BEFORE DELETE ON inquiry_cycle FOR EACH ROW WHEN (OLD.locked IS NOT NULL)
  EXECUTE FUNCTION inquiry_prediction_sealed();

CREATE OR REPLACE FUNCTION inquiry_expectation_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM public.inquiry_cycle WHERE artifact_ptr_id IN (OLD.cycle_id, NEW.cycle_id) AND locked IS NOT NULL) THEN
    RAISE EXCEPTION 'the prediction of this cycle is locked' USING ERRCODE = 'check_violation'; END IF;
  RETURN coalesce(NEW, OLD); END $$;
DROP TRIGGER sealed_text ON inquiry_expectation;
CREATE TRIGGER sealed_text BEFORE UPDATE ON inquiry_expectation FOR EACH ROW
  WHEN ((OLD.text, OLD.cycle_id) IS DISTINCT FROM (NEW.text, NEW.cycle_id)) EXECUTE FUNCTION inquiry_expectation_sealed();
"""
UNSEAL = """
DROP TRIGGER sealed_text ON inquiry_expectation;
CREATE TRIGGER sealed_text BEFORE UPDATE ON inquiry_expectation FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)
  EXECUTE FUNCTION inquiry_expectation_sealed();
ALTER FUNCTION inquiry_expectation_sealed() RESET search_path;
DROP TRIGGER sealed_row ON inquiry_cycle;
DROP TRIGGER sealed ON inquiry_cycle;
CREATE TRIGGER sealed BEFORE UPDATE ON inquiry_cycle FOR EACH ROW
  WHEN (OLD.locked IS NOT NULL AND (NEW.prediction, NEW.predicted, NEW.begins, NEW.locked, NEW.locked_by_id, NEW.points_at_lock)
    IS DISTINCT FROM (OLD.prediction, OLD.predicted, OLD.begins, OLD.locked, OLD.locked_by_id, OLD.points_at_lock))
  EXECUTE FUNCTION inquiry_prediction_sealed();
ALTER FUNCTION inquiry_prediction_sealed() RESET search_path;
"""


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0002_earlier_values")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
