"""Identifiers that tell nothing about how many there are and still sort by time (RFC 9562, version 7)."""

from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()


def new_id_as_text() -> str:
    """The same, written out, for whoever needs a hundred thousand of them for COPY."""
    return str(uuid_utils.uuid7())
