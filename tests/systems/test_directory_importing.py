"""Stories of files that come into the directory, in any order, once or twice, whole or broken."""

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection

from pergola.systems.directory.importing import import_file
from pergola.systems.directory.report import Fate, Problem, Report
from pergola.systems.models import DirectoryImport, District, School, Source

pytestmark = pytest.mark.django_db

URBAN = "ncessch,leaid,school_name,lea_name,city_location,state_location,lowest_grade_offered,highest_grade_offered"
EDGE = "LEAID,NAME,OPSTFIPS,LCITY,LSTATE,NMCNTY15,LAT1516,LON1516"
HIFLD = "NCESID,NAME,CITY,STATE,COUNTY,LATITUDE,LONGITUDE,STATUS,LEVEL_,ST_GRADE,END_GRADE,DISTRICTID,ENROLLMENT,FT_TEACHERS,SOURCE_DATE"
SEARCH = "NCES District ID,District Name,County Name*,City,State,Students*,Teachers*,Type"

URBAN_LAKE = f"{URBAN}\n120105000001,1201050,LAKE MINNEOLA HIGH,LAKE,MINNEOLA,FL,9,12\n"
EDGE_LAKE = f"{EDGE}\n1201050,LAKE (CUT NAME),12,TAVARES,FL,Lake County,28.8,-81.7\n"
HIFLD_LAKE = f"{HIFLD}\n120105000001,LAKE MINNEOLA HIGH SCHOOL,MINNEOLA,FL,LAKE,28.6,-81.7,1,HIGH,M,M,1201050,2100,-999,2024-01-31 00:00:00\n"
SEARCH_LAKE = f"{SEARCH}\n1201050,LAKE COUNTY,Lake County,TAVARES,FL,45077.00000,†,Regular Local\n"

type Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def everything() -> list[object]:
    """The whole directory by its published ids, with who told what."""
    slugs = dict(Source.objects.values_list("pk", "slug"))

    def plain(row: dict[str, object]) -> dict[str, object]:
        told = row["told"]
        assert isinstance(told, dict)
        return row | {"told": {name: slugs[pk] for name, pk in told.items() if name != "district_id"}}

    skip = {"id", "source_id", "district_id"}
    districts = [
        plain({k: v for k, v in row.items() if k not in skip}) for row in District.objects.order_by("leaid").values()
    ]
    schools = School.objects.order_by("nces_id").values(
        "nces_id", "district__leaid", "name", "city", "state", "county", "latitude", "longitude", "students", "teachers",
        "low_grade", "high_grade", "level", "charter", "open", "told", "source__slug",
    )  # fmt: skip
    return [*districts, *(plain(dict(row)) for row in schools)]


def test_a_school_file_makes_its_schools_and_stubs_of_their_districts(write: Write) -> None:
    report = import_file(write(URBAN_LAKE, "school_directory_2019_20.csv"))
    school = School.objects.get()
    assert (report.taken, report.added, report.stubs_added) == (1, 1, 1)
    assert (school.nces_id, school.name, school.city, school.state, school.low_grade, school.high_grade) == (
        "120105000001", "LAKE MINNEOLA HIGH", "MINNEOLA", "FL", 9, 12,
    )  # fmt: skip
    assert str(school.source) == "School directory, Common Core of Data, 2019-20"
    assert school.district is not None
    assert (school.district.leaid, school.district.name, school.district.state, school.district.stub) == (
        "1201050",
        "LAKE",
        "FL",
        True,
    )


def test_a_stub_becomes_a_district_when_its_row_comes_and_keeps_the_newer_name(write: Write) -> None:
    import_file(write(URBAN_LAKE, "school_directory_2019_20.csv"))
    report = import_file(write(EDGE_LAKE))
    lake = District.objects.get()
    assert (report.stubs_filled, report.changed) == (1, 1)
    assert (lake.stub, lake.name, lake.city, lake.county, lake.latitude) == (
        False,
        "LAKE",
        "TAVARES",
        "Lake County",
        28.8,
    )


