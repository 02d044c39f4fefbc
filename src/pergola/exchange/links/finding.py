"""What of people's things leads nowhere any more, behind one wall at a time: ends of links every night, addresses once a week."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q

from pergola.commons import dead_ends
from pergola.commons.dead_ends import DeadEnd, dead_end, note
from pergola.commons.models import Artifact, Citation, File, Link
from pergola.exchange.links.asking import Found, ask
from pergola.inquiry.models import ChangeIdea
from pergola.spaces.models import Audience
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

ADDRESS: Final = re.compile(r"https?://[^\s<>\"'“”‘’«»\])}]+")
MOST, MOST_OF_A_SITE, MOST_OF_ONE = 500, 5, 50
"""Addresses a week behind one wall, of one site, and in the things of one person: the others have their turn another week.
Drawn, so that each has one."""
A_FEW, A_WHILE = 10, 5.0
"""So many, or so many seconds, and then whoever waits has their turn before us."""
type Where = dict[str, set[UUID]]


def find_ends(wall: int) -> int:
    """Links and citations with an end that was removed: told at the end that stands. How many things changed.

    Only where whoever may change what stands could see the other end as well: of what they never saw they hear nothing.
    """
    with walls([wall]):
        links = Link.objects.unrestricted(Reason.HOUSEKEEPING)
        cut = links.filter(Q(source__removed=None) ^ Q(target__removed=None))
        found: dict[UUID, list[DeadEnd]] = defaultdict(list)
        for link in cut.select_related("source__audience", "target__audience").order_by("pk"):
            stands, lost, how = link.source, link.target, dead_ends.END
            if stands.removed is not None:
                stands, lost, how = lost, stands, dead_ends.START
            if _could_see(stands, lost):
                found[stands.pk].append(dead_end(how, str(link.pk), link.kind))
    for pk, artifact, kind in _withdrawn(wall):
        found[artifact].append(dead_end(dead_ends.END, f"c{pk}", kind))
    with walls([wall]):
        known = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).exclude(dead_ends=[]).values_list("pk", flat=True)
        return note({*found, *known}, dict(found), web=False)


def _could_see(stands: Artifact, lost: Artifact) -> bool:
    """Does everybody who may change the one belong to those the other was for? Read from what the audiences are, not from who is in them today."""
    to, of = lost.audience, stands.audience
    if to.pk == of.pk or to.kind in (Audience.Kind.WALL, Audience.Kind.PUBLIC):
        return True
    if to.kind == Audience.Kind.TEAM:
        return to.team_id == stands.team_id  # what a team has made its team alone may change
    return (
        to.kind == Audience.Kind.COMMUNITY
        and of.kind == Audience.Kind.FACILITATORS
        and to.community_id == of.community_id
    )


def _withdrawn(wall: int) -> list[tuple[int, UUID, str]]:
    """Citations of what everybody could read and nobody can any more: its people have taken their consent back, or it was withdrawn."""
    with walls([wall, PUBLIC_WALL]):
        cited = list(
            Citation.objects.unrestricted(Reason.HOUSEKEEPING)
            .filter(wall=wall)
            .values_list("pk", "artifact", "kind", "cited_id")
        )
        public = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(wall=PUBLIC_WALL)
        gone = set(public.filter(pk__in=[one[3] for one in cited], removed__isnull=False).values_list("pk", flat=True))
    return [(pk, artifact, kind) for pk, artifact, kind, cited_id in cited if cited_id in gone]


def find_addresses(wall: int, week: str, after: str = "", look: Callable[[str], Found] = ask) -> str | None:
    """Ask a few of this week's addresses behind this wall, those that come after `after`, outside of any transaction.

    After what to go on, or None when all have had their turn: the place of an address in the week's order, which is its own
    whatever is written meanwhile. A few at a time: who waits for a code to sign in by waits behind us.
    """
    if wall == PUBLIC_WALL:  # what is published never changes: nobody could mend it
        return None
    with walls([wall]):
        given = _given()
        drawn = [one for one in _drawn(given, week, _makers(given)) if _place(one, week) > after]
    answers = _asked(drawn, look)
    with walls([wall]):
        _write(given, answers)
    return _place(list(answers)[-1], week) if len(answers) < len(drawn) else None


def _write(given: Where, answers: Mapping[str, Found]) -> None:
    """What was found, beside the things it stands in; what had no turn stands as it stood, unless it stands nowhere any more."""
    found: dict[UUID, list[DeadEnd]] = defaultdict(list)
    touched = set()
    for address, how in answers.items():
        touched |= given[address]
        for pk in given[address] if how in (Found.GONE, Found.SILENT) else ():
            found[pk].append(dead_end(str(how), address))
    rows = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).exclude(dead_ends=[])
    stay = {}
    for thing in rows.only("pk", "dead_ends"):
        touched.add(thing.pk)
        kept = [one for one in dead_ends.read(thing) if one.is_address and one.to not in answers]
        stay[thing.pk] = [one for one in kept if thing.pk in given.get(one.to, ())]
    note(touched, dict(found), web=True, stay=stay)


def _given() -> Where:
    """Every address that stands in a thing: in its words, in its fields, as a video on it."""
    found: Where = defaultdict(set)
    things = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(removed=None)
    written = things.filter(Q(body__contains="://") | Q(words__contains="://"))
    for pk, body, words in written.values_list("pk", "body", "words"):
        for address in ADDRESS.findall(f"{body}\n{words}"):
            found[address.rstrip(".,;:!?…*_")].add(pk)
    videos = File.objects.unrestricted(Reason.HOUSEKEEPING).filter(removed=None, artifact__removed=None)
    _gather(found, videos.exclude(address="").values_list("artifact", "address"))
    ideas = ChangeIdea.objects.unrestricted(Reason.HOUSEKEEPING).filter(removed=None)
    for field in ("elsewhere_at", "record_at", "like_ours_at"):
        _gather(found, ideas.exclude(**{field: ""}).values_list("pk", field))
    return {address: things for address, things in found.items() if len(address) <= 500}


def _gather(found: Where, rows: Iterable[tuple[UUID, str]]) -> None:
    for pk, address in rows:
        found[address].add(pk)


def _makers(given: Where) -> dict[UUID, UUID | None]:
    """Who made each thing: what one person writes must not take the turn of everybody else's."""
    things = Artifact.objects.unrestricted(Reason.HOUSEKEEPING).filter(pk__in=set().union(*given.values()))
    return dict(things.values_list("pk", "made_by"))


def _drawn(given: Where, week: str, makers: Mapping[UUID, UUID | None]) -> list[str]:
    """This week's, in an order that only the week decides, with never more than a few of one site, or many of one person."""
    of_site, of_one = Counter[str](), Counter[UUID | None]()
    drawn: list[str] = []
    for address in sorted(given, key=lambda one: _place(one, week)):
        site, maker = _site(address), makers.get(min(given[address]))
        if of_site[site] < MOST_OF_A_SITE and of_one[maker] < MOST_OF_ONE and len(drawn) < MOST:
            of_site[site] += 1
            of_one[maker] += 1
            drawn.append(address)
    return drawn


def _place(address: str, week: str) -> str:
    return blake2b(f"{week} {address}".encode(), digest_size=8).hexdigest()


def _site(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _asked(addresses: Iterable[str], look: Callable[[str], Found]) -> dict[str, Found]:
    """As many as there is time for, and one at least."""
    began, answers = time.monotonic(), {}
    for address in addresses:
        answers[address] = look(address)
        if time.monotonic() - began > A_WHILE or len(answers) == A_FEW:
            break
    return answers
