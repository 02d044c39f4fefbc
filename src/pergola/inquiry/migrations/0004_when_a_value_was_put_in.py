from django.db import migrations

# When a value was put in, and by whom, decides whether a prediction came first: that never changes. A value is
# corrected by taking it out and putting another in, and what stood there is kept as it was.
SEAL = """
CREATE FUNCTION inquiry_value_stamped() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
  RAISE EXCEPTION 'of which day a value is, when it was put in and by whom stays' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER stamped BEFORE UPDATE ON inquiry_observation FOR EACH ROW
  WHEN ((NEW.id, NEW.measure_id, NEW."on", NEW.put_in, NEW.put_in_by_id)
    IS DISTINCT FROM (OLD.id, OLD.measure_id, OLD."on", OLD.put_in, OLD.put_in_by_id))
  EXECUTE FUNCTION inquiry_value_stamped();
CREATE TRIGGER stamped BEFORE UPDATE ON inquiry_earliervalue FOR EACH ROW
  WHEN ((NEW.*) IS DISTINCT FROM (OLD.*)) EXECUTE FUNCTION inquiry_value_stamped();
"""
UNSEAL = """
DROP TRIGGER stamped ON inquiry_earliervalue; DROP TRIGGER stamped ON inquiry_observation;
DROP FUNCTION inquiry_value_stamped;
"""


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0003_sealed_below")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
