"""A crowd for the benches: districts of falling size, their people, communities, artifacts and posts, from a seed."""

import time

from django.db import connections

from pergola.walls.inspection import walled_tables

SQL = """
SELECT setseed(0.42);
INSERT INTO walls_wall (id, kind, name)
  SELECT n, CASE WHEN n > 23 THEN 'network' ELSE 'system' END, 'Wall ' || n FROM generate_series(2, 25) n;
CREATE TEMP TABLE share AS SELECT n AS wall, 1.0 / (n - 1) AS size FROM generate_series(2, 25) n;
CREATE TEMP TABLE who AS SELECT gen_random_uuid() AS id, n,
    1 + width_bucket(random(), (SELECT array_agg(at ORDER BY at) FROM (SELECT sum(size) OVER (ORDER BY wall) / sum(size) OVER () AS at FROM share) s)) + 1 AS wall
  FROM generate_series(1, %(people)s) n;
UPDATE who SET wall = least(wall, 25);
INSERT INTO people_person (id, name, contact, work, theme, is_operator) SELECT id, 'Person ' || n, '', '', '', false FROM who;
INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT wall, id, 'member', now() FROM who;
CREATE TEMP TABLE room AS SELECT gen_random_uuid() AS id, n, (SELECT wall FROM who WHERE who.n = 1 + (r * (%(people)s - 1))::int) AS wall
  FROM (SELECT n, random() AS r FROM generate_series(1, %(rooms)s) n) x;
INSERT INTO spaces_community (id, wall_id, name, charter, joining, started, sample)
  SELECT id, wall, 'Community ' || n, 'We meet.', 'open', '2025-09-01', false FROM room;
CREATE INDEX ON who (wall);
INSERT INTO spaces_membership (community_id, wall_id, person_id, role, joined)
  SELECT DISTINCT ON (room.id, who.id) room.id, room.wall, who.id, CASE WHEN who.n %% 19 = 0 THEN 'facilitator' ELSE 'member' END, now()
  FROM who CROSS JOIN generate_series(1, 2) twice
  JOIN LATERAL (SELECT id, wall FROM room WHERE room.wall = who.wall ORDER BY md5(room.n::text || who.n::text || twice::text) LIMIT 1) room ON true;
INSERT INTO spaces_membership (community_id, wall_id, person_id, role, joined)
  SELECT room.id, room.wall, coach.id, 'member', now() FROM (SELECT id, wall FROM who WHERE wall = 2 LIMIT 1) coach
  JOIN (SELECT * FROM room WHERE wall = 2 LIMIT 201) room ON true ON CONFLICT DO NOTHING;
INSERT INTO spaces_audience (wall_id, kind, community_id) SELECT wall, 'community', id FROM room;
INSERT INTO spaces_audience (wall_id, kind, community_id) SELECT wall, 'facilitators', id FROM room;
INSERT INTO spaces_audience (wall_id, kind) SELECT wall, 'wall' FROM share;
CREATE TEMP TABLE named AS
  WITH made AS (INSERT INTO spaces_audience (wall_id, kind) SELECT wall, 'named' FROM who WHERE n %% 2 = 0 RETURNING id, wall_id) SELECT * FROM made;
INSERT INTO spaces_audienceperson (audience_id, wall_id, person_id)
  SELECT named.id, named.wall_id, p.id FROM named JOIN LATERAL
    (SELECT id FROM who WHERE who.wall = named.wall_id ORDER BY md5(who.n::text || named.id::text) LIMIT 3) p ON true;
CREATE TEMP TABLE aud AS SELECT row_number() OVER () AS n, id, wall_id, community_id FROM
  (SELECT * FROM spaces_audience WHERE kind = 'community' UNION ALL SELECT * FROM spaces_audience WHERE kind IN ('facilitators', 'named')) a;
CREATE INDEX ON aud (n);
CREATE TEMP TABLE words AS SELECT string_agg(w, ' ') AS text FROM
  unnest(ARRAY['students','evidence','talk','partner','writing','reason','claim','lesson','period','teacher','question','margin','notes']) w;
CREATE TEMP TABLE thing AS SELECT gen_random_uuid() AS id, n, r FROM (SELECT n, random() AS r FROM generate_series(1, %(things)s) n) x;
INSERT INTO commons_artifact (id, kind, title, body, words, wall_id, audience_id, community_id, made_by_id, made, changed, revision)
  SELECT thing.id, 'conversation', 'Thing ' || thing.n, (SELECT text FROM words)
      || CASE WHEN thing.n %% 10 < 3 THEN ' classroom' ELSE '' END || CASE WHEN thing.n %% 100 = 7 THEN ' scaffold' ELSE '' END
      || CASE WHEN thing.n %% 5000 = 11 THEN ' quokka' ELSE '' END, '',
    aud.wall_id, aud.id, aud.community_id, (SELECT id FROM who LIMIT 1),
    now() - thing.r * interval '400 days', now() - thing.r * interval '400 days', 1
  FROM thing JOIN aud ON aud.n = 1 + ((thing.n * 7919 + CASE WHEN thing.n %% 3 = 0 THEN 0 ELSE thing.n / 3 END) %% (SELECT count(*) FROM aud));
CREATE TEMP TABLE placed AS SELECT row_number() OVER () AS n, id, wall_id, audience_id FROM commons_artifact;
CREATE INDEX ON placed (n);
INSERT INTO talk_post (id, artifact_id, wall_id, audience_id, by_id, body, said, revision)
  SELECT gen_random_uuid(), placed.id, placed.wall_id, placed.audience_id, (SELECT id FROM who LIMIT 1), (SELECT text FROM words)
      || CASE WHEN g %% 10 < 3 THEN ' classroom' ELSE '' END || CASE WHEN g %% 100 = 7 THEN ' scaffold' ELSE '' END
      || CASE WHEN g %% 5000 = 11 THEN ' quokka' ELSE '' END,
    now() - random() * interval '400 days', 1
  FROM generate_series(1, %(posts)s) g JOIN placed ON placed.n = 1 + (g * 31 %% (SELECT count(*) FROM placed));
"""


def fill(scale: float = 1.0) -> dict[str, object]:
    """Fill an empty database as the owner. Returns the counts; `filled_seconds` is no figure, only patience."""
    sizes = {
        "people": int(20_000 * scale),
        "rooms": max(40, int(2_000 * scale)),
        "things": int(100_000 * scale),
        "posts": int(1_000_000 * scale),
    }
    began, owner = time.monotonic(), connections["owner"]
    with owner.cursor() as cursor:
        for table in walled_tables(owner):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(SQL % sizes)
        for table in walled_tables(owner):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    return {
        "people": sizes["people"],
        "artifacts": sizes["things"],
        "posts": sizes["posts"],
        "filled_seconds": round(time.monotonic() - began),
    }
