"""`near_you`: the page that shows who is near and why, at 22 systems, 3,900 schools, 174,000 people and 10,000 communities.

Systems are of falling size: the largest has 47,000 people and 1,057 schools behind one wall. The page is asked as a browser asks it, by
people drawn by chance from all of them, so the large ones are asked most; in turn with it the bare floor: one question in SQL for people
of the same grade at the forty nearest schools, with their names, without reasons, communities, walls or a page.
"""

import random
import statistics
import time
from typing import Any

from bench.gathered import session_of
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pergola.people.models import Identity, Person
from pergola.walls.inspection import walled_tables
from pergola.walls.models import Wall
from pergola.walls.opening import walls

PEOPLE, SCHOOLS, COMMUNITIES, SYSTEMS = 174_000, 3_900, 10_000, 22
ASKED = 120
FILL = """
SELECT setseed(0.42);
CREATE TEMP TABLE share AS SELECT n + 1 AS wall, sum(1.0 / n) OVER (ORDER BY n) / sum(1.0 / n) OVER () AS upto
  FROM generate_series(1, %(systems)s) n;
INSERT INTO walls_wall (id, kind, name) SELECT wall, 'system', 'System ' || wall FROM share;
INSERT INTO systems_schoolsystem (id, slug, name, short_name, town, state, kind, wall_id, website, note, sample)
  SELECT wall, 'system-' || wall, 'System ' || wall, 'System ' || wall, '', 'OH', 'district', wall, '', '', true FROM share;
CREATE TEMP TABLE place AS SELECT n, (SELECT min(wall) FROM share WHERE upto >= (n - 0.5) / %(schools)s) AS wall,
    random() AS y, random() AS x FROM generate_series(1, %(schools)s) n;
INSERT INTO systems_school (id, name, city, state, county, latitude, longitude, told, sample, level, open)
  SELECT n, 'School ' || n, '', 'OH', '', 30 + wall * 0.5 + 0.4 * y, -80 - wall + 0.5 * x, '{}', true, '', true FROM place;
INSERT INTO systems_systemschool (system_id, school_id, included) SELECT wall, n, true FROM place;
INSERT INTO systems_feeder (system_id, school_id, into_id)
  -- of every eight schools one is a high school, two feed it, and five feed those
  SELECT one.wall, one.n, other.n FROM place one JOIN place other ON other.wall = one.wall
    AND other.n = one.n - (one.n - 1) %% 8 + CASE WHEN (one.n - 1) %% 8 < 3 THEN 0 ELSE 1 + one.n %% 2 END
  WHERE (one.n - 1) %% 8 > 0;
CREATE TEMP TABLE who AS SELECT gen_random_uuid() AS id, g AS n, 1 + (g * 7919 %% %(schools)s) AS school, random() AS r
  FROM generate_series(1, %(people)s) g;
INSERT INTO people_person (id, name, contact, work, theme, is_operator) SELECT id, 'Person ' || n, '', '', '', false FROM who;
INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT wall, id, 'member', now() FROM who JOIN place ON place.n = school;
INSERT INTO gather_workplace (wall_id, person_id, school_id, role, low_grade, high_grade, found, said)
  SELECT wall, id, school, (ARRAY['teacher','teacher','teacher','teacher','coach','specialist','leader','teacher'])[1 + who.n %% 8],
    (who.n %% 13), least(12, (who.n %% 13) + who.n %% 2), who.n %% 20 > 0, now() FROM who JOIN place ON place.n = school;
CREATE TEMP TABLE room AS SELECT gen_random_uuid() AS id, g AS n, (SELECT min(wall) FROM share WHERE upto >= (g - 0.5) / %(rooms)s) AS wall
  FROM generate_series(1, %(rooms)s) g;
INSERT INTO spaces_community (id, wall_id, name, charter, joining, started, sample)
  SELECT id, wall, 'Community ' || n, 'We meet.', 'open', '2025-09-01', false FROM room;
CREATE TEMP TABLE numbered AS SELECT id, wall, row_number() OVER (PARTITION BY wall ORDER BY n) AS at, count(*) OVER (PARTITION BY wall) AS of FROM room;
CREATE INDEX ON numbered (wall, at);
INSERT INTO spaces_membership (community_id, wall_id, person_id, role, joined)
  SELECT numbered.id, numbered.wall, who.id, 'member', now() FROM who JOIN place ON place.n = school CROSS JOIN generate_series(1, 2) twice
  JOIN numbered ON numbered.wall = place.wall AND numbered.at = 1 + (who.n * 31 + twice * 17) %% numbered.of ON CONFLICT DO NOTHING;
"""
FLOOR = """
SELECT p.id, p.name, w.role, w.low_grade, s.name FROM gather_workplace w JOIN people_person p ON p.id = w.person_id
JOIN systems_school s ON s.id = w.school_id
WHERE w.wall_id = %(wall)s AND w.found AND w.person_id <> %(person)s AND w.low_grade <= %(high)s AND w.high_grade >= %(low)s
  AND w.school_id IN (SELECT other.id FROM systems_systemschool j JOIN systems_school other ON other.id = j.school_id
    WHERE j.system_id = %(wall)s ORDER BY (other.latitude - %(y)s) ^ 2 + ((other.longitude - %(x)s) * cos(radians(%(y)s))) ^ 2 LIMIT 40)
LIMIT 20
"""


