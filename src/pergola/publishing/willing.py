"""Which teams that an edition shows by their consent do not give it now: only the newest word of each counts."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from pergola.publishing.models import Consent, Edition, Lesson
from pergola.walls.reasons import Reason

YES, NO = Consent.Answer.GIVEN, Consent.Answer.WITHHELD


def unwilling_now(lesson: Lesson, edition: Edition) -> list[str]:
    """The teams an edition shows by their consent who do not give it now, by name.

    A team speaks of each text by itself, but whoever said no to a later one cannot take back what it said to an earlier
    one any more: its last answer counts as well.
    """
    given = edition.content.get("given", edition.content.get("seals", ()))
    said = [one for one in answers([lesson.pk])[lesson.pk] if one.answered]
    return sorted({one.team.name for one in said if one.team_id in unwilling(said, given)})


def answers(lessons: Sequence[UUID]) -> dict[UUID, list[Consent]]:
    """What teams were asked and have answered of these lessons, the newest answer last. One query."""
    rows = Consent.objects.unrestricted(Reason.PUBLISHING).filter(lesson__in=lessons).exclude(answered=None)
    found: dict[UUID, list[Consent]] = defaultdict(list)
    for one in rows.select_related("team").defer("shown", "words").order_by("answered", "pk"):
        found[one.lesson_id].append(one)
    return found


def unwilling(said: Sequence[Consent], given: Sequence[str]) -> set[UUID]:
    """Of the teams that agreed to a text (`given`, its seals) those that did not leave it at that."""
    last = {one.team_id: one.answer for one in said}
    agreed = {one.team_id: one.answer for one in said if one.text in given}
    return {team for team, answer in agreed.items() if answer != YES or last[team] != YES}


def said_no(said: Sequence[Consent]) -> set[UUID]:
    """The teams whose last word was no."""
    last = {one.team_id: one.answer for one in said}
    return {team for team, answer in last.items() if answer == NO}
