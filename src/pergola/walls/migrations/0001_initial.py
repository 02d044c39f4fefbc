from django.db import migrations, models

# The app role is called pergola_app everywhere. Whatever the owner makes from here on, it may read and write, never own.
GRANTS = """
GRANT USAGE ON SCHEMA public TO pergola_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pergola_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO pergola_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pergola_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pergola_app;
"""

# The shared cache (rate limits, drawn charts): lost with a crash of the server, and nothing is lost with it.
CACHE = """
CREATE UNLOGGED TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, "DROP TABLE cache;"),
        migrations.CreateModel(
            name="Wall",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        max_length=8, choices=[("system", "System"), ("network", "Network"), ("public", "Public")]
                    ),
                ),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind="public", pk=1) | (~models.Q(kind="public") & ~models.Q(pk=1)),
                        name="walls_one_public_wall",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO walls_wall (id, kind, name) VALUES (1, 'public', 'The public'); SELECT setval('walls_wall_id_seq', 1);",
            migrations.RunSQL.noop,
        ),
    ]