def run(scale: float) -> dict[str, object]:
    counts = fill(scale)
    asked = somebody()
    settings.ALLOWED_HOSTS = ["testserver"]
    taken: list[float] = []
    bare: list[float] = []
    queries: set[int] = set()
    for number, one in enumerate(asked):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(one["identity"])
        if number < 5:  # the first plan their questions, and are not counted
            with CaptureQueriesContext(connection) as seen:
                shown(client)
            queries.add(len(seen))
            continue
        bare.append(floor(one))
        began = time.perf_counter()
        shown(client)
        taken.append((time.perf_counter() - began) * 1000)
    ratio = statistics.median(taken) / statistics.median(bare)
    return {
        **counts, "asked": len(taken), "queries": max(queries), "p50_ms": round(statistics.median(taken), 2),
        "p99_ms": round(statistics.quantiles(taken, n=100)[98], 2), "floor_ms": round(statistics.median(bare), 2),
        "ratio_to_floor": round(ratio, 2),
    }  # fmt: skip


def shown(client: Client) -> None:
    answer = client.get("/near/")
    assert answer.status_code == 200
    assert b"near you" in answer.content


def floor(one: dict[str, Any]) -> float:
    """Milliseconds, as the owner."""
    began = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(FLOOR, one)
        cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def fill(scale: float) -> dict[str, int]:
    """As the owner, all in one; then what PostgreSQL wants to know of it."""
    size = {"systems": SYSTEMS, "schools": round(SCHOOLS * scale), "people": round(PEOPLE * scale)}
    size["rooms"] = max(SYSTEMS, round(COMMUNITIES * scale))
    began = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, size)
        cursor.execute("ANALYZE")
    assert "gather_workplace" in walled_tables(connection)
    return {
        "systems": SYSTEMS, "schools": size["schools"], "people": size["people"], "communities": size["rooms"],
        "filled_s": round(time.perf_counter() - began),
    }  # fmt: skip


def somebody() -> list[dict[str, Any]]:
    """People drawn by chance, each with a way to sign in and where they work."""
    drawn = random.Random(42)
    with walls(Wall.objects.values_list("pk", flat=True), using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT w.person_id, w.wall_id, w.low_grade, w.high_grade, s.latitude, s.longitude FROM gather_workplace w"
            " JOIN systems_school s ON s.id = w.school_id ORDER BY md5(w.person_id::text)"
        )
        rows = drawn.sample(cursor.fetchall(), ASKED + 5)
    found = []
    for number, (person, wall, low, high, y, x) in enumerate(rows):
        identity = Identity(person=Person(pk=person), email=f"p{number}@bench.example", password="!")
        identity.save()
        found.append({"person": person, "wall": wall, "low": low, "high": high, "y": y, "x": x, "identity": identity})
    return found
