import django.db.models.deletion
from django.db import migrations, models

from pergola.walls.policy import behind_wall, parent_key, same_wall, wall_from

# What is published stays as it was published: only its removal, and its coming back, may be written.
SEAL = """
CREATE FUNCTION publishing_edition_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'a published edition does not change' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON publishing_edition FOR EACH ROW EXECUTE FUNCTION publishing_edition_sealed();
CREATE TRIGGER sealed_edition BEFORE UPDATE ON commons_artifact FOR EACH ROW
  WHEN (OLD.kind = 'edition' AND (NEW.title, NEW.body, NEW.words, NEW.audience_id, NEW.made, NEW.made_by_id, NEW.kind)
    IS DISTINCT FROM (OLD.title, OLD.body, OLD.words, OLD.audience_id, OLD.made, OLD.made_by_id, OLD.kind))
  EXECUTE FUNCTION publishing_edition_sealed();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commons", "0001_initial"),
        ("people", "0001_initial"),
        ("spaces", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "artifact_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="commons.artifact",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("lesson", "lesson"),
                            ("card", "strategy card"),
                            ("routine", "routine"),
                            ("essay", "essay"),
                            ("digest", "research digest"),
                        ],
                        default="lesson",
                        max_length=7,
                        verbose_name="form",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[("change", "something changed"), ("none", "no change"), ("unclear", "cannot tell")],
                        default="change",
                        max_length=7,
                        verbose_name="finding",
                    ),
                ),
                ("dek", models.TextField(blank=True, max_length=400, verbose_name="in two sentences")),
                ("tried", models.TextField(blank=True, verbose_name="what we tried")),
                ("saw", models.TextField(blank=True, verbose_name="what we saw")),
                ("cannot_say", models.TextField(blank=True, verbose_name="what we cannot say")),
                ("if_you_try", models.TextField(blank=True, verbose_name="if you try it")),
                ("challenge", models.CharField(blank=True, max_length=200, verbose_name="challenge")),
                ("context", models.CharField(blank=True, max_length=200, verbose_name="context")),
                ("steps", models.CharField(blank=True, max_length=300, verbose_name="steps")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="by")),
                (
                    "asked",
                    models.DateTimeField(
                        editable=False,
                        help_text="When the contributing systems were asked for their consent.",
                        null=True,
                    ),
                ),
                (
                    "own_wall",
                    models.ForeignKey(
                        db_column="wall_id",
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
                "abstract": False,
            },
            bases=("commons.artifact", models.Model),
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "artifact_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="commons.artifact",
                    ),
                ),
                ("lesson_ref", models.UUIDField(editable=False)),
                ("network_ref", models.UUIDField(editable=False)),
                ("network_name", models.CharField(editable=False, max_length=120)),
                ("version", models.PositiveSmallIntegerField(editable=False)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("lesson", "lesson"),
                            ("card", "strategy card"),
                            ("routine", "routine"),
                            ("essay", "essay"),
                            ("digest", "research digest"),
                        ],
                        editable=False,
                        max_length=7,
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[("change", "something changed"), ("none", "no change"), ("unclear", "cannot tell")],
                        editable=False,
                        max_length=7,
                    ),
                ),
                ("dek", models.TextField(editable=False)),
                ("content", models.JSONField(editable=False)),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "own_wall",
                    models.ForeignKey(
                        db_column="wall_id",
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
                "constraints": [
                    models.UniqueConstraint(fields=("lesson_ref", "version"), name="publishing_edition_once")
                ],
            },
            bases=("commons.artifact", models.Model),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "text",
                    models.CharField(
                        editable=False, help_text="SHA-256 of the lesson's text the answer is for.", max_length=64
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "waiting"), ("given", "given"), ("withheld", "withheld")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="a word with it")),
                ("answered", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="spaces.team"
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
                (
                    "lesson",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="publishing.lesson",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "team", "text"), name="publishing_consent_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""),
                            models.Q(("answered__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="publishing_consent_by_somebody",
                    ),
                ],
            },
        ),
        wall_from("publishing_lesson", "artifact_ptr_id", "commons_artifact"),
        same_wall("publishing_lesson", "artifact_ptr_id", "commons_artifact"),
        behind_wall("publishing_lesson"),
        wall_from("publishing_edition", "artifact_ptr_id", "commons_artifact"),
        same_wall("publishing_edition", "artifact_ptr_id", "commons_artifact"),
        behind_wall("publishing_edition"),
        parent_key("publishing_lesson", key="artifact_ptr_id"),
        wall_from("publishing_consent", "lesson_id", "publishing_lesson", parent_key="artifact_ptr_id"),
        same_wall("publishing_consent", "lesson_id", "publishing_lesson", parent_key="artifact_ptr_id"),
        same_wall("publishing_consent", "team_id", "spaces_team"),
        behind_wall("publishing_consent"),
        migrations.RunSQL(
            SEAL,
            "DROP TRIGGER sealed ON publishing_edition; DROP TRIGGER sealed_edition ON commons_artifact; DROP FUNCTION publishing_edition_sealed;",
        ),
    ]
