"""The one outbox: a letter is a row, written in the act's own transaction and sent by the worker.

No mail is exactly-once: a process can die after the server has taken the letter and before that is written down. So a
letter is claimed before it is sent, sent again if nobody knows what became of it, and carries the same Message-ID each
time, by which the receiving side knows the second for the first (docs/decisions/0006).
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Case, SmallIntegerField, When
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from pergola.commons.letters import Mail, letter_kind, letter_kinds, tell_it_arrived
from pergola.commons.models import Letter
from pergola.commons.models.letter import LetterQuerySet
from pergola.commons.secrecy import seal
from pergola.commons.smtp import no_such_address
from pergola.kernel.clock import now
from pergola.people.models import Person
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

log = logging.getLogger(__name__)

WAITS = (1, 2, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440)
"""Minutes until the next attempt; after the last one it is given up, about four days after it was written."""
OPEN = (Letter.State.WAITING, Letter.State.CLAIMED)
SEND = "commons.send_letter"


@transaction.atomic
def write_letter(
    kind: str,
    key: str,
    *,
    wall: int = PUBLIC_WALL,
    person: Person | None = None,
    to: str = "",
    about: UUID | None = None,
    secret: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Write a letter in the act's own transaction, and ask the worker for it in the same one. Twice is once."""
    letter = Letter(
        wall_id=wall, kind=kind, key=key, person=person, to=to, about=about, sealed=seal(secret) if secret else b"",
        next_at=not_before or now(), until=until,
    )  # fmt: skip
    write_letters(wall, [letter])


@transaction.atomic
def write_letters(wall: int, letters: Sequence[Letter]) -> int:
    """Write many at once, behind one wall; how many there were not yet. Those for later are fetched by the minute's sweep."""
    with walls({*open_walls(), wall}):
        keys = [one.key for one in letters]
        there = set(_outbox().filter(wall=wall, key__in=keys).values_list("key", flat=True))
        fresh = [one for one in letters if one.key not in there]
        Letter.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=1000)
    ask_worker(wall, {one.pk: one.kind for one in fresh if one.next_at <= now()})
    return len(fresh)


def ask_worker(wall: int, letters: Mapping[UUID, str]) -> None:
    """A job for each, as urgent as its kind, in the transaction that is open: what is rolled back was never asked for."""
    jobs: dict[int, list[JSONDict]] = {}
    for letter, kind in letters.items():
        jobs.setdefault(letter_kind(kind).urgency, []).append({"wall": wall, "letter": str(letter)})
    for urgency, of_it in jobs.items():
        app.configure_task(name=SEND, priority=urgency).batch_defer(*of_it)


def due(wall: int, most: int = 500) -> dict[UUID, str]:
    """What should have gone by now, and its kind: it failed before, waited for its hour, or its worker died.

    The most urgent first, so that a code that failed once is not behind a thousand digests.
    """
    urgency = Case(*(When(kind=one.name, then=one.urgency) for one in letter_kinds()), output_field=SmallIntegerField())
    with walls([wall]):
        waiting = _outbox().filter(wall=wall, state__in=OPEN, next_at__lte=now())
        return dict(waiting.order_by(urgency.desc(), "next_at").values_list("pk", "kind")[:most])


def deliver(wall: int, letter: UUID) -> str | None:
    """Send this letter if it is to go now and nobody else is at it; the state it is in afterwards."""
    attempt = _claim(wall, letter)
    return _send(wall, letter, attempt) if attempt else None


def _claim(wall: int, letter: UUID) -> int | None:
    """Write down, for good, that somebody tries: a letter that kills its worker is not tried without end."""
    with walls([wall]):
        held = _outbox().select_for_update(skip_locked=True, of=("self",)).filter(pk=letter, state__in=OPEN)
        found = held.filter(next_at__lte=now()).first()
        if found is None:
            return None
        kind = letter_kind(found.kind)
        if found.attempts >= len(WAITS):
            _close(found, Letter.State.GIVEN_UP)
            kind.follow(found)
            return None
        if (first := kind.open_from(found, now())) > now():
            found.next_at = first
            found.save(update_fields=["next_at"])
            return None
        found.next_at = kind.open_from(found, now() + timedelta(minutes=WAITS[found.attempts]))
        found.attempts, found.state = found.attempts + 1, Letter.State.CLAIMED
        found.save(update_fields=["attempts", "state", "next_at"])
        return found.attempts


def _send(wall: int, letter: UUID, attempt: int) -> str | None:
    """Compose, send and write down what came of it, holding the row: while this lives, nobody else sends it."""
    with walls([wall]):
        held = _outbox().select_for_update(skip_locked=True, of=("self",))
        found = held.filter(pk=letter, state=Letter.State.CLAIMED, attempts=attempt).first()
        if found is None:
            return None
        kind = letter_kind(found.kind)
        mail = None if found.until is not None and found.until <= now() else kind.compose(found)
        if mail is None:
            return _close(found, Letter.State.LAPSED)
        try:
            _message(found, mail).send(using="default")
        except SMTPRecipientsRefused as refusal:
            if not no_such_address(refusal):
                return _wait(found, refusal)
            _close(found, Letter.State.REFUSED)
        except (OSError, SMTPException) as trouble:
            return _wait(found, trouble)
        else:
            _close(found, Letter.State.SENT)
            tell_it_arrived(mail.to)
        kind.follow(found)
        return found.state


def _wait(letter: Letter, trouble: Exception) -> str:
    """It stays, for the time its claim has set already. Neither address nor words reach the log."""
    log.warning("A letter (%s) has to wait: %s", letter.kind, type(trouble).__name__)
    letter.state, letter.trouble = Letter.State.WAITING, type(trouble).__name__
    letter.save(update_fields=["state", "trouble"])
    return letter.state


def _close(letter: Letter, state: Letter.State) -> str:
    """It is over: what was sealed is emptied."""
    letter.state, letter.closed, letter.sealed, letter.trouble = state, now(), b"", ""
    letter.save(update_fields=["state", "closed", "sealed", "trouble"])
    return state


def _message(letter: Letter, mail: Mail) -> EmailMultiAlternatives:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {"Message-ID": f"<{letter.pk}@{host}>", "Auto-Submitted": "auto-generated", **mail.headers}
    message = EmailMultiAlternatives(" ".join(mail.subject.split()), mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _outbox() -> LetterQuerySet:
    return Letter.objects.unrestricted(Reason.OUTBOX)
