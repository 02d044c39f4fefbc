"""The files of a package: part of what is agreed to, published with it, and gone with its withdrawal."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from tests.asking import browser_of
from tests.cast import Cast
from tests.commons.files.samples import check, pdf, picture
from tests.publishing.stories import WHY, Story, published, told
from tests.publishing.test_packages import WORDS, packed

from pergola.commons.actions import add_file, add_video, describe_file, remove_file
from pergola.commons.files.previews import preview
from pergola.commons.files.sweeping import empty_removed_files
from pergola.commons.models import File
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed
from pergola.publishing.actions import (
    answer_consent,
    ask_for_consent,
    bring_lesson_back,
    edit_lesson,
    make_package,
    publish_lesson,
    withdraw_lesson,
)
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.publishing.readiness import look_at
from pergola.publishing.reading import consents_waiting
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.usefixtures("files_of_their_own")


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    made = told(cast)
    with walls(cast.every_wall):
        published(made)
        yield made


def with_files(story: Story) -> Lesson:
    """A package with a PDF, a picture and a video, to which its own team has agreed."""
    package = make_package(by=story.writer, home=story.cast.alder_team, title="Packed", lesson=story.lesson)
    package = edit_lesson(by=story.writer, lesson=package, revision=package.revision, **WORDS)
    add_file(by=story.writer, artifact=package, checked=check("starters.pdf", pdf()), description="Sentence starters")
    add_file(by=story.writer, artifact=package, checked=check("room.jpg", picture()), description="Desks in pairs")
    add_video(
        by=story.writer,
        artifact=package,
        name="A lesson",
        address="https://films.example.org/1",
        minutes=4,
        captions="yes",
    )
    agreed(story, package)
    return package


def agreed(story: Story, package: Lesson) -> None:
    for one in ask_for_consent(by=story.writer, lesson=package):
        answer_consent(by=story.writer, consent=one, answer=Consent.Answer.GIVEN)


def public_files(edition: Edition) -> list[File]:
    return list(File.objects.unrestricted(Reason.COUNTING).filter(artifact=edition.pk))


def fetched(file: File) -> tuple[int, bytes]:
    answer = Client().get(f"/files/{file.pk}/")
    return answer.status_code, b"".join(answer.streaming_content) if answer.status_code == 200 else b""  # type: ignore[attr-defined]


def test_the_files_are_published_with_the_package_and_everyone_can_have_them(story: Story) -> None:
    edition = publish_lesson(by=story.writer, lesson=with_files(story))
    files = public_files(edition)
    assert [(one.name, one.wall_id) for one in files] == [
        ("starters.pdf", PUBLIC_WALL), ("room.jpg", PUBLIC_WALL), ("A lesson", PUBLIC_WALL),
    ]  # fmt: skip
    assert [one["name"] for one in edition.content["files"]] == ["starters.pdf", "room.jpg", "A lesson"]
    assert fetched(files[0]) == (200, pdf())
    page = Client().get(edition.get_absolute_url()).text
    assert f'href="/files/{files[0].pk}/"' in page
    assert 'alt="Desks in pairs"' in page
    assert 'href="https://films.example.org/1"' in page
    assert str(story.writer) not in page.split("Pictures and documents")[1].split("</section>")[0], "whoever pressed"
    assert preview(PUBLIC_WALL, str(files[1].pk)), "the worker draws the smaller ones"
    assert Client().get(f"/files/{files[1].pk}/picture/small/").status_code == 200


def test_a_file_more_less_or_other_words_ask_everyone_anew(story: Story) -> None:
    package = with_files(story)
    assert look_at(package, story.writer).missing == ()
    first = File.objects.visible_to(story.writer).filter(artifact=package.pk).first()
    assert first is not None
    describe_file(by=story.writer, file=first, description="Other starters")
    assert "has changed since Alder Valley last answered" in str(look_at(package, story.writer).missing[0])
    agreed(story, package)
    assert look_at(package, story.writer).missing == ()
    remove_file(by=story.writer, file=first)
    assert look_at(package, story.writer).missing
    agreed(story, package)
    add_file(by=story.writer, artifact=package, checked=check("more.pdf", pdf()), description="")
    assert look_at(package, story.writer).missing


def test_a_team_that_a_file_names_is_asked(story: Story) -> None:
    package = with_files(story)
    assert "Brierfield" in {one.place.name for one in look_at(package, story.writer).public}
    add_file(by=story.writer, artifact=package, checked=check("a.pdf", pdf()), description="As Brierfield did it")
    assert "Brierfield" in {one.place.name for one in look_at(package, story.writer).asked}


def test_who_is_asked_reads_the_files_and_nobody_else_does(story: Story) -> None:
    package = with_files(story)
    add_file(by=story.writer, artifact=package, checked=check("a.pdf", pdf()), description="As Brierfield did it")
    ask_for_consent(by=story.writer, lesson=package)
    asked = Consent.objects.filter(lesson=package, team=story.cast.brier_team).latest("pk")
    lead = story.cast.team_lead_b
    assert consents_waiting(lead) == [asked], "the seal of the words is the same wherever it is asked for"
    browser, address = browser_of(lead), f"/lessons/consents/{asked.pk}/"
    page = browser.get(address).text
    assert "As Brierfield did it" in page
    first = File.objects.unrestricted(Reason.COUNTING).filter(artifact=package.pk).order_by("added").first()
    assert first is not None
    file = f"{address}files/{first.pk}/"
    assert f'href="{file}"' in page
    assert b"".join(browser.get(file).streaming_content) == pdf()  # type: ignore[attr-defined]
    assert browser.get(f"{address}files/{uuid4()}/").status_code == 404
    assert browser_of(story.third_lead).get(file).status_code == 404
    assert Client().get(file).status_code in (302, 404)
    remove_file(by=story.writer, file=first)
    assert browser.get(file).status_code == 404


def test_with_the_package_its_files_go_and_come_back(story: Story) -> None:
    edition = publish_lesson(by=story.writer, lesson=with_files(story))
    file = public_files(edition)[0]
    withdraw_lesson(by=story.writer, edition=edition, because=WHY)
    assert fetched(file)[0] == 404
    bring_lesson_back(by=story.writer, edition=edition)
    assert fetched(file) == (200, pdf())


def test_thirty_days_after_withdrawal_their_bytes_are_gone(story: Story, files_of_their_own: Path) -> None:
    folder = files_of_their_own / str(PUBLIC_WALL)
    before = set(folder.rglob("*"))
    edition = publish_lesson(by=story.writer, lesson=with_files(story))
    lying = [one for one in folder.rglob("*") if one.is_file() and one not in before]
    assert len(lying) == 2
    withdraw_lesson(by=story.writer, edition=edition, because=WHY)
    with at(now().replace(year=now().year + 1)):
        empty_removed_files(PUBLIC_WALL)
    assert not [one for one in lying if one.exists()]


def test_a_published_file_stays_as_it_was_published(story: Story) -> None:
    package = with_files(story)
    edition = publish_lesson(by=story.writer, lesson=package)
    public = public_files(edition)[0]
    with pytest.raises(NotAllowed):
        describe_file(by=story.writer, file=public, description="Otherwise")
    with pytest.raises(NotAllowed):
        remove_file(by=story.writer, file=public)
    browser = browser_of(story.writer)
    assert browser.get(f"/files/{public.pk}/words/").status_code == 404
    assert "Remove the file" not in browser.get(edition.get_absolute_url()).text
    own = File.objects.visible_to(story.writer).filter(artifact=package.pk).first()
    assert own is not None
    remove_file(by=story.writer, file=own)
    assert fetched(public) == (200, pdf()), "the draft’s file goes, the published one stays"


def test_a_lesson_and_a_package_without_files_are_sealed_as_before(story: Story) -> None:
    text = look_at(story.lesson, story.writer).text
    add_file(by=story.writer, artifact=story.lesson, checked=check("a.pdf", pdf()), description="")
    assert look_at(story.lesson, story.writer).text == text
    assert publish_lesson(by=story.writer, lesson=packed(story)).content.get("files") is None
