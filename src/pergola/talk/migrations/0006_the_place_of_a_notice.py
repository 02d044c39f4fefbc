import uuid

from django.db import migrations, models

PLACES = """
UPDATE talk_notice n SET place = coalesce(
  CASE WHEN kind = 'help' THEN NULL ELSE coalesce(community_id, team_id) END,
  (SELECT id FROM spaces_network w WHERE w.wall_id = n.wall_id),
  place);
"""
STOPPED = """
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how)
  SELECT DISTINCT h.wall_id, h.person_id, w.id, 'help', 'page'
  FROM talk_hearing h JOIN spaces_network w USING (wall_id) WHERE h.kind = 'help'
  ON CONFLICT DO NOTHING;
DELETE FROM talk_hearing h WHERE kind = 'help' AND NOT EXISTS (SELECT 1 FROM spaces_network w WHERE w.id = h.place);
"""


class Migration(migrations.Migration):
    """Where somebody had stopped what a team asks its hub for, it stays stopped: by the network from now on."""

    dependencies = [
        ("spaces", "0001_initial"),
        ("talk", "0005_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="place",
            field=models.UUIDField(default=uuid.UUID(int=0)),
        ),
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        migrations.RunSQL(STOPPED, migrations.RunSQL.noop),
    ]
