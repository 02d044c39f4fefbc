"""The supervisor with real processes: what dies comes back after growing waits, all stop together, nobody is left."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pergola.config import mortal
from pergola.config.supervising import FIRST_WAIT, LATER, LONGEST_WAIT, Part, ending_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

RUN = """
import json, logging, os, sys
from pergola.config.supervising import Supervisor
logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stdout)
me = str(os.getpid())
parts = {k: [me if word == "ME" else word for word in v] for k, v in json.loads(sys.argv[1]).items()}
Supervisor(parts, patience=float(sys.argv[2]), later=float(sys.argv[3])).run()
"""
# A part: leaves its number in a file, and at SIGTERM takes a moment before it writes that it finished.
POLITE = """
import os, pathlib, signal, sys, time
from pergola.config.mortal import die_with
die_with(int(sys.argv[2]))
signal.pthread_sigmask(signal.SIG_SETMASK, [])
home = pathlib.Path(sys.argv[1])
def finish(*_):
    time.sleep(0.3)
    (home / "finished").write_text("yes")
    sys.exit(0)
signal.signal(signal.SIGTERM, finish)
(home / "number.new").write_text(str(os.getpid()))
(home / "number.new").rename(home / "number")
while True:
    time.sleep(60)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


def eventually[T](look: Callable[[], T], seconds: float = 30) -> T:
    patience = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < patience, "it did not happen"
        time.sleep(0.05)
    return found


def number(home: Path) -> int:
    file = home / "number"
    return int(file.read_text() or 0) if file.exists() else 0  # it may be there, and not written yet


def lives(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


@pytest.fixture
def supervise() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(parts: str, patience: float = 10, later: float = LATER) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", RUN, parts, str(patience), str(later)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True))
        return started[-1]

    yield start
    for one in started:
        if one.poll() is None:
            one.kill()
            one.wait()
        assert one.stdout is not None
        one.stdout.close()


def parts(**named: list[str]) -> str:
    return json.dumps(named)


def test_what_dies_is_started_again_and_all_finish_what_they_are_at(
    supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    above = supervise(parts(it=[sys.executable, "-c", POLITE, str(tmp_path), "ME"]))
    first = eventually(lambda: number(tmp_path))
    os.kill(first, signal.SIGKILL)
    second = eventually(lambda: number(tmp_path) != first and number(tmp_path))
    above.send_signal(signal.SIGINT)
    said, _ = above.communicate(timeout=20)
    assert above.returncode == 0
    assert not lives(second)
    assert (tmp_path / "finished").read_text() == "yes", "it was asked, not killed"
    assert f"it ended (signal SIGKILL); started again in {FIRST_WAIT:g} s" in said
    assert said.rstrip().endswith("stopped")


def test_killed_with_9_it_leaves_nobody_behind(supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    above = supervise(parts(it=[sys.executable, "-c", POLITE, str(tmp_path), "ME"]))
    below = eventually(lambda: number(tmp_path))
    above.kill()
    above.wait()
    eventually(lambda: not lives(below))
    assert (tmp_path / "finished").exists(), "an orphan finishes what it is at"


def test_who_does_not_stop_in_time_is_killed_and_named(supervise: Callable[..., subprocess.Popen[str]]) -> None:
    above = supervise(parts(deaf=[sys.executable, "-u", "-c", DEAF]), patience=1)
    assert above.stdout is not None
    while above.stdout.readline() != "deaf\n":
        pass
    above.terminate()
    said, _ = above.communicate(timeout=20)
    assert "deaf did not stop in time and was killed" in said


def test_a_second_ctrl_c_waits_no_longer(supervise: Callable[..., subprocess.Popen[str]]) -> None:
    above = supervise(parts(deaf=[sys.executable, "-u", "-c", DEAF]), patience=600)
    assert above.stdout is not None
    while above.stdout.readline() != "deaf\n":
        pass
    above.send_signal(signal.SIGINT)
    time.sleep(0.5)
    above.send_signal(signal.SIGINT)
    above.communicate(timeout=20)
    assert above.returncode == 0


def test_the_waits_grow_and_have_an_end() -> None:
    part = Part("it", [sys.executable, "-c", "raise SystemExit(3)"])
    waits = []
    for _try in range(9):
        part.start()
        assert part.process is not None
        part.process.wait()
        before = time.monotonic()
        part.note_death()
        assert part.due is not None
        waits.append(round(part.due - before, 1))
    assert waits == [0.5, 1, 2, 4, 8, 16, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]
    part.start()
    part.began -= 3600  # it lived long: its death counts as its first
    assert part.process is not None
    part.process.wait()
    part.note_death()
    assert part.deaths == 1


def test_how_a_process_ended_in_words() -> None:
    assert ending_of(-9) == "signal SIGKILL"
    assert ending_of(3) == "code 3"


ORPHAN = """
import os, subprocess, sys, time
from pergola.config.mortal import watch
if sys.argv[1] == "above":
    subprocess.Popen([sys.executable, "-c", os.environ["ORPHAN"], str(os.getpid())], start_new_session=True)
    time.sleep(1.5)
else:
    watch(int(sys.argv[1]), patience=0.5, every=0.1)
    open(os.environ["NOTE"], "w").write(str(os.getpid()))
    time.sleep(600)
"""


def test_an_orphan_that_does_not_end_itself_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "number"
    environ = {**os.environ, "ORPHAN": ORPHAN, "NOTE": str(note)}
    subprocess.run([sys.executable, "-c", ORPHAN, "above"], env=environ, check=True, timeout=30)
    orphan = eventually(lambda: number(tmp_path))
    eventually(lambda: not lives(orphan))


def test_who_starts_after_its_parent_died_goes_at_once() -> None:
    with pytest.raises(SystemExit, match="is gone"):
        mortal.die_with(1 if os.getppid() != 1 else 2)
    ctypes.CDLL(None).prctl(mortal.PR_SET_PDEATHSIG, 0, 0, 0, 0)


WORKER = """
import multiprocessing, os, signal, sys, time
from pergola.config.mortal import die_with_master
def work():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as one that hangs while it finishes
    die_with_master()
    open(os.environ["NOTE"], "w").write(str(os.getpid()))
    time.sleep(600)
multiprocessing.get_context("fork").Process(target=work).start()
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux’s kernel tells of a parent’s death")
def test_a_worker_goes_with_its_master_even_if_it_would_not_finish(tmp_path: Path) -> None:
    environ = {**os.environ, "NOTE": str(tmp_path / "number")}
    master = subprocess.Popen([sys.executable, "-c", WORKER], env=environ)
    worker = eventually(lambda: number(tmp_path))
    master.kill()
    master.wait()
    eventually(lambda: not lives(worker), 5)


def test_the_first_begins_at_once_and_the_others_a_moment_later(
    supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    """People wait for a page; and what is asked to stop before its moment came is never started."""
    notes = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(time.monotonic())); time.sleep(600)"
    web, worker = tmp_path / "web", tmp_path / "worker"
    both = parts(web=[sys.executable, "-c", notes, str(web)], worker=[sys.executable, "-c", notes, str(worker)])
    above = supervise(both, later=3)
    began = [float(eventually(lambda file=file: file.exists() and file.read_text())) for file in (web, worker)]  # type: ignore[misc]
    assert began[1] > began[0]
    above.send_signal(signal.SIGTERM)
    above.communicate(timeout=20)

    web.unlink()
    above = supervise(both, later=600)
    eventually(web.exists)
    above.send_signal(signal.SIGTERM)
    said, _ = above.communicate(timeout=20)
    assert "web started" in said
    assert "worker started" not in said
