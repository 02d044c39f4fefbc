"""What comes as a bundle and is none: bombs, slips, locks, what is cut; and that nothing is ever unpacked."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.bundles import folder, of_staff, zipped

from pergola.exchange.oneroster import bundle as module
from pergola.exchange.oneroster.bundle import open_archive, open_bundle
from pergola.kernel.errors import Unreadable


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_all(path)
    return str(refused.value)


def read_all(path: Path) -> None:
    with open_bundle(path) as found:
        for name in found.parts:
            list(found.read(name))


def test_a_folder_and_an_archive_are_read_alike_whatever_the_capitals_and_in_whichever_folder(tmp_path: Path) -> None:
    files = of_staff("Ana")
    deep = {f"export/2026/{name.upper()}": content for name, content in files.items()}
    with open_bundle(zipped(tmp_path / "a.zip", deep)) as packed, open_bundle(folder(tmp_path / "b", files)) as plain:
        assert set(packed.parts) == set(plain.parts) == set(files)
        assert b"".join(packed.read("users.csv")) == b"".join(plain.read("users.csv"))


def test_what_a_mac_adds_and_what_is_no_csv_is_passed_over(tmp_path: Path) -> None:
    files = of_staff("Ana") | {"__MACOSX/._users.csv": "x", ".DS_Store": "x", "readme.txt": "x"}
    with open_bundle(zipped(tmp_path / "a.zip", files)) as found:
        assert set(found.parts) == set(of_staff("Ana"))


@pytest.mark.parametrize(
    "name", ["../users.csv", "/etc/users.csv", "a/../../users.csv", "C:/users.csv", "..\\users.csv"]
)
def test_a_file_that_wants_to_lie_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(zipped(tmp_path / "a.zip", {name: "x"})).startswith(
        "The archive holds a file that wants to lie outside"
    )


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", of_staff("Ana") | {"enrollments.csv": b"0" * (30 << 20)})
    assert path.stat().st_size < 100_000
    assert refusal(path) == (
        "“enrollments.csv” would become more than 200 times as large as it is packed. No roster does; not opened."
    )


def test_too_many_files_and_too_much_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(tmp_path / "a.zip", {f"{n}.csv": "x" for n in range(201)})
    assert refusal(many).startswith("The archive holds more than 200 files")
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    assert refusal(zipped(tmp_path / "b.zip", {"users.csv": "x" * 1001})).startswith(
        "Unpacked, the bundle would be larger"
    )


def test_a_list_of_contents_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", of_staff("Ana"))
    raw = bytearray(path.read_bytes())
    struct.pack_into("<I", raw, raw.rfind(b"PK\x05\x06") + 12, 1 << 31)
    path.write_bytes(raw)
    assert refusal(path).startswith("The archive holds more than 200 files")


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"users.csv": "x", "again/Users.csv": "y"})
    assert "stands in the bundle twice" in refusal(path)


def test_a_locked_and_an_unusually_packed_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("users.csv", "x" * 100)
    assert "packed in an unusual way" in refusal(path)
    raw = bytearray(zipped(path, {"users.csv": "x"}).read_bytes())
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "locked with a password" in refusal(path)


def test_what_is_damaged_is_said_so_when_it_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"users.csv": "sourcedId\n" * 50})
    raw = bytearray(path.read_bytes())
    raw[45] ^= 0xFF
    path.write_bytes(raw)
    assert refusal(path).startswith("users.csv in the bundle is damaged")


def test_no_archive_and_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"not a zip at all")
    assert "is not a zip archive" in refusal(tmp_path / "a.zip")
    assert refusal(tmp_path / "nowhere.zip").startswith("The bundle could not be read: No such file")


@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 255))
def test_an_archive_with_anything_in_it_is_read_or_refused_in_a_sentence(junk: bytes, at: int, byte: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", junk)
        archive.writestr("orgs.csv", b"sourcedId\n")
    raw = bytearray(out.getvalue())
    raw[at % len(raw)] = byte
    assert sentence_of(bytes(raw)) != ""


def sentence_of(raw: bytes) -> str | None:
    """Why it is refused; None where it is read."""
    try:
        with open_archive(io.BytesIO(raw), "a.zip") as found:
            for name in found.parts:
                list(found.read(name))
    except Unreadable as refused:
        return str(refused)
    return None
