"""People and places by how their names begin: all five kinds of them in one question to the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from pergola.commons.places import page_of
from pergola.commons.search import Narrowed
from pergola.kernel.names import beginning_with, called
from pergola.people.models import Asker, Person
from pergola.spaces.models import Community, Membership, Team
from pergola.systems.models import School, SchoolSystem
from pergola.talk.hits import COMMUNITY, NAMED, PERSON, SCHOOL, SYSTEM, TEAM, Hit

A_FEW: Final = 5
"""Of each kind of name, beside things and posts; all of them when one asks for that kind."""


class Row(NamedTuple):
    """What every kind has: `key` leads to its page, `more` says what it is, a place has a town and a state."""

    sort: str
    key: str
    name: str
    more: str
    town: str
    state: str
    number: str | None


class Called(NamedTuple):
    """Whom of a kind one may see, by which columns they are called, and what of it a Row holds."""

    rows: Callable[[Asker], QuerySet[Any]]
    by: tuple[str, ...]
    tells: dict[str, Any]


NOTHING: Final = Value("", TextField())
USUAL: Final[dict[str, Any]] = {
    "key": Cast("pk", CharField()), "more": NOTHING, "town": NOTHING, "state": NOTHING, "number": NOTHING,
}  # fmt: skip
CALLED: Final = {
    COMMUNITY: Called(Community.objects.visible_to, ("name",), {"more": F("charter")}),
    TEAM: Called(Team.objects.visible_to, ("name",), {"more": F("focus")}),
    PERSON: Called(Person.objects.visible_to, ("name",), {"more": F("work")}),
    SYSTEM: Called(
        SchoolSystem.objects.visible_to,
        ("name", "short_name", "town"),
        {"key": F("slug"), "town": F("town"), "state": F("state")},
    ),
    SCHOOL: Called(
        School.objects.visible_to, ("name", "city"), {"town": F("city"), "state": F("state"), "number": F("nces_id")}
    ),
}


def find_named(person: Asker, words: str, kind: str, where: Narrowed) -> list[Hit]:
    """Of each kind the first few, or of the one kind asked for the next page. At most two queries."""
    asked = beginning_with(words)
    kinds = [kind] if kind else list(NAMED)
    if asked is None or not set(kinds) <= set(NAMED):
        return []
    some = slice(where.skip, where.skip + where.most) if kind else slice(A_FEW)
    first, *others = (_called(one, person, asked)[some] for one in kinds)
    rows = [Row(*one) for one in (first.union(*others, all=True) if others else first)]
    rows.sort(key=lambda one: (kinds.index(one.sort), one.name.casefold(), one.key))
    meet = _where_one_meets(person, [UUID(one.key) for one in rows if one.sort == PERSON])
    return [_hit(one, meet) for one in rows]


def _called(kind: str, person: Asker, asked: SearchQuery) -> QuerySet[Any, Any]:
    """Those one may see, by the columns their kind is called by; each as a Row."""
    rows, by, tells = CALLED[kind]
    columns = {"sort": Value(kind, TextField())} | {"called_" + name: told for name, told in (USUAL | tells).items()}
    named = rows(person).alias(called=called(*by)).filter(called=asked).order_by("name", "pk")
    found: QuerySet[Any, Any] = named.annotate(**columns).values_list(
        "sort", "called_key", "name", "called_more", "called_town", "called_state", "called_number"
    )
    return found


def _where_one_meets(person: Asker, found: Iterable[UUID]) -> Mapping[str, list[tuple[str, str]]]:
    """The communities one shares with each of these: a name alone leads nowhere."""
    meet: dict[str, list[tuple[str, str]]] = defaultdict(list)
    people = list(found)
    mine = Membership.objects.visible_to(person).filter(person=person.pk).values("community")
    shared = Membership.objects.visible_to(person).filter(community__in=mine, person__in=people)
    for each in shared.select_related("community").order_by("community__name") if people else ():
        meet[str(each.person_id)].append((each.community.name, page_of(each.community)))
    return meet


def _hit(row: Row, meet: Mapping[str, list[tuple[str, str]]]) -> Hit:
    title, snippet = row.name, row.more or ", ".join(filter(None, (row.town, row.state)))
    if row.sort == COMMUNITY:
        url = page_of(Community(pk=UUID(row.key)))
    elif row.sort == TEAM:
        url = page_of(Team(pk=UUID(row.key)))
    elif row.sort == SYSTEM:
        url = reverse("systems:system", args=[row.key])
    elif row.sort == SCHOOL:
        school = School(pk=int(row.key), name=row.name, nces_id=row.number)
        title, url = str(school), school.get_absolute_url()
    else:
        url = ""
    return Hit(title, url, row.sort, str(NAMED[row.sort]), snippet, meet=tuple(meet.get(row.key, ())))
