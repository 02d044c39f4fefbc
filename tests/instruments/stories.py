"""A community large enough to be asked, and people who answer."""

from collections.abc import Mapping, Sequence

from tests import cast as casting
from tests.cast import Cast

from pergola.gather.actions import bring_behind, keep_community
from pergola.instruments.actions import answer, ask_pulse
from pergola.instruments.actions.answering import Said
from pergola.instruments.models import Asking
from pergola.instruments.shipped import HEALTH, shipped
from pergola.people.models import Person
from pergola.spaces.models import Membership
from pergola.walls.opening import walls

KEYS = [one.key for one in shipped(HEALTH).items]


def more_people(cast: Cast, many: int) -> list[Person]:
    """So many more members of `talk`, beside its facilitator, coach and member."""
    people = [casting.person(f"Somebody {number:02}") for number in range(many)]
    with walls(cast.every_wall):
        for one in people:
            bring_behind(by=cast.operator, wall=cast.alder_wall, person=one)
            keep_community(by=cast.facilitator, community=cast.talk, person=one, role=Membership.Role.MEMBER)
    return people


def asked(cast: Cast, days: int = 7) -> Asking:
    with walls(cast.every_wall):
        return ask_pulse(by=cast.facilitator, community=cast.talk, days=days)


def say(cast: Cast, asking: Asking, person: Person, level: int | Mapping[str, int]) -> None:
    """The same level on each feature, or a level for some."""
    levels = dict.fromkeys(KEYS, level) if isinstance(level, int) else level
    with walls(cast.every_wall):
        answer(by=person, asking=asking, said={key: Said([one]) for key, one in levels.items()})


def all_say(cast: Cast, asking: Asking, people: Sequence[Person], level: int) -> None:
    for one in people:
        say(cast, asking, one, level)
