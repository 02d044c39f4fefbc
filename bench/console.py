"""`console`: the hub's page of 22 teams, in an installation of the first network's size.

The network is the demo's sample: 22 member systems, their teams with chains, contradictions, lessons and promises; each team has
`THINGS` things more behind the network's wall, as after two years. Around it stand 3,900 schools, 174,000 people and 10,000 communities
with a thing each, behind the walls of those systems (`--scale` is of these three; the network stays whole). The page is asked by one
client, signed in as the hub, from a server of its own; `same_again` is the first half of the askings beside the second.
"""

import statistics

from bench.pages import Page, ask, queries, signed_in
from bench.serving import served
from django.db import connections
from django.urls import reverse

from pergola.demo import invented
from pergola.people.models import Identity, walls_of
from pergola.spaces.models import MemberSystem, Network, Team
from pergola.systems.models import School, SchoolSystem, SystemSchool
from pergola.walls.inspection import walled_tables
from pergola.walls.models import Wall
from pergola.walls.opening import walls

WHO, NETWORK = "ruth.abernathy@sample.invalid", "Crossfields Network"
SCHOOLS, PEOPLE, COMMUNITIES, THINGS = 3_900, 174_000, 10_000, 200
REQUESTS, WARM = 200, 10

AROUND = """
SELECT setseed(0.42);
CREATE TEMP TABLE bench_wall AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM walls_wall WHERE kind = 'system';
CREATE TEMP TABLE bench_who AS SELECT gen_random_uuid() AS id, n, (SELECT id FROM bench_wall w WHERE w.n = x.n %% (SELECT count(*) FROM bench_wall)) AS wall
  FROM generate_series(1, %(people)s) AS x (n);
INSERT INTO people_person (id, name, contact, work, theme, is_operator) SELECT id, 'Person ' || n, '', 'teacher', '', false FROM bench_who;
INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT wall, id, 'member', now() FROM bench_who;
CREATE TEMP TABLE bench_room AS SELECT gen_random_uuid() AS id, n, (SELECT id FROM bench_wall w WHERE w.n = x.n %% (SELECT count(*) FROM bench_wall)) AS wall
  FROM generate_series(1, %(rooms)s) AS x (n);
INSERT INTO spaces_community (id, wall_id, name, charter, joining, started, sample)
  SELECT id, wall, 'Community ' || n, 'We meet.', 'open', '2025-09-01', false FROM bench_room;
INSERT INTO spaces_membership (community_id, wall_id, person_id, role, joined)
  SELECT r.id, r.wall, p.id, CASE WHEN p.n %% 17 = 0 THEN 'facilitator' ELSE 'member' END, now()
  FROM bench_who p JOIN (SELECT *, row_number() OVER (PARTITION BY wall ORDER BY n) - 1 AS at, count(*) OVER (PARTITION BY wall) AS many FROM bench_room) r
    ON r.wall = p.wall AND r.at = (p.n / 22) %% r.many;
INSERT INTO spaces_audience (wall_id, kind, community_id) SELECT wall, 'community', id FROM bench_room;
INSERT INTO commons_artifact (id, kind, title, body, words, wall_id, audience_id, community_id, made_by_id, made, changed, revision)
  SELECT gen_random_uuid(), 'conversation', 'Who has tried it?', 'With two classes.', '', a.wall_id, a.id, a.community_id,
    (SELECT id FROM bench_who LIMIT 1), now(), now(), 1 FROM spaces_audience a JOIN bench_room r ON r.id = a.community_id;
INSERT INTO spaces_audience (wall_id, kind, team_id) SELECT wall_id, 'team', id FROM spaces_team ON CONFLICT DO NOTHING;
INSERT INTO commons_artifact (id, kind, title, body, words, wall_id, audience_id, team_id, made_by_id, made, changed, revision)
  SELECT gen_random_uuid(), 'conversation', 'What do we bring?', 'Slips, and what puzzled us.', '', a.wall_id, a.id, a.team_id,
    (SELECT person_id FROM spaces_teammember m WHERE m.team_id = a.team_id LIMIT 1), now() - g * interval '3 days', now() - g * interval '3 days', 1
  FROM spaces_audience a CROSS JOIN generate_series(1, %(things)s) g WHERE a.kind = 'team'
    AND EXISTS (SELECT FROM spaces_teammember m WHERE m.team_id = a.team_id);
"""


def run(scale: float) -> dict[str, object]:
    invented.load()
    sizes = {"people": int(PEOPLE * scale), "rooms": int(COMMUNITIES * scale), "things": THINGS}
    schools = surround(sizes, int(SCHOOLS * scale))
    identity = Identity.objects.select_related("person").get(email=WHO)
    cookie = signed_in(identity)
    with walls(walls_of(identity.person)):
        network = Network.objects.visible_to(identity.person).get(name=NETWORK)
        teams = Team.objects.visible_to(identity.person).filter(network=network).count()
    page = Page(reverse("desk:hub", args=[network.pk]), "")
    times, body = asked(page, cookie, max(20, int(REQUESTS * scale)))
    half, ordered = len(times) // 2, sorted(times)
    return {
        "teams": teams,
        "schools": schools,
        "people": sizes["people"],
        "communities": sizes["rooms"],
        "requests": len(times),
        "queries": queries(page, cookie),
        "p50_ms": round(statistics.median(times), 1),
        "p99_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 1),
        "same_again": [round(statistics.median(part), 1) for part in (times[:half], times[half:])],
        "html_kb": round(len(body) / 1024, 1),
    }


def asked(page: Page, cookie: str, requests: int) -> tuple[list[float], bytes]:
    times, body = [], b""
    with served("pergola.config.wsgi:application", "pergola.config.settings", as_owner=False) as product:
        client = product.connect()
        for _one in range(WARM):
            ask(client, page.path, cookie)
        for _one in range(requests):
            taken, body = ask(client, page.path, cookie)
            times.append(taken)
    return times, body


def surround(sizes: dict[str, int], schools: int) -> int:
    """Walls for the member systems that have none, their schools, and everybody in them. How many schools stand there then."""
    with walls(Wall.objects.values_list("pk", flat=True)):
        joined = list(MemberSystem.objects.filter(network__name=NETWORK).values_list("system", flat=True))
    systems = list(SchoolSystem.objects.filter(pk__in=joined))
    for one in systems:
        if one.wall_id is None:
            one.wall = Wall.objects.create(kind=Wall.Kind.SYSTEM, name=one.name)
            one.save(update_fields=["wall"])
    made = [School(name=f"School {n}", open=True, students=600, teachers=40, sample=True) for n in range(schools)]
    School.objects.bulk_create(made, batch_size=1000)
    SystemSchool.objects.bulk_create(
        [SystemSchool(system=systems[n % len(systems)], school=one) for n, one in enumerate(made)], batch_size=1000
    )
    owner = connections["owner"]
    with owner.cursor() as cursor:
        for table in walled_tables(owner):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(AROUND % sizes)
        for table in walled_tables(owner):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    return School.objects.count()
