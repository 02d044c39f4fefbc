from django.db import migrations, models

from pergola.systems.zones import zone_of_most


def find_clocks(apps, schema_editor):
    """From where the schools of each are, or else from its state; the others stay on the clock of the installation."""
    systems = apps.get_model("systems", "SchoolSystem").objects.using(schema_editor.connection.alias)
    places = {}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.system_id, s.state, s.latitude, s.longitude FROM systems_schoolof o"
            " JOIN systems_school s ON s.id = o.school_id"
        )
        for system, *place in cursor.fetchall():
            places.setdefault(system, []).append(tuple(place))
    for one in systems.filter(zone=""):
        one.zone = zone_of_most(places.get(one.pk, []), one.state)
        if one.zone:
            one.save(update_fields=["zone"])


class Migration(migrations.Migration):
    """By which clock a school system lives."""

    dependencies = [("systems", "0006_keys_in_one_look")]

    operations = [
        migrations.AddField(
            "schoolsystem",
            "zone",
            models.CharField(
                blank=True,
                default="",
                help_text="Empty: that of this installation.",
                max_length=40,
                verbose_name="its clock",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(find_clocks, migrations.RunPython.noop),
    ]
