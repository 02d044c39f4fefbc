import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inquiry", "0011_one_number_by_link"),
        ("people", "0006_which_guides_are_put_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="definition",
            name="because",
            field=models.TextField(blank=True, default="", max_length=600, verbose_name="why it is withdrawn"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="definition",
            name="withdrawn",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="definition",
            name="withdrawn_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(withdrawn=None, withdrawn_by=None)
                | (models.Q(withdrawn__isnull=False, withdrawn_by__isnull=False) & ~models.Q(because="")),
                name="inquiry_definition_withdrawn_because",
            ),
        ),
    ]
