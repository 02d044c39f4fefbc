"""What waits in a row and must not be read there: sealed with a key drawn from the installation's own."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"pergola.commons.secrecy"


class Unsealable(ValueError):  # noqa: N818 - said to whoever reads the worker's log
    """The seal does not open: the installation's key was changed since."""


def seal(words: Mapping[str, str]) -> bytes:
    """Only this installation reads it again, and sees if anybody changed it. The seal does not tell when it was made."""
    return _keys().encrypt_at_time(json.dumps(dict(words)).encode(), 0)


def unseal(sealed: bytes | memoryview) -> dict[str, str]:
    try:
        words: dict[str, str] = json.loads(_keys().decrypt(bytes(sealed)))
    except InvalidToken as problem:
        raise Unsealable("sealed with another key than this installation has now") from problem
    return words


def _keys() -> MultiFernet:
    """The present key first; those it replaced still open what was sealed before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.blake2b(PURPOSE, key=secret.encode()[:64], digest_size=32).digest())
