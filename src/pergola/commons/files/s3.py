"""An S3-compatible store. Only an installation that names a bucket loads this module."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage


class S3Away(OSError):  # noqa: N818 - as the errors of the house
    """The store does not answer, or refuses."""


@contextmanager
def told() -> Iterator[None]:
    """Every trouble with the store is an OSError, as with a disk; the rest of the house need not know which it is."""
    try:
        yield
    except (BotoCoreError, ClientError) as problem:
        raise S3Away(str(problem)) from problem


class S3Files(S3Storage):  # type: ignore[misc]  # it says nothing of its types
    """As django-storages has it, with short patience, and no checksum that other makes of S3 do not know."""

    def get_default_settings(self) -> dict[str, Any]:
        patience = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 2},
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        # In one piece, whatever its size: a process that dies half-way leaves no parts of a file behind.
        whole = TransferConfig(multipart_threshold=5_000_000_000, use_threads=False)
        settings: dict[str, Any] = super().get_default_settings()
        return settings | {"client_config": patience, "transfer_config": whole}

    def _save(self, name: str, content: Any) -> str:
        with told():
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> S3File:
        with told():
            opened = super()._open(name, mode)
            opened.file  # noqa: B018 - fetched now
            return opened

    def exists(self, name: str) -> bool:
        with told():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with told():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with told():
            folders, files = super().listdir(name)
            return folders, files

    def get_modified_time(self, name: str) -> datetime:
        with told():
            return super().get_modified_time(name)  # type: ignore[no-any-return]
