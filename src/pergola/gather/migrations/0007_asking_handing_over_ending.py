import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall, same_wall, wall_from


class Migration(migrations.Migration):
    dependencies = [
        ("gather", "0006_a_system_is_invited"),
        ("people", "0004_without_accents"),
        ("spaces", "0005_a_life_of_their_own"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kept_for", models.CharField(blank=True, max_length=120, verbose_name="who carries it from then on")),
                ("leaves", models.BooleanField(default=False, verbose_name="I leave it then")),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="a word with it")),
                ("offered", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered yet"),
                            ("yes", "accepted"),
                            ("no", "declined"),
                            ("back", "taken back"),
                        ],
                        default="",
                        max_length=4,
                    ),
                ),
                ("answered", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="spaces.community",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "given_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered", None)), fields=("community",), name="gather_handover_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_by", models.F("given_to")), _negated=True),
                        name="gather_handover_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered__isnull", False)),
                            _connector="OR",
                        ),
                        name="gather_handover_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField(max_length=400, verbose_name="why you would like to come")),
                ("asked", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered yet"),
                            ("let in", "let in"),
                            ("not now", "not now"),
                            ("back", "taken back"),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=400, verbose_name="a word with it")),
                ("answered", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="join_requests",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered", None)),
                        fields=("community", "person"),
                        name="gather_joinrequest_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered__isnull", False)),
                            _connector="OR",
                        ),
                        name="gather_joinrequest_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("made", models.DateTimeField(null=True)),
                ("failed", models.DateTimeField(null=True)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("failed", None), ("made", None)),
                        fields=("community", "person"),
                        name="gather_pack_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("words", models.TextField(max_length=1000, verbose_name="a word of thanks")),
                ("said", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "ordering": ["said"],
                "constraints": [models.UniqueConstraint(fields=("community", "person"), name="gather_thanks_once")],
            },
        ),
        wall_from("gather_joinrequest", "community_id", "spaces_community"),
        same_wall("gather_joinrequest", "community_id", "spaces_community"),
        behind_wall("gather_joinrequest"),
        wall_from("gather_handover", "community_id", "spaces_community"),
        same_wall("gather_handover", "community_id", "spaces_community"),
        behind_wall("gather_handover"),
        wall_from("gather_thanks", "community_id", "spaces_community"),
        same_wall("gather_thanks", "community_id", "spaces_community"),
        behind_wall("gather_thanks"),
        wall_from("gather_pack", "community_id", "spaces_community"),
        same_wall("gather_pack", "community_id", "spaces_community"),
        behind_wall("gather_pack"),
    ]
