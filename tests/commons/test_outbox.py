"""The outbox: with the act or not at all, once however often, and at every moment at which its worker can die."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.gather.stories import free_port, mail_goes_to, mail_server
from tests.posting import post_everything

from pergola.commons import outbox, smtp
from pergola.commons.housekeeping import sweep_letters
from pergola.commons.models import Letter
from pergola.commons.outbox import WAITS, deliver, due, write_letter
from pergola.commons.secrecy import Unsealable, seal, unseal
from pergola.kernel.clock import at, now
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Your code", "text": "It is GEES-E423."}


def write(key: str = "account:1", to: str = "lu@alder.example", **more: Any) -> Letter:
    write_letter("account", key, to=to, secret=WORDS, **more)
    return the_letter(key)


def the_letter(key: str = "account:1") -> Letter:
    with walls([PUBLIC_WALL]):
        return Letter.objects.get(key=key)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=outbox.SEND).count()


class Killed(BaseException):
    """As SIGKILL: nothing after it is done, no `except` and no `finally` of ours writes anything down."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def die(letter: Letter) -> None:
    """The worker dies while it is at this letter; what its transaction did is undone, as PostgreSQL undoes it."""
    with pytest.raises(Killed):
        deliver(PUBLIC_WALL, letter.pk)


def a_minute_later() -> Any:
    return at(timezone.now() + timedelta(minutes=1, seconds=1))


def test_written_with_the_act_or_not_at_all() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    with walls([PUBLIC_WALL]):
        assert not Letter.objects.exists()
    assert jobs() == 0, "nobody was asked to send what was never written"


def test_twice_is_once() -> None:
    write()
    write()
    with walls([PUBLIC_WALL]):
        assert Letter.objects.count() == 1
    assert jobs() == 1
    with mail_server() as box:
        assert post_everything() == ["sent"]
        assert post_everything() == []
        assert deliver(PUBLIC_WALL, the_letter().pk) is None, "a job done again finds nothing to do"
    assert len(box.mails) == 1


def test_what_is_sealed_is_read_by_nobody_else_and_gone_once_sent(settings: Any) -> None:
    letter = write()
    sealed = bytes(letter.sealed)
    assert b"GEES" not in sealed
    assert unseal(sealed) == WORDS
    with mail_server() as box:
        post_everything()
    assert bytes(the_letter().sealed) == b""
    assert box.mails[0].get_content().strip() == WORDS["text"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert unseal(sealed) == WORDS, "a key that was replaced still opens what it sealed"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unsealable):
        unseal(sealed)


def test_a_seal_that_was_changed_does_not_open() -> None:
    sealed = bytearray(seal(WORDS))
    sealed[-3] ^= 1
    with pytest.raises(Unsealable):
        unseal(bytes(sealed))


def test_behind_a_closed_wall_there_is_no_letter() -> None:
    write()
    assert not Letter.objects.exists()


def test_a_server_that_is_down_is_asked_again_after_growing_waits() -> None:
    letter, moment = write(), timezone.now()
    with mail_goes_to(free_port()):
        for tries, minutes in enumerate(WAITS, start=1):
            with at(moment):
                assert due(PUBLIC_WALL) == {letter.pk: "account"}
                assert deliver(PUBLIC_WALL, letter.pk) == "waiting"
                assert due(PUBLIC_WALL) == {}, "not at once again"
            moment += timedelta(minutes=minutes)
            assert the_letter().attempts == tries
        with at(moment):
            assert deliver(PUBLIC_WALL, letter.pk) is None
    given_up = the_letter()
    assert (given_up.state, bytes(given_up.sealed)) == ("given up", b"")
    assert moment - letter.written > timedelta(days=3)


