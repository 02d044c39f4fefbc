"""What an operator reads at the terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cast import Cast
from tests.exchange.bundles import of_staff, zipped
from tests.exchange.test_importing import imports, lines

from pergola.exchange.command import command

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(command, ["import", *words])


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    return str(zipped(tmp_path / "export.zip", of_staff("Ana", "Ben")))


def test_a_preview_says_what_would_be_and_changes_nothing(cast: Cast, bundle: str) -> None:
    told = run(bundle, "--system", "alder-valley", "--preview")
    assert told.exit_code == 0
    assert "export.zip, OneRoster 1.2, bulk: would change: 2 people come" in told.output
    assert "users.csv, row 2: Ana Ruiz: teacher" in told.output
    assert (lines(cast), imports(cast)) == ({}, [])


def test_then_it_is_put_in_and_again_nothing_changes(cast: Cast, bundle: str) -> None:
    assert "changed: 2 people come" in run(bundle, "--system", "alder-valley").output
    again = run(bundle, "--system", "alder-valley")
    assert "nothing: everything is as it was" in again.output
    assert (len(lines(cast)), imports(cast)) == (2, ["applied", "applied"])


def test_as_json_there_is_one_object_and_nothing_else(cast: Cast, bundle: str) -> None:
    told = json.loads(run(bundle, "--system", "alder-valley", "--json", "--preview").stdout)
    assert (told["people"]["added"], told["refusal"]) == (2, "")


def test_a_refusal_and_a_system_nobody_knows_end_with_a_sentence(cast: Cast, tmp_path: Path, bundle: str) -> None:
    refused = run(str(tmp_path / "nowhere.zip"), "--system", "alder-valley")
    assert (refused.exit_code, "refused, nothing was changed. The bundle could not be read" in refused.output) == (
        1,
        True,
    )
    unknown = run(bundle, "--system", "nowhere")
    assert (unknown.exit_code, "There is no school system at the address “nowhere”" in unknown.output) == (2, True)
