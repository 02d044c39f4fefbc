from django.db import migrations

# Which published lessons rest on a cycle of these ideas: the newest version of each, what changed nothing first. The
# policy of a wall lets no question use an index over JSON, so this one is asked past it, of the public wall alone.
FIND = """
CREATE INDEX publishing_edition_ideas ON publishing_edition
  USING gin (jsonb_path_query_array(content, '$.claims[*].chain.evidence[*].idea'));
CREATE FUNCTION editions_testing(ideas text[], but uuid, most int)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 30
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT a.id FROM public.publishing_edition e JOIN public.commons_artifact a ON a.id = e.artifact_ptr_id
  WHERE e.wall_id = 1 AND 1 = ANY (open) AND a.removed IS NULL AND e.lesson_ref <> but AND e.form <> 'package'
    AND jsonb_path_query_array(e.content, '$.claims[*].chain.evidence[*].idea') ?| ideas
    AND NOT EXISTS (SELECT FROM public.publishing_edition n JOIN public.commons_artifact b ON b.id = n.artifact_ptr_id
      WHERE n.lesson_ref = e.lesson_ref AND n.version > e.version AND b.removed IS NULL)
  ORDER BY e.finding <> 'none', a.made DESC, a.id DESC LIMIT most; END $$;
REVOKE ALL ON FUNCTION editions_testing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION editions_testing TO pergola_app;
"""
BACK = "DROP FUNCTION editions_testing(text[], uuid, int); DROP INDEX publishing_edition_ideas;"


class Migration(migrations.Migration):
    """What came of a package is found by the ideas a lesson rests on."""

    dependencies = [("publishing", "0006_keys_that_count_nothing"), ("commons", "0001_initial")]

    operations = [migrations.RunSQL(FIND, BACK)]
