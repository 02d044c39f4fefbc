import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
from pergola.walls.policy import behind_wall, same_wall, wall_from

# The first day with the change decides which numbers are its data: it is sealed with the prediction.
SEAL = """
DROP TRIGGER sealed ON inquiry_cycle;
CREATE TRIGGER sealed BEFORE UPDATE ON inquiry_cycle FOR EACH ROW
  WHEN (OLD.locked IS NOT NULL AND (NEW.prediction, NEW.predicted, NEW.begins, NEW.locked, NEW.locked_by_id, NEW.points_at_lock)
    IS DISTINCT FROM (OLD.prediction, OLD.predicted, OLD.begins, OLD.locked, OLD.locked_by_id, OLD.points_at_lock))
  EXECUTE FUNCTION inquiry_prediction_sealed();
"""
UNSEAL = """
DROP TRIGGER sealed ON inquiry_cycle;
CREATE TRIGGER sealed BEFORE UPDATE ON inquiry_cycle FOR EACH ROW
  WHEN (OLD.locked IS NOT NULL AND (NEW.prediction, NEW.predicted, NEW.locked, NEW.locked_by_id, NEW.points_at_lock)
    IS DISTINCT FROM (OLD.prediction, OLD.predicted, OLD.locked, OLD.locked_by_id, OLD.points_at_lock))
  EXECUTE FUNCTION inquiry_prediction_sealed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inquiry", "0001_initial"),
        ("people", "0001_initial"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierValue",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("numerator", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("denominator", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("put_in", models.DateTimeField()),
                ("until", models.DateTimeField(default=pergola.kernel.clock.now)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="earlier_values", to="inquiry.measure"
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
                    "taken_out_by",
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
                "ordering": ["-until", "-pk"],
            },
        ),
        wall_from("inquiry_earliervalue", "measure_id", "inquiry_measure", parent_key="artifact_ptr_id"),
        same_wall("inquiry_earliervalue", "measure_id", "inquiry_measure", parent_key="artifact_ptr_id"),
        behind_wall("inquiry_earliervalue"),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
