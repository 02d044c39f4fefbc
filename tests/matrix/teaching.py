"""On the stage, and in the world: routines with what was tried, agreed and taken over."""

from datetime import date, datetime
from typing import Any

from tests.cast import Cast

from pergola.kernel.clock import now
from pergola.kernel.ids import new_id
from pergola.people.models import Person
from pergola.routines.models import Adoption, Agreement, Routine, Trial, Voice, Wording
from pergola.spaces.audiences import for_community, for_wall
from pergola.spaces.models import Audience, Community

Things = dict[str, dict[str, Any]]


def lay_routines(things: Things, *, cast: Cast, brier: Community) -> None:
    """Of three communities, and of one also shared and removed: a plain one, one that is proposed, one that is objected to."""
    here = for_community(cast.talk)
    for name, community, by, objects, audience, removed in (
        ("talk", cast.talk, cast.member, cast.coach, here, None),
        ("talk, shared", cast.talk, cast.member, cast.coach, for_wall(cast.alder_wall), None),
        ("talk, removed", cast.talk, cast.member, cast.coach, here, now()),
        ("seats", cast.seats, cast.neighbour, cast.neighbour, for_community(cast.seats), None),
        ("brier", brier, cast.lead_b, cast.lead_b, for_community(brier), None),
    ):
        plain = lay_routine(community, by, audience, removed=removed)
        things[f"routine of {name}"] = {"pk": plain.pk}
        trial = Trial.objects.get(routine=plain, taken_back=None)
        things[f"trial of {name}"] = {"pk": plain.pk, "trial": trial.pk}
        for word, objecting in (("agreement", None), ("objected agreement", objects)):
            about = lay_routine(community, by, audience, removed=removed)
            things[f"{word} of {name}"] = {"pk": lay_agreement(about, community, by, objecting).pk}
    things["trial of seats, asked in talk"] = {
        "pk": things["routine of talk"]["pk"],
        "trial": things["trial of seats"]["trial"],
    }


def lay_routine(community: Community, by: Person, audience: Audience, *, removed: datetime | None = None) -> Routine:
    """With a trial, one that was taken back, and somebody who uses it."""
    gone = {"removed": removed, "removed_by": by} if removed else {}
    pk = new_id()
    made = Routine(
        id=pk, family=pk, title="Claim, pause, reason", body="They hear a claim out.", steps="Claim\nPause\nReason", discipline="Any",
        grades="6–8", differs="Slower.", wall_id=community.wall_id, community=community, audience=audience, made_by=by,
        **gone,
    )  # fmt: skip
    made.save(force_insert=True)
    for taken_back in (None, now()):
        Trial.objects.create(
            routine=made, audience=audience, by=by, on=date(2026, 11, 2), with_whom="Grade 7", students=24,
            happened="More spoke.", changed="A longer pause.", again="yes", taken_back=taken_back,
        )  # fmt: skip
    Adoption.objects.create(
        routine=made,
        audience=audience,
        by=by,
        learned_elsewhere="A colleague",
        adapted="In pairs.",
        school="Alder Street",
    )
    return made


def lay_agreement(routine: Routine, community: Community, by: Person, objects: Person | None = None) -> Agreement:
    """Proposed, long before its last day; somebody consents, or objects."""
    made = Agreement.objects.create(routine=routine, audience=for_community(community), by=by)
    wording = Wording.objects.create(
        agreement=made, number=1, words="We each begin a lesson with it.", revision=1, by=by, until=date(2099, 1, 31)
    )
    if objects is not None:
        Voice.objects.create(wording=wording, by=objects, says="object", reason="It takes the reading time.")
    return made
