"""Who may read a row, written by hand: by its audience, its wall, or whose it is. No door of the product is asked."""

from typing import Any

from django.db import models
from tests.canaries.marks import ROSTERS
from tests.matrix import policy
from tests.matrix.policy import EVERYONE, NOBODY, Group
from tests.matrix.stage import Stage

from pergola.commons.models import Artifact
from pergola.gather.models import (
    Elsewhere,
    EntryRequest,
    HandOver,
    Invitation,
    JoinRequest,
    Pair,
    Promise,
)
from pergola.inquiry.models import Critique, Remark, SentVersion, TeamStage, Weighing
from pergola.instruments.models import Sharing, Sheet, SheetLine
from pergola.people.models import Identity, Person, WallMember
from pergola.publishing.models import Consent, Edition
from pergola.routines.models import Adoption, Agreement, Tension, Trial
from pergola.spaces.models import Audience, Charter
from pergola.talk.models import Post
from pergola.walls.models import PUBLIC_WALL

TAUGHT = Trial | Adoption | Agreement
FRIENDLY = Critique | SentVersion | Remark | TeamStage | Weighing
TIES = ("artifact", "lesson", "cycle", "measure", "source", "target", "idea", "routine", "agreement", "wording")
"""What a row may hang on; whoever does not see that does not see the row."""