def test_a_server_that_comes_back_gets_it() -> None:
    write()
    with mail_goes_to(free_port()):
        assert post_everything() == ["waiting"]
    assert the_letter().trouble == "ConnectionRefusedError"
    with mail_server() as box, a_minute_later():
        assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_a_server_that_thinks_about_it_gets_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is short is the wait for a connection, not for the yes to a letter that lies there already."""
    monkeypatch.setattr(smtp, "CONNECT", 0.2)
    write()
    with mail_server(slow=0.6) as box:
        assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_a_server_that_takes_no_connection_is_soon_down(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    def nobody_there(_address: object, timeout: float, *_more: object) -> None:
        waited.append(timeout)
        raise TimeoutError

    monkeypatch.setattr("socket.create_connection", nobody_there)
    write()
    with mail_goes_to(25):
        assert post_everything() == ["waiting"]
    assert waited == [smtp.CONNECT]


def test_an_address_that_is_refused_is_marked_and_no_other_suffers() -> None:
    write("account:1", "nobody@alder.example")
    write("account:2", "lu@alder.example")
    with mail_server(refuse="nobody@") as box:
        assert sorted(map(str, post_everything())) == ["refused", "sent"]
    assert [mail["To"] for mail in box.mails] == ["lu@alder.example"]
    assert the_letter().state == "refused"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("550 no such person", "refused"),
        ("551 not here", "refused"),
        ("550 5.1.1 unknown", "refused"),
        ("556 5.1.10 takes no mail", "refused"),
        ("450 later", "waiting"),
        ("550 5.7.1 not by our rules", "waiting"),
        ("554 5.7.1 relay access denied", "waiting"),
        ("552 5.2.2 full", "waiting"),
        ("550 5.1.8 the sender is unknown", "waiting"),
        ("554 not today", "waiting"),
    ],
)
def test_only_an_address_that_does_not_exist_is_refused_for_good(answer: str, state: str) -> None:
    write("account:1", "nobody@alder.example")
    with mail_server(refuse="nobody@", answer=answer):
        assert post_everything() == [state]


def test_a_code_that_is_no_longer_good_is_not_sent() -> None:
    write(until=now() + timedelta(minutes=15))
    with mail_server() as box, at(timezone.now() + timedelta(minutes=16)):
        assert post_everything() == ["lapsed"]
    assert box.mails == []
    assert bytes(the_letter().sealed) == b""


def test_what_is_for_later_waits_for_its_hour() -> None:
    write(not_before=now() + timedelta(hours=9))
    assert jobs() == 0
    with mail_server() as box:
        assert post_everything() == []
        with at(timezone.now() + timedelta(hours=9, minutes=1)):
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_who_stands_at_the_door_goes_before_everybody_else() -> None:
    """As procrastinate chooses: by priority, then by who came first. And so does the sweep."""
    for kind in ("digest", "notice", "invitation", "account"):
        write_letter(kind, f"{kind}:1", to="lu@alder.example")
    asked = ProcrastinateJob.objects.filter(task_name=outbox.SEND).order_by("-priority", "id")
    kinds = due(PUBLIC_WALL)
    assert list(kinds.values()) == ["account", "invitation", "notice", "digest"]
    assert [str(one) for one in kinds] == [job.args["letter"] for job in asked]
    others = {name: task.priority for name, task in app.tasks.items()}
    priorities = [job.priority for job in asked]
    assert others["commons.send_what_waits"] > priorities[0], "what failed once is looked for before all that waits"
    assert others["commons.make_previews"] == priorities[-1] < 0


# The worker dies …


def test_before_the_claim_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = write()
    with mail_server() as box:
        with monkeypatch.context() as patch:
            patch.setattr(Letter, "save", killed)
            die(letter)
        assert (the_letter().state, the_letter().attempts) == ("waiting", 0)
        assert post_everything() == ["sent"]
    assert len(box.mails) == 1, "as if nobody had tried"


def test_after_the_claim_and_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = write()
    with mail_server() as box:
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_message", killed)
            die(letter)
        assert (the_letter().state, the_letter().attempts) == ("claimed", 1)
        assert post_everything() == [], "not at once: it may be this letter that kills"
        with a_minute_later():
            assert post_everything() == ["sent"]
    assert len(box.mails) == 1


def test_after_the_server_took_it_and_before_that_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one moment at which nobody can know. It goes again, and by its Message-ID the second is known for the first."""
    letter = write()
    with mail_server() as box:
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_close", killed)
            die(letter)
        with a_minute_later():
            assert post_everything() == ["sent"]
    assert [mail["Message-ID"] for mail in box.mails] == [f"<{letter.pk}@localhost>"] * 2
    assert the_letter().attempts == 2


def test_after_it_is_written_down_and_before_the_job_is_done() -> None:
    """The job is done again by the sweep: it finds a letter that has gone, and does nothing."""
    letter = write()
    with mail_server() as box:
        assert deliver(PUBLIC_WALL, letter.pk) == "sent"
        with a_minute_later():
            assert deliver(PUBLIC_WALL, letter.pk) is None
    assert len(box.mails) == 1


def test_a_letter_that_always_kills_its_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, moment = write(), timezone.now()
    monkeypatch.setattr(outbox, "_message", killed)
    for minutes in WAITS:
        with at(moment):
            die(letter)
        moment += timedelta(minutes=minutes)
    with at(moment):
        assert deliver(PUBLIC_WALL, letter.pk) is None
    assert the_letter().state == "given up"


def test_letters_that_are_over_are_swept_after_thirty_days() -> None:
    write()
    with mail_server():
        post_everything()
    write("account:2")
    with at(timezone.now() + timedelta(days=31)):
        assert sweep_letters(PUBLIC_WALL) == 1, "what still waits stays"
