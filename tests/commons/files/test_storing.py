"""The same on a folder of this machine and on an S3-compatible store: put, fetched, listed, let go; and what fails says so."""

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unittest import mock

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.test import override_settings
from moto.server import ThreadedMotoServer

from pergola.commons.files.keeping import LocalFiles, NotKept, fetch, keep, let_go, store
from pergola.config.environment import BadSetting, files

CONTENT = os.urandom(300_000)
S3 = {
    "PERGOLA_S3_BUCKET": "pergola-files",
    "PERGOLA_S3_KEY_ID": "key",
    "PERGOLA_S3_SECRET": "secret",
    "PERGOLA_S3_PREFIX": "district",
}


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """moto's server on this machine: real requests over a real connection."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    ).create_bucket(Bucket="pergola-files")
    yield address
    server.stop()


def chosen(environment: dict[str, str], default: str) -> dict[str, object]:
    """What the settings are, with this in the environment."""
    with mock.patch.dict(os.environ, environment):
        return files(default)


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    environment = {"PERGOLA_FILES": str(tmp_path)}
    if request.param == "s3":
        environment = {**S3, "PERGOLA_S3_ENDPOINT": request.getfixturevalue("s3_server")}
    with override_settings(STORAGES={"files": chosen(environment, str(tmp_path))}):
        yield store()


def test_put_fetched_listed_and_let_go(storage: Storage) -> None:
    keys = [keep(7, BytesIO(CONTENT)) for _ in range(3)]
    assert len(set(keys)) == 3, "the same bytes twice lie under two names: nobody learns that they were there"
    with fetch(keys[0]) as kept:
        assert kept.read() == CONTENT
    assert sorted(f"7/{name}" for name in storage.listdir("7")[1]) == sorted(keys)
    assert abs(storage.get_modified_time(keys[0]).timestamp() - time.time()) < 120
    let_go([*keys, "7/was-never-there"])
    with pytest.raises(NotKept, match="cannot be reached"):
        fetch(keys[0])


def test_nothing_is_written_over(storage: Storage) -> None:
    key = keep(7, BytesIO(b"first"))
    with mock.patch("pergola.commons.files.keeping.secrets.token_hex", return_value=key.partition("/")[2]):
        assert keep(7, BytesIO(b"second")) != key
    with fetch(key) as kept:
        assert kept.read() == b"first"


def test_a_store_that_is_away_says_so_and_soon(tmp_path: Path) -> None:
    nowhere = chosen({**S3, "PERGOLA_S3_ENDPOINT": "http://127.0.0.1:9"}, str(tmp_path))
    with override_settings(STORAGES={"files": nowhere}):
        began = time.monotonic()
        with pytest.raises(NotKept, match="cannot be reached just now, so nothing was kept"):
            keep(7, BytesIO(b"x"))
        with pytest.raises(NotKept):
            fetch("7/x")
        let_go(["7/x"])
        assert time.monotonic() - began < 60


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    with override_settings(STORAGES={"files": chosen({"PERGOLA_FILES": str(tmp_path)}, "/")}):
        full = OSError(errno.ENOSPC, "No space left on device")
        with (
            mock.patch("pergola.commons.files.keeping.os.fsync", side_effect=full),
            pytest.raises(NotKept, match="no room"),
        ):
            keep(7, BytesIO(CONTENT))
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.03, 0.1])
def test_killed_half_way_a_file_is_there_whole_or_not_at_all(tmp_path: Path, wait: float) -> None:
    """kill -9 while bytes are being written again and again: every name that is there has all of them."""
    child = multiprocessing.get_context("fork").Process(target=_write_for_ever, args=(str(tmp_path),))
    child.start()
    patience = time.monotonic() + 20
    while not list(tmp_path.glob("7/*")) and time.monotonic() < patience:
        time.sleep(0.005)
    time.sleep(wait)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    whole = [one for one in tmp_path.glob("7/*") if not one.name.endswith(".coming")]
    assert all(one.read_bytes() == CONTENT for one in whole)
    assert len(list(tmp_path.glob("7/*.coming"))) <= 1, "the sweep takes it after a week"


def _write_for_ever(folder: str) -> None:
    kept = LocalFiles(location=folder)
    number = 0
    while True:
        kept.save(f"7/{number}", ContentFile(CONTENT))
        number += 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PERGOLA_FILES": "uploads"}, "write the whole path"),
        ({"PERGOLA_S3_BUCKET": "b"}, "PERGOLA_S3_KEY_ID, PERGOLA_S3_SECRET is not set"),
        ({"PERGOLA_S3_SECRET": "s"}, "PERGOLA_S3_BUCKET, PERGOLA_S3_KEY_ID is not set"),
        ({**S3, "PERGOLA_S3_ENDPOINT": "files.example.org"}, "must look like https://"),
    ],
)
def test_nonsense_stops_the_start(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadSetting, match=sentence):
        chosen(environment, "/var/lib/pergola/files")
