"""Solution packages on the stage: who begins with one, who says whether their team is named."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from tests.cast import Cast
from tests.commons.files.samples import check, pdf
from tests.publishing.stories import Story

from pergola.commons.actions import add_file
from pergola.people.models import Person
from pergola.publishing.actions import (
    adopt_package,
    answer_consent,
    ask_for_consent,
    edit_lesson,
    make_package,
    publish_lesson,
)
from pergola.publishing.models import PACKAGE_WORDS, Consent, Edition, PackageAdoption


def lay_packages(cast: Cast, story: Story, lately: datetime) -> dict[str, dict[str, Any]]:
    """A package of alder’s and two of brier’s, of which alder has begun with one; and one that was withdrawn."""
    lead = cast.team_lead
    package = make_package(by=lead, home=cast.alder_team, title="Partner talk, packed", lesson=story.lesson)
    said = dict.fromkeys(("dek", "byline", *PACKAGE_WORDS), "One class: two hours")
    package = edit_lesson(by=lead, lesson=package, revision=package.revision, **said)
    file = add_file(by=lead, artifact=package, checked=check("starters.pdf", pdf()), description="Starters")
    for asked in ask_for_consent(by=lead, lesson=package):
        answer_consent(by=lead, consent=asked, answer=Consent.Answer.GIVEN)
    edition = publish_lesson(by=lead, lesson=package)
    of_brier = _copied(edition, uuid4(), cast.team_lead_b, system=cast.brier.pk)
    begun = _copied(edition, uuid4(), cast.team_lead_b, system=cast.brier.pk)
    withdrawn = _copied(edition, uuid4(), cast.team_lead_b, system=cast.brier.pk, removed=lately, removed_by=lead)
    words: dict[str, Any] = {"title": "They copy", "body": "", "goal": "60 %", "by_when": date(2027, 3, 1)}
    adopt_package(by=lead, edition=begun, team=cast.alder_team, **words)
    adopt_package(by=cast.team_lead_b, edition=edition, team=cast.brier_team, **words)
    own = PackageAdoption.objects.get(team_ref=cast.alder_team.pk)
    theirs = PackageAdoption.objects.get(team_ref=cast.brier_team.pk)
    gone = PackageAdoption.objects.create(
        edition=withdrawn, package_ref=withdrawn.lesson_ref, team_ref=cast.alder_team.pk, problem_ref=own.problem_ref,
        idea_ref=own.idea_ref,
    )  # fmt: skip
    return {
        "file asked of alder": {"pk": asked.pk, "file": file.pk},
        "file nobody was asked of": {"pk": asked.pk, "file": uuid4()},
        "package": {"pk": edition.pk},
        "package of brier": {"pk": of_brier.pk},
        "withdrawn package": {"pk": withdrawn.pk},
        "adoption of alder": {"pk": begun.pk, "adoption": own.pk},
        "adoption of brier": {"pk": edition.pk, "adoption": theirs.pk},
        "adoption of alder, of another package": {"pk": edition.pk, "adoption": own.pk},
        "adoption of alder, of a withdrawn package": {"pk": withdrawn.pk, "adoption": gone.pk},
    }


def _copied(edition: Edition, lesson: Any, by: Person, *, system: int, **more: Any) -> Edition:
    same = ("title", "wall_id", "audience", "network_ref", "network_name", "form", "finding", "dek")
    kept = {name: getattr(edition, name) for name in same}
    content = {**edition.content, "system": system, "relies_on": []}
    return Edition.objects.create(lesson_ref=lesson, version=1, made_by=by, content=content, **kept, **more)
