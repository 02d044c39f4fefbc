"""Everything into one file and back: to another server and another major version, by counts and hashes."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pergola.config import embedded
from pergola.config.backup import counting, manifest, reading, restoring, tools
from pergola.config.backup.tools import BackupProblem
from pergola.config.embedded import APP, DATABASE, OWNER, Server

pytestmark = pytest.mark.slow  # each test runs whole commands, half a minute in all on an idle machine
ROOT = Path(__file__).resolve().parents[2]
ROLES = f"""CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB BYPASSRLS; CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS;
GRANT {APP} TO {OWNER}; """
WORDS = "Gartenlaube, 庭のあずまや, ‘quoted’ and \\\\ backslashed\ttab"


def majors() -> dict[int, Path]:
    """PostgreSQL’s programs by version: the wheel carries 16 beside 18, and Debian may have others."""
    beside = embedded.binaries().parent.parent / "pginstall" / "bin"
    found = {tools.major_of(folder / "pg_dump"): folder for folder in (*tools.PACKAGED.glob("*/bin"), beside)}
    return {major: folder for major, folder in found.items() if 15 <= major < 18 and (folder / "initdb").exists()}


class Other(Server):
    """A server of another major version, in the way ours is made."""

    binaries: Path

    def _tool(self, name: str, *arguments: str, words: str = "") -> subprocess.CompletedProcess[bytes]:
        """Its own programs, and no provider of locales that only newer ones have."""
        kept = [word for word in arguments if "builtin" not in word]
        if name == "initdb":
            kept = [word for word in kept if word not in {"--locale=C"}] + ["--locale=C.UTF-8"]
        before = embedded.binaries
        embedded.binaries = lambda: self.binaries
        try:
            return super()._tool(name, *kept, words=words)
        finally:
            embedded.binaries = before


class House:
    """Commands of ours on one server."""

    def __init__(self, server: Server, home: Path) -> None:
        self.server, self.home = server, home

    def environ(self, database: str = DATABASE) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "PERGOLA_"))}
        return {
            **kept,
            "DATABASE_URL": self.server.url_of(database),
            "DATABASE_OWNER_URL": self.server.owner_url_of(database),
            "PERGOLA_SECRET_KEY": "0123456789" * 5,
            "PERGOLA_STATE": str(self.home),
            "PERGOLA_FILES": str(self.home / "files"),
        }

    def run(self, *words: str, database: str = DATABASE) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pergola.config.command", *words]
        return subprocess.run(
            command, env=self.environ(database), capture_output=True, text=True, check=False, timeout=300
        )

    def must(self, *words: str, database: str = DATABASE) -> str:
        done = self.run(*words, database=database)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str, database: str = DATABASE) -> None:
        environ = self.environ(database) | {
            "DJANGO_SETTINGS_MODULE": "pergola.config.settings",
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT))),
        }
        subprocess.run([sys.executable, "-c", code], env=environ, check=True, timeout=300)

    def owner(self, database: str = DATABASE) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.server.owner_url_of(database), autocommit=True)


@pytest.fixture(scope="module")
def ground_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    ground = Path("/tmp") / f"pergola-backup-{os.getpid()}"
    ground.mkdir(mode=0o755)
    yield ground
    for data in ground.rglob("postmaster.pid"):
        Server(data.parent.parent).stop(whatever=True)
    shutil.rmtree(ground, ignore_errors=True)


@pytest.fixture(scope="module")
def house(ground_of_all: Path) -> Iterator[House]:
    """An installation with rows in it, of awkward kinds, and files."""
    server = Server(ground_of_all / "db", hasty=True)
    with server.running():
        made = House(server, ground_of_all)
        made.must("migrate")
        with made.owner() as connection:
            connection.execute(
                "INSERT INTO walls_wall (kind, name) SELECT 'system', 'wall ' || n FROM generate_series(1, 500) n"
            )
            connection.execute(
                "INSERT INTO people_person (id, name, contact, work, theme, is_operator) VALUES"
                " (gen_random_uuid(), %s, '', E'two\nlines', '', true)",
                [WORDS],
            )
            connection.execute("INSERT INTO django_session VALUES ('k', repeat('x', 100000), now())")
        files = ground_of_all / "files"
        (files / "ab").mkdir(parents=True)
        (files / "ab" / "picture").write_bytes(os.urandom(70_000))
        (files / "empty").write_bytes(b"")
        yield made


@pytest.fixture(scope="module")
def backup(house: House) -> Path:
    path = house.home / "all.pergola"
    said = house.must("backup", str(path))
    assert re.search(r"[\d,]+ rows in \d+ tables and 2 files, [\d.]+ MB in [\d.]+ s\. It is not encrypted", said), said
    return path


def test_it_is_private_and_read_again_whole(house: House, backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert not list(backup.parent.glob("*.unfinished*"))
    assert (house.home / "last-backup").exists()
    assert "is whole: " in house.must("backup", "--verify", str(backup))
    with house.owner() as connection:
        assert reading.verify(backup).content == counting.content(connection)


def test_it_overwrites_nothing(house: House, backup: Path) -> None:
    before = backup.stat().st_mtime_ns
    done = house.run("backup", str(backup))
    assert (done.returncode, backup.stat().st_mtime_ns) == (1, before)
    assert "is there already" in done.stderr


def test_into_an_empty_database_of_the_same_server(house: House, backup: Path) -> None:
    house.server.make_database("again")
    files = house.home / "files-again"
    said = house.must("restore", str(backup), "--files", str(files), database="again")
    assert "counts and hashes are those of the backup" in said
    assert re.search(r"[\d.]+ s, \d+ s per GB", said)
    assert (files / "ab" / "picture").read_bytes() == (house.home / "files" / "ab" / "picture").read_bytes()
    with house.owner("again") as connection:
        assert connection.execute("SELECT name FROM people_person").fetchall() == [(WORDS,)]
    with psycopg.connect(house.server.url_of("again")) as app:
        assert app.execute("SELECT count(*) FROM walls_wall").fetchone() == (501,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DELETE FROM commons_participation")
    done = house.run("restore", str(backup), "--files", str(house.home / "x"), database="again")
    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert "Nothing was changed" in done.stderr


HELD = """
import django; django.setup()
from django.db import connection
from pergola.walls.inspection import problems
assert problems(connection) == [], "each version prints the one policy alike"
"""


@pytest.mark.parametrize("major", sorted(majors()))
def test_into_another_server_of_another_major_version_and_back(house: House, backup: Path, major: int) -> None:
    other = Other(house.home / f"pg{major}", hasty=True)
    other.binaries = majors()[major]
    with other.running():
        there = House(other, house.home / f"state{major}")
        there.home.mkdir()
        assert f"into PostgreSQL {major}; counts and hashes are those" in there.must("restore", str(backup))
        there.python(HELD)
        back = there.home / "back.pergola"
        there.must("backup", str(back))
        house.server.make_database(f"from{major}")
        house.must("restore", str(back), "--files", str(house.home / f"f{major}"), database=f"from{major}")
        with house.owner() as mine, house.owner(f"from{major}") as theirs:
            assert counting.content(mine).unlike(counting.content(theirs)) == []


def test_a_site_that_goes_on_meanwhile_is_restored(house: House) -> None:
    """A number drawn before the dump, while it is made and before it is counted is no other row."""
    path = house.home / "busy.pergola"
    house.python(f"""
