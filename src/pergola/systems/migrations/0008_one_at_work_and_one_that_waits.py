from django.db import migrations, models


class Migration(migrations.Migration):
    """A bundle that was read waits while another is read: it is put away once that one can take its place."""

    dependencies = [("systems", "0007_the_clock_of_a_system")]

    operations = [
        migrations.RemoveConstraint("rosterimport", "systems_rosterimport_one_open"),
        migrations.AddConstraint(
            "rosterimport",
            models.UniqueConstraint(
                fields=["wall"],
                condition=models.Q(state__in=["waiting", "reading", "applying"]),
                name="systems_rosterimport_one_at_work",
            ),
        ),
        migrations.AddConstraint(
            "rosterimport",
            models.UniqueConstraint(
                fields=["wall"], condition=models.Q(state="ready"), name="systems_rosterimport_one_ready"
            ),
        ),
    ]
