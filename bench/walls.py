"""`walls`: what the two locks cost, on 25 walls, 20,000 people, 100,000 artifacts and 1,000,000 posts.

The same question is asked twice in turn: as the app role under row-level security, and as the owner role, which no
policy holds. Each figure is the median of nine. Search compares our two functions with the plain query of the owner.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from bench.crowd import fill
from django.db import connections

from pergola.commons.models import Artifact
from pergola.people.models import Person, walls_of
from pergola.spaces.models import Audience, Membership
from pergola.spaces.models.audience import audience_ids
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

REPEATS = 9
WORDS = {"common": "classroom", "usual": "scaffold", "rare": "quokka"}
"""In about 30 %, 1 % and 0.02 % of the texts."""
type Question = Callable[[str], object]


def run(scale: float) -> dict[str, object]:
    counts = fill(scale)
    with walls([*range(1, 30)], using="owner"):
        coach, member = _somebody("owner", most=True), _somebody("owner", most=False)
    figures: dict[str, object] = dict(counts)
    worst = 0.0
    for name, person in (("member", member), ("coach", coach)):
        for key, question in questions(person).items():
            with_ms, without_ms = compared(question, walls_of(person))
            figures[f"{name}_{key}_ms"], figures[f"{name}_{key}_ms_without"] = round(with_ms, 2), round(without_ms, 2)
            worst = max(worst, with_ms / without_ms)
    figures |= {
        "list_ms": figures["member_list_ms"],
        "list_ms_without": figures["member_list_ms_without"],
        "readers_ms": round(readers(member), 2),
        "search_ms": figures["member_search_usual_ms"],
        "search_ms_without": figures["member_search_usual_ms_without"],
        "worst_ratio": round(worst, 2),
    }
    return figures


def questions(person: Person) -> dict[str, Question]:
    """What is asked, by the alias that asks. Every one goes through the door, on both sides."""
    mine = Membership.objects.filter(person=person).values_list("community", flat=True)
    with walls(walls_of(person)):
        community = mine.first()
        audiences = audience_ids(person)
    assert community is not None

    def listed(using: str) -> object:
        rows = Artifact.objects.using(using).visible_to(person).filter(community=community)
        return list(rows.defer("search", "body", "words").order_by("-changed")[:25])

    def feed(using: str) -> object:
        return Artifact.objects.using(using).newest(Audience.objects.using(using).visible_to(person))

    def one(using: str) -> object:
        some = Artifact.objects.using(using).newest(Audience.objects.using(using).visible_to(person), most=1)[0]
        return Artifact.objects.using(using).visible_to(person).defer("search").get(pk=some.pk)

    asked: dict[str, Question] = {"list": listed, "feed": feed, "one": one}
    for how, word in WORDS.items():
        asked[f"search_{how}"] = partial(artifacts_with, word, audiences)
        asked[f"search_posts_{how}"] = partial(posts_with, word, audiences)
    return asked


def artifacts_with(word: str, audiences: Sequence[int], using: str) -> list[UUID]:
    if using == "default":
        return _ask(
            using,
            "SELECT id FROM find_artifacts(plainto_tsquery('english', %s), %s)",
            [word, audiences],
        )
    plain = (
        "SELECT a.id FROM commons_artifact a, plainto_tsquery('english', %s) q WHERE a.search @@ q AND a.removed IS NULL"
        " AND a.audience_id = ANY (%s) ORDER BY ts_rank(a.search, q) DESC, a.id DESC LIMIT 25"
    )
    return _ask(using, plain, [word, list(audiences)])


def posts_with(word: str, audiences: Sequence[int], using: str) -> list[UUID]:
    if using == "default":
        return _ask(using, "SELECT id FROM find_posts(plainto_tsquery('english', %s), %s)", [word, list(audiences)])
    plain = (
        "SELECT p.id FROM talk_post p JOIN commons_artifact a ON a.id = p.artifact_id, plainto_tsquery('english', %s) q"
        " WHERE p.search @@ q AND p.removed IS NULL AND a.removed IS NULL AND a.audience_id = ANY (%s)"
        " ORDER BY p.said DESC, p.id DESC LIMIT 25"
    )
    return _ask(using, plain, [word, list(audiences)])


def _ask(using: str, sql: str, params: list[Any]) -> list[UUID]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def compared(question: Question, open_: list[int]) -> tuple[float, float]:
    """Milliseconds under the policy and without it, medians of nine asked in turn; the answers must be the same."""
    times: dict[str, list[float]] = {"default": [], "owner": []}
    for _round in range(REPEATS + 1):
        for using, taken in times.items():
            with walls(open_, using=using):
                began = time.perf_counter()
                question(using)
                taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(times["default"][1:]), statistics.median(times["owner"][1:])


def readers(person: Person) -> float:
    """Milliseconds to ask who can see a thing, for the largest community of a member."""
    taken = []
    for _round in range(REPEATS + 1):
        with walls(walls_of(person)):
            audience = Audience.objects.visible_to(person).filter(kind=Audience.Kind.COMMUNITY).first()
            assert audience is not None
            began = time.perf_counter()
            list(audience.people())
            taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken[1:])


def _somebody(using: str, *, most: bool) -> Person:
    """Whoever is in the most communities (a coach), or in two of them (a member)."""
    with connections[using].cursor() as cursor:
        having = "ORDER BY count(*) DESC" if most else "HAVING count(*) = 2 ORDER BY person_id"
        cursor.execute(f"SELECT person_id FROM spaces_membership GROUP BY person_id {having} LIMIT 1")
        (found,) = cursor.fetchone()
    return Person.objects.unrestricted(Reason.COUNTING).get(pk=found)
