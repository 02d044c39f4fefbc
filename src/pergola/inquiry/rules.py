"""May this person do that to a piece of inquiry? The doors say what is seen; these say what is done."""

from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Readable
from pergola.inquiry.homes import Home, works_in
from pergola.inquiry.models import Aim, ChangeIdea, Claim, Cycle, Measure, Problem
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Asker, Person
from pergola.spaces.models import Team
from pergola.walls.models import PUBLIC_WALL

KINDS: Final = tuple(model.KIND for model in (Problem, Aim, ChangeIdea, Cycle, Measure, Claim))
"""What inquiry makes, and may therefore let more people see. Conversations, lessons and published copies are not its own."""


def is_inquiry(thing: Artifact) -> bool:
    return thing.kind in KINDS and thing.wall_id != PUBLIC_WALL


def may_see(person: Asker, thing: Artifact) -> bool:
    return Artifact.objects.visible_to(person).filter(pk=thing.pk).exists()


def may_change(person: Asker, thing: Artifact) -> bool:
    """A team's people; in a community whoever made it, and its facilitators."""
    return Artifact.objects.editable_by(person).filter(pk=thing.pk).exists()


def with_own(person: Asker, measures: Readable[Measure]) -> Readable[Measure]:
    """Each with whether it is this person’s: of those its figures are told to the last one (`is_own`). No query more."""
    mine = Measure.objects.editable_by(person).filter(pk=OuterRef("pk"))
    return measures.annotate(own=Exists(mine))  # type: ignore[return-value]  # each is a measure, and knows one thing more


def is_own(measure: Measure) -> bool:
    """Whoever has not asked is told what everybody is."""
    return bool(getattr(measure, "own", False))


def may_tie(person: Asker, evidence: Artifact) -> bool:
    """Evidence is tied by those it is of. The hub may too: it reads across teams, and every tie says who made it."""
    return may_change(person, evidence) or (may_see(person, evidence) and leads(person, evidence.wall_id))


def must_see(person: Person, thing: Artifact) -> None:
    """What somebody cannot see is not told of, not even in a refusal."""
    if not may_see(person, thing):
        raise NotAllowed(
            _("There is nothing here that you can see. If somebody sent you this address, ask them to add you.")
        )


def must_change(person: Person, thing: Artifact) -> None:
    must_see(person, thing)
    if not may_change(person, thing):
        if thing.team_id is not None:
            raise NotAllowed(_("Only the people of this team can change this. You can say something beneath it."))
        raise NotAllowed(
            _("Only whoever made this, and the facilitators here, can change it. You can say something beneath it.")
        )


def must_be_inquiry(thing: Artifact) -> None:
    """Only what is inquiry's own is shared as a chain: what somebody said stays with those it was said to."""
    if not is_inquiry(thing):
        raise NotAllowed(
            _("Only problems, aims, ideas, measures, cycles and claims are shared in this way. Nothing was.")
        )


def must_work_in(person: Person, home: Home) -> None:
    if not works_in(person, home):
        if isinstance(home, Team):
            raise NotAllowed(_("Only the people of this team can add to its inquiry."))
        raise NotAllowed(_("Only the people of this community can add to its inquiry. Join it first."))


def must_tie(person: Person, evidence: Artifact) -> None:
    must_see(person, evidence)
    if not may_tie(person, evidence):
        raise NotAllowed(_("Evidence is tied by the people it comes from, or by the hub. Ask them to tie it."))


def per_of(unit: str, per: int | None) -> int | None:
    """For every how many a rate is told; nothing for any other kind of number. Raises Refusal for a rate without it."""
    if unit != Measure.Unit.RATE:
        return None
    if not per:
        raise Refusal(_("Say for every how many: 100, for so many in every hundred."), field="per")
    return per