def test_the_order_of_files_does_not_matter_and_a_blank_never_wins(write: Write) -> None:
    contents = [
        ("school_directory_2019_20.csv", URBAN_LAKE),
        ("edge.csv", EDGE_LAKE),
        ("hifld.csv", HIFLD_LAKE),
        ("search.csv", SEARCH_LAKE),
    ]
    results = []
    for turn in range(len(contents)):
        School.objects.all().delete()
        District.objects.all().delete()
        for name, content in contents[turn:] + contents[:turn]:
            assert import_file(write(content, name)).refusal == ""
        results.append(everything())
    assert results == [results[0]] * len(contents)
    school = School.objects.get()
    assert (school.name, school.low_grade, school.students, school.teachers, school.open) == (
        "LAKE MINNEOLA HIGH SCHOOL", 9, 2100, None, True,
    )  # fmt: skip
    assert District.objects.get().name == "LAKE COUNTY"


def test_taking_a_file_twice_is_the_same_as_once_and_says_so(write: Write) -> None:
    path = write(HIFLD_LAKE)
    first, before = import_file(path), everything()
    second = import_file(path)
    assert [(one.added, one.changed, one.unchanged) for one in (first, second)] == [(1, 0, 0), (0, 0, 1)]
    assert everything() == before
    assert DirectoryImport.objects.count() == 2


def test_a_newer_file_changes_what_it_says_and_leaves_the_rest(write: Write) -> None:
    import_file(write(HIFLD_LAKE))
    later = (
        HIFLD_LAKE.replace("2024-01-31", "2025-02-01").replace(",2100,", ",-999,").replace("MINNEOLA,FL", "CLERMONT,FL")
    )
    report = import_file(write(later))
    school = School.objects.get()
    assert (report.changed, school.city, school.students, str(school.source)) == (
        1,
        "CLERMONT",
        2100,
        "Public schools, HIFLD Open, 2025-02-01",
    )


def test_a_bad_id_costs_its_row_and_a_bad_cell_only_itself(write: Write) -> None:
    text = (
        f"{HIFLD}\n"
        "120105000001,ONE,MINNEOLA,FL,LAKE,999,-81.7,1,HIGH,09,12,1201050,-5,40,2024-01-31\n"
        "20105000002,TWO,MINNEOLA,FL,LAKE,no,-81.7,1,HIGH,09,12,1201050,5,40,2024-01-31\n"
        ",THREE,MINNEOLA,FL,LAKE,28.6,-81.7,1,HIGH,09,12,1201050,5,40,2024-01-31\n"
        "120105000004,FOUR,MINNEOLA,FL,LAKE,0,0,9,HIGH,09,12,1201050,5,40,2024-01-31\n"
    )
    report = import_file(write(text))
    assert (report.rows, report.taken, report.rows_refused, report.cells_refused) == (4, 2, 2, 4)
    assert report.problems == [
        Problem(2, "LATITUDE", "999", "is not an angle from −90 to 90 degrees", Fate.CELL),
        Problem(2, "ENROLLMENT", "-5", "is not a number of students: whole, from 0 to 5000000", Fate.CELL),
        Problem(
            3, "NCESID", "20105000002",
            "an NCES id of this kind has 12 digits, here are 11: a spreadsheet may have eaten the first zero", Fate.ROW,
        ),
        Problem(4, "NCESID", "", "the id is missing, and without it the row belongs to nothing", Fate.ROW),
        Problem(5, "STATUS", "9", "is none of the published codes: 1, 2, 3, 4, 5, 6, 7, 8", Fate.CELL),
        Problem(5, "LATITUDE", "0.0, 0.0", "latitude and longitude are only used together, and not where both are 0", Fate.CELL),
    ]  # fmt: skip
    kept = School.objects.order_by("nces_id").values_list("name", "latitude", "students", "teachers", "open")
    assert list(kept) == [("ONE", None, None, Decimal(40), True), ("FOUR", None, 5, Decimal(40), None)]


def test_a_district_with_its_office_elsewhere_stays_where_it_is(write: Write) -> None:
    report = import_file(write(f"{SEARCH}\n1200084,IDEA PUBLIC SCHOOLS,Hidalgo County,WESLACO,TX,10,1,Charter\n"))
    idea = District.objects.get()
    assert (idea.state, idea.city, idea.kind) == ("FL", "", "Charter")
    assert [(one.column, one.read, one.fate) for one in report.problems] == [("City", "WESLACO, TX", Fate.CELL)]


