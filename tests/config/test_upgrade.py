"""From the first tables to today's with people's rows in them: nothing is lost; and the command backs up before."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.db.migrations.loader import MigrationLoader
from tests.config.test_backup import House, ground_of_all  # noqa: F401 - its ground is a fixture

from pergola.config.backup import counting, reading
from pergola.config.embedded import Server
from pergola.config.upgrading import changed

pytestmark = pytest.mark.slow

# What people had on the first day, in the words of the first tables.
ROWS = """
INSERT INTO walls_wall (id, kind, name) VALUES (7007, 'system', 'Fern Hollow');
INSERT INTO people_person (id, name, contact, work, theme, is_operator) VALUES ('0198aaaa-0000-7000-8000-000000000001', 'Odile Renard', '', '', '', true);
INSERT INTO people_wallmember (wall_id, person_id, role, since) VALUES (7007, '0198aaaa-0000-7000-8000-000000000001', 'lead', now());
INSERT INTO spaces_community (id, name, charter, joining, started, meets_where, sample, wall_id) VALUES ('0198aaaa-0000-7000-8000-000000000002', 'Talk', 'Why', 'open', '2026-01-05', '', false, 7007);
INSERT INTO spaces_membership (role, joined, community_id, person_id, wall_id) VALUES ('member', now(), '0198aaaa-0000-7000-8000-000000000002', '0198aaaa-0000-7000-8000-000000000001', 7007);
INSERT INTO spaces_audience (kind, community_id, wall_id) VALUES ('community', '0198aaaa-0000-7000-8000-000000000002', 7007) ON CONFLICT DO NOTHING;
INSERT INTO commons_artifact (id, kind, title, body, words, made, changed, revision, audience_id, community_id, made_by_id, wall_id)
 SELECT '0198aaaa-0000-7000-8000-000000000003', 'conversation', 'How do you begin?', 'I ask.', '', now(), now(), 1, id, '0198aaaa-0000-7000-8000-000000000002', '0198aaaa-0000-7000-8000-000000000001', 7007 FROM spaces_audience WHERE wall_id = 7007 AND kind = 'community';
INSERT INTO talk_post (id, body, said, revision, artifact_id, by_id, wall_id) SELECT gen_random_uuid(), 'I wait, ' || n, now(), 1, '0198aaaa-0000-7000-8000-000000000003', '0198aaaa-0000-7000-8000-000000000001', 7007 FROM generate_series(1, 300) n;
INSERT INTO gather_invitation (id, email, role, words, secret, sent, expires, community_id, invited_by_id, wall_id) VALUES (gen_random_uuid(), 'new@fern.example', 'member', '', 'x', now(), now() + interval '30 days', '0198aaaa-0000-7000-8000-000000000002', '0198aaaa-0000-7000-8000-000000000001', 7007);
INSERT INTO commons_participation (at, verb, person_id, community_id, wall_id) VALUES (now(), 'made', '0198aaaa-0000-7000-8000-000000000001', '0198aaaa-0000-7000-8000-000000000002', 7007);
INSERT INTO people_identity (id, password, email, is_active, created, person_id)
 VALUES (gen_random_uuid(), '!', 'odile@fern.example', true, now(), '0198aaaa-0000-7000-8000-000000000001');
