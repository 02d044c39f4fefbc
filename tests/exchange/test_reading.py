"""From bytes to lines: encodings, ragged rows, headers as they are met; and the quick way beside the careful one."""

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.bundles import ROLES, USERS_11, USERS_12, bundle_12, csv_of, folder, manifest, of_staff, role, user

from pergola.exchange.oneroster import people as people_module
from pergola.exchange.oneroster.bundle import open_bundle
from pergola.exchange.oneroster.cells import STAFF
from pergola.exchange.oneroster.loops import loop_in
from pergola.exchange.oneroster.plainly import Plain
from pergola.exchange.oneroster.records import batches, cells_of, encoding_of
from pergola.exchange.oneroster.report import Report
from pergola.exchange.oneroster.sifting import Known, sift
from pergola.kernel.errors import Unreadable

TODAY = date(2026, 11, 26)
type Files = Mapping[str, str | bytes]


def read(files: Files, encoding: str = "utf-8", known: set[bytes] | None = None) -> tuple[list[list[str]], Report]:
    """The people sifted out of a bundle, cell by cell, without the id drawn by chance; and the report."""
    with TemporaryDirectory() as place:
        into = Path(place) / "into"
        into.mkdir()
        report = Report(file="bundle")
        with open_bundle(folder(Path(place) / "from", files, encoding)) as bundle:
            sift(bundle, into, report, Known(lambda: set(known or ()), today=TODAY), lambda _manifest: None)
        lines = (into / "people").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[:-1] for line in lines], report


def names(files: Files, encoding: str = "utf-8") -> list[str]:
    return [line[2] for line in read(files, encoding)[0]]


def refusal(files: Files, encoding: str = "utf-8") -> str:
    with pytest.raises(Unreadable) as refused:
        read(files, encoding)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_a_roster_is_met_in_is_read(encoding: str) -> None:
    assert names(bundle_12([user("ü1", "Zoë", "Nuñez")], [role("r1", "ü1")]), encoding) == ["Zoë Nuñez"]


def test_files_of_one_bundle_may_differ_in_it() -> None:
    files = bundle_12([user("ü1", "Zoë", "Nuñez")], [role("r1", "ü1")])
    assert names({**files, "users.csv": files["users.csv"].encode("cp1252")}) == ["Zoë Nuñez"]


def test_two_encodings_in_one_file_no_encoding_and_no_text_are_refused() -> None:
    files = of_staff("Ana")
    start = files["users.csv"].encode()
    assert "mixes two encodings: line 3 is UTF-8, line 4 is not" in refusal(
        {**files, "users.csv": start + "é\n".encode() + b"\xe9\n"}
    )
    assert "is neither UTF-8 nor Windows-1252" in refusal({**files, "users.csv": start + b"\x81\n"})
    assert "holds zero bytes" in refusal({**files, "users.csv": start + b"a\0b\n"})
    assert "says that it is UTF-8, and is not" in refusal(files | {"users.csv": b"\xef\xbb\xbf" + start + b"\xe9\n"})


def test_headers_as_they_are_met_in_the_world() -> None:
    header = USERS_12.replace("userIds", "userId").replace("givenName", "Given Name").replace("sourcedId", "SOURCEDID")
    text = csv_of(f"{header},metadata.badge,ext_x,,", [(*user("u1", "Ana"), "7", "y", "", "")])
    roles = csv_of(ROLES.replace("dateLastModified", "dataLastModified") + ",,", [(*role("r1", "u1"), "", "")])
    assert names(of_staff("Ben") | {"users.csv": text, "roles.csv": roles}) == ["Ana Ruiz"]


def test_a_missing_column_is_named_with_what_is_there() -> None:
    text = "sourcedId,givenName\nu1,Ana\n"
    assert refusal(of_staff("Ana") | {"users.csv": text}) == (
        "users.csv has no column “familyName”. It has: sourcedId, givenName."
    )
    assert "are not parted by commas" in refusal(of_staff("Ana") | {"users.csv": "sourcedId;givenName\n"})
    assert "is empty: not even a header" in refusal(of_staff("Ana") | {"users.csv": ""})


