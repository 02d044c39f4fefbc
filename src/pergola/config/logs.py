"""Logs that say what happened and never to whom: one line an event, plain or JSON.

Our own words are written; they are fixed sentences. Of what others log only where it came from and how grave it is:
their sentences may hold an address, a name or what somebody typed. Of an exception the kind and the places, not its
words: PostgreSQL's repeat the row.
"""

import contextvars
import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FORMATS = ("plain", "json")
OURS = "pergola"
TOLD = ("request", "route", "method", "status", "ms", "queries", "part", "pid", "job", "task")

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


def event(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says, in the order it says it."""
    said: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "log": record.name,
        "says": sentence(record),
    }
    given = {"request": request_id.get(), **job_of(record), **vars(record)}
    said |= {name: given[name] for name in TOLD if isinstance(given.get(name), str | int | float) and given[name] != ""}
    if record.exc_info and record.exc_info[1] is not None:
        said["trouble"] = trouble(record.exc_info[1])
    return said


def sentence(record: logging.LogRecord) -> str:
    """Our own words as they are; of others' the place alone."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return record.getMessage()
    return f"{Path(record.pathname).stem}:{record.lineno}"


def job_of(record: logging.LogRecord) -> dict[str, object]:
    """Which job procrastinate speaks of: its number and its task, never what it was given."""
    job = getattr(record, "job", None)
    if not isinstance(job, dict):
        return {}
    vars(record).pop("job")
    return {"job": job.get("id"), "task": job.get("task_name")}


def trouble(problem: BaseException) -> dict[str, Any]:
    """The kind of an exception and the way to it; of the database’s also which constraint, which is ours."""
    found: dict[str, Any] = {"kind": f"{type(problem).__module__}.{type(problem).__qualname__}"}
    state, diag = getattr(problem, "sqlstate", None), getattr(problem, "diag", None)
    if state:
        found["sqlstate"] = state
    if getattr(diag, "constraint_name", None):
        found["constraint"] = diag.constraint_name  # type: ignore[union-attr]
    frames = traceback.extract_tb(problem.__traceback__)[-12:]
    found["way"] = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    cause = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if cause is not None and len(found["way"]) and cause is not problem:
        found["after"] = {k: v for k, v in trouble(cause).items() if k != "after"}
    return found


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(event(record), ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """The same for people at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        said = event(record)
        found = said.pop("trouble", None)
        head = f"{said.pop('at')[11:19]} {said.pop('level')} {said.pop('log')}: {said.pop('says')}"
        line = " ".join([head, *(f"{name}={value}" for name, value in said.items())])
        return line if found is None else f"{line}\n  {json.dumps(found)}"


def configuration(kind: str) -> dict[str, Any]:
    """Django’s LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": Plain}, "json": {"()": Json}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": kind}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            OURS: {"level": "INFO"},
            # Django's own handlers would print words and mail them; its request log says again what ours says.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
