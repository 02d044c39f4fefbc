import django.db.models.deletion
from django.db import migrations, models

# Which schools belong to which system: those of its districts, and those named one by one, without those left out.
SCHOOL_OF = """
CREATE VIEW systems_schoolof WITH (security_invoker = true) AS
  SELECT sd.system_id, s.id AS school_id
    FROM systems_systemdistrict sd JOIN systems_school s ON s.district_id = sd.district_id
   WHERE NOT EXISTS (SELECT 1 FROM systems_systemschool x WHERE x.system_id = sd.system_id AND x.school_id = s.id)
  UNION ALL
  SELECT system_id, school_id FROM systems_systemschool WHERE included;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolOf",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "system_id",
                        "school_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "systems_schoolof",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DirectoryImport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("file", models.CharField(max_length=255)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("format", models.CharField(blank=True, max_length=60)),
                ("began", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("taken", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-began", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("state", models.CharField(blank=True, max_length=2, verbose_name="state")),
                ("county", models.CharField(blank=True, max_length=80, verbose_name="county")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("students", models.PositiveIntegerField(blank=True, null=True, verbose_name="students")),
                (
                    "teachers",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="teachers"
                    ),
                ),
                ("told", models.JSONField(default=dict, editable=False)),
                ("sample", models.BooleanField(default=False, editable=False)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "leaid",
                    models.CharField(blank=True, max_length=7, null=True, unique=True, verbose_name="NCES district id"),
                ),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("stub", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["state", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(max_length=200)),
                (
                    "as_of",
                    models.CharField(
                        blank=True,
                        help_text="A school year or a day; empty where the file does not say.",
                        max_length=40,
                    ),
                ),
                ("standing", models.IntegerField()),
            ],
            options={
                "ordering": ["-standing", "slug"],
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("state", models.CharField(blank=True, max_length=2, verbose_name="state")),
                ("county", models.CharField(blank=True, max_length=80, verbose_name="county")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("students", models.PositiveIntegerField(blank=True, null=True, verbose_name="students")),
                (
                    "teachers",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="teachers"
                    ),
                ),
                ("told", models.JSONField(default=dict, editable=False)),
                ("sample", models.BooleanField(default=False, editable=False)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "nces_id",
                    models.CharField(blank=True, max_length=12, null=True, unique=True, verbose_name="NCES school id"),
                ),
                ("low_grade", models.SmallIntegerField(blank=True, null=True)),
                ("high_grade", models.SmallIntegerField(blank=True, null=True)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prekindergarten", "prekindergarten"),
                            ("elementary", "elementary school"),
                            ("middle", "middle school"),
                            ("high", "high school"),
                            ("secondary", "secondary school"),
                            ("other", "other"),
                        ],
                        max_length=15,
                    ),
                ),
                ("charter", models.BooleanField(blank=True, null=True)),
                ("open", models.BooleanField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="systems.district",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="systems.source",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SchoolSystem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("state", models.CharField(blank=True, max_length=2, verbose_name="state")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("district", "school district"),
                            ("charter", "charter organisation"),
                            ("other", "other school system"),
                        ],
                        default="district",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What a reader should know, such as two readings of a record.",
                        verbose_name="note",
                    ),
                ),
                ("sample", models.BooleanField(default=False, editable=False)),
                (
                    "wall",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="system",
                        to="walls.wall",
                    ),
                ),
            ],
            options={
                "verbose_name": "school system",
                "verbose_name_plural": "school systems",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="district",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="systems.source",
            ),
        ),
        migrations.CreateModel(
            name="SystemDistrict",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="systems.district"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="systems.schoolsystem",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="schoolsystem",
            name="districts",
            field=models.ManyToManyField(
                related_name="systems", through="systems.SystemDistrict", to="systems.district"
            ),
        ),
        migrations.CreateModel(
            name="SystemSchool",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("included", models.BooleanField(default=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="systems.school"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="systems.schoolsystem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("programme", "programme"), ("feeder", "feeder pattern")],
                        default="programme",
                        max_length=9,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "schools",
                    models.ManyToManyField(blank=True, related_name="programmes", to="systems.school"),
                ),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programmes",
                        to="systems.schoolsystem",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "name"],
                "constraints": [models.UniqueConstraint(fields=("system", "name"), name="systems_programme_once")],
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departments",
                        to="systems.schoolsystem",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("system", "name"), name="systems_department_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(("nces_id__isnull", False), ("sample", True), _connector="OR"),
                name="systems_school_id_or_sample",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="systems_school_on_earth",
            ),
        ),
        migrations.AddIndex(
            model_name="district",
            index=models.Index(fields=["state", "name"], name="systems_district_place"),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(("leaid__isnull", False), ("sample", True), _connector="OR"),
                name="systems_district_id_or_sample",
            ),
        ),
        migrations.AddConstraint(
            model_name="district",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="systems_district_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="systemdistrict",
            constraint=models.UniqueConstraint(fields=("system", "district"), name="systems_district_once"),
        ),
        migrations.AddConstraint(
            model_name="systemschool",
            constraint=models.UniqueConstraint(fields=("system", "school"), name="systems_school_once"),
        ),
        migrations.RunSQL(SCHOOL_OF, "DROP VIEW systems_schoolof;"),
    ]
