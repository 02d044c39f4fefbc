"""A file comes in by a page, is looked at through its door, and goes and comes back. Nothing is half kept."""

import errno
import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from PIL import Image
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.commons.files.conftest import Kept
from tests.commons.files.samples import check, office, pdf, picture

from pergola.commons.actions import add_file, add_video, bring_back_artifact, remove_artifact
from pergola.commons.files import showing
from pergola.commons.files.previews import preview
from pergola.commons.files.quota import room_of
from pergola.commons.files.sweeping import DAYS_UNCLAIMED, empty_removed_files, sweep_store
from pergola.commons.models import Artifact, File, Participation
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed
from pergola.people.models import walls_of
from pergola.spaces import audiences
from pergola.talk.actions import bring_back_post, remove_post, say_with_file
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

SEEN = "Four desks in a square, chairs facing in."


def send(browser: Client, address: str, content: bytes = b"", name: str = "plan.pdf", **fields: str) -> Any:
    body = {"description": SEEN, "whole": "1", "once": str(uuid4())} | fields
    if content or name == "empty.pdf":
        body["file"] = SimpleUploadedFile(name, content)  # type: ignore[assignment]
    return browser.post(address, body)


def files() -> list[File]:
    return list(File.objects.unrestricted(Reason.COUNTING))


def status(browser: Client, address: str) -> int:
    answer = browser.get(address)
    if answer.streaming:
        bytes_of(answer)  # its file is closed once it has been read
    return int(answer.status_code)


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer)


def test_a_document_is_added_told_of_fetched_and_counted(cast: Cast, asked: Artifact, kept: Kept) -> None:
    browser, address = browser_of(cast.member), f"/things/{asked.pk}/file/"
    assert (
        "plain text or CSV, up to 25 MB. Alder Valley has used 0 bytes of its 20 GB."
        in browser.get(address).content.decode()
    )
    sent = office("docx")
    added = send(browser, address, sent, "Plan für Montag.docx")
    page = browser.get(added["Location"].partition("#")[0]).content.decode()
    assert "“Plan für Montag.docx” is here" in page
    assert "bytes of its 20 GB." in page
    assert "Word document" in page
    assert SEEN in page
    with walls(walls_of(cast.member)):
        (file,) = files()
        verbs = list(
            Participation.objects.visible_to(cast.member).filter(artifact=asked).values_list("verb", flat=True)
        )
    assert sorted(verbs) == ["changed", "made"]
    answer = browser.get(f"/files/{file.pk}/")
    assert bytes_of(answer) == sent
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Plan%20f%C3%BCr%20Montag.docx"
    assert answer["Content-Type"].startswith("application/vnd.openxml")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Length"] == str(len(sent))
    assert browser.get(f"/files/{file.pk}/picture/small/").status_code == 404, "a document is never shown here"
    assert browser_of(cast.neighbour).get(f"/files/{file.pk}/").status_code == 404
    assert [one.stat().st_mode & 0o777 for one in kept.new] == [0o600]
    assert len(kept.new[0].name) == 64


def test_a_picture_needs_its_description_and_is_shown_with_it(cast: Cast, asked: Artifact, kept: Kept) -> None:
    browser, address = browser_of(cast.member), f"/things/{asked.pk}/file/"
    refused = send(browser, address, picture(), "board.jpg", description=" ")
    assert refused.status_code == 422
    assert "Say in a sentence what the picture shows" in refused.content.decode()
    assert kept.new == []
    send(browser, address, picture(), "board.jpg")
    with walls(walls_of(cast.member)):
        (file,) = files()
    page = browser.get(f"/conversations/{asked.pk}/").content.decode()
    assert f'alt="{SEEN}"' in page
    answer = browser.get(f"/files/{file.pk}/picture/large/")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("image/jpeg", 'inline; filename="large.jpg"')
    with Image.open(BytesIO(bytes_of(answer))) as shown:
        assert shown.size == (64, 40)


@pytest.mark.parametrize(
    ("content", "name", "fields", "sentence"),
    [
        (b"", "empty.pdf", {}, "This file is empty"),
        (pdf()[:-30], "plan.pdf", {}, "cut off"),
        (pdf(), "plan.docx", {}, "Call it .pdf"),
        (b"MZ" + bytes(99), "setup.exe", {}, "do not take this kind"),
        (pdf(), "plan.pdf", {"whole": ""}, "cut off on its way"),
        (b"", "", {}, "No file is chosen"),
        (b"x" * 2_000_000, "large.txt", {}, "has 2 MB, and one file may have 1 MB"),
    ],
)  # fmt: skip
@override_settings(FILE_MOST=1_000_000)
def test_what_is_refused_says_why_and_keeps_the_words(
    cast: Cast, asked: Artifact, kept: Kept, content: bytes, name: str, fields: dict[str, str], sentence: str
) -> None:
    refused = send(browser_of(cast.member), f"/things/{asked.pk}/file/", content, name, **fields)
    page = refused.content.decode()
    assert (refused.status_code, kept.new) == (422, [])
    assert sentence in page
    assert SEEN in page, "what was written stays in its box"


