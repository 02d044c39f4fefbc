import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.ids
from pergola.walls.policy import behind_wall, same_wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("spaces", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("role", models.CharField(blank=True, max_length=11)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="a word with it")),
                ("secret", models.CharField(editable=False, max_length=64)),
                ("sent", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("answered", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
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
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="spaces.community",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="spaces.network",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
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
                "constraints": [
                    models.UniqueConstraint(fields=("wall", "secret"), name="gather_invitation_secret"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("community__isnull", False), ("network", None), ("team", None)),
                            models.Q(("community", None), ("network", None), ("team__isnull", False)),
                            models.Q(("community", None), ("network__isnull", False), ("team", None)),
                            _connector="OR",
                        ),
                        name="gather_invitation_to_one_place",
                    ),
                ],
            },
        ),
        same_wall("gather_invitation", "community_id", "spaces_community"),
        same_wall("gather_invitation", "team_id", "spaces_team"),
        same_wall("gather_invitation", "network_id", "spaces_network"),
        behind_wall("gather_invitation"),
    ]
