"""What a bare Django view costs that fetches the same rows and writes the same words: no doors, no walls, no components.

Each tells what the product's page tells: how many notices are new, what one has begun to write, whom a search finds by
name. What the product asks to know who sees it (standing, walls, audiences, who may edit) is asked nowhere here.
"""

from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pergola.commons.models import Artifact, Draft, File, Link, Participation
from pergola.inquiry.models import Cycle, Observation
from pergola.kernel.clock import now
from pergola.kernel.names import beginning_with, called
from pergola.meetings.models import Gathering
from pergola.people.models import Identity, Person
from pergola.publishing.models import Consent, Edition, Lesson
from pergola.spaces.models import Community, Membership, Team
from pergola.systems.models import School, SchoolSystem
from pergola.talk.models import Notice, Post
from pergola.walls.models import PUBLIC_WALL

MOST = 25
CALLED: dict[Any, tuple[str, ...]] = {
    Community: ("name",), Team: ("name",), Person: ("name",), SchoolSystem: ("name", "short_name", "town"),
    School: ("name", "city"),
}  # fmt: skip


def _me(request: HttpRequest) -> Identity:
    assert isinstance(request.user, Identity)
    return request.user


def _page(request: HttpRequest, name: str, shown: dict[str, Any]) -> HttpResponse:
    me = _me(request).person
    return render(request, f"floor/{name}.html", shown | {"me": me, "new": _new(me)})


def _new(me: Person) -> int:
    return len(Notice.objects.filter(person=me, read=None).values_list("pk", flat=True)[:10])


def _left(me: Person, place: str) -> Draft | None:
    """What I left in a box."""
    return Draft.objects.filter(person=me, place=place).first()


def line(request: HttpRequest) -> HttpResponse:
    """One query and a line of text."""
    return HttpResponse(f"{Community.objects.all().count()} communities")


def _dates() -> QuerySet[Gathering]:
    to_come = Gathering.objects.filter(called_off=None, removed=None, ends__gt=now())
    return to_come.defer("search", "words").order_by("begins")


def home(request: HttpRequest) -> HttpResponse:
    me = _me(request).person_id
    mine = list(Community.objects.filter(memberships__person=me))
    cycles = list(Cycle.objects.filter(team__members__person=me).select_related("team").order_by("-changed")[:5])
    fresh = list(
        Artifact.objects.filter(wall__members__person=me, removed=None).defer("search").order_by("-changed")[:MOST]
    )
    own = dict(Participation.objects.filter(person=me, artifact__in=fresh).values_list("artifact").annotate(Max("at")))
    teams = list(Team.objects.filter(members__person=me))
    shown = [one for one in fresh if own.get(one.pk, one.made) <= one.changed]
    dates = list(_dates().filter(community__in=mine).select_related("community")[:3])
    return _page(
        request, "home", {"communities": mine, "dates": dates, "cycles": cycles, "fresh": shown, "teams": teams}
    )


def community(request: HttpRequest, pk: UUID) -> HttpResponse:
    me = _me(request).person
    found = Community.objects.get(pk=pk)
    there = found.artifacts.filter(removed=None).select_related("made_by").defer("search").order_by("-changed")
    things = [*there.filter(kind="cycle")[:6], *there.filter(kind="conversation")[:13]]
    people = list(Membership.objects.filter(community=pk).select_related("person").order_by("role", "-joined")[:25])
    said = Post.objects.filter(artifact__in=[one.pk for one in things], removed=None).select_related("by")
    last = list(said.defer("search").order_by("artifact", "-said").distinct("artifact"))
    groups, date = list(Community.objects.filter(parent=pk)), _dates().filter(community=pk).first()
    shown = {"community": found, "groups": groups, "date": date, "things": things, "people": people, "last": last}
    return _page(request, "community", shown | {"draft": _left(me, f"conversation:{pk}")})


