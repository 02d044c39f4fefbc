import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
from pergola.walls.policy import behind_wall, parent_key, same_wall, wall_from

# A prediction is written before its data. Once locked it stays, whoever asks and by whatever way.
SEAL = """
CREATE FUNCTION inquiry_prediction_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'the prediction of cycle % is locked', OLD.artifact_ptr_id USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER sealed BEFORE UPDATE ON inquiry_cycle FOR EACH ROW
  WHEN (OLD.locked IS NOT NULL AND (NEW.prediction, NEW.predicted, NEW.locked, NEW.locked_by_id, NEW.points_at_lock)
    IS DISTINCT FROM (OLD.prediction, OLD.predicted, OLD.locked, OLD.locked_by_id, OLD.points_at_lock))
  EXECUTE FUNCTION inquiry_prediction_sealed();
CREATE FUNCTION inquiry_expectation_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM inquiry_cycle WHERE artifact_ptr_id = coalesce(OLD.cycle_id, NEW.cycle_id) AND locked IS NOT NULL) THEN
    RAISE EXCEPTION 'the prediction of this cycle is locked' USING ERRCODE = 'check_violation'; END IF;
  RETURN coalesce(NEW, OLD); END $$;
CREATE TRIGGER sealed_text BEFORE UPDATE ON inquiry_expectation FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)
  EXECUTE FUNCTION inquiry_expectation_sealed();
CREATE TRIGGER sealed_list BEFORE INSERT OR DELETE ON inquiry_expectation FOR EACH ROW EXECUTE FUNCTION inquiry_expectation_sealed();
"""
UNSEAL = """
DROP TRIGGER sealed ON inquiry_cycle; DROP TRIGGER sealed_text ON inquiry_expectation; DROP TRIGGER sealed_list ON inquiry_expectation;
DROP FUNCTION inquiry_prediction_sealed; DROP FUNCTION inquiry_expectation_sealed;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commons", "0001_initial"),
        ("people", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Aim",
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
                ("was", models.CharField(blank=True, max_length=80, verbose_name="where we start")),
                ("goal", models.CharField(max_length=80, verbose_name="how much")),
                ("by_when", models.DateField(verbose_name="by when")),
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
            name="ChangeIdea",
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
                ("tried_elsewhere", models.TextField(blank=True, verbose_name="tried elsewhere?")),
                ("like_ours", models.TextField(blank=True, verbose_name="in a place like ours?")),
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
            name="Claim",
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
                ("of_effect", models.BooleanField(default=True, verbose_name="says that something had an effect")),
                ("holds_for", models.CharField(blank=True, max_length=300, verbose_name="holds for")),
                ("not_shown", models.CharField(blank=True, max_length=300, verbose_name="not shown for")),
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
            name="Cycle",
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
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("plan", "Plan"),
                            ("do", "Do"),
                            ("study", "Study"),
                            ("act", "Act"),
                            ("done", "Decided"),
                        ],
                        default="plan",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        help_text="Five classes in two schools, for example.",
                        max_length=200,
                        verbose_name="where and with whom",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        help_text="As it stands on the chart: Partner talk begins.",
                        max_length=60,
                        verbose_name="what begins",
                    ),
                ),
                ("begins", models.DateField(blank=True, null=True, verbose_name="first day with the change")),
                ("study_by", models.DateField(blank=True, null=True, verbose_name="study by")),
                ("prediction", models.TextField(blank=True, verbose_name="what we predict")),
                (
                    "predicted",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="predicted value"
                    ),
                ),
                ("locked", models.DateTimeField(editable=False, null=True)),
                (
                    "points_at_lock",
                    models.PositiveIntegerField(
                        default=0, editable=False, help_text="Observations of the change already in when it was locked."
                    ),
                ),
                ("happened", models.TextField(blank=True, verbose_name="what happened")),
                ("did", models.DateTimeField(editable=False, null=True)),
                ("learned", models.TextField(blank=True, verbose_name="what we learned that we did not expect")),
                ("studied", models.DateTimeField(editable=False, null=True)),
                ("decide_by", models.DateField(blank=True, null=True, verbose_name="decide by")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopt", "Adopt: keep it as it is"),
                            ("adapt", "Adapt: change one thing, test again"),
                            ("abandon", "Abandon: stop, and say why"),
                            ("scale", "Scale: more places"),
                        ],
                        max_length=7,
                        verbose_name="what becomes of it",
                    ),
                ),
                ("because", models.TextField(blank=True, verbose_name="because")),
                ("decided", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
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
                    "locked_by",
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
            bases=("commons.artifact", models.Model),
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200, verbose_name="what we expect")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not looked at yet"),
                            ("as", "as predicted"),
                            ("not", "not as predicted"),
                            ("unclear", "cannot tell"),
                        ],
                        default="",
                        max_length=7,
                        verbose_name="beside the data",
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=300, verbose_name="what we found")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="expectations", to="inquiry.cycle"
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
            name="Lean",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "towards",
                    models.CharField(
                        choices=[
                            ("adopt", "Adopt: keep it as it is"),
                            ("adapt", "Adapt: change one thing, test again"),
                            ("abandon", "Abandon: stop, and say why"),
                            ("scale", "Scale: more places"),
                        ],
                        max_length=7,
                        verbose_name="which way I lean",
                    ),
                ),
                ("because", models.TextField(blank=True, max_length=1000, verbose_name="because")),
                ("said", models.DateTimeField()),
                (
                    "cycle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leans",
                        to="inquiry.cycle",
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
            name="Measure",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("outcome", "outcome: is the aim getting nearer?"),
                            ("driver", "driver: does what should carry it move?"),
                            ("process", "process: is the change being done?"),
                            ("balancing", "balancing: does anything else suffer?"),
                        ],
                        default="outcome",
                        max_length=9,
                        verbose_name="what it is for",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("share", "per cent"),
                            ("count", "a count"),
                            ("minutes", "minutes"),
                            ("score", "a score"),
                        ],
                        default="share",
                        max_length=7,
                        verbose_name="unit",
                    ),
                ),
                (
                    "counts",
                    models.CharField(
                        blank=True,
                        help_text="Slips where a reason links evidence and claim, for example.",
                        max_length=200,
                        verbose_name="counts",
                    ),
                ),
                ("out_of", models.CharField(blank=True, max_length=200, verbose_name="out of")),
                (
                    "every",
                    models.CharField(
                        blank=True,
                        help_text="A word for one point: lesson, week, month.",
                        max_length=40,
                        verbose_name="how often",
                    ),
                ),
                ("more_is_better", models.BooleanField(default=True, verbose_name="more is better")),
                (
                    "baseline_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The median of these first points is carried forward.",
                        null=True,
                        verbose_name="points before the change",
                    ),
                ),
                (
                    "limit",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=14,
                        null=True,
                        verbose_name="the least (or most) we would accept",
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
            name="Observation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("numerator", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("denominator", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("put_in", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="inquiry.measure",
                    ),
                ),
                (
                    "put_in_by",
                    models.ForeignKey(
                        db_index=False,
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
                "ordering": ["on"],
            },
        ),
        migrations.CreateModel(
            name="Problem",
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
                ("affected", models.TextField(blank=True, verbose_name="who is affected")),
                ("evidence", models.TextField(blank=True, verbose_name="how we know")),
                ("baseline", models.CharField(blank=True, max_length=200, verbose_name="where we stand")),
                ("causes", models.TextField(blank=True, verbose_name="what lies beneath")),
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
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", "plan"), ("locked__isnull", False), _connector="OR"),
                name="inquiry_locked_before_data",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step", "done"), _negated=True),
                    models.Q(("decision", ""), _negated=True),
                    _connector="OR",
                ),
                name="inquiry_done_is_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="lean",
            constraint=models.UniqueConstraint(fields=("cycle", "person"), name="inquiry_lean_once"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(fields=("measure", "on"), name="inquiry_observation_once_a_day"),
        ),
        wall_from("inquiry_problem", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_problem", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_problem"),
        wall_from("inquiry_aim", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_aim", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_aim"),
        wall_from("inquiry_changeidea", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_changeidea", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_changeidea"),
        wall_from("inquiry_claim", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_claim", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_claim"),
        wall_from("inquiry_cycle", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_cycle", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_cycle"),
        wall_from("inquiry_measure", "artifact_ptr_id", "commons_artifact"),
        same_wall("inquiry_measure", "artifact_ptr_id", "commons_artifact"),
        behind_wall("inquiry_measure"),
        parent_key("inquiry_cycle", key="artifact_ptr_id"),
        parent_key("inquiry_measure", key="artifact_ptr_id"),
        wall_from("inquiry_expectation", "cycle_id", "inquiry_cycle", parent_key="artifact_ptr_id"),
        same_wall("inquiry_expectation", "cycle_id", "inquiry_cycle", parent_key="artifact_ptr_id"),
        behind_wall("inquiry_expectation"),
        wall_from("inquiry_lean", "cycle_id", "inquiry_cycle", parent_key="artifact_ptr_id"),
        same_wall("inquiry_lean", "cycle_id", "inquiry_cycle", parent_key="artifact_ptr_id"),
        behind_wall("inquiry_lean"),
        wall_from("inquiry_observation", "measure_id", "inquiry_measure", parent_key="artifact_ptr_id"),
        same_wall("inquiry_observation", "measure_id", "inquiry_measure", parent_key="artifact_ptr_id"),
        behind_wall("inquiry_observation"),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
