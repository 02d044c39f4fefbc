from django.db import migrations

PLACES = """
UPDATE talk_notice SET place = lpad(to_hex(wall_id), 32, '0')::uuid WHERE kind IN ('pair', 'launched', 'theme');
"""
STOPPED = """
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how)
  SELECT DISTINCT ON (wall_id, person_id, kind) wall_id, person_id, lpad(to_hex(wall_id), 32, '0')::uuid, kind, how
  FROM talk_hearing WHERE kind IN ('pair', 'launched', 'theme') ORDER BY wall_id, person_id, kind, id DESC
  ON CONFLICT DO NOTHING;
DELETE FROM talk_hearing WHERE kind IN ('pair', 'launched', 'theme') AND place <> lpad(to_hex(wall_id), 32, '0')::uuid;
"""


class Migration(migrations.Migration):
    """Where somebody had stopped these, they stay stopped: by the school system from now on, and can be begun again."""

    dependencies = [
        ("talk", "0012_told_of_promises_and_polls"),
    ]

    operations = [
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        migrations.RunSQL(STOPPED, migrations.RunSQL.noop),
    ]
