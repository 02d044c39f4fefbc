"""`pergola directory import`, as an operator sees it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from pergola.systems import command as commands
from pergola.systems.models import School

pytestmark = pytest.mark.django_db

GOOD = (
    "ncessch,leaid,school_name,lea_name,city_location,state_location,lowest_grade_offered,highest_grade_offered\n"
    "120105000001,1201050,LAKE MINNEOLA HIGH,LAKE,MINNEOLA,FL,9,12\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "schools_2019_20.csv").write_text(GOOD)
    (tmp_path / "PROVENANCE.md").write_text("Where it comes from.")
    return tmp_path


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(commands.command, ["import", *map(str, words)])
    return done.exit_code, " ".join(done.output.split())


def test_a_folder_is_taken_and_what_is_not_read_is_said(folder: Path) -> None:
    code, said = run(folder)
    assert (code, School.objects.count()) == (0, 1)
    assert said.startswith("Not read in ")
    assert said.count("PROVENANCE.md") == 1
    assert said.count("1 of 1 schools taken") == 1
    assert said.count("1 new, 0 changed, 0 as they were.") == 1
    assert said.count("1 district is known only from its schools’ rows: listed as a stub.") == 1


def test_a_refused_file_is_told_and_the_others_are_taken(folder: Path) -> None:
    (folder / "broken.csv").write_text(GOOD + "1,2\n")
    code, said = run(folder)
    assert (code, School.objects.count()) == (1, 1)
    assert said.count(
        "broken.csv: refused, nothing was taken. Row 3 has 2 columns, the header has 8."
        " The file is damaged or was cut; fetch it again."
    ) == 1  # fmt: skip


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, said = run(tmp_path / "nowhere.csv")
    assert (
        code,
        said.count("nowhere.csv: refused, nothing was taken. The file could not be read: No such file or directory."),
    ) == (1, 1)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert run(tmp_path) == (1, "There is no .csv file in what was named.")


def test_problems_are_printed_up_to_what_was_asked(folder: Path) -> None:
    (folder / "schools_2019_20.csv").write_text(GOOD.replace(",9,12", ",nine,twelve"))
    code, said = run(folder, "--problems", "1")
    assert code == 0
    assert (
        said.count("row 2, lowest_grade_offered: “nine” is not a grade: PK, KG, 1 to 13, UG or AE (cell left empty)")
        == 1
    )
    assert said.count("… and 1 more; --problems shows them, --json the first 500.") == 1


def test_machines_get_one_object_a_file(folder: Path) -> None:
    done = CliRunner().invoke(commands.command, ["import", "--json", str(folder)])
    report = json.loads(done.stdout)
    assert (report["file"], report["added"], report["refusal"]) == ("schools_2019_20.csv", 1, "")


@pytest.mark.parametrize(
    "why", ["could not extend file: No space left on device", "server closed the connection unexpectedly"]
)
def test_a_full_disk_or_a_lost_database_gets_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def stop(*_args: object, **_more: object) -> None:
        raise OperationalError(why)

    monkeypatch.setattr(commands, "import_file", stop)
    code, said = run(folder)
    assert code == 1
    assert said.count(f"the database stopped the import, and nothing of the file was taken: {why}") == 1