import django; django.setup()
from pathlib import Path
from pergola.config.backup import tools, writing

def draw():
    with tools.owner_connection() as another:
        another.execute("SELECT nextval('walls_wall_id_seq')")

def dump(*given, real=writing.dump):
    draw()
    real(*given)
    draw()

writing.dump = dump
writing.back_up(Path({str(path)!r}))
""")
    house.server.make_database("busy")
    assert "counts and hashes are those of the backup" in house.must("restore", str(path), database="busy")
    with house.owner("busy") as connection:
        told, found = reading.verify(path).content, counting.content(connection)
        assert told.unlike(found) == []
        connection.execute("SELECT setval('walls_wall_id_seq', 1)")
        assert told.unlike(counting.content(connection)) == ["The sequence walls_wall_id_seq stands elsewhere."]
        connection.execute("SELECT setval('walls_wall_id_seq', 9000)")
        assert told.unlike(counting.content(connection)) == ["The sequence walls_wall_id_seq stands elsewhere."]


def test_a_backup_of_the_first_format_is_read_as_well(backup: Path) -> None:
    told = json.loads(reading.verify(backup).written())
    told["format"] = 1
    told["content"]["sequences"] = {"used": "7 after", "new": "1 at"}
    assert manifest.read(json.dumps(told).encode()).content.sequences == {"used": (8, 8), "new": (1, 1)}


def test_a_row_changed_is_seen_and_the_order_of_rows_is_not(house: House) -> None:
    with house.owner() as connection, contextlib.suppress(ZeroDivisionError), connection.transaction():
        before = counting.content(connection)
        connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM walls_wall WHERE id > 1")
        connection.execute("DELETE FROM walls_wall WHERE id > 1")
        connection.execute("INSERT INTO walls_wall SELECT * FROM kept ORDER BY id DESC")
        assert before.unlike(counting.content(connection)) == []
        connection.execute("UPDATE walls_wall SET name = 'another' WHERE id = 7")
        assert before.unlike(counting.content(connection)) == [
            "The table walls_wall has as many rows, and they say something else."
        ]
        connection.execute("DELETE FROM walls_wall WHERE id = 7")
        connection.execute("ALTER TABLE commons_artifact NO FORCE ROW LEVEL SECURITY")
        found = before.unlike(counting.content(connection))
        assert found[0] == "The table walls_wall has 500 rows instead of 501."
        assert "forced instead of" in found[1]
        raise ZeroDivisionError


A_FILE = """
import django; django.setup()
from django.db import transaction
from pergola.commons.models import File
from pergola.spaces import audiences
from pergola.walls.opening import walls
from tests.cast import gather_cast
from tests.world import converse

