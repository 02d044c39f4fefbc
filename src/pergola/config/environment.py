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