def test_a_second_click_adds_nothing(cast: Cast, asked: Artifact, kept: Kept) -> None:
    browser, once = browser_of(cast.member), str(uuid4())
    led = {send(browser, f"/things/{asked.pk}/file/", pdf(), once=once)["Location"] for _ in range(3)}
    assert (len(led), len(kept.new)) == (1, 1)


def test_a_wall_has_an_end(cast: Cast, asked: Artifact, kept: Kept) -> None:
    with override_settings(FILES_MOST_PER_WALL=len(pdf()) + 10):
        send(browser_of(cast.member), f"/things/{asked.pk}/file/", pdf())
        refused = send(browser_of(cast.member), f"/things/{asked.pk}/file/", pdf())
    assert refused.status_code == 422
    assert "Alder Valley has only 10 bytes left of its" in refused.content.decode()
    assert len(kept.new) == 1
    with walls(walls_of(cast.member)):
        assert room_of(cast.alder_wall.pk).used == len(pdf())


@pytest.mark.parametrize(("number", "sentence"), [(errno.ENOSPC, "no room left"), (errno.EIO, "cannot be reached")])
def test_a_full_disk_and_one_that_is_away(cast: Cast, asked: Artifact, kept: Kept, number: int, sentence: str) -> None:
    with mock.patch("pergola.commons.files.keeping.os.fsync", side_effect=OSError(number, os.strerror(number))):
        refused = send(browser_of(cast.member), f"/things/{asked.pk}/file/", pdf())
    page = refused.content.decode()
    assert (refused.status_code, sentence in page, SEEN in page, kept.new) == (422, True, True, [])
    with walls(walls_of(cast.member)):
        assert files() == []


def test_no_room_for_what_comes_in(cast: Cast, asked: Artifact) -> None:
    full = mock.patch("pergola.commons.files.receiving.TemporaryFile", side_effect=OSError(errno.ENOSPC, "full"))
    with full:
        refused = send(browser_of(cast.member), f"/things/{asked.pk}/file/", pdf())
    assert refused.status_code == 422
    assert "no room left on this server" in refused.content.decode()


def test_bytes_that_were_lost_say_so_before_the_answer_begins(cast: Cast, asked: Artifact, kept: Kept) -> None:
    browser = browser_of(cast.member)
    send(browser, f"/things/{asked.pk}/file/", pdf())
    kept.new[0].unlink()
    with walls(walls_of(cast.member)):
        (file,) = files()
    answer = browser.get(f"/files/{file.pk}/")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.content.decode()


def test_a_row_that_is_refused_leaves_no_bytes(cast: Cast, asked: Artifact, kept: Kept) -> None:
    with walls(cast.every_wall), mock.patch("pergola.commons.actions.filing.took_part", side_effect=RuntimeError):
        with pytest.raises(RuntimeError):
            add_file(by=cast.member, artifact=asked, checked=check("a.pdf", pdf()))
        assert files() == []
    assert kept.new == []


def test_who_may(cast: Cast, asked: Artifact) -> None:
    with walls(cast.every_wall):
        with pytest.raises(NotAllowed):
            add_file(by=cast.coach, artifact=asked, checked=check("a.pdf", pdf()))
        with pytest.raises(NotAllowed):
            add_video(by=cast.coach, artifact=asked, name="x", address="https://x.example", minutes=1, captions="no")
        add_file(by=cast.facilitator, artifact=asked, checked=check("a.pdf", pdf()))


def test_a_video_is_a_link_and_nothing_else(cast: Cast, asked: Artifact) -> None:
    browser, address = browser_of(cast.member), f"/things/{asked.pk}/video/"
    told = {
        "name": "Talk",
        "address": "https://films.example.org/4",
        "minutes": "4",
        "captions": "yes",
        "once": str(uuid4()),
    }
    for wrong in ("javascript:alert(1)", "http://films.example.org/4", "ftp://x.example/", "/4", "data:text/html,x"):
        assert browser.post(address, told | {"address": wrong}).status_code == 422, wrong
    assert browser.post(address, told).status_code == 302
    page = browser.get(f"/conversations/{asked.pk}/").content.decode()
    assert "video at films.example.org, 4 minutes, with captions" in page
    assert '<a href="https://films.example.org/4" rel="external noopener noreferrer">Talk</a>' in page
    assert "<iframe" not in page
    assert 'src="https://' not in page


