"""Reading a board: its tensions, what is told of their months, and one's own marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.kernel.charts import between_chart
from pergola.people.models import Asker
from pergola.routines.board_clock import month_after, month_behind
from pergola.routines.models import Mark, PooledMonth, Tension
from pergola.routines.models.tension import PLACES
from pergola.routines.sealed_marks import LEFT_OUT, place_of
from pergola.routines.standing_words import is_told, said_of
from pergola.routines.talks import talks_of
from pergola.spaces.models import Community
from pergola.talk.models import Conversation


@dataclass(frozen=True)
class Month:
    """A month that is over, as it is told of one tension."""

    tension: Tension
    told: PooledMonth
    before: PooledMonth | None = None
    """The last month before it of which something is told."""

    @property
    def month(self) -> date:
        return self.told.month

    @property
    def is_told(self) -> bool:
        return is_told(self.told)

    @property
    def words(self) -> str:
        return said_of(self.tension, self.told, self.before)

    @property
    def chart(self) -> SafeString:
        told, tension = self.told, self.tension
        spots = (told.low, told.at, told.upper, told.high)
        low, at, upper, high = (one if one is not None else 0 for one in spots)
        return between_chart(tension.one_pole, tension.other_pole, PLACES, (low, at, upper, high), self.words)


@dataclass(frozen=True)
class Standing:
    """One tension as a member sees it."""

    tension: Tension
    months: Sequence[Month]
    """Those that are over, the newest first."""
    mine: int | None
    """My mark of this month; 0 where I leave it out."""
    conversation: Conversation | None = None

    @property
    def last(self) -> Month | None:
        return self.months[0] if self.months else None


@dataclass(frozen=True)
class Board:
    month: date
    standings: list[Standing]
    retired: list[Tension] = field(default_factory=list)

    @property
    def next_month(self) -> date:
        return month_after(self.month)

    @property
    def waits(self) -> bool:
        """Is there a tension of which I have said nothing this month?"""
        return any(one.mine is None for one in self.standings)

    @property
    def mine(self) -> dict[UUID, int]:
        return {one.tension.pk: one.mine for one in self.standings if one.mine is not None}


def board_of(person: Asker, community: Community) -> Board:
    """Five queries, however many tensions and months there are."""
    month = month_behind(community.wall_id)
    seen = Tension.objects.visible_to(person).filter(community=community)
    every = list(seen.order_by("retired", "put", "pk"))
    on_it = [one for one in every if one.retired is None]
    months = months_of(person, on_it)
    mine = _mine(person, Q(tension__in=[one.pk for one in on_it], month=month))
    talks = talks_of(person, [one.conversation_id for one in on_it])
    standings = [
        Standing(one, months[one.pk], mine.get((one.pk, month)), talks.get(one.conversation_id)) for one in on_it
    ]
    renamed = {one.follows_id for one in every}
    return Board(month, standings, [one for one in every if one.retired is not None and one.pk not in renamed])


def months_of(person: Asker, tensions: Iterable[Tension]) -> dict[UUID, list[Month]]:
    """By tension, what is told of its months, the newest first. One query."""
    there = {one.pk: one for one in tensions}
    rows = PooledMonth.objects.visible_to(person).filter(tension__in=list(there)).order_by("month")
    found: dict[UUID, list[Month]] = {pk: [] for pk in there}
    told: dict[UUID, PooledMonth] = {}
    for one in rows:
        found[one.tension_id].insert(0, Month(there[one.tension_id], one, told.get(one.tension_id)))
        if is_told(one):
            told[one.tension_id] = one
    return found


def _mine(person: Asker, which: Q) -> dict[tuple[UUID, date], int]:
    """My marks, by tension and month. One query."""
    marks = Mark.objects.visible_to(person).filter(which)
    return {(one.tension_id, one.month): place for one in marks if (place := place_of(one)) is not None}


@dataclass(frozen=True)
class MyMark:
    month: date
    words: str


def my_marks(person: Asker, tension: Tension) -> list[MyMark]:
    """Where I stood, month by month, the newest first: for nobody’s eyes but mine. One query."""
    mine = _mine(person, Q(tension=tension))
    return [MyMark(month, place_in_words(tension, place)) for (_pk, month), place in sorted(mine.items(), reverse=True)]


def place_in_words(tension: Tension, place: int) -> str:
    """“clearly nearer to “go deep””: a place for those who hear it."""
    pole = {"pole": tension.one_pole if place <= PLACES // 2 else tension.other_pole}
    match min(place, PLACES + 1 - place) if place != LEFT_OUT else LEFT_OUT:
        case 0:
            return _("left out")
        case 1:
            return _("all the way to “%(pole)s”") % pole
        case 2:
            return _("clearly nearer to “%(pole)s”") % pole
        case 3:
            return _("a little nearer to “%(pole)s”") % pole
    return _("in between")


def named(month: date) -> str:
    return str(date_format(month, "F Y"))
