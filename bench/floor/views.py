"""What a bare Django view costs that fetches the same rows and writes the same words: no doors, no walls, no components."""

from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pergola.commons.models import Artifact, Link, Participation
from pergola.inquiry.models import Cycle, Observation
from pergola.people.models import Identity
from pergola.publishing.models import Edition
from pergola.spaces.models import Community, Membership
from pergola.talk.models import Post
from pergola.walls.models import PUBLIC_WALL

MOST = 25


def _me(request: HttpRequest) -> Identity:
    assert isinstance(request.user, Identity)
    return request.user


def line(request: HttpRequest) -> HttpResponse:
    """One query and a line of text."""
    return HttpResponse(f"{Community.objects.all().count()} communities")


def home(request: HttpRequest) -> HttpResponse:
    me = _me(request).person_id
    mine = list(Community.objects.filter(memberships__person=me))
    cycles = list(Cycle.objects.filter(team__members__person=me).select_related("team").order_by("-changed")[:5])
    fresh = list(
        Artifact.objects.filter(wall__members__person=me, removed=None).defer("search").order_by("-changed")[:MOST]
    )
    return render(request, "floor/home.html", {"communities": mine, "cycles": cycles, "fresh": fresh})


def community(request: HttpRequest, pk: UUID) -> HttpResponse:
    _me(request)
    found = Community.objects.get(pk=pk)
    things = list(
        found.artifacts.filter(removed=None).select_related("made_by").defer("search").order_by("-changed")[:MOST]
    )
    people = list(Membership.objects.filter(community=pk).select_related("person"))
    last = list(Post.objects.filter(artifact__community=pk, removed=None).select_related("by").order_by("-said")[:MOST])
    return render(
        request, "floor/community.html", {"community": found, "things": things, "people": people, "last": last}
    )


def conversation(request: HttpRequest, pk: UUID) -> HttpResponse:
    _me(request)
    found = Artifact.objects.select_related("community", "made_by").get(pk=pk)
    posts = list(Post.objects.filter(artifact=pk, removed=None).select_related("by").defer("search"))
    return render(request, "floor/conversation.html", {"thing": found, "posts": posts})


def listed(request: HttpRequest) -> HttpResponse:
    _me(request)
    rows = (
        Edition.objects.filter(wall=PUBLIC_WALL, removed=None)
        .select_related("made_by")
        .defer("search", "content", "words")
    )
    return render(request, "floor/list.html", {"lessons": list(rows.order_by("-made")[:MOST])})


def search(request: HttpRequest) -> HttpResponse:
    me = _me(request).person_id
    query = SearchQuery(request.GET["q"], search_type="websearch", config="english")
    things = list(Artifact.objects.filter(search=query, wall__members__person=me, removed=None).defer("search")[:MOST])
    posts = list(
        Post.objects.filter(search=query, wall__members__person=me)
        .select_related("by", "artifact")
        .defer("search")[:MOST]
    )
    return render(request, "floor/search.html", {"things": things, "posts": posts})


def chain(request: HttpRequest, pk: UUID) -> HttpResponse:
    _me(request)
    claim = Artifact.objects.get(pk=pk)
    links = list(Link.objects.filter(wall=claim.wall_id).select_related("source", "target", "made_by")[:60])
    measures = [one.source_id for one in links if one.kind == Link.Kind.MEASURES]
    points = list(Observation.objects.filter(measure__in=measures))
    return render(request, "floor/chain.html", {"claim": claim, "links": links, "points": points})


def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Insert a post and its participation, and go back."""
    me = _me(request).person
    thing = Artifact.objects.get(pk=pk)
    Post.objects.create(artifact=thing, by=me, body=request.POST["body"])
    Participation.objects.create(
        person=me, verb="said", artifact=thing, community_id=thing.community_id, wall_id=thing.wall_id
    )
    return redirect("/line/")
