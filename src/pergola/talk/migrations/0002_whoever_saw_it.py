import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import same_wall

# A post keeps the audience its artifact had when it was said: sharing the artifact later shares no words of before.
FILL = """
UPDATE talk_post SET audience_id = a.audience_id FROM commons_artifact a WHERE a.id = artifact_id;
SET CONSTRAINTS ALL IMMEDIATE;
CREATE OR REPLACE FUNCTION talk_post_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  SELECT wall_id, audience_id INTO NEW.wall_id, NEW.audience_id FROM commons_artifact WHERE id = NEW.artifact_id;
  IF NEW.wall_id IS NULL THEN
    RAISE EXCEPTION 'no commons_artifact % behind the open walls', NEW.artifact_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW; END $$;
"""
UNFILL = """
CREATE OR REPLACE FUNCTION talk_post_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  SELECT wall_id INTO NEW.wall_id FROM commons_artifact WHERE id = NEW.artifact_id;
  IF NEW.wall_id IS NULL THEN
    RAISE EXCEPTION 'no commons_artifact % behind the open walls', NEW.artifact_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW; END $$;
"""

FIND = """
CREATE OR REPLACE FUNCTION find_posts_rare(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
  WHERE coalesce(p.wall_id, 0) = ANY (open) AND p.removed IS NULL AND p.search @@ q
    AND a.removed IS NULL AND a.audience_id = ANY (audiences) AND p.audience_id = ANY (audiences)
  ORDER BY p.said DESC, p.id DESC LIMIT most; END $$;

CREATE OR REPLACE FUNCTION find_posts_common(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_bitmapscan = off SET enable_hashjoin = off AS $$
DECLARE open int[] := string_to_array(current_setting('app.walls', true), ',')::int[];
BEGIN RETURN QUERY SELECT x.id, x.said FROM unnest(open) AS w(wall) CROSS JOIN LATERAL (
    SELECT p.id, p.said FROM public.talk_post p JOIN public.commons_artifact a ON a.id = p.artifact_id
    WHERE p.wall_id = w.wall AND p.removed IS NULL AND p.search @@ q AND a.removed IS NULL AND a.audience_id = ANY (audiences) AND p.audience_id = ANY (audiences)
    ORDER BY p.said DESC LIMIT most) x
  ORDER BY x.said DESC, x.id DESC LIMIT most; END $$;

-- Volatile only because EXPLAIN asks for it; it writes nothing.
CREATE OR REPLACE FUNCTION find_posts(q tsquery, audiences bigint[], most int)
RETURNS TABLE (id uuid, said timestamptz) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE plan json;
BEGIN
  IF cardinality(audiences) < 50 THEN  -- who sees little is served by what they see, whatever the word
    RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, most); RETURN; END IF;
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM public.talk_post WHERE search @@ %L::tsquery', q::text) INTO plan;
  IF (plan->0->'Plan'->>'Plan Rows')::float < 30000 THEN RETURN QUERY SELECT * FROM public.find_posts_rare(q, audiences, most);
  ELSE RETURN QUERY SELECT * FROM public.find_posts_common(q, audiences, most); END IF; END $$;
"""
FIND_AS_BEFORE = FIND.replace(" AND p.audience_id = ANY (audiences)", "")
"""The three functions as 0001 made them: they ask nothing of a column that is about to go."""


class Migration(migrations.Migration):
    dependencies = [("talk", "0001_initial"), ("spaces", "0001_initial")]

    operations = [
        migrations.AddField(
            "post",
            "audience",
            models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="spaces.audience",
            ),
        ),
        migrations.RunSQL(FILL, UNFILL),
        migrations.AlterField(
            "post",
            "audience",
            models.ForeignKey(
                db_default=0,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="spaces.audience",
            ),
        ),
        same_wall("talk_post", "audience_id", "spaces_audience"),
        migrations.RunSQL(FIND, FIND_AS_BEFORE),
    ]
