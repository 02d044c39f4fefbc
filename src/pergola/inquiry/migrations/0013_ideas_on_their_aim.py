from django.db import migrations

# An idea that addresses an aim of its own home stood on no diagram until it was hung on a driver. Now it hangs on the aim itself.
# What somebody took out stays out.
HANG = """
INSERT INTO inquiry_part (artifact_id, "of", position, words, idea_id, clause, revision, made_by_id, made, changed_by_id, changed)
SELECT aim.id, 'drivers',
       (SELECT count(*) FROM inquiry_part p WHERE p.artifact_id = aim.id AND p."of" = 'drivers' AND p.parent_id IS NULL
          AND p.removed IS NULL) + row_number() OVER (PARTITION BY aim.id ORDER BY l.made, l.id) - 1,
       '', idea.id, '', 1, l.made_by_id, l.made, l.made_by_id, l.made
  FROM commons_link l
  JOIN commons_artifact idea ON idea.id = l.source_id AND idea.kind = 'idea'
  JOIN commons_artifact aim ON aim.id = l.target_id AND aim.kind = 'aim'
  WHERE l.kind = 'addresses'
    AND idea.team_id IS NOT DISTINCT FROM aim.team_id AND idea.community_id IS NOT DISTINCT FROM aim.community_id
    AND NOT EXISTS (SELECT 1 FROM inquiry_part p WHERE p.artifact_id = aim.id AND p.idea_id = idea.id);
"""
BACK = """
DELETE FROM inquiry_part WHERE "of" = 'drivers' AND parent_id IS NULL AND idea_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0012_definitions_withdrawn")]

    operations = [migrations.RunSQL(HANG, BACK)]
