"""Settings from the environment, read by type. Nonsense stops the start with a sentence.

Every reader notes the name it was asked for, so that a name nobody reads is refused too (`refuse_unknown`). Read each
setting always, not only where it is needed: a name that is read sometimes is unknown at other times.
"""

import os
import re
import zoneinfo
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg.pq import Conninfo

OURS = "PERGOLA_"
HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")

# Read elsewhere: by bin/pergola and the state directory, and by the tests.
ELSEWHERE = {
    "PERGOLA_STATE", "PERGOLA_EMBEDDED", "PERGOLA_CHROMIUM", "PERGOLA_DATA", "PERGOLA_JOURNEYS", "PERGOLA_JOURNEYS_AT",
    "PERGOLA_PICTURES",
}  # fmt: skip
FOR_TESTS = "PERGOLA_TEST_"

read: set[str] = set()


class BadSetting(ValueError):  # noqa: N818 - a sentence for the operator
    """An environment variable that cannot be what it says."""


def _raw(name: str, default: str = "") -> str:
    read.add(name)
    return os.environ.get(name, default)


def text(name: str, default: str = "", *, most: int = 4096) -> str:
    """One line of words."""
    raw = _raw(name, default)
    if len(raw) > most or not raw.isprintable():
        raise BadSetting(f"{name} must be one line of at most {most} characters, without control characters.")
    return raw


def flag(name: str, *, default: bool = False) -> bool:
    raw = _raw(name).strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} is “{raw}”; write 1 or 0.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    raw = _raw(name).strip()
    if not raw:
        return default
    if not re.fullmatch(r"-?[0-9]{1,18}", raw) or not least <= int(raw) <= most:
        raise BadSetting(f"{name} is “{raw}”; write a whole number from {least} to {most}.")
    return int(raw)


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def choice(name: str, default: str, among: Collection[str]) -> str:
    """One word of a closed list."""
    raw = text(name).strip() or default
    if raw not in among:
        raise BadSetting(f"{name} is “{raw}”; write one of: {', '.join(sorted(among))}.{_did_you_mean(raw, among)}")
    return raw


def hosts(name: str, default: str) -> list[str]:
    """The names a site answers to: no scheme, port or path."""
    found = listed(name, default)
    for host in found:
        if not HOST.fullmatch(host):
            raise BadSetting(f"{name} has “{host}” in it; write names alone, such as learn.example.org, with commas.")
    if not found:
        raise BadSetting(f"{name} is empty; write the names this site answers to, with commas.")
    return found


def time_zone(name: str, default: str) -> str:
    raw = text(name).strip() or default
    if raw not in zoneinfo.available_timezones():
        guess = _did_you_mean(raw, zoneinfo.available_timezones())
        raise BadSetting(f"{name} is “{raw}”, which is no time zone; write one such as America/Chicago.{guess}")
    return raw


def mailbox(name: str, default: str) -> str:
    """A sender: an address, or a name with one."""
    raw = text(name).strip() or default
    address = parseaddr(raw)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise BadSetting(f"{name} has no mail address in it; write it such as Pergola <pergola@example.org>.")
    return raw


def origin(name: str, *, or_words: Collection[str] = ()) -> str:
    """Where another process is found, as a browser writes it (scheme, host, port and nothing after); or a word; or empty."""
    raw = text(name).strip().rstrip("/")
    if not raw or raw in or_words:
        return raw
    parts = urlsplit(raw)
    port_of(parts.netloc, name)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        also = f", or {' or '.join(or_words)}" if or_words else ""
        raise BadSetting(f"{name} is “{raw}”; write an address such as https://live.example.org{also}.")
    return raw


def folder(name: str, default: Path) -> Path:
    """A directory by its whole path."""
    raw = text(name)
    if raw and not Path(raw).is_absolute():
        raise BadSetting(f"{name} is “{raw}”; write the whole path, from / on.")
    return Path(raw) if raw else default


