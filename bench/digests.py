"""Digests to everybody of a community, through a real mail server on this machine, while their worker is killed again and again.

`lost`: people who got none. `doubled`: people in whose mailbox two different letters lie. `repeated`: deliveries that carry
the Message-ID of one that came before, because the worker died between the server's yes and its own commit; a mailbox that
knows its Message-IDs drops them.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import time as time_of_day
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from bench.gathered import gather
from bench.serving import free_port
from django.utils import timezone

from pergola.commons.models import Letter
from pergola.kernel.clock import at
from pergola.talk.actions import start_conversation
from pergola.talk.digests import write_digests
from pergola.talk.models import QuietHours
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, KILLS, SEED = 5_000, 100, 7
PATIENCE = 1_200.0


class Mailboxes:
    """What came for whom, by Message-ID."""

    def __init__(self) -> None:
        self.came: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own name
        letter = message_from_bytes(envelope.content)
        self.came[envelope.rcpt_tos[0], str(letter["Message-ID"])] += 1
        return "250 OK"


def run(scale: float) -> dict[str, object]:
    people, kills = max(20, int(PEOPLE * scale)), max(3, int(KILLS * scale))
    boxes, port = Mailboxes(), free_port()
    controller = Controller(boxes, hostname="127.0.0.1", port=port)
    controller.start()
    here = gather(people)
    QuietHours.objects.bulk_create(
        QuietHours(person=one, starts=time_of_day(0), ends=time_of_day(0)) for one in here.people
    )
    with walls([here.wall, PUBLIC_WALL]):
        start_conversation(by=here.keeper, space=here.community, title="What we try this month", body="Talk first.")
    friday = timezone.now() - timedelta(days=(timezone.localtime().isoweekday() - 5) % 7 or 7)
    with at(friday.replace(hour=18)):
        written = write_digests()
    assert written == people, f"{written} digests for {people} people"
    began, chance = time.monotonic(), random.Random(SEED)
    done = _kill_and_again(boxes, people, kills, port, chance)
    _until_all_are_closed(boxes, people, port)
    controller.stop()
    letters = Counter(to for to, _id in boxes.came)
    return {
        "sent": len(letters),
        "lost": people - len(letters),
        "doubled": sum(n > 1 for n in letters.values()),
        "repeated": sum(n - 1 for n in boxes.came.values()),
        "kills": done,
        "sending_seconds": round(time.monotonic() - began, 1),
    }


def _kill_and_again(boxes: Mailboxes, people: int, kills: int, port: int, chance: random.Random) -> int:
    """Let a worker get going, then kill -9 at some moment; spread so that every killing finds work."""
    share, done = people // (kills + 1), 0
    while done < kills and len(boxes.came) < people:
        worker = _worker(port)
        before, patience = len(boxes.came), time.monotonic() + 60
        while len(boxes.came) < before + min(share, 25) and time.monotonic() < patience and _open():
            time.sleep(0.01)
        time.sleep(chance.random() * 0.25)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        done += 1
    return done


def _until_all_are_closed(boxes: Mailboxes, people: int, port: int) -> None:
    worker, patience = _worker(port), time.monotonic() + PATIENCE
    while _open() and time.monotonic() < patience:
        time.sleep(1)
    os.killpg(worker.pid, signal.SIGTERM)
    worker.wait(30)


def _open() -> int:
    """Letters not closed yet; those nobody can know of wait for the sweep, a minute."""
    with walls([PUBLIC_WALL]):
        every = Letter.objects.unrestricted(Reason.COUNTING)
        return every.filter(state__in=["waiting", "claimed"]).count()


def _worker(port: int) -> subprocess.Popen[bytes]:
    env = os.environ | {
        "PERGOLA_MAIL_HOST": "127.0.0.1",
        "PERGOLA_MAIL_PORT": str(port),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    env.pop("PERGOLA_EMBEDDED", None)
    command = [sys.executable, "-m", "pergola.config.command", "worker", "--concurrency", "2"]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