def test_ragged_rows_are_refused_with_where_and_only_they() -> None:
    files = of_staff("Ana", "Ben")
    rows = files["users.csv"].splitlines()
    files["users.csv"] = "\n".join([rows[0], rows[1] + ",more", rows[2]]) + "\nshort,row\n"
    lines, report = read(files)
    assert [line[2] for line in lines] == ["Ben Ruiz"]
    assert [(one.file, one.row, one.column) for one in report.problems] == [
        ("users.csv", 2, "sourcedId"),
        ("users.csv", 4, "sourcedId"),
    ]
    assert report.problems[0].why.startswith("has 12 cells, the header 11")


def test_one_id_with_two_stories_is_refused_and_the_same_twice_is_once() -> None:
    files = bundle_12([user("u1", "Ana"), user("u1", "Ana")], [role("r1", "u1")])
    assert "the id “u1” of row 3" in refusal(bundle_12([user("u1", "Ana"), user("u1", "Ben")], [role("r1", "u1")]))
    assert names(files) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"manifest.csv": ""}, "does not say which OneRoster this is"),
        (
            {"manifest.csv": "propertyName,value\noneroster.version,2.0\n"},
            "This is OneRoster “2.0”; 1.1 and 1.2 are read.",
        ),
        ({"manifest.csv": "oneroster.version,1.2\nfile.users,all\n"}, "manifest.csv says “all” of users.csv"),
        ({"manifest.csv": "oneroster.version,1.2\nfile.orgs,bulk\n"}, "names no users.csv"),
        ({"manifest.csv": "oneroster.version,1.2\nfile.users,bulk\n"}, "belong together"),
        ({"manifest.csv": "oneroster.version,1.2\noneroster.version,1.1\n"}, "says two things"),
        ({"manifest.csv": "just one cell\n"}, "has one cell"),
    ],
)
def test_a_wrong_manifest_is_refused(changed: Files, why: str) -> None:
    assert why in refusal({**of_staff("Ana"), **changed})


def test_no_manifest_says_what_is_there() -> None:
    files = of_staff("Ana")
    del files["manifest.csv"]
    assert refusal(files).startswith("The bundle has no manifest.csv, which says what is in it. It holds: orgs.csv")


def test_manifests_as_they_are_met_in_the_world() -> None:
    told = "PropertyName,Value\nOneRoster.Version, 1.2.0\nfile.orgs.csv,Bulk\nusers,bulk\nfile.ROLES,BULK\nfile.demographics,\n"
    assert names(of_staff("Ana") | {"manifest.csv": told}) == ["Ana Ruiz"]


def test_a_line_that_is_as_it_was_is_not_read_again() -> None:
    lines, _report = read(of_staff("Ana", "Ben"))
    known = {int(line[7]).to_bytes(8, "big", signed=True) for line in lines}
    again, report = read(of_staff("Ana", "Ben", "Cho"), known=known)
    assert ([line[2] for line in again], report.people.unchanged) == (["Cho Ruiz"], 2)
    changed = bundle_12([user("u-Ana", "Ana", email="ana@alder.example")], [role("r-Ana", "u-Ana", "aide")])
    assert [line[4] for line in read(changed, known=known)[0]] == ["aide"]


ids = st.sampled_from(["u1", "u2", "u3", "u4", "u 5", 'u"6', "ü7", "u\\8"])
texts = st.sampled_from(
    ["", "Ana", "Zoë", " Ben ", "D'Arcy", 'Jo "Jo"', "Mac, Jr", "x" * 150, "a\\b", "two  spaces", "tab\there"]
)
statuses = st.sampled_from(["", "active", "Active", "tobedeleted", "perhaps"])
emails = st.sampled_from(["", "a@b.example", "no address", "é@b.example", "A@B.EXAMPLE"])
whats = st.sampled_from(["teacher", "Teacher", "aide", "student", "guardian", "ext:coach", "", "principal"])
days = st.sampled_from(["", "2026-01-01", "2026-11-26", "2027-06-30", "1/05/2023", "2026-11-27T00:00:00Z"])
enabled = st.sampled_from(["", "true", "TRUE", "false", "0"])


