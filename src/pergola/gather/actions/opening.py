"""Nothing opens empty: a community begins with the first people, a first date and a first question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.actions import discard_draft
from pergola.gather.actions.inviting import invite
from pergola.gather.actions.joining import open_community
from pergola.gather.opened import DRAFTED, box_of
from pergola.kernel.errors import Refusal
from pergola.meetings.actions import When, plan_gathering
from pergola.people.models import Identity, Person
from pergola.spaces.models import Community
from pergola.talk.actions import start_conversation
from pergola.walls.models import Wall


@dataclass(frozen=True)
class Opening:
    """What it takes."""

    name: str
    charter: str
    joining: Community.Joining
    addresses: Sequence[str]
    question: str
    when: When
    place: str = ""
    link: str = ""
    ends: date | None = None
    kept_for: str = ""


@transaction.atomic
def open_with_first(
    *, by: Person, wall: Wall, opening: Opening, site: str, parent: Community | None = None
) -> Community:
    """Open a community with its first people invited, its first date set and its first question asked: all of it, or nothing."""
    own = set(Identity.objects.filter(person=by).values_list("email", flat=True))
    others = [one for one in opening.addresses if one.lower() not in own]
    if not others:
        raise Refusal(_("Invite at least one other person: nobody meets alone."), field="addresses")
    made = open_community(
        by=by, wall=wall, parent=parent, name=opening.name, charter=opening.charter, joining=opening.joining,
        ends=opening.ends, kept_for=opening.kept_for,
    )  # fmt: skip
    plan_gathering(
        by=by, space=made, when=opening.when, title=_("Our first date"), place=opening.place, link=opening.link
    )
    start_conversation(by=by, space=made, title=opening.question)
    invite(by=by, place=made, addresses=others, site=site, role="member", words=opening.charter)
    for name in DRAFTED:
        discard_draft(by=by, place=box_of(wall.pk, name, parent))
    return made