class Readers:
    def __init__(self, stage: Stage) -> None:
        cast = stage.cast
        self.stage = stage
        self.names = {one.pk: name for name, one in stage.actors.items() if isinstance(one, Person)}
        brier = stage.pk("community of brier")
        self.walls: dict[Any, Group] = {
            PUBLIC_WALL: EVERYONE,
            cast.alder_wall.pk: policy.BEHIND_ALDER,
            cast.brier_wall.pk: policy.BEHIND_BRIER,
            cast.elsewhere_wall.pk: policy.BEHIND_ELSEWHERE,
            cast.network.wall_id: policy.BEHIND_NETWORK,
        }
        self.leads: dict[Any, Group] = {cast.alder_wall.pk: policy.LEAD_A, cast.brier_wall.pk: policy.LEAD_B}
        self.leads |= {cast.network.wall_id: policy.HUB_DIRECTOR}
        self.communities: dict[Any, Group] = {
            cast.talk.pk: policy.TALK,
            cast.seats.pk: policy.SEATS,
            brier: policy.BEHIND_BRIER,
            stage.pk("community to ask"): policy.FACILITATOR
            | policy.LEAD_A
            | policy.TEAM_LEAD
            | policy.FORMER
            | policy.SEATS,
            stage.pk("asks"): policy.FACILITATOR,
            stage.pk("fellowship"): policy.FACILITATOR,
            stage.pk("closed"): policy.TALK,
            stage.pk("fellowship of brier"): policy.LEAD_B,
            stage.pk("closed in brier"): policy.LEAD_B,
        }
        self.facilitators: dict[Any, Group] = {
            cast.talk.pk: policy.FACILITATOR,
            cast.seats.pk: policy.SEATS,
            brier: policy.LEAD_B,
        }
        self.teams: dict[Any, Group] = {cast.alder_team.pk: policy.ALDER_TEAM}
        self.inviting: dict[Any, Group] = {
            cast.talk.pk: policy.KEEPING_TALK, cast.seats.pk: policy.KEEPING_SEATS, brier: policy.BEHIND_BRIER,
            cast.alder_team.pk: policy.LEADING_ALDER_TEAM, cast.network.pk: policy.HUB_DIRECTOR,
        }  # fmt: skip
        self.known: dict[tuple[type[models.Model], Any], Group] = {}

    def of(self, row: models.Model) -> Group:
        """Every wall must be open."""
        key = (type(row), row.pk)
        if key not in self.known:
            fresh = type(row)._base_manager.get(pk=row.pk)
            self.known[key] = self._of_roster(fresh) if type(row).__module__ == ROSTERS else self._of(fresh)
        return self.known[key]

    def _of_roster(self, row: Any) -> Group:
        """Its leads’, whomever a line is about."""
        return policy.LEAD_A if row.wall_id == self.stage.cast.alder_wall.pk else policy.LEAD_B

    def _of(self, row: Any) -> Group:
        if isinstance(row, Artifact):
            return self._unless_removed(row, self.audience(row.audience_id) | self._sent_to(row))
        if isinstance(row, Post):
            return self._unless_removed(row, self.audience(row.audience_id) & self.of(row.artifact))
        if isinstance(row, Person):
            return self._beside(row) | self._spoken_to(row) | self._asked(row) | self.one(row)
        if isinstance(row, Identity):
            return self._asked(row.person, address=row.email) | self.one(row.person)
        if isinstance(row, Consent | SheetLine | Promise | FRIENDLY):
            return self._of_a_team(row)
        if isinstance(row, JoinRequest | EntryRequest | HandOver | Pair | Elsewhere | Tension) or (
            isinstance(row, Charter) and row.replaced is not None
        ):
            return self._of_life(row)
        if isinstance(row, Invitation):
            return self._inviting(row) | self._invited(row)
        tied = self._tied(row)
        if tied:
            return frozenset.intersection(*tied)
        if getattr(row, "person_id", None):  # what names a person beside its text is that person's own
            return self.one(row.person)
        assert hasattr(row, "wall_id"), f"say here who may read {row._meta.label}"
        return self.walls.get(row.wall_id, NOBODY)

    def _tied(self, row: Any) -> list[Group]:
        """Of what it hangs on, and to whom it was written where it says so."""
        tied = [self.of(getattr(row, name)) for name in TIES if getattr(row, f"{name}_id", None)]
        return [*tied, self.audience(row.audience_id)] if isinstance(row, TAUGHT) else tied

    def _sent_to(self, row: Artifact) -> Group:
        """Its words were sent to these, as they stood: to whoever is asked as a critical friend."""
        teams = Critique._base_manager.filter(artifact=row.pk).values_list("teams__team", flat=True)
        return frozenset().union(*(self.teams.get(one, NOBODY) for one in teams))

    def _of_life(self, row: JoinRequest | EntryRequest | HandOver | Charter | Pair | Elsewhere | Tension) -> Group:
        """Of what hangs on a community’s beginning and end, and of what is between two."""
        if isinstance(row, Pair | Elsewhere):
            return self._of_two(row)
        if isinstance(row, JoinRequest):
            keeping = {self.stage.pk("asks"): policy.FACILITATOR | policy.LEAD_A}
            return keeping.get(row.community_id, policy.LEAD_B) | self.one(row.person)
        if isinstance(row, EntryRequest):
            return self.leads[row.wall_id] | self.one(row.person)
        if isinstance(row, HandOver):
            return self.one(row.given_by) | self.one(row.given_to)
        return self.communities[row.community_id]

    def _of_two(self, row: Pair | Elsewhere) -> Group:
        """Of a pair the two; of a month whose it is, and the coach they have."""
        if isinstance(row, Pair):
            return self.one(row.asked_by) | self.one(row.asked_to)
        coaches = {self.stage.cast.member.pk: policy.COACH, self.stage.cast.former.pk: policy.NEIGHBOUR}
        return self.one(row.person) | coaches.get(row.person_id, NOBODY)

    def _unless_removed(self, row: Any, seen: Group) -> Group:
        """What was removed is seen by whoever removed it, who can bring it back. An edition was public, and stays said."""
        if row.removed is None or seen == EVERYONE:
            return seen
        return self.one(row.removed_by)

    def _of_a_team(self, row: Any) -> Group:
        if isinstance(row, FRIENDLY):
            return self._of_friends(row)
        if isinstance(row, Promise):
            hub = policy.HUB if row.wall_id == self.stage.cast.network.wall_id else NOBODY
            return self.teams.get(row.team_id, NOBODY) | hub
        if isinstance(row, SheetLine):
            return self._of_sheet(row.sheet)
        return self.of(row.lesson) | self.teams.get(row.team_id, NOBODY)

    def _of_friends(self, row: Any) -> Group:
        """What was asked of friends, said by them, said of a team; on this stage alder's and brier's ask each other alone."""
        if isinstance(row, Weighing):
            return self.of(row.idea)
        if isinstance(row, TeamStage):
            hub = policy.HUB if row.wall_id == self.stage.cast.network.wall_id else NOBODY
            return self.teams.get(row.team_id, NOBODY) | hub
        critique = row if isinstance(row, Critique) else row.critique
        asked = {critique.team_id, *critique.teams.values_list("team", flat=True)}
        return frozenset().union(*(self.teams.get(one, NOBODY) for one in asked))

    def _of_sheet(self, sheet: Sheet) -> Group:
        """The team's own, and the hub's while the team lets it read what is agreed."""
        shared = Sharing._base_manager.filter(team=sheet.team_id).exists() and sheet.agreed is not None
        return self.teams.get(sheet.team_id, NOBODY) | (policy.HUB if shared else NOBODY)

    def one(self, person: Person) -> Group:
        return frozenset({self.names[person.pk]}) if person.pk in self.names else NOBODY

    def _beside(self, person: Person) -> Group:
        """Those behind a wall of this person's."""
        walls = WallMember.objects.filter(person=person).values_list("wall", flat=True)
        return frozenset().union(*(self.walls.get(one, NOBODY) for one in walls))

    def _spoken_to(self, person: Person) -> Group:
        """Those who read what this person made or said: a name stands beside its words. A published copy names nobody."""
        made = Artifact._base_manager.filter(made_by=person).exclude(kind=Edition.KIND)
        said = Post._base_manager.filter(by=person)
        return frozenset().union(*(self.of(one) for one in (*made, *said)))

    def _asked(self, person: Person, **more: str) -> Group:
        """Leads of a system this person asks to come into: they answer to a name and the address it was asked with."""
        waiting = EntryRequest._base_manager.filter(person=person, answered=None, **more)
        return frozenset().union(*(self.leads[one] for one in waiting.values_list("wall", flat=True)))

    def _inviting(self, row: Invitation) -> Group:
        """To lead a system: its leads, and where it has none an operator."""
        if row.is_to_lead:
            return policy.LEAD_A if row.wall_id == self.stage.cast.alder_wall.pk else policy.OPERATOR
        return self.inviting[row.community_id or row.team_id or row.network_id]

    def _invited(self, invitation: Invitation) -> Group:
        return frozenset(
            name for name, one in self.stage.identities.items() if one.email.lower() == invitation.email.lower()
        )

    def audience(self, key: int) -> Group:
        audience, kind = Audience._base_manager.get(pk=key), Audience.Kind
        if audience.kind == kind.PUBLIC:
            return EVERYONE
        if audience.kind == kind.WALL:
            return self.walls.get(audience.wall_id, NOBODY)
        if audience.kind == kind.LEADS:
            return self.leads[audience.wall_id]
        if audience.kind == kind.COMMUNITY:
            return self.communities[audience.community_id]
        if audience.kind == kind.FACILITATORS:
            return self.facilitators[audience.community_id]
        if audience.kind == kind.TEAM:
            return self.teams.get(audience.team_id, NOBODY)
        return policy.COACH | policy.MEMBER  # the one audience of named people on this stage
