"""News in open pages: everybody of a community listens, a conversation begins twice a second, and pages are read meanwhile."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

from bench.gathered import Gathered, gather, session_of
from bench.serving import ROOT, free_port, served, tree_of
from django.conf import settings
from django.db import connection, transaction

from pergola.talk.actions import start_conversation
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls

EVENTS, EVERY = 40, 0.5
CONNECTIONS = (60, 600)


def run(scale: float) -> dict[str, object]:
    here = gather(max(CONNECTIONS))
    figures: dict[str, object] = {}
    for number in CONNECTIONS:
        figures[str(number)] = measure(here, number, max(5, int(EVENTS * scale)))
    return figures


def measure(here: Gathered, number: int, events: int) -> dict[str, object]:
    port = free_port()
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    env.pop("PERGOLA_EMBEDDED", None)
    command = [sys.executable, "-m", "tests.journeys.serve", str(port), "live"]
    live = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        with served("pergola.config.wsgi:application", "pergola.config.settings", as_owner=False) as web:
            keys = [session_of(one) for one in here.identities[:number]]
            pages: list[float] = []
            stop = threading.Event()
            reading = threading.Thread(target=_read, args=(web.port, keys[0], pages, stop))
            heard = asyncio.run(_listen(here, port, keys, events, reading))
            stop.set()
            reading.join()
        peak = sum(_peak_kb(pid) for pid in tree_of(live.pid)) / 1024
    finally:
        live.terminate()
        live.wait(20)
    delays = sorted(heard)
    return {
        "connections": number,
        "events": events,
        "missed": number * events - len(delays),
        "delay_p50_ms": _at(delays, 50),
        "delay_p99_ms": _at(delays, 99),
        "page_p99_ms": _at(pages, 99),
        "peak_mb": round(peak),
    }


async def _listen(here: Gathered, port: int, keys: list[str], events: int, reading: threading.Thread) -> list[float]:
    """All at once; every delay is from just before the commit to the line in the listener's hands."""
    delays: list[float] = []
    moments: list[float] = []
    ready = asyncio.Semaphore(0)

    async def one(key: str) -> None:
        reader, writer = await _connect(port, key)
        ready.release()
        heard = 0
        while heard < events:
            line = await reader.readline()
            if not line:
                return
            if line.startswith(b"event: notice"):
                delays.append((time.perf_counter() - moments[min(heard, len(moments) - 1)]) * 1000)
                heard += 1
        writer.close()

    tasks = [asyncio.create_task(one(key)) for key in keys]
    for _each in keys:
        await asyncio.wait_for(ready.acquire(), 120)
    reading.start()
    for n in range(events):
        await asyncio.to_thread(_begin, here, n, moments)
        await asyncio.sleep(EVERY)
    await asyncio.wait(tasks, timeout=10)
    for task in tasks:
        task.cancel()
    return delays


async def _connect(port: int, key: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _try in range(100):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.2)
            continue
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
        writer.write(f"GET /live/ HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
        status = await asyncio.wait_for(reader.readline(), 60)
        assert b" 200 " in status, status
        while not (await reader.readline()).startswith(b"retry"):
            pass
        return reader, writer
    raise SystemExit("The live process does not listen.")


def _begin(here: Gathered, n: int, moments: list[float]) -> None:
    try:
        with walls([here.wall, PUBLIC_WALL]), transaction.atomic():
            start_conversation(by=here.keeper, space=here.community, title=f"News {n}")
            moments.append(time.perf_counter())
    finally:
        connection.close()


def _read(port: int, key: str, pages: list[float], stop: threading.Event) -> None:
    """An ordinary page, one after the other, by one of those who listen."""
    while not stop.is_set():
        asking = HTTPConnection("127.0.0.1", port, timeout=30)
        began = time.perf_counter()
        asking.request("GET", "/month/", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
        asking.getresponse().read()
        pages.append((time.perf_counter() - began) * 1000)
        asking.close()


def _peak_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _at(values: list[float], percent: int) -> float:
    return round(quantiles(sorted(values), n=100)[percent - 1], 1) if len(values) > 1 else float("nan")
