from django.db import migrations

from pergola.commons.secrecy import Unsealable, seal, unseal


def seal_anew(apps, schema_editor):
    """A seal made before told the second in which it was made. What does not open any more stays as it is."""
    marks = apps.get_model("routines", "Mark").objects.using(schema_editor.connection.alias)
    for pk, sealed in marks.values_list("pk", "sealed").iterator():
        try:
            words = unseal(sealed)
        except Unsealable:
            continue
        marks.filter(pk=pk).update(sealed=seal(words))


class Migration(migrations.Migration):
    """Marks told by their seal when they were placed: those that are there are sealed anew."""

    dependencies = [("routines", "0004_objections_stay")]

    operations = [migrations.RunPython(seal_anew, migrations.RunPython.noop)]
