"""What a page says of when a prediction was locked: nobody reads more out of it than is known. No database."""

from datetime import UTC, date, datetime

from pergola.inquiry.models import Cycle
from pergola.inquiry.standing import locked_before

LOCKED = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def said(begins: date, points: int = 0) -> str:
    return locked_before(Cycle(title="C", locked=LOCKED, begins=begins, points_at_lock=points))


def test_locked_before_on_the_day_and_after_the_change_began() -> None:
    assert "before the change began" in said(date(2026, 12, 3))
    assert said(date(2026, 11, 26)).startswith("No point of the change was in yet.")
    assert "after the change began; no point of it was in yet here." in said(date(2026, 9, 28))
    assert said(date(2026, 9, 28), points=3).startswith("3 points of the change were in already.")
