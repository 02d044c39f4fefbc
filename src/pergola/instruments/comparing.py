"""A system's self-assessments beside each other: where it stood then, where it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass

from pergola.instruments.models import Instrument, Item, Sheet, SheetLine
from pergola.instruments.shipped import shipped
from pergola.kernel.charts import Pair, PairDrawing, pair_chart
from pergola.kernel.templatetags.pergola import dated
from pergola.people.models import Asker
from pergola.spaces.models import Team


@dataclass(frozen=True)
class Line:
    """One question: the two levels in words, and how the team knew and knows."""

    title: str
    stem: str
    then: str
    now: str
    moved: int
    how_then: str
    how_now: str


@dataclass(frozen=True)
class Compared:
    """The first and the last that a team has agreed on, against the same framework in the same version."""

    framework: str
    then: Sheet
    now: Sheet | None
    lines: Sequence[Line]
    picture: PairDrawing
    others: int
    """Agreed on in between, or against another framework, and not shown here."""

    @property
    def moved_up(self) -> int:
        return sum(one.moved > 0 for one in self.lines)

    @property
    def moved_down(self) -> int:
        return sum(one.moved < 0 for one in self.lines)


def compare(person: Asker, team: Team) -> Compared | None:
    """As far as this person may read them; None where there is none yet. Three queries."""
    agreed = Sheet.objects.visible_to(person).filter(team=team, agreed__isnull=False)
    sheets = list(agreed.select_related("asking__instrument", "agreed_by").order_by("agreed"))
    if not sheets:
        return None
    newest = sheets[-1].asking.instrument
    alike = [one for one in sheets if _same(one.asking.instrument, newest)]
    then, now = alike[0], alike[-1] if len(alike) > 1 else None
    both = [then, now] if now else [then]
    found: dict[tuple[object, str], SheetLine] = {}
    for line in SheetLine.objects.visible_to(person).filter(sheet__in=both):
        found[line.sheet_id, line.key] = line
    items = list(Item.objects.visible_to(person).filter(instrument=newest).select_related("instrument"))
    lines = [_line(one, found.get((then.pk, one.key)), found.get((now.pk, one.key)) if now else None) for one in items]
    return Compared(newest.edition, then, now, lines, _picture(items, found, then, now), len(sheets) - len(both))


def _same(one: Instrument, other: Instrument) -> bool:
    return (one.shipped, one.shipped_version) == (other.shipped, other.shipped_version)


def _line(item: Item, then: SheetLine | None, now: SheetLine | None) -> Line:
    words = item.options
    before, after = _level(then), _level(now)
    return Line(
        item.title,
        item.stem,
        "" if before is None else words[before],
        "" if after is None else words[after],
        0 if before is None or after is None else after - before,
        then.evidence if then else "",
        now.evidence if now else "",
    )


def _level(line: SheetLine | None) -> int | None:
    return line.level if line else None


def _picture(
    items: Sequence[Item], found: dict[tuple[object, str], SheetLine], then: Sheet, now: Sheet | None
) -> PairDrawing:
    pairs = [
        Pair(one.title, _level(found.get((then.pk, one.key))), _level(found.get((now.pk, one.key))) if now else None)
        for one in items
    ]
    days = (dated(then.agreed), dated(now.agreed) if now else "")
    return pair_chart(pairs, shipped(items[0].instrument.shipped).scale, days)
