import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import pergola.commons.stems
from pergola.commons.stems import BACK, SQL

FIND = """
DROP FUNCTION find_artifacts(tsquery, bigint[], text[], uuid, int);
CREATE FUNCTION find_artifacts(q tsquery, audiences bigint[], kinds text[] DEFAULT NULL, space uuid DEFAULT NULL,
  behind int DEFAULT NULL, since timestamptz DEFAULT NULL, skip int DEFAULT 0, most int DEFAULT 25)
RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT a.id, ts_rank(a.search, q) AS r FROM public.commons_artifact a
  WHERE coalesce(a.wall_id, 0) = ANY (open) AND a.removed IS NULL AND a.search @@ q AND a.audience_id = ANY (audiences)
    AND (kinds IS NULL OR a.kind = ANY (kinds)) AND (space IS NULL OR a.community_id = space)
    AND (behind IS NULL OR a.wall_id = behind) AND (since IS NULL OR a.changed >= since)
  ORDER BY r DESC, a.id DESC OFFSET skip LIMIT most; END $$;
REVOKE ALL ON FUNCTION find_artifacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_artifacts TO pergola_app;
"""
AS_BEFORE = """
DROP FUNCTION find_artifacts(tsquery, bigint[], text[], uuid, int, timestamptz, int, int);
CREATE FUNCTION find_artifacts(q tsquery, audiences bigint[], kinds text[], space uuid, most int)
RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT a.id, ts_rank(a.search, q) AS r FROM public.commons_artifact a
  WHERE coalesce(a.wall_id, 0) = ANY (open) AND a.removed IS NULL AND a.search @@ q AND a.audience_id = ANY (audiences)
    AND (kinds IS NULL OR a.kind = ANY (kinds)) AND (space IS NULL OR a.community_id = space)
  ORDER BY r DESC, a.id DESC LIMIT most; END $$;
REVOKE ALL ON FUNCTION find_artifacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_artifacts TO pergola_app;
"""


class Migration(migrations.Migration):
    """Every text is found in English and in Spanish; the search can be narrowed."""

    dependencies = [("commons", "0003_one_word_of_evidence")]

    operations = [
        migrations.RunSQL(SQL, BACK),
        migrations.RemoveIndex("artifact", "commons_artifact_search"),
        migrations.RemoveField("artifact", "search"),
        migrations.AddField(
            "artifact",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=pergola.commons.stems.StemsOfArtifact("title", "body", "words"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "artifact",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="commons_artifact_search"),
        ),
        migrations.RunSQL(FIND, AS_BEFORE),
    ]
