from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pergola.systems.directory import cells
from pergola.systems.directory.cells import Unfit


def why(read: cells.Reader, text: str) -> str:
    with pytest.raises(Unfit) as unfit:
        read(text)
    return str(unfit.value)


def test_an_id_that_lost_its_zero_in_a_spreadsheet_is_refused_with_the_reason() -> None:
    assert cells.school_id("010000500870") == "010000500870"
    assert why(cells.school_id, "10000500870") == (
        "an NCES id of this kind has 12 digits, here are 11: a spreadsheet may have eaten the first zero"
    )


@pytest.mark.parametrize("text", ["1.00005E+10", "0100A05", "٠١٠٠٠٠٥", "01000050", "010-005"])
def test_what_is_no_district_id_is_refused(text: str) -> None:
    assert why(cells.district_id, text) == "an NCES id of this kind has 7 digits and nothing else"


def test_the_published_codes_for_not_there_are_nothing_and_other_negatives_are_refused() -> None:
    assert [cells.students(text) for text in ("-999", "-1", "-2", "-9", "-999.00000")] == [None] * 5
    assert why(cells.students, "-3") == "is not a number of students: whole, from 0 to 5000000"
    assert why(cells.teachers, "-3") == "is not a number of teachers: from 0 to 500000"


def test_numbers_come_as_published_with_trailing_zeros() -> None:
    assert cells.students("18354.00000") == 18354
    assert cells.teachers("810.83000") == Decimal("810.83")
    assert why(cells.students, "18354.5") == "is not a number of students: whole, from 0 to 5000000"


@pytest.mark.parametrize("text", ["1,024", "1e5", "NaN", "inf", "½", "١٢", "12 ", "0x1F", "--5", "9" * 40])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert why(cells.students, text) == "is not a number"


def test_a_point_off_the_earth_is_refused() -> None:
    assert cells.latitude("38.57101309999999") == 38.57101309999999
    assert cells.longitude("-999") is None
    assert why(cells.latitude, "999") == "is not an angle from −90 to 90 degrees"
    assert why(cells.longitude, "-180.5") == "is not an angle from −180 to 180 degrees"


def test_names_lose_double_spaces_and_may_not_hold_control_characters() -> None:
    assert cells.name("Aspire  High\tSchool") == "Aspire High School"
    assert why(cells.name, "Aspire\x07High") == "holds control characters, which no name has"
    assert why(cells.name, "x" * 201) == "has 201 characters; at most 200 are read"


def test_a_state_is_two_letters_that_exist() -> None:
    assert cells.state("tn") == "TN"
    assert why(cells.state, "ZZ") == "is not the two-letter code of a state or territory"


def test_the_state_that_runs_a_district_is_told_by_its_id() -> None:
    assert [cells.state_of(one) for one in ("4702520", "5102250", "5900090", "6300010")] == ["TN", "VA", None, None]


def test_a_name_read_in_the_wrong_encoding_is_remarked_on_and_a_foreign_one_is_not() -> None:
    assert cells.looks_misread("Ugrad Â– ESD123 Re-Engagement Program") is True
    assert cells.looks_misread("DoÃ±a Ana County") is True
    assert cells.looks_misread("Doña Ana County") is False
    assert cells.looks_misread("Plain") is False


@given(st.text(max_size=60))
def test_no_text_makes_a_reader_fail_in_another_way(text: str) -> None:
    readers: list[cells.Reader] = [
        cells.district_id, cells.school_id, cells.name, cells.place, cells.short, cells.state, cells.grade,
        cells.students, cells.teachers, cells.latitude, cells.longitude, cells.one_of({"Yes": True}),
    ]  # fmt: skip
    for read in readers:
        with suppress(Unfit):
            read(text)
    cells.looks_misread(text)


@given(st.integers(0, cells.MOST_STUDENTS))
def test_every_possible_number_of_students_is_read_as_itself(number: int) -> None:
    assert cells.students(f"{number}.00000") == number
