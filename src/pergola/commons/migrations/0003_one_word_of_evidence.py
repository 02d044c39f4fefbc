from django.db import migrations, models

# Where one cycle said two things of one claim, what contradicts stays, else the latest: a contradiction never vanishes.
KEEP_ONE = """
DELETE FROM commons_link WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (
      PARTITION BY source_id, target_id ORDER BY (kind = 'contradicts') DESC, made DESC, id DESC) AS place
    FROM commons_link WHERE kind IN ('supports', 'contradicts', 'replicates')) ranked
  WHERE place > 1);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("commons", "0002_contradictions_stay")]

    operations = [
        migrations.RunSQL(KEEP_ONE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["supports", "contradicts", "replicates"])),
                fields=("source", "target"),
                name="commons_link_one_evidence",
            ),
        ),
    ]
