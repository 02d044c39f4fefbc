"""Rows as people paste them, into cuts and groups: never a row about one student. Every problem is told at once."""

import csv
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pergola.inquiry.series.result import MOST_PROBLEMS, Problem
from pergola.inquiry.series.source import RefusedError, to_text
from pergola.inquiry.series.table import Row, single_people
from pergola.inquiry.series.values import find_number
from pergola.kernel.suppression.cells import REST, Counts, one_way

MOST_GROUPS, MOST_CUTS, LONGEST = 60, 8, 60
LONG_NUMBER = 5
"""A group whose name is a number of so many digits is somebody's."""
EVERYBODY = ("everybody", "everyone", "all", "total", "all students", "todos", "todo el alumnado", "total general")


@dataclass(frozen=True)
class Groups:
    """How many, and of how many it is so: of everybody, and of each group of each cut."""

    counts: Counts | None = None
    problems: tuple[Problem, ...] = ()
    more: int = 0


def read_groups(source: str | bytes) -> Groups:
    """Rows of four: by what, which group, how many it is so of, of how many; and one row for everybody. Never raises."""
    if not source.strip():
        how = _("Write one row for each group: by what, which group, how many, of how many; and one for everybody.")
        return Groups(problems=(Problem(0, 0, "", _("There is nothing to read."), how),))
    try:
        text, _notes = to_text(source)
    except RefusedError as refused:
        return Groups(problems=(refused.problem,))
    reader = _Reader(_rows(text))
    counts = reader.counts()
    if reader.problems:
        told = sorted(reader.problems, key=lambda one: (one.row, one.column))
        return Groups(problems=tuple(told[:MOST_PROBLEMS]), more=max(len(told) - MOST_PROBLEMS, 0))
    return Groups(counts)


def _rows(text: str) -> list[Row]:
    lines = text.split("\n")
    mark = max("\t;,", key=lambda one: sum(one in line for line in lines))
    rows = []
    for number, line in enumerate(lines, 1):
        cells = [" ".join(cell.replace("\u00a0", " ").split()) for cell in next(csv.reader([line], delimiter=mark), [])]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(Row(number, tuple(cells)))
    return rows


