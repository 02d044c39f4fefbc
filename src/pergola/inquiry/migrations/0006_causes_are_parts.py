from django.db import migrations

# What lay beneath a problem was one text. Each of its lines becomes a cause; whole, however long it is.
LINES = """
INSERT INTO inquiry_part (artifact_id, "of", position, words, clause, revision, made_by_id, made, changed_by_id, changed)
SELECT p.artifact_ptr_id, 'causes', line.n - 1, trim(line.words), '', 1, a.made_by_id, a.made, a.made_by_id, a.changed
  FROM inquiry_problem p JOIN commons_artifact a ON a.id = p.artifact_ptr_id
  CROSS JOIN LATERAL regexp_split_to_table(p.causes, E'[\\r\\n]+') WITH ORDINALITY AS line (words, n)
  WHERE trim(line.words) <> '';
"""
BACK = """
UPDATE inquiry_problem p SET causes = lines.words FROM (
  SELECT artifact_id, string_agg(words, E'\\n' ORDER BY parent_id NULLS FIRST, position, id) AS words FROM inquiry_part
  WHERE "of" = 'causes' AND removed IS NULL GROUP BY artifact_id) lines WHERE lines.artifact_id = p.artifact_ptr_id;
DELETE FROM inquiry_part WHERE "of" = 'causes';
"""


class Migration(migrations.Migration):
    dependencies = [("inquiry", "0005_parts_and_versions")]

    operations = [migrations.RunSQL(LINES, BACK)]
