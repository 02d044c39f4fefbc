from django.db import migrations

from pergola.commons.stems import SNIPPET_WITH_ENDS, WITHOUT_ENDS


class Migration(migrations.Migration):
    """What is found is shown in pieces, and an ellipsis stands where a piece begins or ends within the text."""

    dependencies = [("commons", "0010_figures_told")]

    operations = [migrations.RunSQL(SNIPPET_WITH_ENDS, WITHOUT_ENDS)]
