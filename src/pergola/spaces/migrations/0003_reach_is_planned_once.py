from django.db import migrations

# What `reach` says of one person, as an array; of nobody, the public. In plpgsql a connection plans it once; woven into a
# query the view’s seven branches are planned anew for every door of every page (8 of the 12 ms that counting one’s notices
# took). It runs as whoever asks, behind the walls open at that moment: it lends no right.
REACHING = """
CREATE FUNCTION reaching(who uuid) RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF who IS NULL THEN RETURN ARRAY(SELECT id FROM public.spaces_audience WHERE kind = 'public'); END IF;
  RETURN ARRAY(SELECT audience_id FROM public.reach WHERE person_id = who);
END $$;
REVOKE ALL ON FUNCTION reaching FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reaching TO pergola_app;
"""


class Migration(migrations.Migration):
    """The audiences that reach a person are planned once a connection."""

    dependencies = [("spaces", "0002_what_the_help_is_about")]

    operations = [migrations.RunSQL(REACHING, "DROP FUNCTION reaching(uuid);")]
