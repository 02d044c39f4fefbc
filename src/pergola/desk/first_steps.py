"""First steps: what somebody new could do first, for each kind of person, bound to real acts.

A step is done once the act it leads to is done: nobody ticks anything off. The whole of it is gone when its steps are, when
whoever reads it puts it away, and in any case two months after they came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.models import Artifact, Participation
from pergola.gather.commitments import home_wall
from pergola.gather.models import Workplace
from pergola.kernel.clock import now
from pergola.meetings.models import Gathering
from pergola.meetings.reading import Next
from pergola.people.models import Person, WallMember
from pergola.people.ways import has_second_factor
from pergola.spaces.models import Charter, Community, MemberSystem, Network, Phase, Team, TeamMember
from pergola.walls.models import Wall

NEW_FOR, NEWCOMER = timedelta(days=60), "newcomer"
KINDS: dict[str, str | Promise] = {
    "operator": gettext_lazy("For an operator"),
    "hub": gettext_lazy("For the hub"),
    "system-lead": gettext_lazy("For a system lead"),
    "team-lead": gettext_lazy("For a team lead"),
    "coach": gettext_lazy("For a coach"),
    "facilitator": gettext_lazy("For a facilitator"),
    "member": gettext_lazy("For a member"),
    NEWCOMER: gettext_lazy("For somebody new"),
}
"""The widest first: whoever leads a system and keeps a community begins with the system."""
SPOKE = (Participation.Verb.MADE, Participation.Verb.SAID)


@dataclass(frozen=True)
class Step:
    """One act: what, why, where."""

    title: str
    why: str
    button: str
    url: str
    done: bool = False

    @property
    def called(self) -> str:
        """In a list, where it is not the next one."""
        said = self.title.partition(": ")[2]
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Guide:
    """What is still to be done first, by whom it is."""

    kind: str
    steps: list[Step]

    @property
    def more(self) -> list[Step]:
        """Those beneath the first, which is the one next thing."""
        return self.steps[1:]


@dataclass(frozen=True)
class Stand:
    """What My month has read already of whoever asks."""

    person: Person
    standing: list[WallMember]
    communities: list[Community]
    kept: list[Community]
    teams: list[Team]
    led: list[Team]
    meetings: list[Next]


def guide_of(stand: Stand) -> Guide | None:
    """The steps of the first kind this person is of that has any left. No query for whoever came long ago, or put it away."""
    if not _is_new(stand):
        return None
    for kind in _kinds(stand):
        if kind not in stand.person.guides_away:
            left = [one for one in STEPS[kind](stand) if not one.done]
            if left:
                return Guide(kind, left)
    return None


def _is_new(stand: Stand) -> bool:
    if not stand.standing:
        return stand.person.is_operator
    return max(one.since for one in stand.standing) > now() - NEW_FOR


def _kinds(stand: Stand) -> list[str]:
    system_lead = any(_leads_system(one) for one in stand.standing)
    coach = any(one.role == WallMember.Role.COACH for one in stand.standing)
    is_of = {
        "operator": stand.person.is_operator and not stand.standing,
        "hub": any(one.wall.kind == Wall.Kind.NETWORK and one.role == WallMember.Role.LEAD for one in stand.standing),
        "system-lead": system_lead,
        "team-lead": bool(stand.led),
        "coach": coach and bool(stand.communities),
        "facilitator": bool(stand.kept),
        "member": bool(stand.communities),
        NEWCOMER: bool(stand.standing) and not stand.communities and not stand.teams,
    }
    return [kind for kind in KINDS if is_of[kind]]


def _leads_system(one: WallMember) -> bool:
    return one.wall.kind == Wall.Kind.SYSTEM and one.role == WallMember.Role.LEAD


def _second_way(stand: Stand) -> Step:
    return Step(
        _("Next: add a second way to sign in"),
        _("You can change much here, so that one password should not open it. A passkey takes a minute."),
        _("Add one"), f"{reverse('people:you')}#how-i-sign-in", done=has_second_factor(stand.person),
    )  # fmt: skip


def _for_operator(stand: Stand) -> list[Step]:
    """Whoever is behind no wall: nothing of what people say here is theirs to read."""
    return [_second_way(stand)]


def _for_hub(stand: Stand) -> list[Step]:
    walls = [
        one.wall_id for one in stand.standing if one.wall.kind == Wall.Kind.NETWORK and one.role == WallMember.Role.LEAD
    ]
    network = Network.objects.visible_to(stand.person).filter(wall__in=walls).order_by("name").first()
    if network is None:
        return []
    name = {"name": network.name}
    members = MemberSystem.objects.visible_to(stand.person).filter(network=network, left=None).count()
    phases = Phase.objects.visible_to(stand.person).filter(network=network).exists()
    return [
        Step(
            _("Next: ask a school system to join"),
            _("“%(name)s” begins with the systems that say yes. Each says itself what it shares.") % name,
            _("Ask one"), reverse("gather:system_ask", args=[network.pk]), done=members > 1,
        ),
        Step(
            _("Next: name the first phase"),
            _("People who come into “%(name)s” see where in its time it is.") % name,
            _("Open the timeline"), reverse("gather:network", args=[network.pk]), done=phases,
        ),
    ]  # fmt: skip


def _for_system_lead(stand: Stand) -> list[Step]:
    wall = next(one.wall for one in stand.standing if _leads_system(one))
    there = Community.objects.visible_to(stand.person).filter(wall=wall).exists()
    return [
        Step(
            _("Next: open a community"),
            _("With its first people, a first date and a first question: about four minutes."),
            _("Open one in %(name)s") % {"name": wall.name}, reverse("gather:open", args=[wall.pk]), done=there,
        ),
        _second_way(stand),
    ]  # fmt: skip


def _for_team_lead(stand: Stand) -> list[Step]:
    team = stand.led[0]
    problems = Artifact.objects.visible_to(stand.person).filter(team=team, kind="problem").exists()
    people = TeamMember.objects.visible_to(stand.person).filter(team=team).count()
    return [
        Step(
            _("Next: bring your team in"),
            _("Paste their addresses; each gets a mail that lets in that address and no other."),
            _("Invite them"), reverse("gather:team_invite", args=[team.pk]), done=people > 1,
        ),
        Step(
            _("Next: name your problem of practice"),
            _("A sentence is enough to begin with: whom it touches, and how you know."),
            _("Name it"), reverse("inquiry:name_for_team", args=[team.pk]), done=problems,
        ),
    ]  # fmt: skip


def _for_coach(stand: Stand) -> list[Step]:
    place = stand.communities[0]
    met = Gathering.objects.visible_to(stand.person).filter(made_by=stand.person, of_two=True).exists()
    return [
        _hello(stand),
        Step(
            _("Next: set a date with one of them"),
            _("A check-in of two is seen by the two of you and nobody else."),
            _("Choose whom, and when"), reverse("meetings:plan", args=[place.pk]), done=met,
        ),
    ]  # fmt: skip


def _for_facilitator(stand: Stand) -> list[Step]:
    place = stand.kept[0]
    dated = any(one.gathering.community_id == place.pk for one in stand.meetings)
    written = Charter.objects.visible_to(stand.person).filter(community=place, version__gt=1).exists()
    name = {"name": place.name}
    return [
        Step(
            _("Next: say when you meet"),
            _("“%(name)s” has no next date. Everybody in it is told, and reminded the day before.") % name,
            _("Set the date"), reverse("meetings:plan", args=[place.pk]), done=dated,
        ),
        _hello(stand),
        Step(
            _("Next: write the charter together"),
            _("So far “%(name)s” has one sentence. The problem you share is a good second.") % name,
            _("Write on it"), reverse("gather:charter_write", args=[place.pk]), done=written,
        ),
    ]  # fmt: skip


def _for_member(stand: Stand) -> list[Step]:
    return [_hello(stand), *_coming(stand), _what_i_do(stand)]


def _for_newcomer(stand: Stand) -> list[Step]:
    """Behind a wall, and in nothing yet. Whoever leads there has steps of their own."""
    if any(one.role in (WallMember.Role.LEAD, WallMember.Role.EVALUATOR) for one in stand.standing):
        return []
    wall = home_wall(stand.standing)
    said = wall is not None and Workplace.objects.visible_to(stand.person).filter(person=stand.person).exists()
    return [
        Step(
            _("Next: find a community"),
            _("You are in none yet. Joining takes a minute, and you can leave freely."),
            _("See the communities"), reverse("desk:communities"),
        ),
        Step(
            _("Next: say where you work"),
            _("Then colleagues near you are shown, each with the reason. You choose whether they find you."),
            _("Say where I work"), reverse("gather:where_i_work"), done=said,
        ),
        _what_i_do(stand),
    ]  # fmt: skip


def _hello(stand: Stand) -> Step:
    """To the box of their first community: the first word there, whatever it says, is the step."""
    place = stand.communities[0]
    spoken = Participation.objects.visible_to(stand.person).filter(verb__in=SPOKE, artifact__community=place).exists()
    return Step(
        _("Next: introduce yourself"),
        _("A sentence to the people of “%(name)s”: what you teach, and what made you come. Or answer what was asked there.")
        % {"name": place.name},
        _("Say hello"), reverse("talk:start", args=[place.pk]), done=spoken,
    )  # fmt: skip


def _coming(stand: Stand) -> list[Step]:
    """The nearest date they have not answered."""
    return [
        Step(
            _("Next: say whether you come"),
            _("%(place)s meets %(day)s, %(at)s.") % {"place": one.place, "day": one.day, "at": one.clock},
            _("Answer"), one.url,
        )
        for one in stand.meetings if not one.own
    ][:1]  # fmt: skip


def _what_i_do(stand: Stand) -> Step:
    return Step(
        _("Next: say what you do"),
        _("“Grade 7 science, Beech Street”: so that colleagues know whom they talk with."),
        _("Write it"), reverse("people:you"), done=bool(stand.person.work),
    )  # fmt: skip


STEPS: dict[str, Callable[[Stand], list[Step]]] = {
    "operator": _for_operator,
    "hub": _for_hub,
    "system-lead": _for_system_lead,
    "team-lead": _for_team_lead,
    "coach": _for_coach,
    "facilitator": _for_facilitator,
    "member": _for_member,
    NEWCOMER: _for_newcomer,
}
