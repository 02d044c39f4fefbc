"""The page on which a picture is looked at and grown: a driver diagram, or the causes beneath a problem."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pergola.commons.models import Link
from pergola.inquiry.aims import sentence_of
from pergola.inquiry.causes import Beneath
from pergola.inquiry.diagram import Shown
from pergola.inquiry.findings import findings
from pergola.inquiry.growing_forms import GrowForm, HangForm, KeepForm, MoveForm, RewordForm
from pergola.inquiry.models import Aim, ChangeIdea, Part, Problem, Version
from pergola.inquiry.parts import (
    CAUSE_LEVELS,
    DRIVER_LEVELS,
    LEVELS,
    Node,
    all_of,
    among,
    begun,
    find,
    ideas_of,
    nodes_of,
    places_for,
)
from pergola.inquiry.rules import may_change
from pergola.inquiry.views.sending import who_sees
from pergola.kernel.charts.marks import svg
from pergola.kernel.clock import now
from pergola.people.middleware import PersonRequest

Of = Part.Of
type Thing = Problem | Aim
ROOT = "aim"
"""What `?part=` says of the thing itself."""


@dataclass
class Asked:
    """Which part is chosen, and a form of it that was refused."""

    part: str = ""
    forms: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """What may be done to the part that is chosen. `node` is None for the thing everything grows from."""

    node: Node | None
    kind: str
    grow: GrowForm | None
    reword: RewordForm | None
    move: MoveForm | None
    hang: HangForm | None = None
    first: bool = False
    last: bool = False


def address_of(thing: Thing) -> str:
    return reverse("inquiry:drivers" if isinstance(thing, Aim) else "inquiry:causes", args=[thing.pk])


def picture_page(request: PersonRequest, thing: Thing, asked: Asked) -> HttpResponse:
    """Drawn, told as an outline, and for those who may change it with what may be done to the part they chose."""
    of = Of.DRIVERS if isinstance(thing, Aim) else Of.CAUSES
    mine = may_change(request.person, thing)
    door = Part.objects.editable_by(request.person) if mine else Part.objects.visible_to(request.person)
    rows = list(door.filter(artifact=thing.pk, of=of).select_related("idea"))
    nodes = nodes_of(one for one in rows if one.removed is None)
    chosen = _chosen(asked.part, nodes) if mine else None
    context = {
        "thing": thing,
        "mine": mine,
        "nodes": nodes,
        "begun": begun(nodes),
        "address": address_of(thing),
        "since": int(now().timestamp() * 1000),
        "taken_out": sorted((one for one in rows if one.removed), key=lambda one: str(one.removed), reverse=True),
        "versions": Version.objects.visible_to(request.person)
        .filter(artifact=thing.pk, of=_kept_as(of))
        .select_related("by"),
        "keep": KeepForm(),
        "seen": who_sees(thing),
        "panel": _panel(request, thing, nodes, chosen, asked) if chosen is not None else None,
        **(_drivers(request, thing, nodes, chosen, mine) if isinstance(thing, Aim) else _causes(thing, nodes, chosen)),
    }
    return render(request, f"inquiry/{of}.html", context, status=422 if asked.forms else 200)


def _kept_as(of: str) -> str:
    return Version.Of.DRIVERS if of == Of.DRIVERS else Version.Of.PROBLEM


def _chosen(part: str, nodes: list[Node]) -> int | None:
    """The key of the part; 0 for the thing itself, with which one begins where there is no driver and no cause; None for none."""
    if part == ROOT or (not part and not begun(nodes)):
        return 0
    return int(part) if part.isdecimal() and len(part) < 19 and find(nodes, int(part)) else None


def _drivers(request: PersonRequest, aim: Aim, nodes: list[Node], chosen: int | None, mine: bool) -> dict[str, Any]:  # noqa: FBT001
    found = findings(request.person, ideas_of(nodes))
    shown = Shown(aim, sentence_of(aim), nodes, found, address_of(aim), chosen, mine)
    return {"shown": shown, "drawing": SafeString(svg(shown.picture()))}


def _causes(problem: Problem, nodes: list[Node], chosen: int | None) -> dict[str, Any]:
    shown = Beneath(problem, nodes, chosen)
    ladders = [(words, SafeString(svg(picture))) for words, picture in shown.ladders()]
    return {"shown": shown, "drawing": SafeString(svg(shown.fishbone())) if nodes else "", "ladders": ladders}


def _panel(request: PersonRequest, thing: Thing, nodes: list[Node], chosen: int, asked: Asked) -> Panel:
    node = find(nodes, chosen)
    of = Of.DRIVERS if isinstance(thing, Aim) else Of.CAUSES
    initial = {"since": int(now().timestamp() * 1000)}
    whats, places = _may_grow(thing, node)
    grow = asked.forms.get("grow") or GrowForm(initial=initial | {"part": chosen or None})
    grow.fitted(whats, places, _lands(node))
    hang = None
    if isinstance(thing, Aim):
        place = "beside" if node is not None and node.idea else "beneath"
        hang = asked.forms.get("hang") or HangForm(initial=initial | {"part": chosen or None, "place": place})
        ideas = _ideas(request, thing, nodes, node)
        hang = hang.choosing(ideas, thing) if hang.is_bound or ideas else None
    if node is None:
        return Panel(None, _("The aim") if of == Of.DRIVERS else _("The problem"), grow, None, None, hang)
    words = initial | {"words": node.words, "revision": node.revision}
    root = "" if node.parent is None else str(thing)
    move = asked.forms.get("move") or MoveForm(initial=initial).to(places_for(nodes, node, LEVELS[of]), root)
    beside = among(nodes, node)
    reword = asked.forms.get("reword") or RewordForm(initial=words)
    if reword.stale:
        reword.over(node.revision)
    return Panel(
        node, "", grow, reword, move, hang,
        first=beside[0] is node, last=beside[-1] is node,
    )  # fmt: skip


def _lands(node: Node | None) -> str:
    """Where what is added beside an idea will hang: nothing hangs on the idea itself."""
    if node is None or not node.idea:
        return ""
    if node.parent is None:
        return _("Another idea beside this one, on no driver yet.")
    return _("Another idea beside this one, on “%(driver)s”.") % {"driver": node.parent.words}


def _may_grow(thing: Thing, node: Node | None) -> tuple[list[str], list[str]]:
    """What may be added where this part is, and on which side of it."""
    if isinstance(thing, Problem):
        deep = node is not None and node.level >= CAUSE_LEVELS
        return ["cause"], ["beneath"] if node is None else ["beside"] if deep else ["beneath", "beside"]
    if node is None:
        return ["driver", "idea"], ["beneath"]
    if node.idea:
        return ["idea"], ["beside"]
    return (["driver", "idea"] if node.level < DRIVER_LEVELS else ["idea", "driver"]), ["beneath", "beside"]


def _ideas(request: PersonRequest, thing: Thing, nodes: list[Node], node: Node | None) -> QuerySet[ChangeIdea]:
    """What does not hang there yet: the ideas that address this aim, and those of others that somebody has tested.

    What hangs on the aim itself may go to a driver.
    """
    on_aim = node is None or (node.idea is not None and node.parent is None)
    hang = [one.idea for one in all_of(nodes) if one.idea and (one.parent or on_aim)]
    ties = Link.objects.visible_to(request.person)
    ours = Q(pk__in=ties.filter(target=thing.pk, kind=Link.Kind.ADDRESSES).values("source"))
    theirs = Q(pk__in=ties.filter(kind=Link.Kind.TESTS, target__wall=thing.wall_id).values("target"))
    theirs &= ~Q(team=thing.team_id, community=thing.community_id)
    ideas = ChangeIdea.objects.visible_to(request.person).filter(ours | theirs).exclude(pk__in=hang)
    return ideas.select_related("team", "community").order_by("title")