def test_removed_alone_and_back(cast: Cast, asked: Artifact) -> None:
    browser = browser_of(cast.member)
    send(browser, f"/things/{asked.pk}/file/", pdf())
    with walls(walls_of(cast.member)):
        (file,) = files()
    gone = browser.post(f"/files/{file.pk}/remove/", follow=True).content.decode()
    assert "“plan.pdf” is removed. It can come back until" in gone
    assert "plan.pdf" in browser.get("/removed/").content.decode()
    assert browser.get(f"/files/{file.pk}/").status_code == 404
    with at(now() + timedelta(days=31)):
        assert browser.post(f"/files/{file.pk}/bring-back/").status_code == 404
    assert "is back" in browser.post(f"/files/{file.pk}/bring-back/", follow=True).content.decode()
    assert bytes_of(browser.get(f"/files/{file.pk}/")) == pdf()


def test_gone_and_back_with_its_artifact_and_with_its_post(cast: Cast, asked: Artifact) -> None:
    browser = browser_of(cast.coach)
    with walls(cast.every_wall):
        on_it = add_file(by=cast.member, artifact=asked, checked=check("a.pdf", pdf()))
        post = say_with_file(by=cast.coach, artifact=asked, body="Look.", checked=check("b.pdf", pdf()))
    with walls(cast.every_wall):
        (with_post,) = File.objects.filter(said_in=post.pk)
    both = [f"/files/{one.pk}/" for one in (on_it, with_post)]
    assert [status(browser, one) for one in both] == [200, 200]
    with walls(cast.every_wall):
        remove_post(by=cast.coach, post=post)
    assert [status(browser, one) for one in both] == [200, 404]
    with walls(cast.every_wall):
        bring_back_post(by=cast.coach, post=post)
        remove_artifact(by=cast.member, artifact=asked)
    assert [status(browser, one) for one in both] == [404, 404]
    with walls(cast.every_wall):
        bring_back_artifact(by=cast.member, artifact=asked)
    assert [status(browser, one) for one in both] == [200, 200]


def test_the_job_makes_two_smaller_pictures_and_draws_a_first_page(cast: Cast, asked: Artifact, kept: Kept) -> None:
    wall, browser = cast.alder_wall.pk, browser_of(cast.coach)
    with walls(cast.every_wall):
        hall = add_file(
            by=cast.member, artifact=asked, checked=check("hall.jpg", picture(size=(2000, 1000))), description=SEEN
        )
        plan = add_file(by=cast.member, artifact=asked, checked=check("plan.pdf", pdf()))
        broken = add_file(by=cast.member, artifact=asked, checked=check("b.pdf", b"%PDF-1.4\nnothing\n%%EOF\n"))
        add_file(by=cast.member, artifact=asked, checked=check("a.txt", b"words"))
    assert waiting() == 3, "three jobs stand in the act's own transaction"
    assert f"/files/{plan.pk}/picture/" not in browser.get(f"/conversations/{asked.pk}/").content.decode()
    assert (preview(wall, str(hall.pk)), preview(wall, str(hall.pk))) == (True, False), "twice is once"
    assert (preview(wall, str(plan.pk)), preview(wall, str(broken.pk))) == (True, False)
    assert preview(cast.brier_wall.pk, str(plan.pk)) is False, "behind another wall there is nothing"
    assert len(kept.new) == 4 + 4
    with Image.open(BytesIO(bytes_of(browser.get(f"/files/{hall.pk}/picture/small/")))) as small:
        assert small.size == (480, 240)
    with Image.open(BytesIO(bytes_of(browser.get(f"/files/{plan.pk}/picture/large/")))) as page:
        assert page.height == 1280
        assert page.convert("L").getextrema()[0] < 128, "there is a line on it"  # type: ignore[operator]
    page_now = browser.get(f"/conversations/{asked.pk}/").content.decode()
    assert "The first page of plan.pdf" in page_now
    assert 'srcset="' in page_now


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'commons.make_previews'")
        return int(cursor.fetchone()[0])


def test_after_thirty_days_words_and_bytes_are_gone(cast: Cast, asked: Artifact, kept: Kept) -> None:
    wall = cast.alder_wall.pk
    with walls(cast.every_wall):
        stays = add_file(by=cast.member, artifact=asked, checked=check("stays.pdf", pdf()))
        goes = add_file(by=cast.member, artifact=asked, checked=check("board.png", picture("PNG")), description=SEEN)
        post = say_with_file(by=cast.coach, artifact=asked, body="Look.", checked=check("b.pdf", pdf()))
    preview(wall, str(goes.pk))
    assert len(kept.new) == 5
    browser_of(cast.member).post(f"/files/{goes.pk}/remove/")
    with walls(cast.every_wall):
        remove_post(by=cast.coach, post=post)
    with at(now() + timedelta(days=29)):
        assert empty_removed_files(wall) == 0
    with at(now() + timedelta(days=31)):
        assert (empty_removed_files(wall), empty_removed_files(wall)) == (2, 0)
    assert len(kept.new) == 1
    with walls(cast.every_wall):
        goes.refresh_from_db()
        assert (goes.name, goes.description, goes.key, goes.small_key, goes.size) == ("—", "", "", "", 0)
        assert File.objects.get(pk=stays.pk).name == "stays.pdf"
        remove_artifact(by=cast.member, artifact=asked)
    with at(now() + timedelta(days=31)):
        assert empty_removed_files(wall) == 1
    assert kept.new == []