"""

LATER = {"meetings"}
"""Apps that came when there were people already."""

# News of the days when a notice did not say yet by which place one chooses how to hear of it.
NEWS = """
INSERT INTO walls_wall (id, kind, name) VALUES (8008, 'network', 'Crossfields');
INSERT INTO spaces_network (id, name, purpose, starts, confidential, sample, wall_id) VALUES ('0198aaaa-0000-7000-8000-000000000008', 'Crossfields', 'Learn', '2025-09-01', false, false, 8008);
INSERT INTO spaces_audience (kind, wall_id) VALUES ('leads', 8008);
INSERT INTO talk_notice (id, wall_id, person_id, audience_id, kind, event, community_id, led_to, how, at) SELECT gen_random_uuid(), 7007, '0198aaaa-0000-7000-8000-000000000001', id, 'date', gen_random_uuid(), '0198aaaa-0000-7000-8000-000000000002', '', 'digest', now() FROM spaces_audience WHERE wall_id = 7007 AND kind = 'community';
INSERT INTO talk_notice (id, wall_id, person_id, audience_id, kind, event, led_to, how, at) SELECT gen_random_uuid(), 8008, '0198aaaa-0000-7000-8000-000000000001', id, 'help', gen_random_uuid(), '', 'mail', now() FROM spaces_audience WHERE wall_id = 8008;
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how) SELECT 8008, '0198aaaa-0000-7000-8000-000000000001', gen_random_uuid(), 'help', 'page' FROM generate_series(1, 2);
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how) VALUES (7007, '0198aaaa-0000-7000-8000-000000000001', '0198aaaa-0000-7000-8000-000000000002', 'post', 'mail');
"""


def first_of_each() -> list[tuple[str, str]]:
    """The first migration of each app that was there on the first day."""
    loader = MigrationLoader(None)
    return sorted(
        {
            (app, name)
            for app, name in loader.disk_migrations
            if name.startswith("0001")
            and app not in LATER
            and app in loader.migrated_apps
            and "pergola" in loader.disk_migrations[app, name].__module__
        }
    )


def migrate(house: House, targets: list[tuple[str, str]]) -> None:
    steps = (f"call_command('migrate', '{app}', '{name}', database='owner', verbosity=0)" for app, name in targets)
    setup = ["from django.core.management import call_command", "import django; django.setup()"]
    house.python("\n".join([*setup, *steps]))


@pytest.fixture
def old(ground_of_all: Path) -> Iterator[House]:  # noqa: F811
    """An installation as it was at first, with rows in every table of it that can have one by itself."""
    server = Server(Path(mkdtemp(prefix="old", dir=ground_of_all)))  # not hasty: the doctor must find no danger
    with server.running():
        house = House(server, ground_of_all)
        migrate(house, first_of_each())
        with house.owner() as connection:
            connection.execute(ROWS)
        yield house


def test_nothing_is_lost_from_the_first_tables_to_todays(old: House) -> None:
    with old.owner() as connection:
        before = counting.content(connection)
    said = old.must("upgrade", "--backup", str(old.home / "before.pergola"))
    assert "read again: it is whole" in said
    assert said.splitlines()[-1] == "Every row is accounted for, and the doctor finds no danger."
    assert reading.verify(old.home / "before.pergola").content == before
    with old.owner() as connection:
        after = counting.content(connection)
        assert connection.execute("SELECT name, is_operator FROM people_person").fetchall() == [("Odile Renard", True)]
        unfilled = "SELECT count(*) FROM talk_post p JOIN commons_artifact a ON a.id = artifact_id"
        assert connection.execute(f"{unfilled} WHERE p.audience_id <> a.audience_id").fetchone() == (0,)
        assert connection.execute("SELECT answer FROM gather_invitation").fetchall() == [("",)]
    had = {name: count for name, (count, _) in before.tables.items()}
    assert had["talk_post"] == 300
    assert {name: count for name, count in had.items() if after.tables.get(name, (0, ""))[0] < count} == {}
    assert "nothing was done" in old.must("upgrade")


def test_each_notice_gets_the_place_by_which_one_chooses_and_what_was_stopped_stays_so(old: House) -> None:
    migrate(old, [("talk", "0005")])
    with old.owner() as connection:
        connection.execute(NEWS)
    old.must("upgrade", "--backup", str(old.home / "with news.pergola"))
    with old.owner() as connection:
        places = connection.execute("SELECT kind, right(place::text, 1) FROM talk_notice ORDER BY kind").fetchall()
        heard = connection.execute("SELECT kind, right(place::text, 1), how FROM talk_hearing ORDER BY kind").fetchall()
    assert places == [("date", "2"), ("help", "8")], "the community; and the network, for what a team asks its hub"
    assert heard == [("help", "8", "page"), ("post", "2", "mail")]


# What people stopped when nothing but the mail itself knew its place.
STOPPED = """
INSERT INTO talk_notice (id, wall_id, person_id, audience_id, kind, event, led_to, how, at, place) SELECT gen_random_uuid(), 7007, '0198aaaa-0000-7000-8000-000000000001', id, 'pair', gen_random_uuid(), '', 'mail', now(), '00000000-0000-0000-0000-000000000000' FROM spaces_audience WHERE wall_id = 7007 AND kind = 'community';
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how) VALUES (7007, '0198aaaa-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000000', 'pair', 'page');
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how) SELECT 7007, '0198aaaa-0000-7000-8000-000000000001', gen_random_uuid(), 'launched', 'page' FROM generate_series(1, 2);
INSERT INTO talk_hearing (wall_id, person_id, place, kind, how) VALUES (7007, '0198aaaa-0000-7000-8000-000000000001', '0198aaaa-0000-7000-8000-000000000002', 'post', 'mail');
"""


def test_what_was_stopped_by_its_mail_stays_so_and_is_chosen_by_the_system(old: House) -> None:
    migrate(old, [("talk", "0012")])
    with old.owner() as connection:
        connection.execute(STOPPED)
    old.must("upgrade", "--backup", str(old.home / "with stops.pergola"))
    with old.owner() as connection:
        heard = connection.execute("SELECT kind, place::text, how FROM talk_hearing ORDER BY kind").fetchall()
        places = connection.execute("SELECT kind, place::text FROM talk_notice").fetchall()
    system, talk = "00000000-0000-0000-0000-000000001b5f", "0198aaaa-0000-7000-8000-000000000002"
    assert heard == [("launched", system, "page"), ("pair", system, "page"), ("post", talk, "mail")]
    assert places == [("pair", system)]


# A date as communities had it once, and the news of it.
DATES = """
UPDATE spaces_community SET meets_next = '2099-01-31T20:45:00Z', meets_where = 'Room 12' WHERE id = '0198aaaa-0000-7000-8000-000000000002';
INSERT INTO spaces_community (id, name, charter, joining, started, meets_where, sample, wall_id) VALUES ('0198aaaa-0000-7000-8000-000000000009', 'Nowhere yet', 'Why', 'open', '2026-01-05', '', false, 7007);
INSERT INTO talk_notice (id, wall_id, person_id, audience_id, kind, event, community_id, led_to, how, at, place) SELECT gen_random_uuid(), 7007, '0198aaaa-0000-7000-8000-000000000001', id, 'date', gen_random_uuid(), '0198aaaa-0000-7000-8000-000000000002', '', 'digest', now(), '0198aaaa-0000-7000-8000-000000000002' FROM spaces_audience WHERE wall_id = 7007 AND kind = 'community';
"""


def test_each_next_date_becomes_a_gathering_and_its_news_lead_there(old: House) -> None:
    migrate(old, [("talk", "0007")])
    with old.owner() as connection:
        connection.execute(DATES)
    old.must("upgrade", "--backup", str(old.home / "with dates.pergola"))
    with old.owner() as connection:
        met = "SELECT a.title, a.made_by_id::text, g.begins = '2099-01-31T20:45:00Z', g.ends - g.begins = '1 hour', g.place, "
        met += "g.wall_id, right(a.community_id::text, 1) FROM meetings_gathering g JOIN commons_artifact a ON a.id = artifact_ptr_id"
        keeper = "0198aaaa-0000-7000-8000-000000000001"
        assert connection.execute(met).fetchall() == [("We meet", keeper, True, True, "Room 12", 7007, "2")]
        led = (
            "SELECT artifact_id = (SELECT artifact_ptr_id FROM meetings_gathering) FROM talk_notice WHERE kind = 'date'"
        )
        assert connection.execute(led).fetchall() == [(True,)]
        assert connection.execute("SELECT DISTINCT stage, closed FROM spaces_community").fetchall() == [("", None)]


# A problem as it was, with all that lies beneath it as one text; and an aim of those days.
CAUSES = """
INSERT INTO commons_artifact (id, kind, title, body, words, made, changed, revision, audience_id, community_id, made_by_id, wall_id)
 SELECT one.id::uuid, one.kind, one.kind, '', '', now(), now(), 1, a.id, '0198aaaa-0000-7000-8000-000000000002', '0198aaaa-0000-7000-8000-000000000001', 7007
 FROM (VALUES ('0198aaaa-0000-7000-8000-0000000000a1', 'problem'), ('0198aaaa-0000-7000-8000-0000000000a2', 'aim')) one (id, kind), (SELECT a.id FROM spaces_audience a WHERE wall_id = 7007 AND kind = 'community') a;
