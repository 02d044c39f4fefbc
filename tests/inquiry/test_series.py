"""What people paste: read whole, or refused with sentences; never half-taken, never an error page."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pergola.inquiry.series import MOST_PROBLEMS, MOST_ROWS, Observation, Parsed, parse
from pergola.inquiry.slips import odd_values

TODAY = date(2026, 11, 13)


def share(source: str | bytes) -> Parsed:
    return parse(source, share=True, today=TODAY)


def number(source: str | bytes) -> Parsed:
    return parse(source, share=False, today=TODAY)


def values(parsed: Parsed) -> list[tuple[str, Decimal | None]]:
    assert parsed.problems == ()
    return [(each.day.isoformat(), each.value) for each in parsed.observations]


def only_problem(parsed: Parsed) -> tuple[int, int, str]:
    assert parsed.observations == ()
    [problem] = parsed.problems
    assert problem.what
    assert problem.how
    return problem.row, problem.column, problem.what


TWO = [("2026-11-03", Decimal(34)), ("2026-11-05", Decimal("36.5"))]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03\t34\n2026-11-05\t36.5\n",
        "2026-11-03,34\n2026-11-05,36.5",
        "2026-11-03;34\r\n2026-11-05;36,5\r\n",
        "Date\tShare\n2026-11-03\t34 %\n2026-11-05\t36.5%\n",
        "\ufeffDate;Share\n2026-11-03;34;\n2026-11-05;36,5;\n",
        "11/3/2026\t34\n11/5/26\t36.5",
        "3 Nov 2026\t34\n5 November 2026\t36.5",
        "Nov 3, 2026, 34\nNovember 5, 2026, 36.5",
        "Tuesday 3 November 2026\t34\nThu, 5 Nov 2026\t36.5",
        "3.11.2026;34\n05.11.2026;36,5",
        "2026-11-03 34 %\n2026-11-05: 36,5 %\n",
        "3 November 34\n5 November 36.5",
        "Nov 3\t34\nNov 5\t36.5",
        "3 de noviembre de 2026;34\n5 nov 2026;36,5",
        '"2026-11-03","34"\n"2026-11-05","36,5"',
        "2026-11-05\t36.5\n\n\n2026-11-03\t34",
        "2026-11-03 00:00:00\t34\n2026-11-05T08:30\t36.5",
        "2026-11-03\t0.34\n2026-11-05\t0.365",
        "2026/11/03\t34\r2026/11/05\t36.5\r",
        "3-Nov-26,34\n5-Nov-26,36.5",
        "2026-11-03\t\u00a034\u00a0%\n2026-11-05\t36.5",
    ],
)
def test_the_same_two_lessons_in_the_ways_people_write_them(text: str) -> None:
    assert values(share(text)) == TWO


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    parsed = share("Día;Señal\n2026-11-03;34\n2026-11-05;36,5".encode(encoding))
    assert values(parsed) == TWO
    assert bool(parsed.notes) == (encoding == "cp1252")


def test_how_many_of_how_many_are_kept_as_counted() -> None:
    parsed = share("Lesson,Explained,Slips\n2026-11-03,38,118\n2026-11-05,0,0\n2026-11-10,,")
    assert parsed.observations == (
        Observation(date(2026, 11, 3), Decimal(38), Decimal(118)),
        Observation(date(2026, 11, 5), None),
        Observation(date(2026, 11, 10), None),
    )
    assert parsed.observations[0].point(share=True) == Fraction(3800, 118)
    assert parsed.observations[0].point(share=False) == Fraction(38, 118)
    assert parsed.observations[1].point(share=True) is None
    assert Observation(TODAY, Decimal("0.5")).point(share=True) == Fraction(1, 2)


@pytest.mark.parametrize("blank", ["", " ", "-", "–", "n/a", "NA"])
def test_a_blank_is_a_gap_and_not_a_zero(blank: str) -> None:
    assert values(share(f"2026-11-03\t34\n2026-11-05\t{blank}\n")) == [TWO[0], ("2026-11-05", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1'234", "1234"),
        ("1,234,567", "1234567"),
        ("0,125", "0.125"),
        ("-5", "-5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("100", "100"),
        ("12.34567", "12.3457"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert values(number(f"2026-11-03\t{text}")) == [("2026-11-03", Decimal(value))]


def test_one_decimal_comma_settles_the_others() -> None:
    assert [value for _day, value in values(number("2026-11-03;1,5\n2026-11-04;1,234\n2026-11-05;2.345,5"))] == [
        Decimal("1.5"),
        Decimal("1.234"),
        Decimal("2345.5"),
    ]


def test_a_guess_is_told() -> None:
    assert "1,234" in number("2026-11-03\t1,234").notes[0]
    assert "the month first" in share("11/3/2026\t34").notes[0]
    assert "three" not in share("11/13/2026\t34").notes
    assert "because row 2" in share("3/9/2026\t34\n25/9/2026\t35").notes[0]
    assert "latest such day" in share("3 November\t34").notes[0]
    assert "order" in share("2026-11-05\t34\n2026-11-03\t34").notes[0]
    assert "shares" in share("2026-11-03\t0.34").notes[0]
    assert share("2026-11-03\t34").notes == ()


def test_day_first_is_settled_for_all() -> None:
    assert [day for day, _value in values(share("3/9/2026\t34\n25/9/2026\t35"))] == ["2026-09-03", "2026-09-25"]


def test_a_school_year_without_years() -> None:
    parsed = parse("25 Aug\t30\n12 Jan\t31\n29 Feb\t3", share=True, today=date(2027, 2, 1))
    assert [each.day.isoformat() for each in parsed.observations] == ["2024-02-29", "2026-08-25", "2027-01-12"]


@pytest.mark.parametrize(
    ("text", "row", "column", "says"),
    [
        ("", 0, 0, "nothing to read"),
        (" \n \t\n", 0, 0, "nothing to read"),
        ("Date\tShare", 1, 0, "no row beneath"),
        ("2026-11-03", 0, 2, "only dates"),
        ("2026-11-03\tabsent", 1, 2, "“absent” is not a number"),
        ("2026-11-03\t#DIV/0!", 1, 2, "spreadsheet’s own mistake"),
        ("2026-11-03\t=A1/B1", 1, 2, "is a formula"),
        ("2026-11-03\t1e5", 1, 2, "not a number"),
        ("2026-11-03\tnan", 1, 2, "not a number"),
        ("2026-11-03\t9999999999999", 1, 2, "not a number"),
        ("2026-11-03\t١٢", 1, 2, "not a number"),
        ("2026-11-03\t134", 1, 2, "not a share"),
        ("2026-11-03\t-1", 1, 2, "not a share"),
        ("2026-02-30\t34", 1, 1, "no such day"),
        ("46329\t34", 1, 1, "spreadsheet keeps a date"),
        ("3 Movember\t34", 1, 1, "not a date"),
        ("\t34\n2026-11-03\t34", 1, 1, "no date"),
        ("2027-11-03\t34", 1, 1, "has not been yet"),
        ("1066-10-14\t34", 1, 1, "before 1990"),
        ("2026-11-03\t34\n2026-11-03\t35", 2, 1, "Rows 1 and 2 have the same date"),
        ("8/25/2026\t34\n25/9/2026\t35", 2, 1, "month first"),
        ("2026-11-03,34,5", 1, 2, "34 of 5"),
        ("2026-11-03\t38\t\n2026-11-05\t3\t9", 1, 3, "not of how many"),
        ("2026-11-03\t1\t2\t3", 1, 4, "4 columns"),
        ("2026-11-03\t34\x00", 1, 0, "not text (U+0000)"),
        ("2026-11-03\t3\ufffd4", 1, 0, "not text"),
        ("PK\x03\x04…", 0, 0, "spreadsheet program"),
    ],
)
def test_each_mistake_has_its_sentence_and_its_place(text: str, row: int, column: int, says: str) -> None:
    at_row, at_column, what = only_problem(share(text))
    assert (at_row, at_column) == (row, column)
    assert says in what


def test_a_value_alone_takes_two_columns_and_says_why() -> None:
    assert only_problem(number("2026-11-03,34,5"))[:2] == (1, 3)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"PK\x03\x04\x14\x00", "not a spreadsheet we can read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet program"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"2026-11-03;\x81", "bytes that are not text"),
        (b"2026-11-03;3\x00", "not text (U+0000)"),
        (b"\xff\xfe2\x000", "bytes that are not text"),
    ],
)
def test_files_that_are_not_rows(source: bytes, says: str) -> None:
    assert says in only_problem(share(source))[2]


@pytest.mark.parametrize(
    "text",
    [
        "Student ID\tDate\tScore\n1001\t2026-11-03\t5",
        "Date\tLast name\n2026-11-03\tLopez",
        "Student\tScore\n7\t5",
        "Date,DOB\n2026-11-03,2014-02-01",
        "Fecha;Nombre\n2026-11-03;Ana",
        "Maria Lopez\t34\nDana Kim\t35",
        "Lopez, Maria\t34\nKim, Dana\t35",
        "maria@example.org\t34\ndana@example.org\t31",
    ],
)
def test_what_is_about_single_people_is_refused_and_not_repeated(text: str) -> None:
    parsed = share(text)
    assert "single people" in only_problem(parsed)[2]
    assert "FERPA" in parsed.problems[0].how
    assert "Lopez" not in str(parsed)
    assert "maria@" not in str(parsed)


def test_students_as_a_count_are_welcome() -> None:
    assert values(share("Date\tExplained\tStudents\n2026-11-03\t38\t118")) == [("2026-11-03", Decimal(38))]


def test_all_problems_at_once_but_not_endlessly() -> None:
    parsed = share("Date\tShare\n" + "".join(f"foo\tbar{row}\n" for row in range(50)))
    assert len(parsed.problems) == MOST_PROBLEMS
    assert parsed.more == 80
    assert [problem.row for problem in parsed.problems[:3]] == [2, 2, 3]
    assert parsed.observations == ()


def test_one_bad_row_takes_none_of_the_good_ones() -> None:
    rows = [f"{TODAY - timedelta(days=day)}\t{day}" for day in range(50)]
    assert len(share("\n".join(rows)).observations) == 50
    assert share("\n".join([*rows, "oops\t3"])).observations == ()


def test_five_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = [f"{TODAY - timedelta(days=day)}\t{day % 90}" for day in range(MOST_ROWS)]
    assert len(share("Date\tShare\n" + "\n".join(rows) + "\n").observations) == MOST_ROWS
    assert "5,001 rows" in only_problem(share("\n".join([*rows, "2001-01-01\t3"])))[2]


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    for source in ("2026-11-03\t34\n" * 1_000_000, b"2026-11-03\t34\n" * 1_000_000):
        began = time.process_time()
        assert "1,000,001 rows" in only_problem(share(source))[2]
        assert time.process_time() - began < 1
    assert "characters" in only_problem(share("x" * 2_000_000))[2]


@pytest.mark.data
def test_a_published_file_as_it_comes_says_which_columns_to_copy(data: Callable[[str], Path]) -> None:
    path = data("spc/qicharts2_cdi.csv")
    assert "5 columns" in only_problem(number(path.read_bytes()))[2]
    two = "\n".join(",".join(line.split(",")[:2]) for line in path.read_text().splitlines())
    assert [value for _day, value in values(number(two))][:3] == [17, 12, 27]


DAYS = st.dates(date(2000, 1, 1), TODAY)
VALUES = st.one_of(st.none(), st.decimals(0, 100, places=2))


@given(st.dictionaries(DAYS, VALUES, min_size=1, max_size=30), st.sampled_from("\t;"), st.sampled_from(",."))
def test_what_is_written_is_what_is_read(series: dict[date, Decimal | None], separator: str, mark: str) -> None:
    series[TODAY] = Decimal("99.25")  # more than 1: per cent, and the decimal mark is shown
    rows = [
        f"{day}{separator}{'' if value is None else str(value).replace('.', mark)}" for day, value in series.items()
    ]
    assert dict(values(share("\n".join(rows)))) == {day.isoformat(): value for day, value in series.items()}


@given(
    st.one_of(st.text(), st.binary(), st.text("0123456789/-.,;\t\n %NovMaryb\x00\ufeff", max_size=60)), st.booleans()
)
@example(source="²", is_share=False)
@example(source="2026-11-03\t4²\n2026-11-04\t٣", is_share=False)
def test_whatever_is_pasted_gets_an_answer(source: str | bytes, is_share: bool) -> None:
    parsed = parse(source, share=is_share, today=TODAY)
    assert bool(parsed.problems) != bool(parsed.observations)
    assert all(problem.what and problem.how for problem in parsed.problems)
    found = [each.day for each in parsed.observations]
    assert found == sorted(set(found))
    assert all(each.value is None or abs(each.value) < 10**9 for each in parsed.observations)


def test_a_value_a_hundred_times_off_is_asked_and_never_mended() -> None:
    rows = [(4, "41"), (5, "38"), (6, "0.43"), (7, "44"), (8, "40"), (9, "42")]
    parsed = number("\n".join(f"2026-11-0{day}\t{value}" for day, value in rows))
    assert odd_values(parsed.observations) == ["6 November: 0.43 among 38 to 44. Did you mean 43?"]
    assert parsed.observations[2].value == Decimal("0.43")
    large = number("\n".join(f"2026-11-0{day}\t{value}" for day, value in [*rows[:2], (6, "4300"), *rows[3:]]))
    assert odd_values(large.observations) == ["6 November: 4,300 among 38 to 44. Did you mean 43?"]
    zero = number("\n".join(f"2026-11-0{day}\t{value}" for day, value in [*rows[:2], (6, "0"), *rows[3:]]))
    assert odd_values(zero.observations) == [], "none at all is a finding"


def test_what_was_meant_by_a_day_is_said_as_people_say_it() -> None:
    assert "12 November 2026" in number("12 Nov\t34").notes[0]