def test_bytes_without_a_row_are_swept_after_a_week_and_no_others(cast: Cast, asked: Artifact, kept: Kept) -> None:
    wall = cast.alder_wall.pk
    with walls(cast.every_wall):
        add_file(by=cast.member, artifact=asked, checked=check("stays.pdf", pdf()))
    (claimed,) = kept.new
    for name in ("orphan", "half.coming", "fresh"):
        (kept.folder / name).write_bytes(b"x")
    old = now().timestamp() - (DAYS_UNCLAIMED + 1) * 86_400
    for one in (claimed, kept.folder / "orphan", kept.folder / "half.coming"):
        os.utime(one, (old, old))
    assert sweep_store(wall) == 2
    assert {one.name for one in kept.new} == {claimed.name, "fresh"}
    assert sweep_store(cast.elsewhere_wall.pk) == 0
    Path(kept.folder / "fresh").unlink()


def test_a_page_asks_as_much_for_three_files_as_for_one(cast: Cast, asked: Artifact) -> None:
    browser, asks = browser_of(cast.coach), []
    for number in (1, 2):
        with walls(cast.every_wall):
            for _ in range(number):
                add_file(by=cast.member, artifact=asked, checked=check("a.pdf", pdf()))
                say_with_file(by=cast.coach, artifact=asked, body="Look.", checked=check("b.pdf", pdf()))
        browser.get(f"/conversations/{asked.pk}/")
        with queries() as told:
            browser.get(f"/conversations/{asked.pk}/")
        asks.append(len(told))
    assert asks == [6, 6]


def test_of_many_posts_each_shows_its_file_and_no_page_reads_more_than_it_shows(
    cast: Cast, asked: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "MOST_SAID", 2)
    with walls(cast.every_wall):
        own = add_file(by=cast.member, artifact=asked, checked=check("own.pdf", pdf()))
        posts = [
            say_with_file(by=cast.coach, artifact=asked, body="Look.", checked=check(f"{n}.pdf", pdf()))
            for n in range(4)
        ]
        assert len(showing._read(cast.member, asked)) == 3, "its own, and the two newest that were said"
        assert own in showing._read(cast.member, asked)
        for some in (posts, posts[-2:]):
            found = showing.files_of_posts(cast.member, asked, [one.pk for one in some], keeps=False)
            assert [len(found[one.pk]) for one in some] == [1] * len(some)


def test_sharing_a_thing_shows_its_own_files_and_none_of_what_was_said_before(cast: Cast) -> None:
    """As the posts: who saw it when it was said sees it; what stands on the thing goes with the thing."""
    with walls(cast.every_wall):
        thing = Artifact.objects.create(
            kind="conversation", title="Ours", wall=cast.alder_wall, made_by=cast.member,
            audience=audiences.for_community(cast.talk),
        )  # fmt: skip
        own = add_file(by=cast.member, artifact=thing, checked=check("a.pdf", pdf()))
        post = say_with_file(by=cast.coach, artifact=thing, body="Among us.", checked=check("b.pdf", pdf()))
        Artifact.objects.filter(pk=thing.pk).update(audience=audiences.for_wall(cast.alder_wall))
        said = File.objects.get(said_in=post.pk)
    outside, inside = browser_of(cast.neighbour), browser_of(cast.member)
    assert [status(outside, f"/files/{one.pk}/") for one in (own, said)] == [200, 404]
    assert [status(inside, f"/files/{one.pk}/") for one in (own, said)] == [200, 200]


def test_a_name_of_three_thousand_letters_gets_a_sentence(cast: Cast) -> None:
    """More than a browser sends of its own: the line with the name is read no further."""
    upload = SimpleUploadedFile(f"{'long ' * 600}.txt", b"Words.", "text/plain")
    upload._name = f"{'long ' * 600}.txt"  # type: ignore[attr-defined]  # past Django's own cut, as a foreign client sends it
    page = browser_of(cast.member).post(
        "/things/0198aaaa-0000-7000-8000-00000000dead/file/", {"file": upload, "once": str(uuid4()), "whole": "1"}
    )
    assert page.status_code == 413
    assert "The name of this file is too long" in page.text
    assert "a hundred letters at most" in page.text
