import datetime as dt

import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall, same_wall


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0007_letter"),
        ("people", "0001_initial"),
        ("spaces", "0001_initial"),
        ("talk", "0004_files_said_with_a_post"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("zone", models.CharField(blank=True, max_length=64)),
                ("starts", models.TimeField(default=dt.time(20, 0))),
                ("ends", models.TimeField(default=dt.time(6, 30))),
                ("digest", models.BooleanField(default=True)),
                (
                    "digest_day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        default=5,
                    ),
                ),
                ("refused", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "verbose_name_plural": "quiet hours",
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.UUIDField()),
                ("kind", models.CharField(max_length=8)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("page", "In the page only"),
                            ("digest", "In the weekly digest"),
                            ("mail", "In a mail at once"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wall", "person", "place", "kind"), name="talk_hearing_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("post", "an answer where I take part"),
                            ("began", "a new conversation"),
                            ("date", "when we meet next"),
                            ("help", "a team asks for help"),
                            ("asked", "my team is asked for its consent"),
                            ("consent", "an answer to consent we asked for"),
                            ("against", "a claim of ours is contradicted"),
                            ("came", "an answer to an invitation of mine"),
                        ],
                        max_length=8,
                    ),
                ),
                ("event", models.UUIDField()),
                ("led_to", models.CharField(blank=True, max_length=300)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("page", "In the page only"),
                            ("digest", "In the weekly digest"),
                            ("mail", "In a mail at once"),
                        ],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("read", models.DateTimeField(null=True)),
                (
                    "artifact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="commons.artifact"
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.audience",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="talk.post",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.team",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-at"], name="talk_notice_person"),
                    models.Index(condition=models.Q(("read", None)), fields=["person"], name="talk_notice_unread"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("wall", "person", "kind", "event"), name="talk_notice_once")
                ],
            },
        ),
        same_wall("talk_notice", "audience_id", "spaces_audience"),
        same_wall("talk_notice", "artifact_id", "commons_artifact"),
        same_wall("talk_notice", "post_id", "talk_post"),
        same_wall("talk_notice", "community_id", "spaces_community"),
        same_wall("talk_notice", "team_id", "spaces_team"),
        behind_wall("talk_notice"),
        behind_wall("talk_hearing"),
    ]
