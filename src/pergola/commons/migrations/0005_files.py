import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall, same_wall

# As with a post: the wall, and who saw the artifact at that moment, come from the artifact and from nobody's form.
WALL = """
CREATE FUNCTION commons_file_wall() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  SELECT wall_id, audience_id INTO NEW.wall_id, NEW.audience_id FROM commons_artifact WHERE id = NEW.artifact_id;
  IF NEW.wall_id IS NULL THEN
    RAISE EXCEPTION 'no commons_artifact % behind the open walls', NEW.artifact_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW; END $$;
CREATE TRIGGER wall BEFORE INSERT ON commons_file FOR EACH ROW EXECUTE FUNCTION commons_file_wall();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0004_two_languages"),
        ("people", "0001_initial"),
        ("spaces", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("said_in", models.UUIDField(editable=False, null=True)),
                ("post_removed", models.DateTimeField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "picture"), ("document", "document"), ("video", "video")],
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("media", models.CharField(blank=True, editable=False, max_length=8)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, max_length=1000, verbose_name="description")),
                ("size", models.PositiveBigIntegerField(default=0, editable=False)),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.CharField(blank=True, editable=False, max_length=100)),
                ("small_key", models.CharField(blank=True, editable=False, max_length=100)),
                ("large_key", models.CharField(blank=True, editable=False, max_length=100)),
                ("width", models.PositiveIntegerField(editable=False, null=True)),
                ("height", models.PositiveIntegerField(editable=False, null=True)),
                ("previewed", models.DateTimeField(editable=False, null=True)),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("minutes", models.PositiveSmallIntegerField(null=True, verbose_name="length in minutes")),
                (
                    "captions",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "It has captions"),
                            ("no", "It has no captions"),
                            ("unknown", "I do not know"),
                        ],
                        max_length=7,
                        verbose_name="captions",
                    ),
                ),
                ("added", models.DateTimeField(default=pergola.kernel.clock.now, editable=False)),
                ("removed", models.DateTimeField(editable=False, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="people.person"
                    ),
                ),
                (
                    "artifact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="commons.artifact",
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_default=0,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.audience",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_default=0,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="walls.wall",
                    ),
                ),
            ],
            options={
                "ordering": ["added", "pk"],
                "indexes": [
                    models.Index(fields=["artifact", "added"], name="commons_file_artifact"),
                    models.Index(fields=["wall"], name="commons_file_wall"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("removed", None), ("removed_by__isnull", False), _connector="OR"),
                        name="commons_file_removed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed__isnull", False),
                            models.Q(("key", ""), ("kind", "video"), models.Q(("address", ""), _negated=True)),
                            models.Q(models.Q(("kind", "video"), _negated=True), models.Q(("key", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="commons_file_is_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed__isnull", False),
                            models.Q(("kind", "picture"), _negated=True),
                            models.Q(("description", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="commons_picture_described",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("key",), name="commons_file_key_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, "DROP TRIGGER wall ON commons_file; DROP FUNCTION commons_file_wall();"),
        same_wall("commons_file", "artifact_id", "commons_artifact"),
        same_wall("commons_file", "audience_id", "spaces_audience"),
        behind_wall("commons_file"),
    ]