def conversation(request: HttpRequest, pk: UUID) -> HttpResponse:
    me = _me(request).person
    found = Artifact.objects.select_related("community", "made_by").get(pk=pk)
    posts = list(Post.objects.filter(artifact=pk, removed=None).select_related("by").defer("search"))
    files = list(File.objects.filter(artifact=pk, removed=None).select_related("added_by").defer("search"))
    seen = Membership.objects.filter(community=found.community_id).count()
    shown = {"thing": found, "posts": posts, "files": files, "seen": seen, "draft": _left(me, f"post:{pk}")}
    return _page(request, "conversation", shown)


def listed(request: HttpRequest) -> HttpResponse:
    me = _me(request).person
    rows = (
        Edition.objects.filter(wall=PUBLIC_WALL, removed=None)
        .select_related("made_by")
        .defer("search", "content", "words")
    )
    drafts = list(Lesson.objects.filter(team__members__person=me, removed=None).defer("search", "words", "body")[:10])
    asked = list(Consent.objects.filter(team__members__person=me, answer="waiting").select_related("lesson", "team"))
    return _page(request, "list", {"lessons": list(rows.order_by("-made")[:MOST]), "drafts": drafts, "asked": asked})


def search(request: HttpRequest) -> HttpResponse:
    me = _me(request).person_id
    query = SearchQuery(request.GET["q"], search_type="websearch", config="english")
    things = list(
        Artifact.objects.filter(search=query, wall__members__person=me, removed=None)
        .annotate(snippet=SearchHeadline("body", query, config="english", max_fragments=2))
        .select_related("made_by", "community")
        .defer("search", "body", "words")[:MOST]
    )
    posts = list(
        Post.objects.filter(search=query, wall__members__person=me)
        .annotate(snippet=SearchHeadline("body", query, config="english", max_fragments=2))
        .select_related("by", "artifact")
        .defer("search", "body", "artifact__search", "artifact__words", "artifact__body")[:MOST]
    )
    files = list(
        File.objects.filter(search=query, wall__members__person=me)
        .select_related("artifact")
        .defer("search", "artifact__search", "artifact__words", "artifact__body")[:MOST]
    )
    named = [
        kind.objects.alias(called=called(*by)).filter(called=beginning_with(request.GET["q"])).values_list("name")[:5]
        for kind, by in CALLED.items()
    ]
    names = [name for (name,) in named[0].union(*named[1:], all=True)]
    rooms = list(Membership.objects.filter(person=me).select_related("community"))
    return _page(request, "search", {"things": things, "posts": posts, "files": files, "names": names, "rooms": rooms})


def chain(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _chain(request, pk, Link.objects.all(), 60)


def long_chain(request: HttpRequest, pk: UUID, most: int) -> HttpResponse:
    """The newest links: those of the chain that was made last, and never more of them."""
    return _chain(request, pk, Link.objects.order_by("-made"), most)


def _chain(request: HttpRequest, pk: UUID, some: QuerySet[Link], most: int) -> HttpResponse:
    me = _me(request).person
    claim = Artifact.objects.defer("search", "words").get(pk=pk)
    every = some.filter(wall=claim.wall_id).select_related("source", "target", "made_by")
    links = list(every.defer(*(f"{end}__{one}" for end in ("source", "target") for one in ("search", "words")))[:most])
    measures = [one.source_id for one in links if one.kind == Link.Kind.MEASURES]
    points = list(Observation.objects.filter(measure__in=measures))
    posts = list(Post.objects.filter(artifact=pk, removed=None).select_related("by").defer("search"))
    shown = {"claim": claim, "links": links, "points": points, "posts": posts, "draft": _left(me, f"post:{pk}")}
    return _page(request, "chain", shown)


def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Insert a post and its participation, and go back."""
    me = _me(request).person
    thing = Artifact.objects.get(pk=pk)
    Post.objects.create(artifact=thing, by=me, body=request.POST["body"])
    Participation.objects.create(
        person=me, verb="said", artifact=thing, community_id=thing.community_id, wall_id=thing.wall_id
    )
    return redirect("/line/")
