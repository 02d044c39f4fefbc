"""What a critique looks like to the team that asks, and to a team that was asked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pergola.inquiry.critique_words import told
from pergola.inquiry.models import Critique, CritiqueTeam, Remark, SentVersion
from pergola.people.models import Asker
from pergola.spaces.models import Team, TeamMember


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion, and what each team said by it, in the order of the columns."""

    criterion: str
    cells: list[list[Remark]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A critique as one person sees it, through the doors. Five queries."""

    critique: Critique
    sent: SentVersion | None
    """None where the words are no longer theirs to read."""
    words: list[tuple[str, str]]
    ours: bool
    """Is this person on the team that asks?"""
    asked_as: list[Team]
    """Those of their teams that were asked."""
    columns: list[Team]
    remarks: list[Remark]

    @property
    def table(self) -> list[Row]:
        """Side by side: a row a criterion, a column a team."""
        by: dict[tuple[str, UUID], list[Remark]] = defaultdict(list)
        for one in self.remarks:
            by[one.criterion, one.team_id].append(one)
        return [
            Row(criterion, [by[criterion, team.pk] for team in self.columns])
            for criterion in self.critique.by_criterion
        ]

    @property
    def open_remarks(self) -> int:
        return sum(one.answered is None for one in self.remarks)

    @property
    def may_say(self) -> bool:
        return bool(self.asked_as) and self.critique.closed is None


def see(person: Asker, critique: Critique) -> Seen:
    sent = SentVersion.objects.visible_to(person).filter(critique=critique).first()
    mine = set(TeamMember.objects.visible_to(person).filter(person=person.pk).values_list("team", flat=True))
    asked = (
        CritiqueTeam.objects.visible_to(person).filter(critique=critique).select_related("team").order_by("team__name")
    )
    columns = [one.team for one in asked]
    remarks = (
        Remark.objects.visible_to(person).filter(critique=critique).select_related("team", "by").order_by("said", "pk")
    )
    return Seen(
        critique=critique,
        sent=sent,
        words=told(sent, critique.artifact.kind) if sent else [],
        ours=critique.team_id in mine,
        asked_as=[team for team in columns if team.pk in mine],
        columns=columns,
        remarks=list(remarks),
    )


def people_of(teams: Iterable[UUID]) -> int:
    """How many people are on these teams, each once."""
    return TeamMember.objects.filter(team__in=list(teams)).values("person").distinct().count()


def of_thing(person: Asker, thing: UUID) -> list[Critique]:
    """Those of one thing, for the team whose it is; to everybody else it has none. One query."""
    ours = TeamMember.objects.filter(person=person.pk).values("team")
    return list(Critique.objects.visible_to(person).filter(artifact=thing, team__in=ours))
