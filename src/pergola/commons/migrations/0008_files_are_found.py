import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import pergola.commons.stems
from pergola.commons.stems import BACK_OF_FILE, SQL_OF_FILE

FIND = """
CREATE FUNCTION find_files(q tsquery, audiences bigint[], space uuid DEFAULT NULL, behind int DEFAULT NULL,
  since timestamptz DEFAULT NULL, skip int DEFAULT 0, most int DEFAULT 25)
RETURNS TABLE (id uuid, added timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 25
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT f.id, f.added FROM public.commons_file f JOIN public.commons_artifact a ON a.id = f.artifact_id
  WHERE coalesce(f.wall_id, 0) = ANY (open) AND f.removed IS NULL AND f.post_removed IS NULL AND f.search @@ q
    AND a.removed IS NULL AND a.audience_id = ANY (audiences) AND (f.said_in IS NULL OR f.audience_id = ANY (audiences))
    AND (space IS NULL OR a.community_id = space) AND (behind IS NULL OR f.wall_id = behind)
    AND (since IS NULL OR f.added >= since)
  ORDER BY f.added DESC, f.id DESC OFFSET skip LIMIT most; END $$;
REVOKE ALL ON FUNCTION find_files FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_files TO pergola_app;
"""
BACK = "DROP FUNCTION find_files(tsquery, bigint[], uuid, int, timestamptz, int, int);"


class Migration(migrations.Migration):
    """Files are found by their names and by what they show."""

    dependencies = [("commons", "0007_letter")]

    operations = [
        migrations.RunSQL(SQL_OF_FILE, BACK_OF_FILE),
        migrations.AddField(
            "file",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=pergola.commons.stems.StemsOfFile("name", "description"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "file", django.contrib.postgres.indexes.GinIndex(fields=["search"], name="commons_file_search")
        ),
        migrations.RunSQL(FIND, BACK),
    ]
