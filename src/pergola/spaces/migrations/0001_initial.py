import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.ids
from pergola.walls.policy import behind_wall, in_the_wall, parent_key, same_wall, wall_from

# The one rule of who sees what, read in both directions: forward by the doors, backward by whoever counts or mails.
REACH = """
CREATE VIEW reach WITH (security_invoker = true) AS
          SELECT a.id AS audience_id, m.person_id FROM spaces_audience a JOIN spaces_membership m USING (community_id) WHERE a.kind = 'community'
UNION ALL SELECT a.id, m.person_id FROM spaces_audience a JOIN spaces_membership m USING (community_id) WHERE a.kind = 'facilitators' AND m.role = 'facilitator'
UNION ALL SELECT a.id, t.person_id FROM spaces_audience a JOIN spaces_teammember t USING (team_id) WHERE a.kind = 'team'
UNION ALL SELECT a.id, w.person_id FROM spaces_audience a JOIN people_wallmember w USING (wall_id) WHERE a.kind = 'leads' AND w.role = 'lead'
UNION ALL SELECT a.id, n.person_id FROM spaces_audience a JOIN spaces_audienceperson n ON n.audience_id = a.id WHERE a.kind = 'named'
UNION ALL SELECT a.id, w.person_id FROM spaces_audience a JOIN people_wallmember w USING (wall_id) WHERE a.kind = 'wall'
UNION ALL SELECT a.id, p.id FROM spaces_audience a CROSS JOIN people_person p WHERE a.kind = 'public';
GRANT SELECT ON reach TO pergola_app;
INSERT INTO spaces_audience (wall_id, kind) VALUES (1, 'public');
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("systems", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "audience_id", "person_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "db_table": "reach",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "charter",
                    models.TextField(
                        help_text="One sentence: why we meet and what we try.", max_length=400, verbose_name="charter"
                    ),
                ),
                (
                    "joining",
                    models.CharField(
                        choices=[("open", "open to join"), ("invited", "by invitation")],
                        default="open",
                        max_length=7,
                        verbose_name="joining",
                    ),
                ),
                ("started", models.DateField()),
                ("meets_next", models.DateTimeField(blank=True, null=True, verbose_name="when we meet next")),
                ("meets_where", models.CharField(blank=True, max_length=200, verbose_name="where we meet next")),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "wall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communities", to="walls.wall"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "communities",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("purpose", models.TextField(max_length=600, verbose_name="purpose")),
                ("starts", models.DateField(verbose_name="starts")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="ends")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False,
                        help_text="Nothing of it is ever published, not even its name.",
                        verbose_name="confidential",
                    ),
                ),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "wall",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="network", to="walls.wall"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="MemberSystem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("joined", models.DateField()),
                ("left", models.DateField(blank=True, null=True)),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What a reader should know about this entry, such as two readings of a record.",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="networks", to="systems.schoolsystem"
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
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_systems",
                        to="spaces.network",
                    ),
                ),
            ],
            options={
                "ordering": ["system__name"],
            },
        ),
        migrations.CreateModel(
            name="HubRole",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "coordinator"),
                            ("facilitator", "facilitator"),
                            ("coach", "improvement coach"),
                            ("expert", "content expert"),
                            ("documenter", "documenter"),
                            ("evaluator", "evaluator"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hub_roles", to="people.person"
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
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hub", to="spaces.network"
                    ),
                ),
            ],
            options={
                "ordering": ["role", "person__name"],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="phases", to="spaces.network"
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
                "ordering": ["starts"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("focus", models.CharField(blank=True, max_length=80, verbose_name="focus")),
                (
                    "resting_until",
                    models.DateField(
                        blank=True, help_text="A pause the team chose itself.", null=True, verbose_name="resting until"
                    ),
                ),
                ("asked_for_help", models.DateTimeField(blank=True, null=True)),
                ("help_wanted", models.TextField(blank=True, verbose_name="what would help")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="spaces.network"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="systems.schoolsystem"
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
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("community", "this community"),
                            ("facilitators", "the facilitators of this community"),
                            ("team", "this team"),
                            ("leads", "the leads"),
                            ("named", "named people"),
                            ("wall", "everyone here"),
                            ("public", "everyone"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audiences",
                        to="spaces.community",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audiences",
                        to="spaces.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("member", "member"),
                            ("sponsor", "sponsor"),
                            ("data", "data person"),
                        ],
                        default="member",
                        max_length=7,
                    ),
                ),
                ("since", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="people.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="spaces.team",
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
                "ordering": ["role", "person__name"],
            },
        ),
        migrations.CreateModel(
            name="AudiencePerson",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named",
                        to="spaces.audience",
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
                    models.UniqueConstraint(fields=("audience", "person"), name="spaces_audienceperson_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "member"), ("facilitator", "facilitator"), ("documenter", "documenter")],
                        default="member",
                        max_length=11,
                    ),
                ),
                ("joined", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="spaces.community",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communities", to="people.person"
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
                "ordering": ["role", "person__name"],
                "indexes": [models.Index(fields=["community", "role"], name="spaces_membership_roles")],
                "constraints": [models.UniqueConstraint(fields=("community", "person"), name="spaces_membership_once")],
            },
        ),
        migrations.CreateModel(
            name="DeclaredFigure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("students", "students"),
                            ("educators", "educators"),
                            ("spending", "spending on professional learning, US dollars a year"),
                        ],
                        max_length=9,
                    ),
                ),
                ("low", models.BigIntegerField()),
                ("high", models.BigIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("as_of", models.DateField()),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declared", to="spaces.membersystem"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "what", "as_of"), name="spaces_declared_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("high__gte", models.F("low")), ("low__gte", 0)),
                        name="spaces_declared_range",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="membersystem",
            constraint=models.UniqueConstraint(fields=("network", "system"), name="spaces_membersystem_once"),
        ),
        migrations.AddConstraint(
            model_name="hubrole",
            constraint=models.UniqueConstraint(fields=("network", "person", "role"), name="spaces_hubrole_once"),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.UniqueConstraint(
                condition=models.Q(("community__isnull", False)),
                fields=("wall", "kind", "community"),
                name="spaces_audience_community",
            ),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.UniqueConstraint(
                condition=models.Q(("team__isnull", False)),
                fields=("wall", "kind", "team"),
                name="spaces_audience_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["leads", "wall", "public"])),
                fields=("wall", "kind"),
                name="spaces_audience_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("community__isnull", False),
                        ("kind__in", ["community", "facilitators"]),
                        ("team__isnull", True),
                    ),
                    models.Q(("community__isnull", True), ("kind", "team"), ("team__isnull", False)),
                    models.Q(
                        ("community__isnull", True),
                        ("kind__in", ["leads", "named", "wall", "public"]),
                        ("team__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="spaces_audience_of_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "public"), ("wall", 1)),
                    models.Q(models.Q(("kind", "public"), _negated=True), models.Q(("wall", 1), _negated=True)),
                    _connector="OR",
                ),
                name="spaces_audience_public_wall",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(fields=("team", "person"), name="spaces_teammember_once"),
        ),
        parent_key("spaces_network"),
        parent_key("spaces_team"),
        parent_key("spaces_community"),
        parent_key("spaces_audience"),
        parent_key("spaces_membersystem"),
        wall_from("spaces_membersystem", "network_id", "spaces_network"),
        same_wall("spaces_membersystem", "network_id", "spaces_network"),
        wall_from("spaces_phase", "network_id", "spaces_network"),
        same_wall("spaces_phase", "network_id", "spaces_network"),
        wall_from("spaces_hubrole", "network_id", "spaces_network"),
        same_wall("spaces_hubrole", "network_id", "spaces_network"),
        wall_from("spaces_declaredfigure", "member_id", "spaces_membersystem"),
        same_wall("spaces_declaredfigure", "member_id", "spaces_membersystem"),
        wall_from("spaces_team", "network_id", "spaces_network"),
        same_wall("spaces_team", "network_id", "spaces_network"),
        wall_from("spaces_teammember", "team_id", "spaces_team"),
        same_wall("spaces_teammember", "team_id", "spaces_team"),
        wall_from("spaces_membership", "community_id", "spaces_community"),
        same_wall("spaces_membership", "community_id", "spaces_community"),
        wall_from("spaces_audienceperson", "audience_id", "spaces_audience"),
        same_wall("spaces_audienceperson", "audience_id", "spaces_audience"),
        same_wall("spaces_audience", "community_id", "spaces_community"),
        same_wall("spaces_audience", "team_id", "spaces_team"),
        in_the_wall("spaces_hubrole"),
        in_the_wall("spaces_teammember"),
        in_the_wall("spaces_membership"),
        in_the_wall("spaces_audienceperson"),
        migrations.RunSQL(REACH, "DROP VIEW reach;"),
        behind_wall("spaces_network"),
        behind_wall("spaces_membersystem"),
        behind_wall("spaces_phase"),
        behind_wall("spaces_hubrole"),
        behind_wall("spaces_declaredfigure"),
        behind_wall("spaces_team"),
        behind_wall("spaces_teammember"),
        behind_wall("spaces_community"),
        behind_wall("spaces_membership"),
        behind_wall("spaces_audience"),
        behind_wall("spaces_audienceperson"),
    ]
