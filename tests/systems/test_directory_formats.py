import pytest

from pergola.kernel.errors import Unreadable
from pergola.systems.directory.formats import FORMATS, recognise
from pergola.systems.directory.formats.shape import year_in_name

URBAN = [
    "ncessch", "leaid", "school_name", "lea_name", "city_location", "state_location",
    "lowest_grade_offered", "highest_grade_offered",
]  # fmt: skip


def refusal(header: list[str]) -> str:
    with pytest.raises(Unreadable) as refused:
        recognise(header)
    return str(refused.value)


@pytest.mark.parametrize("shape", FORMATS, ids=lambda shape: shape.slug)
def test_every_format_is_known_by_its_columns_whatever_their_order_case_and_company(shape: object) -> None:
    header = [column.header.upper().replace("*", "") for column in shape.columns]  # type: ignore[attr-defined]
    assert recognise([*reversed(header), "OBJECTID", "Phone"]) is shape


def test_no_two_formats_can_be_taken_for_each_other() -> None:
    assert [(a.slug, b.slug) for a in FORMATS for b in FORMATS if a is not b and a.signature <= b.signature] == []


def test_a_header_that_lacks_a_column_is_told_which() -> None:
    assert refusal(URBAN[:-1]) == (
        "The header is nearest to “School directory, Common Core of Data”, which also needs: highest_grade_offered."
        " Nothing was taken; fetch the file as published."
    )


def test_a_file_of_something_else_is_told_what_is_known() -> None:
    assert refusal(["date", "value"]) == (
        "This is none of the formats the directory knows (School directory, Common Core of Data;"
        " EDGE geocodes of public school districts; Public schools, HIFLD Open; Search for public schools;"
        " Search for public school districts). Its first columns are: date, value."
    )


def test_semicolons_are_told() -> None:
    assert refusal([";".join(URBAN)]) == (
        "The columns are not separated by commas: the header is read as one column. Save the file as comma-separated CSV."
    )


def test_a_column_named_twice_is_told() -> None:
    assert refusal([*URBAN, "LEAID "]) == (
        "The header names a column twice: leaid. Which one counts cannot be told; remove one."
    )


@pytest.mark.parametrize(
    "column",
    [
        "student_id", "Student Name", "first_name", "LastName", "Surname", "DOB", "birth_date", "Date of Birth", "SSN",
        "parent email", "Principal Name", "teacher_id", "Gender", "pupil number", "contact_name", "full name",
    ],
)  # fmt: skip
def test_a_column_that_looks_like_people_costs_the_file(column: str) -> None:
    assert refusal([*URBAN, column]) == (
        f"These columns look like facts about people: {column}. The directory takes schools and districts only."
        " Remove the columns, or check that this is the right file."
    )


@pytest.mark.parametrize(
    "column",
    ["Students*", "Teachers*", "Student Teacher Ratio*", "State School ID", "Phone", "District Name", "NMCNTY15"],
)
def test_columns_about_schools_are_welcome(column: str) -> None:
    assert recognise([*URBAN, column]).slug == "ccd-school-directory"


def test_the_school_year_is_read_from_a_files_name_when_it_is_one() -> None:
    names = ["school_directory_2019_20.csv", "ccd-2021-22.csv", "x_2019_21.csv", "20192020.csv", "export.csv"]
    assert [year_in_name(name) for name in names] == ["2019-20", "2021-22", "", "", ""]
