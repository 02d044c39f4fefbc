"""Settings from the environment, read by type. Nonsense stops the start with a sentence."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(ValueError):  # noqa: N818 - a sentence for the operator
    """An environment variable that cannot be what it says."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    raw = os.environ.get(name, "").strip().lower()
    if raw in {"", None}:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} is “{raw}”; write 1 or 0.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.lstrip("-").isdigit() or not least <= int(raw) <= most:
        raise BadSetting(f"{name} is “{raw}”; write a whole number from {least} to {most}.")
    return int(raw)


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def live(name: str) -> tuple[str, list[str]]:
    """Where an open page listens for news, and what the browser must be allowed for it.

    `proxied`: behind the proxy, under /live/ of the same origin. An origin: another port or host. Empty: the page asks
    now and then.
    """
    raw = os.environ.get(name, "").strip().rstrip("/")
    if raw in {"", "proxied"}:
        return ("/live/" if raw else ""), []
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        raise BadSetting(
            f"{name} is “{raw}”; write an origin such as https://live.example.org, or proxied, or nothing."
        )
    return f"{raw}/live/", [raw]


def database(name: str, *, pool: bool = True, fallback: str = "") -> dict[str, Any]:
    """Read a PostgreSQL address: postgresql://user:password@host:port/name?host=/socket/directory."""
    raw = os.environ.get(name, "") or fallback
    if not raw:
        raise BadSetting(
            f"{name} is not set: it says where PostgreSQL is. bin/pergola sets it for the embedded server."
        )
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(f"{name} must look like postgresql://user:password@host:5432/pergola.")
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {k: v for k, v in query.items() if k not in {"host", "port"}}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": number("PERGOLA_POOL", 4, least=1, most=512), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def files(default: str) -> dict[str, Any]:
    """Where files are kept: in a folder, or in an S3-compatible store once PERGOLA_S3_BUCKET names one."""
    s3 = {name: text(f"PERGOLA_S3_{name}") for name in ("BUCKET", "ENDPOINT", "REGION", "KEY_ID", "SECRET", "PREFIX")}
    if not any(s3.values()):
        folder = text("PERGOLA_FILES", default)
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
