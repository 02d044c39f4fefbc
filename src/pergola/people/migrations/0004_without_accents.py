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

    dependencies = [("people", "0003_when_ways_were_used")]

    operations = [
        migrations.RemoveIndex("person", "people_person_called"),
        migrations.AddIndex(
            "person", GinIndex(SearchVector(bare("name"), config="simple"), name="people_person_called")
        ),
    ]