def port_of(netloc: str, name: str) -> int | None:
    try:
        return urlsplit(f"//{netloc}").port
    except ValueError:
        raise BadSetting(f"{name} has a port that is no number from 1 to 65535.") from None


def live(name: str) -> tuple[str, list[str]]:
    """Where an open page listens for news, and what the browser must be allowed for it.

    `proxied`: behind the proxy, under /live/ of the same origin. An origin: another port or host. Empty: the page asks
    now and then.
    """
    raw = origin(name, or_words=("proxied",))
    if raw in {"", "proxied"}:
        return ("/live/" if raw else ""), []
    return f"{raw}/live/", [raw]


def database(name: str, *, pool: bool = True, fallback: str = "") -> dict[str, Any]:
    """Read a PostgreSQL address: postgresql://user:password@host:port/name?host=/socket/directory."""
    most = number("PERGOLA_POOL", 4, least=1, most=512)
    raw = _raw(name) or fallback
    if not raw:
        raise BadSetting(
            f"{name} is not set: it says where PostgreSQL is. bin/pergola sets it for the embedded server."
        )
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(f"{name} must look like postgresql://user:password@host:5432/pergola.")
    port = port_of(parts.netloc, name)
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {k: v for k, v in query.items() if k not in {"host", "port"}}
    known = {one.keyword.decode() for one in Conninfo.get_defaults()}
    for unknown in sorted(set(query) - known):
        raise BadSetting(f"{name} says “{unknown}”, which PostgreSQL does not know.{_did_you_mean(unknown, known)}")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": most, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(port or "")),
        "OPTIONS": options,
    }


def files(default: str) -> dict[str, Any]:
    """Where files are kept: in a folder, or in an S3-compatible store once PERGOLA_S3_BUCKET names one."""
    s3 = {name: text(f"PERGOLA_S3_{name}") for name in ("BUCKET", "ENDPOINT", "REGION", "KEY_ID", "SECRET", "PREFIX")}
    folder = text("PERGOLA_FILES", default)
    if not any(s3.values()):
        if not folder.startswith("/"):
            raise BadSetting(f"PERGOLA_FILES is “{folder}”; write the whole path of a folder, from / on.")
        return {
            "BACKEND": "pergola.commons.files.keeping.LocalFiles",
            "OPTIONS": {"location": folder, "base_url": None},
        }
    if missing := [f"PERGOLA_S3_{name}" for name in ("BUCKET", "KEY_ID", "SECRET") if not s3[name]]:
        raise BadSetting(f"Files go to an S3 store, and {', '.join(missing)} is not set.")
    endpoint = urlsplit(s3["ENDPOINT"])
    if s3["ENDPOINT"] and (endpoint.scheme not in {"http", "https"} or not endpoint.hostname):
        raise BadSetting("PERGOLA_S3_ENDPOINT must look like https://files.example.org.")
    options = {
        "bucket_name": s3["BUCKET"],
        "endpoint_url": s3["ENDPOINT"] or None,
        "region_name": s3["REGION"] or "us-east-1",
        "access_key": s3["KEY_ID"],
        "secret_key": s3["SECRET"],
        "location": s3["PREFIX"],
        "default_acl": None,
        "file_overwrite": False,
        "max_memory_size": 1_000_000,
    }
    return {"BACKEND": "pergola.commons.files.s3.S3Files", "OPTIONS": options}


def refuse_unknown(environ: Mapping[str, str] | None = None) -> None:
    """A name of ours that nobody reads is a slip of the pen, and what was meant would silently not hold."""
    known = read | ELSEWHERE
    names = os.environ if environ is None else environ
    for name in sorted(names):
        if name.startswith(OURS) and name not in known and not name.startswith(FOR_TESTS):
            raise BadSetting(f"{name} is no setting of Pergola’s.{_did_you_mean(name, known)}")


def _did_you_mean(word: str, among: Collection[str]) -> str:
    near = get_close_matches(word, among, 1)
    return f" Did you mean {near[0]}?" if near else ""
