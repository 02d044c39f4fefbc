"""What a network says of itself, and the stretches and milestones of its time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import must_lead
from pergola.kernel.clock import today
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.spaces.models import Milestone, Network, Phase


@transaction.atomic
def describe_network(
    *, by: Person, network: Network, name: str, purpose: str, starts: date, ends: date | None
) -> Network:
    """Its name, what it is for, and how long it runs. What is public keeps the name it was published under."""
    must_lead(by, network.wall_id)
    if ends is not None and ends <= starts:
        raise Refusal(_("The network would end before it starts. Write a later day."), field="ends")
    network.name, network.purpose, network.starts, network.ends = name, purpose, starts, ends
    network.save(update_fields=["name", "purpose", "starts", "ends"])
    network.wall.name = name
    network.wall.save(update_fields=["name"])
    took_part(by, Participation.Verb.CHANGED, wall=network.wall_id)
    return network


@transaction.atomic
def drop_phase(*, by: Person, phase: Phase) -> None:
    """Take a stretch off the timeline. Nothing else hangs on it."""
    must_lead(by, phase.wall_id)
    took_part(by, Participation.Verb.CHANGED, wall=phase.wall_id)
    phase.delete()


@transaction.atomic
def set_milestone(*, by: Person, network: Network, name: str, due: date) -> Milestone:
    """Something the network means to have done by a day."""
    must_lead(by, network.wall_id)
    took_part(by, Participation.Verb.CHANGED, wall=network.wall_id)
    return Milestone.objects.create(network=network, name=name, due=due)


@transaction.atomic
def reach_milestone(*, by: Person, milestone: Milestone, reached: bool) -> Milestone:
    """It is done, today; or (`reached=False`) it was said too soon."""
    must_lead(by, milestone.wall_id)
    milestone.reached = (milestone.reached or today()) if reached else None
    milestone.save(update_fields=["reached"])
    took_part(by, Participation.Verb.CHANGED, wall=milestone.wall_id)
    return milestone


@transaction.atomic
def drop_milestone(*, by: Person, milestone: Milestone) -> None:
    """Take it off the timeline."""
    must_lead(by, milestone.wall_id)
    took_part(by, Participation.Verb.CHANGED, wall=milestone.wall_id)
    milestone.delete()
