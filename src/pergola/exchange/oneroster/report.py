"""What reading and putting in a bundle says of it: what it took, what it refused and why, and where. Pure."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

KEPT: Final = 200
"""Lines kept one by one of each list; past these they are only counted, so that no bundle can fill the report."""


class Fate(StrEnum):
    """What became of the place where a problem stood."""

    ROW = "row"
    CELL = "cell"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Problem:
    """Row numbers count the header as row 1, as a spreadsheet does. Of a row that may be a student’s nothing is repeated."""

    file: str
    row: int
    column: str
    read: str
    why: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Told:
    """One person or school in a list of the preview, and what is said of them."""

    name: str
    what: str = ""
    file: str = ""
    row: int = 0


@dataclass(slots=True)
class Changes:
    """What becomes of one kind of row."""

    added: int = 0
    changed: int = 0
    back: int = 0
    gone: int = 0
    unchanged: int = 0

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.back or self.gone)


@dataclass(slots=True)
class Report:
    """One bundle."""

    file: str
    sha256: str = ""
    version: str = ""
    kind: str = ""
    as_of: str = ""
    rows: int = 0
    """Rows of people that were looked at."""
    students: int = 0
    relatives: int = 0
    demographics: int = 0
    no_role: int = 0
    switched_off: int = 0
    rows_refused: int = 0
    cells_refused: int = 0
    remarks: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    """Files that were not opened, and how many bytes they have."""
    secrets: list[str] = field(default_factory=list)
    """Columns of passwords: not read, and better not sent."""
    problems: list[Problem] = field(default_factory=list)
    people: Changes = field(default_factory=Changes)
    orgs: Changes = field(default_factory=Changes)
    matched: int = 0
    """Schools of the roster that are known in the directory, by their NCES id."""
    added: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    back: list[Told] = field(default_factory=list)
    gone: list[Told] = field(default_factory=list)
    orgs_gone: list[Told] = field(default_factory=list)
    loses: dict[str, int] = field(default_factory=dict)
    """What those who go lose: communities, seats, invitations, roles."""
    stays: list[Told] = field(default_factory=list)
    """Who would have gone and stays, and why."""
    warnings: list[str] = field(default_factory=list)
    refusal: str = ""
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """Nothing of this bundle is taken; `refusal` says why."""
        return bool(self.refusal)

    @property
    def changes_something(self) -> bool:
        return self.people.any or self.orgs.any

    @property
    def beyond(self) -> int:
        """Problems that were counted and not kept."""
        return self.rows_refused + self.cells_refused + self.remarks - len(self.problems)

    def note(self, problem: Problem) -> None:
        match problem.fate:
            case Fate.ROW:
                self.rows_refused += 1
            case Fate.CELL:
                self.cells_refused += 1
            case Fate.KEPT:
                self.remarks += 1
        if len(self.problems) < KEPT:
            self.problems.append(problem)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Report":
        """As it was kept; what a later version does not know is left aside."""
        report = cls(file="")
        lists: dict[str, Any] = dict.fromkeys(("added", "changed", "back", "gone", "orgs_gone", "stays"), Told)
        for name, value in kept.items():
            if name in ("people", "orgs"):
                setattr(report, name, Changes(**value))
            elif name == "problems":
                report.problems = [Problem(**one | {"fate": Fate(one["fate"])}) for one in value]
            elif name in lists:
                setattr(report, name, [lists[name](**one) for one in value])
            elif name in cls.__dataclass_fields__:
                setattr(report, name, value)
        return report
