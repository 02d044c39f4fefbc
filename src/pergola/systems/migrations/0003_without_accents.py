from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations
from django.db.models import F, Func, TextField, Value

# As they were on this day: an index keeps the letters it was made with.
ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüýÿñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÝÑÇ"
BARE = "aaaaaaeeeeiiiiooooouuuuyyncAAAAAAEEEEIIIIOOOOOUUUUYNC"


def bare(column: str) -> Func:
    return Func(F(column), Value(ACCENTED), Value(BARE), function="translate", output_field=TextField())


class Migration(migrations.Migration):
    """“Tomas” finds Tomás."""

    dependencies = [("systems", "0002_called")]

    operations = [
        migrations.RemoveIndex("school", "systems_school_called"),
        migrations.AddIndex(
            "school", GinIndex(SearchVector(bare("name"), bare("city"), config="simple"), name="systems_school_called")
        ),
    ]