def test_one_id_with_two_stories_costs_the_file(write: Write) -> None:
    report = import_file(write(URBAN_LAKE + "120105000001,1201050,OTHER NAME,LAKE,MINNEOLA,FL,9,12\n"))
    assert report.refusal == (
        "The id 120105000001 stands in rows 2 and 3 with different facts. Which is right cannot be told."
    )
    assert (School.objects.count(), District.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_one_row_twice_is_taken_once(write: Write) -> None:
    report = import_file(write(URBAN_LAKE + URBAN_LAKE.splitlines()[1] + "\n"))
    assert (report.repeated, report.added, School.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (f"{URBAN}\n", "The file has a header and no rows. Fetch it again."),
        ("\n\n", "The file holds only blank lines. Fetch it again."),
        (
            f"{URBAN_LAKE}120105000002,1201050\n",
            "Row 3 has 2 columns, the header has 8. The file is damaged or was cut; fetch it again.",
        ),
        (
            f"{URBAN}\nnot an id,1201050,X,LAKE,Y,FL,9,12\n",
            (
                "Not one of the 1 rows could be read: an NCES id of this kind has 12 digits and nothing else."
                " Import the file as it was published."
            ),
        ),
    ],
)
def test_a_broken_file_changes_nothing_and_leaves_a_line_in_the_log(write: Write, content: str, refusal: str) -> None:
    report = import_file(write(content))
    log = DirectoryImport.objects.get()
    assert (report.refusal, log.report["refusal"], log.taken) == (refusal, refusal, 0)
    assert (School.objects.count(), District.objects.count()) == (0, 0)


def test_a_file_in_windows_1252_is_read_as_such(write: Write) -> None:
    report = import_file(write(URBAN_LAKE.replace("LAKE MINNEOLA", "Doña Ana").encode("cp1252")))
    assert (report.encoding, School.objects.get().name) == ("Windows-1252", "Doña Ana HIGH")


def test_problems_past_the_cap_are_counted_and_not_kept(write: Write) -> None:
    rows = "".join(f"1201050{n:05},1201050,SCHOOL {n},LAKE,MINNEOLA,FL,nine,12\n" for n in range(700))
    report = import_file(write(f"{URBAN}\n{rows}"))
    assert (report.taken, report.cells_refused, len(report.problems)) == (700, 700, 500)


KILLED = """
import os, sys, django
django.setup()
from pathlib import Path
from pergola.systems.directory import importing
die = lambda *args, **kwargs: os.kill(os.getpid(), 9)
if sys.argv[2] == "reading":
    importing.import_file(Path(sys.argv[1]), progress=die)
importing._log = die
importing.import_file(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("moment", ["reading", "all but committed"])
def test_killed_with_9_a_file_is_not_there_at_all(write: Write, moment: str) -> None:
    path, address = write(URBAN_LAKE, f"{moment}.csv"), urlsplit(os.environ["DATABASE_URL"])
    there = address._replace(path="/" + quote(connection.settings_dict["NAME"])).geturl()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), moment],
        env=os.environ | {"DATABASE_URL": there},
        check=False,
        timeout=60,
    )
    assert done.returncode == -9
    assert (School.objects.count(), District.objects.count(), DirectoryImport.objects.count()) == (0, 0, 0)
    assert import_file(path).added == 1


def test_a_report_can_be_kept_as_json() -> None:
    report = Report(file="x.csv")
    report.note(Problem(2, "a", "b", "c", Fate.CELL))
    assert report.as_json()["problems"] == [
        {"row": 2, "column": "a", "read": "b", "why": "c", "fate": "cell left empty"}
    ]


def test_the_same_file_under_a_name_without_its_year_changes_nothing(write: Write) -> None:
    import_file(write(URBAN_LAKE, "school_directory_2019_20.csv"))
    report = import_file(write(URBAN_LAKE.replace("MINNEOLA,FL", "ELSEWHERE,FL"), "export.csv"))
    assert (report.source, report.changed, School.objects.get().city) == (
        "School directory, Common Core of Data, year not stated in the file", 0, "MINNEOLA",
    )  # fmt: skip
