import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
import pergola.kernel.ids
from pergola.walls.policy import behind_wall, in_the_wall, parent_key, same_wall, wall_from

TABLES = ("call", "focusarea", "support", "pathway", "pathwaylevel", "pathwaything", "pathwayplace")


class Migration(migrations.Migration):
    dependencies = [
        ("commons", "0009_who_met"),
        ("gather", "0007_asking_handing_over_ending"),
        ("instruments", "0001_initial"),
        ("people", "0004_without_accents"),
        ("spaces", "0006_dates_are_gatherings"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asks", models.CharField(max_length=200, verbose_name="what it asks")),
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="what people should know")),
                ("until", models.DateField(verbose_name="until when")),
                ("people", models.PositiveSmallIntegerField(verbose_name="how many people")),
                ("schools", models.PositiveSmallIntegerField(default=1, verbose_name="from how many schools")),
                ("opened", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("closed", models.DateTimeField(editable=False, null=True)),
                (
                    "reason",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="why it is closed"),
                ),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "closed_by",
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
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"),
                ),
            ],
            options={
                "ordering": ["-opened", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FocusArea",
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
                ("for_whom", models.CharField(max_length=300, verbose_name="for whom it is one")),
                ("why_now", models.TextField(max_length=1000, verbose_name="why now")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("launched", "launched"),
                            ("merged", "merged"),
                            ("retired", "retired"),
                        ],
                        default="open",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("settled", models.DateTimeField(editable=False, null=True)),
                ("reason", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="why")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="focus_areas", to="gather.call"
                    ),
                ),
                (
                    "grown",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grew_from",
                        to="spaces.community",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="gather.focusarea",
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
                (
                    "settled_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            bases=("commons.artifact", models.Model),
        ),
        migrations.CreateModel(
            name="Pathway",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pergola.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("about", models.TextField(max_length=1000, verbose_name="what it is for")),
                ("ordered", models.BooleanField(default=True, verbose_name="one level leads to the next")),
                ("offered", models.BooleanField(default=True, verbose_name="people can set out on it")),
                ("made", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "wall",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="walls.wall"),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PathwayLevel",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("number", models.CharField(blank=True, max_length=10, verbose_name="its number")),
                ("name", models.CharField(max_length=120, verbose_name="what it is called")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="what one works on")),
                (
                    "check_with",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="instruments.instrument",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="gather.pathway",
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
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="PathwayPlace",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("since", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "level",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="gather.pathwaylevel",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="gather.pathway",
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
        ),
        migrations.CreateModel(
            name="PathwayThing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("community", "community"), ("lesson", "lesson"), ("page", "page")], max_length=9
                    ),
                ),
                ("lesson_ref", models.UUIDField(null=True)),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="what it is called")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="its address")),
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
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="things", to="gather.pathwaylevel"
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
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("leads", models.BooleanField(default=False, verbose_name="I would lead it")),
                ("school", models.CharField(blank=True, editable=False, max_length=270)),
                ("said", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "focus_area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support",
                        to="gather.focusarea",
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
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 5)), name="gather_call_of_five_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(condition=models.Q(("schools__gte", 1)), name="gather_call_of_a_school"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed", None), ("closed_by", None)),
                    models.Q(
                        ("closed__isnull", False), ("closed_by__isnull", False), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="gather_call_closed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="focusarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grown", None), ("merged_into", None), ("settled", None), ("state", "open")),
                    models.Q(
                        ("grown__isnull", False),
                        ("merged_into", None),
                        ("settled__isnull", False),
                        ("state", "launched"),
                    ),
                    models.Q(
                        ("grown", None),
                        ("merged_into__isnull", False),
                        ("settled__isnull", False),
                        ("state", "merged"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("grown", None),
                        ("merged_into", None),
                        ("settled__isnull", False),
                        ("state", "retired"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="gather_focusarea_settled_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="focusarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("artifact_ptr")), _negated=True),
                    _connector="OR",
                ),
                name="gather_focusarea_not_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="pathwaylevel",
            constraint=models.UniqueConstraint(fields=("pathway", "place"), name="gather_pathwaylevel_place"),
        ),
        migrations.AddConstraint(
            model_name="pathwayplace",
            constraint=models.UniqueConstraint(fields=("pathway", "person"), name="gather_pathwayplace_once"),
        ),
        migrations.AddConstraint(
            model_name="pathwaything",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("community__isnull", False), ("kind", "community"), ("lesson_ref", None), ("link", "")),
                    models.Q(
                        ("community", None),
                        ("kind", "lesson"),
                        ("lesson_ref__isnull", False),
                        ("link", ""),
                        models.Q(("title", ""), _negated=True),
                    ),
                    models.Q(
                        ("community", None),
                        ("kind", "page"),
                        ("lesson_ref", None),
                        models.Q(("link", ""), _negated=True),
                        models.Q(("title", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="gather_pathwaything_of_one_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("focus_area", "person"), name="gather_support_once"),
        ),
        parent_key("gather_call"),
        wall_from("gather_focusarea", "artifact_ptr_id", "commons_artifact"),
        same_wall("gather_focusarea", "artifact_ptr_id", "commons_artifact"),
        parent_key("gather_focusarea", key="artifact_ptr_id"),
        same_wall("gather_focusarea", "call_id", "gather_call"),
        same_wall("gather_focusarea", "grown_id", "spaces_community"),
        same_wall("gather_focusarea", "merged_into_id", "gather_focusarea", parent_key="artifact_ptr_id"),
        wall_from("gather_support", "focus_area_id", "gather_focusarea", parent_key="artifact_ptr_id"),
        same_wall("gather_support", "focus_area_id", "gather_focusarea", parent_key="artifact_ptr_id"),
        in_the_wall("gather_support"),
        parent_key("gather_pathway"),
        wall_from("gather_pathwaylevel", "pathway_id", "gather_pathway"),
        same_wall("gather_pathwaylevel", "pathway_id", "gather_pathway"),
        same_wall("gather_pathwaylevel", "check_with_id", "instruments_instrument"),
        parent_key("gather_pathwaylevel"),
        wall_from("gather_pathwaything", "level_id", "gather_pathwaylevel"),
        same_wall("gather_pathwaything", "level_id", "gather_pathwaylevel"),
        same_wall("gather_pathwaything", "community_id", "spaces_community"),
        wall_from("gather_pathwayplace", "pathway_id", "gather_pathway"),
        same_wall("gather_pathwayplace", "pathway_id", "gather_pathway"),
        same_wall("gather_pathwayplace", "level_id", "gather_pathwaylevel"),
        in_the_wall("gather_pathwayplace"),
        *(behind_wall(f"gather_{one}") for one in TABLES),
    ]