@dataclass
class _Reader:
    rows: list[Row]
    everybody: tuple[int, int] | None = None
    cuts: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> Counts | None:
        header: tuple[str, ...] = ()
        if self.rows and not any(find_number(cell, None) for cell in self.rows[0].cells):
            header, self.rows = self.rows[0].cells, self.rows[1:]
        if self._about_single_people(header) or self._far_too_many():
            return None
        for row in self.rows:
            self._read(row)
        self._whole()
        if self.problems:
            return None
        assert self.everybody is not None
        return self._table()

    def _about_single_people(self, header: tuple[str, ...]) -> bool:
        found = single_people(header, tuple(self.rows))
        if found is None and _one_by_one(self.rows):
            found = (self.rows[0].number, 0, "…", _("These rows look as if each were about one student."))
        if found is not None:
            number, column, cell, what = found
            how = _(
                "Names, student numbers and rows of single students are not taken here, by law (FERPA) and by our own rule. "
                "Count them by group first: by what, which group, how many, of how many. Nothing was kept."
            )
            self.problems.append(Problem(number, column, cell, what, how))
        return found is not None

    def _far_too_many(self) -> bool:
        if len(self.rows) <= 2 * MOST_GROUPS:
            return False
        what = _("These are %(n)d rows. A measure is put in by %(most)d groups at most.")
        self._say(self.rows[-1], 0, "", what % {"n": len(self.rows), "most": MOST_GROUPS}, _("Take fewer groups."))
        return True

    def _read(self, row: Row) -> None:
        cells = row.cells
        everybody = cells[0].casefold() in EVERYBODY
        if everybody and len(cells) == 3:
            cells = (cells[0], "", *cells[1:])
        if len(cells) != 4:
            what = _("Here are %(n)d columns, and we read four.") % {"n": len(cells)}
            how = _(
                "Write: by what, which group, how many, of how many. A comma in a number? Put tabs between the columns."
            )
            self._say(row, 0, " · ".join(cells)[:120], what, how)
            return
        so, people = self._number(row, 3, cells[2]), self._number(row, 4, cells[3])
        if so is None or people is None:
            return
        if so > people:
            what = _("%(so)d cannot be counted out of %(people)d.") % {"people": people, "so": so}
            self._say(row, 3, cells[2], what, _("How many comes first, then of how many. Put it right and try again."))
        elif everybody:
            self._take_everybody(row, people, so)
        else:
            self._take(row, cells[0], cells[1], (people, so))

    def _number(self, row: Row, column: int, cell: str) -> int | None:
        found = find_number(cell, None)
        if found is not None and not found.percent and found.value == int(found.value) >= 0:
            return int(found.value)
        what = _("“%(read)s” is not a number of students.") % {"read": cell[:40]}
        self._say(row, column, cell, what, _("Write a whole number, like 34. A share is worked out from the two."))
        return None

    def _take_everybody(self, row: Row, people: int, so: int) -> None:
        if self.everybody is not None:
            self._say(row, 1, row.cells[0], _("Everybody stands here twice."), _("Keep one row for everybody."))
        self.everybody = (people, so)

    def _take(self, row: Row, cut: str, group: str, both: tuple[int, int]) -> None:
        for column, name in ((1, cut), (2, group)):
            if not 0 < len(name) <= LONGEST or name == REST:
                what = _("Here a name of %(most)d letters at most belongs.") % {"most": LONGEST}
                self._say(row, column, name[:40], what, _("By what, then which group: Race, Black."))
                return
        names = {one.casefold(): one for one in self.cuts}
        groups = self.cuts.setdefault(names.get(cut.casefold(), cut), {})
        if group.casefold() in {one.casefold() for one in groups}:
            what = _("“%(group)s” stands here twice.") % {"group": group}
            self._say(row, 2, group, what, _("Keep one row for each group."))
        groups[group] = both

    def _whole(self) -> None:
        many = sum(map(len, self.cuts.values()))
        if not self.problems and (len(self.cuts) > MOST_CUTS or many > MOST_GROUPS):
            what = _("These are %(n)d groups in %(cuts)d cuts.") % {"n": many, "cuts": len(self.cuts)}
            how = _(
                "A measure is put in by %(most)d groups in %(cuts)d cuts at most. Take those that matter for your goal."
            )
            self.problems.append(Problem(0, 0, "", what, how % {"most": MOST_GROUPS, "cuts": MOST_CUTS}))
        if not self.problems and not self.cuts:
            how = _("Write a row for each group: by what, which group, how many, of how many.")
            self.problems.append(Problem(0, 0, "", _("There is no group here."), how))
        if not self.problems and self.everybody is None:
            how = _("Add one: Everybody, how many, of how many.")
            self.problems.append(Problem(0, 0, "", _("There is no row for everybody."), how))

    def _table(self) -> Counts | None:
        assert self.everybody is not None
        for cut, groups in self.cuts.items():
            people, so = (sum(one[place] for one in groups.values()) for place in (0, 1))
            left = (self.everybody[0] - people, self.everybody[1] - so)
            if left[0] < 0 or not 0 <= left[1] <= left[0]:
                what = _(
                    "The groups by %(cut)s come to %(so)d of %(people)d, and everybody to %(so_all)d of %(all)d: both cannot be."
                )
                names = {"cut": cut, "so": so, "people": people, "so_all": self.everybody[1], "all": self.everybody[0]}
                how = _("Count each student in one group of a cut, and those of no group only under everybody.")
                self.problems.append(Problem(0, 0, cut, what % names, how))
        return None if self.problems else one_way(self.everybody, self.cuts)

    def _say(self, row: Row, column: int, read: str, what: str, how: str) -> None:
        self.problems.append(Problem(row.number, column, read, what, how))


def _one_by_one(rows: list[Row]) -> bool:
    """Five rows or more, of which half are of one, or named by a long number."""
    alone = sum(
        row.cells[-1] in {"0", "1"} or any(cell.isdigit() and len(cell) >= LONG_NUMBER for cell in row.cells[:2])
        for row in rows
    )
    return len(rows) >= 5 and alone * 2 >= len(rows)
