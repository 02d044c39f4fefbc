"""Whoever began with a package is told when it is withdrawn, behind their own wall; and no longer once it is back."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.asking import browser_of
from tests.cast import Cast
from tests.publishing.stories import WHY, Story, told
from tests.publishing.test_packages import begin, far_team, package

from pergola.commons.actions import remove_artifact
from pergola.gather.actions import add_to_team
from pergola.inquiry.models import Problem
from pergola.publishing import tasks
from pergola.publishing.actions import bring_lesson_back, withdraw_lesson
from pergola.publishing.gone import TELL, tell_who_began
from pergola.publishing.models import Edition, Lesson, PackageAdoption
from pergola.publishing.tasks import tell_of_withdrawal
from pergola.talk.models import Notice
from pergola.walls.models import Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def begun(story: Story, edition: Edition) -> tuple[Problem, list[int]]:
    """A team of another network began with it: the outsider leads it, and somebody else is on it."""
    team, every = far_team(story.cast, story.cast.elsewhere)
    with walls(every):
        add_to_team(by=story.cast.operator, team=team, person=story.cast.neighbour)
    return begin(story, team, every, edition, story.cast.outsider), every


def work() -> list[str]:
    """Do what waits for the worker; the packages it was about."""
    jobs = ProcrastinateJob.objects.filter(task_name=TELL).order_by("id")
    done = list(dict.fromkeys(one.args["package"] for one in jobs))
    for ref in done:
        tell_of_withdrawal(package=ref)
    return done


def news(every: list[int]) -> list[Any]:
    with walls(every):
        return list(Notice.objects.unrestricted(Reason.COUNTING).filter(kind="gone").order_by("person__name"))


def withdraw(story: Story, every: list[int], edition: Edition) -> None:
    with walls(every):
        withdraw_lesson(by=story.writer, edition=edition, because=WHY)


def test_the_team_is_told_once_and_reads_what_stays(story: Story) -> None:
    edition = package(story)
    problem, every = begun(story, edition)
    withdraw(story, every, edition)
    assert work() == work() == [str(edition.lesson_ref)]
    told_of = news(every)
    assert {one.person_id for one in told_of} == {story.cast.outsider.pk, story.cast.neighbour.pk}
    assert {(one.by_id, one.artifact_id, one.how) for one in told_of} == {(None, problem.pk, "mail")}
    page = browser_of(story.cast.outsider).get("/notices/").text
    assert "The solution package “Partner talk, packed”, which Elsewhere began with, was withdrawn" in page
    assert "What you made of it stays yours" in page
    at, theirs = edition.get_absolute_url(), browser_of(story.cast.outsider)
    assert f'href="{at}"' in page
    gone = theirs.get(at)
    assert (gone.status_code, WHY in gone.text) == (404, True)
    assert f'href="{problem.get_absolute_url()}"' in gone.text
    assert "It was withdrawn on" in theirs.get(problem.get_absolute_url()).text


def test_whoever_follows_a_citation_reads_that_it_was_withdrawn_and_nothing_more(story: Story) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    with walls(every):
        never = Lesson.objects.unrestricted(Reason.PUBLISHING).get(pk=edition.lesson_ref)
    assert "It was withdrawn" not in Client().get(edition.get_absolute_url()).text
    withdraw(story, every, edition)
    for who in (Client(), browser_of(story.cast.lead_b)):
        page = who.get(edition.get_absolute_url())
        assert page.status_code == 404
        assert "Those whose it is took it back on" in page.text
        for said in (WHY, edition.title, "ask them to add you", "Elsewhere"):
            assert said not in page.text
    assert "It was withdrawn" not in Client().get(f"/lessons/{never.pk}/").text, "only what was public once"


def test_a_package_is_withdrawn_with_a_reason_and_offered_back_on_its_page(story: Story) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    writer, path = browser_of(story.writer), f"/lessons/{edition.pk}/withdraw/"
    refused = writer.post(path, {"once": str(uuid4()), "because": " "}, follow=True)
    assert "Say in a sentence why" in refused.text
    assert Client().get(edition.get_absolute_url()).status_code == 200
    page = writer.post(path, {"once": str(uuid4()), "because": WHY}, follow=True).text
    assert page.index("Bring it back until") < page.index("Or publish it anew")
    writer.post(f"/lessons/{edition.pk}/bring-back/", {"once": str(uuid4())})
    with walls(every):
        assert PackageAdoption.objects.unrestricted(Reason.PUBLISHING).get().because == ""


def test_nobody_is_told_of_what_is_back_before_the_worker_comes(story: Story) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    withdraw(story, every, edition)
    with walls(every):
        bring_lesson_back(by=story.writer, edition=edition)
    work()
    assert news(every) == []


def test_what_comes_back_is_told_no_longer_and_told_anew_when_it_goes_again(story: Story) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    withdraw(story, every, edition)
    work()
    with walls(every):
        bring_lesson_back(by=story.writer, edition=edition)
    work()
    assert news(every) == []
    withdraw(story, every, edition)
    work()
    assert len(news(every)) == 2


def test_a_package_that_goes_with_the_lesson_it_rests_on_is_told_of(story: Story) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    with walls(every):
        lesson = Edition.objects.unrestricted(Reason.PUBLISHING).get(form=Lesson.Form.LESSON)
    withdraw(story, every, lesson)
    assert work() == [str(edition.lesson_ref)]
    assert len(news(every)) == 2


def test_whoever_removed_the_problem_is_told_all_the_same(story: Story) -> None:
    edition = package(story)
    problem, every = begun(story, edition)
    with walls(every):
        remove_artifact(by=story.cast.outsider, artifact=problem)
    withdraw(story, every, edition)
    work()
    page = browser_of(story.cast.outsider).get("/notices/").text
    assert "A solution package that Elsewhere began with was withdrawn" in page


def test_a_wall_where_it_goes_wrong_stops_none_of_those_after_it(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = package(story)
    _problem, every = begun(story, edition)
    withdraw(story, every, edition)
    came: list[int] = []

    def stumbles(wall: int, ref: UUID) -> int:
        came.append(wall)
        if len(came) == 1:
            raise RuntimeError("something is wrong behind this wall")
        return tell_who_began(wall, ref)

    monkeypatch.setattr(tasks, "tell_who_began", stumbles)
    with pytest.raises(ExceptionGroup):
        tell_of_withdrawal(package=str(edition.lesson_ref))
    networks = Wall.objects.filter(kind=Wall.Kind.NETWORK)
    assert len(came) == networks.count() > 1
