"""The form on which one chooses what comes by mail, and when: a line for each place and kind of news."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pergola.kernel.zones import clocks_to_choose
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, Membership, Network, Team, TeamMember
from pergola.talk.clocks import clock_for
from pergola.talk.models import Hearing, How, Notice, QuietHours
from pergola.talk.recipients import OF_A_WALL, chosen_by, place_of_wall, usually
from pergola.walls.models import Wall

Kind = Notice.Kind
OF_COMMUNITY = (
    *(Kind.POST, Kind.BEGAN, Kind.DATE, Kind.SOON, Kind.PULSE, Kind.AGAINST, Kind.CAME),
    *(Kind.JOIN, Kind.LET_IN, Kind.CHARTER, Kind.KEEP, Kind.CLOSED, Kind.PACK),
    *(Kind.PROPOSED, Kind.OBJECTED, Kind.NUMBER),
)
OF_TEAM = (
    *(Kind.POST, Kind.BEGAN, Kind.DATE, Kind.SOON, Kind.ASKED, Kind.CONSENT, Kind.AGAINST, Kind.CAME),
    *(Kind.PROMISE, Kind.CRITIQUE, Kind.WEIGHED, Kind.COUNTED, Kind.NUMBER, Kind.GONE),
)
OF_NETWORK = (Kind.POST, Kind.AGAINST, Kind.WEIGHED)
OF_SYSTEM = OF_A_WALL
TO_HUB = (Kind.HELP, Kind.CAME)


@dataclass(frozen=True)
class Place:
    """A community, team, network or school system one is in, and what can be told of it."""

    pk: UUID
    wall: int
    name: str
    kinds: tuple[Kind, ...]

    def field(self, kind: Kind) -> str:
        return f"{self.pk}:{kind}"


def places_of(person: Person) -> list[Place]:
    """Where this person is, or has chosen before how to hear: what was stopped can be begun again. Four queries."""
    chosen = Q(pk__in=Hearing.objects.visible_to(person).values("place"))
    member = Membership.objects.visible_to(person).filter(person=person).values("community")
    on_it = TeamMember.objects.visible_to(person).filter(person=person).values("team")
    standing = WallMember.objects.filter(person=person).select_related("wall")
    leads = {one.wall_id for one in standing if one.role == WallMember.Role.LEAD}
    communities = Community.objects.visible_to(person).filter(Q(pk__in=member) | chosen)
    teams = Team.objects.visible_to(person).filter(Q(pk__in=on_it) | chosen)
    networks = Network.objects.visible_to(person)
    systems = [one.wall for one in standing if one.wall.kind == Wall.Kind.SYSTEM]
    found = [Place(one.pk, one.wall_id, one.name, OF_COMMUNITY) for one in communities]
    found += [Place(one.pk, one.wall_id, one.name, OF_TEAM) for one in teams]
    for one in networks:
        found.append(Place(one.pk, one.wall_id, one.name, TO_HUB + OF_NETWORK if one.wall_id in leads else OF_NETWORK))
    return found + [Place(place_of_wall(one.pk), one.pk, one.name, OF_SYSTEM) for one in systems]


class Chosen(forms.ChoiceField):
    """Where nothing is sent for it, it stays as it was."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)


class HearingForm(forms.Form):
    """Quiet hours, the digest, and for each place what comes how."""

    starts = forms.TimeField(label=_("No mail from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=_("Time zone"), choices=clocks_to_choose)
    digest = forms.BooleanField(label=_("Tell me the week in one mail, if anything is new"), required=False)
    digest_day = forms.TypedChoiceField(
        label=_("On which day, at seven in the morning"), choices=QuietHours.Day.choices, coerce=int
    )

    def __init__(self, *args: Any, person: Person, places: list[Place], **kwargs: Any) -> None:
        hours = QuietHours.objects.visible_to(person).first() or QuietHours(person=person)
        chosen = chosen_by(person)
        initial: dict[str, Any] = {name: getattr(hours, name) for name in ("starts", "ends", "digest", "digest_day")}
        initial["zone"] = hours.zone or clock_for(person)
        super().__init__(*args, **kwargs | {"initial": initial})
        self.refused, self.places = hours.refused, places
        for place in places:
            for kind in place.kinds:
                first = chosen.get((place.pk, kind), usually(kind)).value
                label = capfirst(str(kind.label))
                self.fields[place.field(kind)] = Chosen(label=label, choices=How.choices, initial=first)

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("digest", "digest_day", "starts", "ends", "zone")]

    def by_place(self) -> Iterator[tuple[Place, list[forms.BoundField]]]:
        """Each place with its lines."""
        for place in self.places:
            yield place, [self[place.field(kind)] for kind in place.kinds]

    def chosen(self) -> Iterator[tuple[Place, Kind, How]]:
        """What differs from how it was."""
        for place in self.places:
            for kind in place.kinds:
                how = How(self.cleaned_data[place.field(kind)])
                if how != self.fields[place.field(kind)].initial:
                    yield place, kind, how
