from django.db import migrations, models

# The largest table is written to while this is made. An installation may have it already, made together with its column.
INDEX = """CREATE INDEX CONCURRENTLY IF NOT EXISTS commons_artifact_dead_ends ON commons_artifact (wall_id)
WHERE NOT (dead_ends = '[]'::jsonb)"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("commons", "0012_what_leads_nowhere")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(INDEX, "DROP INDEX CONCURRENTLY IF EXISTS commons_artifact_dead_ends")],
            [
                migrations.AddIndex(
                    model_name="artifact",
                    index=models.Index(
                        condition=models.Q(("dead_ends", []), _negated=True),
                        fields=["wall"],
                        name="commons_artifact_dead_ends",
                    ),
                )
            ],
        ),
    ]