@st.composite
def bundles(draw: st.DrawFn) -> Files:
    """Bundles with whatever may stand in a cell."""
    whose = draw(st.lists(ids, unique=True, min_size=1, max_size=5))
    if draw(st.booleans()):
        rows = [
            (one, draw(statuses), draw(days), draw(enabled), draw(st.sampled_from(["s1", "s1,d", " s1", ""])), draw(whats), "", "",
             draw(texts), draw(texts), draw(emails))
            for one in whose
        ]  # fmt: skip
        return {
            "manifest.csv": manifest("1.1", "bulk", ["users"]),
            "users.csv": csv_of(USERS_11, rows),
        }
    people = [
        (one, draw(statuses), draw(days), draw(enabled), "", "", draw(texts), draw(texts), "", "", draw(emails))
        for one in whose
    ]
    roles = [
        (f"r{n}", draw(statuses), draw(days), draw(ids), draw(st.sampled_from(["primary", "secondary", "Primary", ""])),
         draw(whats), draw(days), draw(days), draw(st.sampled_from(["s1", " d", ""])))
        for n in range(draw(st.integers(0, 7)))
    ]  # fmt: skip
    return dict(bundle_12(people, roles))


@settings(max_examples=120)
@given(bundles(), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_the_quick_way_and_the_careful_way_never_differ(files: Files, encoding: str) -> None:
    quick = read(files, encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "read", lambda *_: None)
        careful = read(files, encoding)
    assert quick[0] == careful[0]
    left, right = quick[1].as_json(), careful[1].as_json()
    assert {**left, "seconds": 0} == {**right, "seconds": 0}


@settings(max_examples=80)
@given(bundles())
def test_no_student_and_no_row_twice_ever_comes_through(files: Files) -> None:
    lines, report = read(files)
    assert len({line[1] for line in lines}) == len(lines)
    assert all(line[4] in STAFF for line in lines)
    assert all(line[2].strip() for line in lines)
    assert report.students + report.relatives + report.no_role + report.switched_off <= report.rows


@given(
    st.lists(st.lists(st.text(alphabet='ab,"\n\r é', max_size=6), min_size=2, max_size=4), min_size=1, max_size=6),
    st.integers(1, 9),
)
def test_records_are_those_of_csv_however_the_file_is_cut(rows: list[list[str]], size: int) -> None:
    rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    content = csv_of("a,b", rows).encode()
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    found = [
        cells_of(one)
        for _start, batch in batches("x.csv", lambda: pieces, encoding_of("x.csv", lambda: pieces))
        for one in batch
    ]
    assert found == [["a", "b"], *rows]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghx"), max_size=8))
def test_a_loop_is_found_where_there_is_one_and_only_there(parents: dict[str, str]) -> None:
    def ends(one: str) -> bool:
        for _step in range(len(parents) + 1):
            if one not in parents:
                return True
            one = parents[one]
        return False

    loop = loop_in(parents)
    assert bool(loop) == any(not ends(one) for one in parents)
    for at, one in enumerate(loop):
        assert parents[one] == loop[(at + 1) % len(loop)]


def test_a_chain_as_long_as_a_district_is_no_loop() -> None:
    many = list(range(50_000))
    random.Random(42).shuffle(many)
    assert loop_in({str(one): str(one + 1) for one in many}) == []


def test_reading_knows_no_database() -> None:
    folder_of = Path(people_module.__file__).parent
    assert [path.name for path in folder_of.glob("*.py") if "django.db" in path.read_text()] == []
