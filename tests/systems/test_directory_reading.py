"""A file is text from its first byte to its last, or one sentence says why not and where."""

import csv
import io
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pergola.kernel.errors import Unreadable
from pergola.systems.directory.reading import inspect, read_rows

HERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)


def rows(path: Path, content: bytes) -> list[list[str]]:
    path.write_bytes(content)
    return [row for _number, row in read_rows(inspect(path))]


def refusal(path: Path, content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        rows(path, content)
    return str(refused.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "schools.csv"


def test_utf8_with_and_without_mark_and_windows_1252_are_read_alike(file: Path) -> None:
    text = "id,name\n1,Doña\n"
    read = [rows(file, text.encode(encoding)) for encoding in ("utf-8", "utf-8-sig", "cp1252")]
    assert read == [[["id", "name"], ["1", "Doña"]]] * 3


def test_line_ends_of_every_kind_and_blank_lines_are_read(file: Path) -> None:
    assert rows(file, b"a,b\r\n1,2\r\n\r\n") == [["a", "b"], ["1", "2"]]
    assert rows(file, b"a,b\r1,2\r") == [["a", "b"], ["1", "2"]]


def test_quotes_may_hold_commas_and_line_breaks(file: Path) -> None:
    assert rows(file, b'a,b\n"1, or 2","x\ny ""z"""\n') == [["a", "b"], ["1, or 2", 'x\ny "z"']]


def test_an_empty_file(file: Path) -> None:
    assert refusal(file, b"") == "The file is empty: 0 bytes. Fetch it again."


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        inspect(tmp_path / "nowhere.csv")
    assert str(refused.value) == (
        "The file could not be read: No such file or directory. Check its name and that it may be read."
    )


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04rest\n", "a zip archive or an Excel workbook"),
        (b"\x1f\x8bgzip\n", "compressed with gzip"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0old\n", "an old Excel workbook"),
        ("id\n".encode("utf-16"), "text in UTF-16"),
        (b"\n<!doctype html><p>Not found</p>\n", "a web page or XML"),
        (b'{"error": 404}\n', "JSON"),
    ],
)
def test_another_kind_of_file_is_named(file: Path, start: bytes, kind: str) -> None:
    assert (
        refusal(file, start) == f"This is {kind}, not a CSV file. Unpack it or save it as CSV (UTF-8), and import that."
    )


def test_a_zero_byte_is_told_with_its_line(file: Path) -> None:
    assert refusal(file, b"a,b\n1,2\n3,\x00\n") == (
        "Line 3 holds a zero byte: this is not a text file, or it was damaged. Fetch it again."
    )


def test_a_cut_file_is_refused_though_its_last_row_looks_whole(file: Path) -> None:
    assert refusal(file, b"a,b\n1,2\n3,1") == (
        "The last line (3) does not end: the file was probably cut short. Fetch it again;"
        " if it is whole, add a line break at its end."
    )


def test_two_encodings_in_one_file(file: Path) -> None:
    mixed = "a\nDoña\n".encode() + "Peña\n".encode("cp1252")
    assert refusal(file, mixed) == (
        "Two encodings are mixed: line 2 is UTF-8, line 3 is not. Nothing can be read safely."
        " Fetch the file again, or save it as UTF-8."
    )


def test_bytes_of_no_known_encoding(file: Path) -> None:
    assert refusal(file, b"a\n1\n\x81\n") == (
        "Line 3 is neither UTF-8 nor Windows-1252 (byte 0x81). Fetch the file again, or save it as UTF-8."
    )


def test_a_row_of_another_width_is_told_with_its_row(file: Path) -> None:
    assert refusal(file, b"a,b\n1,2\n3\n") == (
        "Row 3 has 1 columns, the header has 2. The file is damaged or was cut; fetch it again."
    )


def test_a_quote_that_never_closes_is_told_with_its_row(file: Path) -> None:
    assert refusal(file, b'a,b\n1,"2\n3,4\n') == (
        "Row 2 is not CSV: unexpected end of data. Look for a quotation mark that is not closed; fetch the file again."
    )


def test_progress_ends_at_the_size_of_the_file(file: Path) -> None:
    file.write_bytes(b"a\n" + b"1\n" * 5000)
    told: list[int] = []
    list(read_rows(inspect(file), progress=told.append))
    assert (len(told), told[-1]) == (3, 10_002)


@HERE
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_sentence(file: Path, content: bytes) -> None:
    said = "a sentence."
    try:
        assert all(rows(file, content))
    except Unreadable as refused:
        said = str(refused)
    assert said.endswith(".")


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@HERE
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back(file: Path, table: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("id", "name"), *table])
    assert rows(file, out.getvalue().encode()) == [["id", "name"], *map(list, table)]


@HERE
@given(st.integers(1, 40))
def test_wherever_a_file_is_cut_it_is_refused_or_whole_rows_are_left(file: Path, at: int) -> None:
    whole = b'id,name\n1,"a,b"\n2,"c\nd"\n3,e\n4,f'[:at] + b""
    try:
        left = rows(file, whole)
    except Unreadable:
        return
    assert left == [["id", "name"], ["1", "a,b"], ["2", "c\nd"], ["3", "e"]][: len(left)]


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for odd in (pipe, link, tmp_path, Path("/dev/zero")):
        with pytest.raises(Unreadable, match="This is not a file: a folder, a pipe or a device"):
            inspect(odd)
    (tmp_path / "real.csv").write_bytes(b"a\n1\n")
    link.unlink()
    link.symlink_to(tmp_path / "real.csv")
    assert [row for _number, row in read_rows(inspect(link))] == [["a"], ["1"]]


@pytest.mark.parametrize("line", [b"a" * 6_000_000, b"a," * 3_000_000, b"\xc3\xa9" * 3_000_000])
def test_a_line_without_end_is_told_and_is_not_held(file: Path, line: bytes) -> None:
    file.write_bytes(b"a,b\n1,2\n" + line + b"\n")
    tracemalloc.start()
    with pytest.raises(Unreadable, match="Line 3 is longer than a million letters"):
        inspect(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6_000_000


def test_a_quote_that_joins_lines_without_end_is_told_and_is_not_held(file: Path) -> None:
    said = refusal(file, b'a,b\n1,"' + b"2\n" * 60_000 + b'"\n' + b'1,"2\n"' + b',"2\n"' * 400_000 + b"\n")
    assert said.startswith("Row 3 is longer than a million letters.")


def test_more_columns_than_any_published_file(file: Path) -> None:
    assert refusal(file, b",".join([b"a"] * 2001) + b"\n").startswith("The header has 2001 columns")
    assert len(rows(file, b",".join([b"a"] * 2000) + b"\n")[0]) == 2000