with transaction.atomic():
    cast = gather_cast()
    with walls(cast.every_wall):
        talk = converse(audiences.for_community(cast.talk), cast.member, community=cast.talk)
        File.objects.create(
            artifact=talk, added_by=cast.member, kind="document", media="pdf", name="a.pdf", size=5, key="2/named"
        )
"""


def test_files_that_the_database_names_are_there_or_nothing_is_backed_up(house: House) -> None:
    house.server.make_database("named")
    house.must("migrate", database="named")
    house.python(A_FILE, database="named")
    path, kept = house.home / "named.pergola", house.home / "kept"
    done = house.run("backup", str(path), database="named")
    assert (done.returncode, path.exists()) == (1, False)
    assert f"The database names 1 files that are not in {house.home / 'files'}: say where they are" in done.stderr
    (kept / "2").mkdir(parents=True)
    (kept / "2" / "named").write_bytes(b"bytes")
    assert "and 1 files, " in house.must("backup", str(path), "--files", str(kept), database="named")
    (kept / "2" / "named").rename(kept / "2" / "another")
    path.unlink()
    said = house.must("backup", str(path), "--files", str(kept), "--without-lost-files", database="named")
    assert "and 1 files, " in said
    assert f"1 files that the database names are not in it, because they are not in {kept}." in said


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "a byte turned": lambda path: turn_a_byte(path, path.stat().st_size // 3),
    "empty": lambda path: os.truncate(path, 0),
    "something else": lambda path: path.write_bytes(b"hello" * 1000),
}


def turn_a_byte(path: Path, where: int) -> None:
    with path.open("r+b") as file:
        file.seek(where)
        (byte,) = file.read(1)
        file.seek(where)
        file.write(bytes([byte ^ 255]))


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_without_restoring(backup: Path, tmp_path: Path, damage: str) -> None:
    hurt = Path(shutil.copy(backup, tmp_path / "hurt.pergola"))
    DAMAGE[damage](hurt)
    with pytest.raises(BackupProblem):
        reading.verify(hurt)


@pytest.mark.parametrize("share", [0.1, 0.33, 0.5, 0.9])
def test_a_damaged_dump_restores_nothing(house: House, backup: Path, tmp_path: Path, share: float) -> None:
    house.server.make_database("hurt", anew=True)
    hurt = tmp_path / "hurt.pergola"
    shutil.copy(backup, hurt)
    with tarfile.open(hurt) as archive:
        member = archive.getmember("database.dump")
    turn_a_byte(hurt, member.offset_data + int(member.size * share))
    done = house.run("restore", str(hurt), "--files", str(tmp_path / "f"), database="hurt")
    assert done.returncode == 1
    assert nothing_is_in(house, "hurt")
    assert not list(tmp_path.glob("f*"))


def nothing_is_in(house: House, database: str) -> bool:
    with house.owner(database) as connection:
        return connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_damaged_file_restores_nothing(house: House, backup: Path, tmp_path: Path) -> None:
    house.server.make_database("hurt", anew=True)
    hurt = Path(shutil.copy(backup, tmp_path / "hurt.pergola"))
    with tarfile.open(hurt) as archive:
        member = archive.getmember("files/ab/picture")
    turn_a_byte(hurt, member.offset_data + 7)
    done = house.run("restore", str(hurt), "--files", str(tmp_path / "f"), database="hurt")
    assert (done.returncode, nothing_is_in(house, "hurt")) == (1, True)
    assert "the backup is damaged. Nothing was restored." in done.stderr
    assert not list(tmp_path.glob("f*"))


def test_no_part_of_a_backup_is_read_whole_into_memory_but_the_manifest(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(source: tarfile.ExFileObject, size: int | None = -1, real: Any = tarfile.ExFileObject.read) -> bytes:
        assert size != -1 or source.name == "manifest.json"
        return bytes(real(source, size))

    monkeypatch.setattr(tarfile.ExFileObject, "read", read)
    assert len(reading.verify(backup).files) == 2


def test_killed_half_way_it_leaves_no_file_of_the_final_name(house: House) -> None:
    path = house.home / "killed.pergola"
    command = [sys.executable, "-m", "pergola.config.command", "backup", str(path)]
    killed = 0
    for wait in (0.0, 0.05, 0.3):
        process = subprocess.Popen(command, env=house.environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        patience = time.monotonic() + 60
        while not list(path.parent.glob("killed.pergola.*")) and time.monotonic() < patience and process.poll() is None:
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            killed += 1
            assert not path.exists()
        path.unlink(missing_ok=True)
    assert killed
    house.must("backup", str(path))
    assert not list(path.parent.glob("killed.pergola.*")), "what was left unfinished is tidied by the next"


def test_only_what_newer_servers_know_is_left_out(tmp_path: Path) -> None:
    told = b"SET transaction_timeout = 0;\nSET lock_timeout = 0;\nCREATE SCHEMA public;\n" + b"row\n" * 300
    rows = told + b"SET transaction_timeout = 0;\n"
    (tmp_path / "in").write_bytes(rows)
    with (tmp_path / "in").open("rb") as source, (tmp_path / "out").open("wb") as sink:
        restoring.pass_on(source, sink)
    assert (
        tmp_path / "out"
    ).read_bytes() == b"SET lock_timeout = 0;\n" + b"row\n" * 300 + b"SET transaction_timeout = 0;\n"


def test_programs_too_old_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BackupProblem, match="apt-get install postgresql-client-99"):
        tools.programs(99)
