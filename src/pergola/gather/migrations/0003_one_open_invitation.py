from django.db import migrations, models

# Of several live links to one address the newest stays good; the others are taken back, as they should have been.
KEEP_ONE = """
UPDATE gather_invitation SET answer = 'withdrawn', answered = now() WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (
      PARTITION BY wall_id, email, community_id, team_id, network_id ORDER BY sent DESC, id DESC) AS place
    FROM gather_invitation WHERE answered IS NULL) ranked
  WHERE place > 1);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("gather", "0002_answers_to_invitations")]

    operations = [
        migrations.RunSQL(KEEP_ONE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered", None)),
                fields=("wall", "email", "community", "team", "network"),
                name="gather_invitation_one_open",
                nulls_distinct=False,
            ),
        ),
    ]
