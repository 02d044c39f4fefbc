"""What an import says of one file: what it took, what it refused and why, and where. Pure."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

KEPT_PROBLEMS: Final = 500
"""Problems kept one by one; past these they are only counted, so that no file can fill the log."""


class Fate(StrEnum):
    """What became of the place where a problem stood."""

    ROW = "row refused"
    CELL = "cell left empty"
    KEPT = "kept as published"


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    column: str
    read: str
    why: str
    fate: Fate


@dataclass(slots=True)
class Report:
    """One file. `rows` counts its data rows, `row` numbers in problems count the header as row 1, as a spreadsheet does."""

    file: str
    sha256: str = ""
    format: str = ""
    source: str = ""
    encoding: str = ""
    what: str = ""
    rows: int = 0
    taken: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    rows_refused: int = 0
    cells_refused: int = 0
    remarks: int = 0
    stubs_added: int = 0
    stubs_filled: int = 0
    not_published: dict[str, int] = field(default_factory=dict)
    unused_columns: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refusal: str = ""
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """Nothing of this file was taken; `refusal` says why."""
        return bool(self.refusal)

    def note(self, problem: Problem) -> None:
        match problem.fate:
            case Fate.ROW:
                self.rows_refused += 1
            case Fate.CELL:
                self.cells_refused += 1
            case Fate.KEPT:
                self.remarks += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append(problem)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
