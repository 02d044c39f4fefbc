"""A spreadsheet put in as it is kept: read whole, or refused with a sentence."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import locked

from pergola.inquiry.series import parse
from pergola.inquiry.series.sheet import sheet_text
from pergola.inquiry.series.source import RefusedError
from pergola.people.models import walls_of
from pergola.walls.opening import walls

TODAY = date(2026, 11, 20)
ROWS: list[list[Any]] = [
    ["Day", "Slips", "Of"],
    [date(2026, 9, 1), 34, 117],
    [datetime.fromisoformat("2026-09-03T08:00"), 41, 120],
]


def book(rows: list[list[Any]], shape: Callable[[Workbook], object] = lambda _: None) -> bytes:
    made, kept = Workbook(), BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    shape(made)
    made.save(kept)
    return kept.getvalue()


def refused(source: bytes) -> str:
    with pytest.raises(RefusedError) as told:
        sheet_text(source)
    return f"{told.value.problem.what} {told.value.problem.how}"


def test_days_and_counts_are_read_as_they_stand() -> None:
    parsed = parse(book(ROWS), share=True, today=TODAY)
    assert not parsed.problems
    assert [(one.day, one.value, one.denominator) for one in parsed.observations] == [
        (date(2026, 9, 1), Decimal(34), Decimal(117)),
        (date(2026, 9, 3), Decimal(41), Decimal(120)),
    ]


def test_a_cell_shown_in_per_cent_is_read_in_per_cent() -> None:
    def percent(made: Workbook) -> None:
        assert made.active is not None
        for row in made.active.iter_rows(min_row=1, min_col=2, max_col=2):
            row[0].number_format = "0%"

    parsed = parse(book([[date(2026, 9, 1), 0.34], [date(2026, 9, 2), 1]], percent), share=True, today=TODAY)
    assert [float(one.value or 0) for one in parsed.observations] == [34, 100]


def test_row_numbers_are_those_of_the_sheet() -> None:
    parsed = parse(book([["Day", "Value"], [], [date(2026, 9, 1), 3], ["someday", 4]]), share=False, today=TODAY)
    assert [problem.row for problem in parsed.problems] == [4]


def test_a_formula_is_named_by_its_cell() -> None:
    told = refused(book([*ROWS, [date(2026, 9, 4), "=B2+B3", 120]]))
    assert "Cell B4 is a formula" in told
    assert "as values only" in told


def test_names_of_people_are_refused_as_in_text() -> None:
    parsed = parse(book([["Student name", "Score"], ["Ana Lopez", 3]]), share=False, today=TODAY)
    assert "single people" in parsed.problems[0].what


def test_two_sheets_with_rows_are_not_guessed_between() -> None:
    def second(made: Workbook) -> None:
        made.create_sheet("Spring").append([date(2026, 3, 1), 4])

    assert "“Sheet”, “Spring”" in refused(book(ROWS, second))


def test_an_empty_second_sheet_does_not_matter() -> None:
    assert sheet_text(book(ROWS, lambda made: made.create_sheet("Notes"))).count("\n") == 2
    assert "nothing in this spreadsheet" in refused(book([]))


def test_what_would_grow_is_not_unpacked() -> None:
    packed = BytesIO(book(ROWS))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr("xl/media/large.bin", b"0" * 30_000_000)
    assert len(packed.getvalue()) < 100_000
    assert "far larger than dates and values need" in refused(packed.getvalue())


def test_markup_that_would_grow_is_no_spreadsheet() -> None:
    grown = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><worksheet>&d;</worksheet>'
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(book(ROWS))) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            new.writestr(part, grown if part.filename.startswith("xl/worksheets/") else old.read(part))
    assert "not a spreadsheet we can read" in refused(kept.getvalue())


def test_a_row_far_below_does_not_take_long() -> None:
    def below(made: Workbook) -> None:
        assert made.active is not None
        made.active["A1000000"] = 4

    assert "A series takes at most" in refused(book(ROWS, below))


@pytest.mark.parametrize("source", [b"PK\x03\x04", b"PK\x03\x04\x14\x00" + b"0" * 200])
def test_what_only_begins_like_one_is_refused(source: bytes) -> None:
    assert "not a spreadsheet we can read" in refused(source)


def test_another_packed_file_is_refused() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as new:
        new.writestr("letter.txt", "Dear all")
    assert "not a spreadsheet we can read" in refused(kept.getvalue())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 4000), st.integers(0, 255))
def test_a_damaged_file_is_refused_or_read_and_never_breaks(place: int, byte: int) -> None:
    whole = bytearray(book(ROWS))
    whole[place % len(whole)] = byte
    parsed = parse(bytes(whole), share=True, today=TODAY)
    assert parsed.problems or parsed.observations


def test_a_spreadsheet_is_looked_at_and_put_in_by_the_form(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = locked(cast).measure
    browser, page = browser_of(cast.member), reverse("inquiry:put_in", args=[measure.pk])
    upload = SimpleUploadedFile("slips.xlsx", book([[date(2026, 10, 1), 46, 119], [date(2026, 10, 6), 52, 118]]))
    looked = browser.post(page, {"file": upload, "look": "1"}).content.decode()
    assert "2 days, as we read them" in looked
    assert "2026-10-01\t46\t119" in looked
    formula = SimpleUploadedFile("slips.xlsx", book([[date(2026, 10, 1), "=1+1", 119]]))
    answer = browser.post(page, {"file": formula, "look": "1"})
    assert (answer.status_code, "Cell B1 is a formula" in answer.content.decode()) == (422, True)
