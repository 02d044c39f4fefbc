"""A process that dies with its parent, so that kill -9 of the one above leaves nobody behind."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LAST_PATIENCE = 30.0  # seconds an orphan has to finish what it is at


def die_with(parent: int, *, how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for `how` on the day the parent dies. It may have died before we asked: then we go at once."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The process that started this one is gone.")


def watch(parent: int, *, patience: float = LAST_PATIENCE, every: float = 1.0) -> threading.Thread:
    """Look after the parent also where the kernel does not, and end an orphan that does not end itself.

    It and whatever it started: for a process that leads a group of its own.
    """

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        if sys.platform != "linux":  # else the kernel has said so already, and a second time means at once
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(patience)
        os.killpg(0, signal.SIGKILL)

    watcher = threading.Thread(target=look, name="parent", daemon=True)
    watcher.start()
    return watcher


def die_with_master() -> None:
    """For a web server's worker, which multiprocessing started; for any other process this does nothing.

    At once, unlike everybody else: a master that stops lets its workers finish and goes last, so one that is gone was
    killed. And a worker that is asked to finish may hang for good, its port open, with whoever comes to it waiting
    (granian's issue 875: the signal waits for a thread that waits for Python's lock).

    It leaves the terminal's group as well: Ctrl-C then reaches the master alone, who lets every worker finish.
    """
    master = multiprocessing.parent_process()
    if master is None or master.pid is None or sys.platform != "linux":
        return
    die_with(master.pid, how=signal.SIGKILL)
    os.setpgid(0, 0)
