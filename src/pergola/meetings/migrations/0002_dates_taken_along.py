from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Each community's next date becomes a gathering of an hour, set by whoever keeps it going: a facilitator, else one of its
# members, else a lead behind the wall. Where there is nobody at all, nobody waits for the date.
TAKE_ALONG = """
INSERT INTO spaces_audience (wall_id, kind, community_id)
  SELECT wall_id, 'community', id FROM spaces_community WHERE meets_next IS NOT NULL ON CONFLICT DO NOTHING;
CREATE TEMP TABLE dates ON COMMIT DROP AS
  SELECT gen_random_uuid() AS id, c.id AS community, c.wall_id, c.meets_next, c.meets_where, a.id AS audience,
    coalesce(
      (SELECT person_id FROM spaces_membership m WHERE m.community_id = c.id
        ORDER BY m.role <> 'facilitator', m.joined, m.id LIMIT 1),
      (SELECT person_id FROM people_wallmember w WHERE w.wall_id = c.wall_id ORDER BY w.role <> 'lead', w.since, w.id LIMIT 1)
    ) AS keeper
  FROM spaces_community c JOIN spaces_audience a ON a.community_id = c.id AND a.kind = 'community'
  WHERE c.meets_next IS NOT NULL;
DELETE FROM dates WHERE keeper IS NULL;
INSERT INTO commons_artifact
    (id, kind, title, body, words, made, changed, revision, audience_id, community_id, made_by_id, wall_id)
  SELECT id, 'gathering', 'We meet', '', meets_where, now(), now(), 1, audience, community, keeper, wall_id FROM dates;
INSERT INTO meetings_gathering (artifact_ptr_id, begins, ends, zone, place, link, of_two, wall_id)
  SELECT id, meets_next, meets_next + interval '1 hour', %s, meets_where, '', false, wall_id FROM dates;
UPDATE talk_notice n SET artifact_id = d.id FROM dates d
  WHERE n.kind IN ('date', 'soon') AND n.community_id = d.community AND n.artifact_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""

PUT_BACK = """
UPDATE spaces_community c SET meets_next = g.begins, meets_where = g.place FROM (
  SELECT DISTINCT ON (a.community_id) a.community_id, g.begins, g.place
  FROM meetings_gathering g JOIN commons_artifact a ON a.id = g.artifact_ptr_id
  WHERE a.community_id IS NOT NULL AND a.removed IS NULL AND g.called_off IS NULL AND g.ends > now() AND NOT g.of_two
  ORDER BY a.community_id, g.begins) g
WHERE g.community_id = c.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def take_along(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TAKE_ALONG.replace("%s", f"'{settings.TIME_ZONE}'"))


def put_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(PUT_BACK)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("talk", "0009_news_of_communities"),
        ("spaces", "0005_a_life_of_their_own"),
    ]

    operations = [migrations.RunPython(take_along, put_back)]