INSERT INTO inquiry_problem (artifact_ptr_id, affected, evidence, baseline, causes, wall_id) VALUES ('0198aaaa-0000-7000-8000-0000000000a1', 'All', 'We read', '1 in 3', E'Haste\r\n\n  The bell  \n', 7007);
INSERT INTO inquiry_aim (artifact_ptr_id, was, goal, by_when, wall_id) VALUES ('0198aaaa-0000-7000-8000-0000000000a2', 'a third', 'half', '2099-05-28', 7007);
"""


def test_each_line_of_what_lay_beneath_a_problem_becomes_a_cause(old: House) -> None:
    with old.owner() as connection:
        connection.execute(CAUSES)
    old.must("upgrade", "--backup", str(old.home / "with causes.pergola"))
    with old.owner() as connection:
        asked = 'SELECT "of", position, words, wall_id, parent_id FROM inquiry_part ORDER BY position'
        assert connection.execute(asked).fetchall() == [
            ("causes", 0, "Haste", 7007, None),
            ("causes", 1, "The bell", 7007, None),
        ]
        assert connection.execute("SELECT baseline, scope FROM inquiry_problem").fetchall() == [("1 in 3", "")]
        assert connection.execute("SELECT for_whom, was, goal FROM inquiry_aim").fetchall() == [("", "a third", "half")]


# School systems of the days when they had no clock of their own.
CLOCKS = """
INSERT INTO systems_schoolsystem (slug, name, short_name, town, state, kind, website, note, sample)
 SELECT slug, slug, slug, '', state, 'other', '', '', true FROM (VALUES ('fern', 'OR'), ('across', ''), ('nowhere', '')) AS v (slug, state);
INSERT INTO systems_school (name, city, state, county, latitude, longitude, told, sample, level)
 VALUES ('Mesa Alta', '', 'TX', '', 31.8, -106.4, '{}', true, '');
INSERT INTO systems_systemschool (system_id, school_id, included)
 SELECT y.id, s.id, true FROM systems_schoolsystem y, systems_school s WHERE y.slug = 'across';
"""


def test_each_school_system_gets_the_clock_of_its_schools_or_of_its_state(old: House) -> None:
    migrate(old, [("systems", "0006")])
    with old.owner() as connection:
        connection.execute(CLOCKS)
    old.must("upgrade", "--backup", str(old.home / "with systems.pergola"))
    with old.owner() as connection:
        found = connection.execute("SELECT slug, zone FROM systems_schoolsystem ORDER BY slug").fetchall()
    assert found == [("across", "America/Denver"), ("fern", "America/Los_Angeles"), ("nowhere", "")]


def test_what_changed_is_said() -> None:
    before = {"a": 3, "b": 2, "c": 1, "django_migrations": 4}
    assert changed(before, {"a": 3, "b": 1, "d": 9, "django_migrations": 9}) == [
        "The table b had 2 rows and has 1.",
        "The table c is gone; it had 1 rows.",
    ]
