"""A lead sends a bundle, reads what it would do, puts it in; nobody else ever sees any of it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.asking import just_confirmed
from tests.cast import Cast
from tests.exchange.bundles import bundle_12, of_staff, role, user, zipped
from tests.exchange.conftest import Send
from tests.exchange.test_importing import lines

from pergola.commons.files.keeping import store
from pergola.exchange.working import put_in_read, read_sent
from pergola.people.models import Identity, Person
from pergola.systems.models import RosterImport
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
PAGE = "/systems/alder-valley/roster/"


@pytest.fixture
def lead(cast: Cast, client: Client) -> Client:
    return signed_in(client, cast.lead_a)


def signed_in(client: Client, who: Person) -> Client:
    identity = Identity.objects.create_user(f"{who.pk}@proved.example", None, person=who)
    client.force_login(identity, backend="pergola.people.backends.PersonBackend")
    just_confirmed(client, identity)
    return client


def upload(client: Client, tmp_path: Path, files: dict[str, str], name: str = "export.zip") -> str:
    """Send it; where that leads."""
    content = zipped(tmp_path / name, files).read_bytes()
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, content), "whole": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def newest(cast: Cast) -> RosterImport:
    with walls([cast.alder_wall.pk]):
        return RosterImport.objects.unrestricted(Reason.COUNTING).order_by("-made", "-pk")[0]


def page_of(cast: Cast) -> str:
    return f"/rosters/{newest(cast).pk}/"


def work(cast: Cast) -> str | None:
    """What the worker would do next."""
    one = newest(cast)
    doing = read_sent if one.state == "waiting" else put_in_read
    return doing(cast.alder_wall.pk, one.pk)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_send_read_put_in(cast: Cast, lead: Client, tmp_path: Path, django_capture_on_commit_callbacks: object) -> None:
    assert "No roster yet" in text(lead, PAGE)
    page = upload(lead, tmp_path, of_staff("Ana", "Ben"))
    assert "It waits to be read" in text(lead, page)
    assert work(cast) == "ready"
    shown = text(lead, page)
    assert "2 people come" in shown
    assert "Ana Ruiz" in shown
    assert "users.csv, row 2" in shown
    assert lines(cast) == {}
    assert lead.post(f"{page}put-in/").status_code == 302
    assert "It is being put in" in text(lead, page)
    assert work(cast) == "applied"
    assert set(lines(cast)) == {"u-Ana", "u-Ben"}
    assert "2 people work here, says your roster" in text(lead, PAGE)


def test_what_could_not_be_read_is_told_in_sentences(cast: Cast, lead: Client, tmp_path: Path) -> None:
    files = bundle_12([user("u1"), user("u2")], [role("r1", "u1"), role("r2", "u2", "librarian")])
    page = upload(lead, tmp_path, files)
    assert work(cast) == "ready"
    told = text(lead, page)
    assert (
        "The column “role” says “librarian”, which OneRoster does not know as a role, so it cannot be told whether this is a"
        " student. The row is left out."
    ) in told


def test_the_bundle_is_gone_once_it_is_read_and_what_waits_holds_no_student(
    cast: Cast, lead: Client, tmp_path: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    files = bundle_12([user("u1"), user("kid", "Kid", "Secret")], [role("r1", "u1"), role("r2", "kid", "student")])
    upload(lead, tmp_path, files)
    sent = newest(cast).key
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert work(cast) == "ready"
    waits = newest(cast).key
    assert (store().exists(sent), store().exists(waits)) == (False, True)
    with store().open(waits) as kept:
        assert b"Secret" not in kept.read()
    page = page_of(cast)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert lead.post(f"{page}put-away/").status_code == 302
    assert store().exists(waits) is False
    assert "It was put away" in text(lead, page)


def test_a_refusal_stands_on_the_page(cast: Cast, lead: Client, tmp_path: Path) -> None:
    files = of_staff("Ana")
    page = upload(lead, tmp_path, {name: content for name, content in files.items() if name != "roles.csv"})
    assert work(cast) == "refused"
    assert "manifest.csv names roles.csv, and the bundle does not hold it." in text(lead, page)


def test_what_is_no_archive_and_what_is_empty_are_said_so(cast: Cast, lead: Client) -> None:
    empty = lead.post(PAGE, {"file": SimpleUploadedFile("a.zip", b""), "whole": "1"})
    assert (empty.status_code, b"This file is empty" in empty.content) == (422, True)
    none = lead.post(PAGE, {"whole": "1"})
    assert (none.status_code, b"No file is chosen yet" in none.content) == (422, True)
    cut = lead.post(PAGE, {"file": SimpleUploadedFile("a.zip", b"PK"), "whole": ""})
    assert (cut.status_code, b"cut off on its way" in cut.content) == (422, True)
    lead.post(PAGE, {"file": SimpleUploadedFile("a.zip", b"no archive at all"), "whole": "1"})
    assert work(cast) == "refused"


def test_a_bundle_read_before_another_was_put_in_is_not_put_in(
    cast: Cast, lead: Client, send: Send, tmp_path: Path
) -> None:
    page = upload(lead, tmp_path, of_staff("Ana"))
    work(cast)
    send(of_staff("Ben"), name="command.zip")
    with walls([cast.alder_wall.pk]):
        one = RosterImport.objects.unrestricted(Reason.COUNTING).get(state="ready")
    lead.post(f"{page}put-in/")
    assert put_in_read(cast.alder_wall.pk, one.pk) == "refused"
    assert "Another bundle was put in since this one was read." in text(lead, page)
    assert set(lines(cast)) == {"u-Ben"}


def test_one_bundle_at_a_time_and_a_newer_one_stands_in_for_one_that_waits(
    cast: Cast, lead: Client, tmp_path: Path
) -> None:
    first = upload(lead, tmp_path, of_staff("Ana"))
    busy = lead.post(PAGE, {"file": SimpleUploadedFile("b.zip", b"PK"), "whole": "1"})
    assert b"A bundle is being read or put in just now" in busy.content
    work(cast)
    second = upload(lead, tmp_path, of_staff("Ben"), "second.zip")
    told = text(lead, PAGE)
    assert "“export.zip” waits meanwhile" in told
    assert "2 people come" not in text(lead, second)
    assert "1 person comes" in text(lead, first), "until the new one is read"
    lead.post(f"{first}put-in/")
    assert "1 person comes" in text(lead, first), "nothing is put in while another is read"
    assert work(cast) == "ready"
    assert "It was put away" in text(lead, first)
    assert "Ben Ruiz" in text(lead, second)


def test_what_cannot_be_read_leaves_the_one_that_waits_as_it_is(cast: Cast, lead: Client, tmp_path: Path) -> None:
    first = upload(lead, tmp_path, of_staff("Ana"))
    work(cast)
    told = text(lead, PAGE)
    assert "Nothing of your roster is put in yet" in told
    assert "No roster yet" not in told
    assert "“export.zip” is read and waits to be put in." in told
    wrong = lead.post(PAGE, {"file": SimpleUploadedFile("no.zip", b"no archive at all"), "whole": "1"})["Location"]
    assert work(cast) == "refused"
    told = text(lead, wrong)
    assert "“export.zip” goes on waiting to be put in." in told
    assert first in told
    assert "Ana Ruiz" in text(lead, first)
    lead.post(f"{first}put-in/")
    with walls([cast.alder_wall.pk]):
        waits = RosterImport.objects.unrestricted(Reason.COUNTING).get(file="export.zip")
    assert put_in_read(cast.alder_wall.pk, waits.pk) == "applied"
    assert set(lines(cast)) == {"u-Ana"}


def test_once_it_is_put_in_the_page_says_what_happened_and_what_comes_next(
    cast: Cast, lead: Client, tmp_path: Path
) -> None:
    page = upload(lead, tmp_path, of_staff("Ana", "Ben"))
    work(cast)
    assert "invite whoever" not in text(lead, page)
    lead.post(f"{page}put-in/")
    work(cast)
    told = text(lead, page)
    assert "2 people came" in told
    assert "people come<" not in told
    assert "Came: 2" in told
    assert "Next: invite whoever has no account yet" in told
    assert f"{PAGE}invite/" in told


def test_a_job_that_is_done_twice_is_done_once(cast: Cast, lead: Client, tmp_path: Path) -> None:
    page = upload(lead, tmp_path, of_staff("Ana"))
    assert (work(cast), read_sent(cast.alder_wall.pk, newest(cast).pk)) == ("ready", None)
    lead.post(f"{page}put-in/")
    assert (work(cast), put_in_read(cast.alder_wall.pk, newest(cast).pk)) == ("applied", None)


def test_nobody_but_the_leads_of_the_system_sees_any_of_it(cast: Cast, lead: Client, tmp_path: Path) -> None:
    page = upload(lead, tmp_path, of_staff("Ana"))
    work(cast)
    for who in (cast.facilitator, cast.coach, cast.lead_b, cast.hub_director, cast.operator):
        client = signed_in(Client(), who)
        for path in (PAGE, page, f"{PAGE}schools/"):
            answer = client.get(path)
            assert (answer.status_code, b"Ana" in answer.content) == (404, False), who.name
        assert client.post(f"{page}put-in/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_lists_ask_the_same_however_long_they_are(
    cast: Cast, lead: Client, send: Send, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    orgs = [(f"s{one}", "", "", f"School {one}", "school", "", "") for one in range(n)]
    for one in range(n):
        send(bundle_12([user("u1")], [role("r1", "u1", org="s0")], orgs), name=f"{one}.zip")
    for path, queries in ((PAGE, 14), (f"{PAGE}schools/", 12), (page_of(cast), 11)):
        lead.get(path)
        with django_assert_num_queries(queries):
            assert lead.get(path).status_code == 200
