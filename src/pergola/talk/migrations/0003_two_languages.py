import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import pergola.commons.stems

NARROWED = "space uuid DEFAULT NULL, behind int DEFAULT NULL, since timestamptz DEFAULT NULL, skip int DEFAULT 0, most int DEFAULT 25"
SEEN = """p.removed IS NULL AND p.search @@ q AND a.removed IS NULL AND a.audience_id = ANY (audiences) AND p.audience_id = ANY (audiences)
    AND (space IS NULL OR a.community_id = space) AND (behind IS NULL OR p.wall_id = behind) AND (since IS NULL OR p.said >= since)"""
GIVEN = "space, behind, since, skip, most"
CLOSED = """
REVOKE ALL ON FUNCTION find_posts, find_posts_rare, find_posts_common FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_posts TO pergola_app;
"""


def functions(parameters: str, seen: str, given: str, skipping: str, last: str) -> str:
    """Two paths, and the one that chooses: rare words by their index, common ones by walking each wall's newest posts."""
    return f"""
CREATE FUNCTION find_posts_rare(q tsquery, audiences bigint[], {parameters})
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
  WHERE coalesce(p.wall_id, 0) = ANY (open) AND {seen}
  ORDER BY p.said DESC, p.id DESC {skipping} LIMIT most; END $$;

CREATE FUNCTION find_posts_common(q tsquery, audiences bigint[], {parameters})
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_bitmapscan = off SET enable_hashjoin = off AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT x.id, x.said FROM unnest(open) AS w(wall) CROSS JOIN LATERAL (
    SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
    WHERE p.wall_id = w.wall AND {seen}
    ORDER BY p.said DESC LIMIT {last}) x
  ORDER BY x.said DESC, x.id DESC {skipping} LIMIT most; END $$;

-- Volatile only because EXPLAIN asks for it; it writes nothing.
CREATE FUNCTION find_posts(q tsquery, audiences bigint[], {parameters})
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE plan json;
BEGIN
  IF cardinality(audiences) < 50 THEN  -- who sees little is served by what they see, whatever the word
    RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, {given}); RETURN; END IF;
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM public.talk_post WHERE search @@ %L::tsquery', q::text) INTO plan;
  IF (plan->0->'Plan'->>'Plan Rows')::float < 30000 THEN RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, {given});
  ELSE RETURN QUERY SELECT * FROM public.find_posts_common(q, audiences, {given}); END IF; END $$;
"""  # noqa: S608 - the texts above, never anybody's input


OLD_SEEN = "p.removed IS NULL AND p.search @@ q AND a.removed IS NULL AND a.audience_id = ANY (audiences) AND p.audience_id = ANY (audiences)"
DROP = "DROP FUNCTION {0}(tsquery, bigint[], {1}); DROP FUNCTION {0}_rare(tsquery, bigint[], {1}); DROP FUNCTION {0}_common(tsquery, bigint[], {1});"
FIND = DROP.format("find_posts", "int") + functions(NARROWED, SEEN, GIVEN, "OFFSET skip", "skip + most") + CLOSED
AS_BEFORE = (
    DROP.format("find_posts", "uuid, int, timestamptz, int, int")
    + functions("most int", OLD_SEEN, "most", "", "most")
    + CLOSED
)


class Migration(migrations.Migration):
    """Every post is found in English and in Spanish; the search can be narrowed."""

    dependencies = [("talk", "0002_whoever_saw_it"), ("commons", "0004_two_languages")]

    operations = [
        migrations.RemoveIndex("post", "talk_post_search"),
        migrations.RemoveField("post", "search"),
        migrations.AddField(
            "post",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=pergola.commons.stems.Stems("body"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "post", django.contrib.postgres.indexes.GinIndex(fields=["search"], name="talk_post_search")
        ),
        migrations.RunSQL(FIND, AS_BEFORE),
    ]
