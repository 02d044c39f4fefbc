"""The hub's page: every team on it, sorted by who would be glad of help, each with what the hub can do for it in one click."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pergola.commons.places import page_of
from pergola.desk.facts import Known, known_of, lesson_told
from pergola.desk.need import At, Need, Standing, stands
from pergola.kernel.clock import now
from pergola.meetings.reading import next_dates_of_teams
from pergola.meetings.words import short_day_of
from pergola.people.models import Asker
from pergola.spaces.models import Network, Team, TeamMember

STEPS = {"": 0, "plan": 1, "do": 2, "study": 3, "act": 4, "done": 5}


@dataclass(frozen=True)
class TeamRow:
    team: Team
    known: Known
    standing: Standing
    meets: str
    """When they meet next: a day, and none of their words."""
    acts: bool
    """May this person write to the team, meet with it, promise it something?"""

    @property
    def url(self) -> str:
        return page_of(self.team)

    @property
    def step(self) -> int:
        """0 not begun, 1 Plan … 4 Act, 5 decided: what the four squares show."""
        return STEPS[self.known.facts.step]

    @property
    def step_words(self) -> str:
        if self.step in {0, 5}:
            return _("Between cycles")
        word = (_("Plan"), _("Do"), _("Study"), _("Act"))[self.step - 1]
        return _("Cycle %(n)d: %(step)s") % {"n": self.known.facts.number, "step": word}

    @property
    def works_on(self) -> str:
        """Its problem, where the hub may read it; else what it said it looks at."""
        return self.known.problem or self.team.focus

    @property
    def asked(self) -> str:
        """What it asked for, and when: where the reason does not say so already."""
        facts = self.known.facts
        if facts.asked is None or self.standing.tells_what_was_asked:
            return ""
        said = {"day": _day(facts.asked), "words": facts.help_wanted}
        return _("Asked %(day)s: “%(words)s”") % said if facts.help_wanted else _("Asked for help %(day)s.") % said

    @property
    def promised(self) -> str:
        facts = self.known.facts
        if facts.promise_due is None or self.standing.tells_what_was_promised:
            return ""
        said = {"day": date_format(facts.promise_due, "j F"), "words": facts.promised}
        return _("Promised by %(day)s: “%(words)s”") % said

    @property
    def write_url(self) -> str:
        return reverse("talk:start_on_team", args=[self.team.pk])

    @property
    def meet_url(self) -> str:
        return reverse("meetings:plan_on_team", args=[self.team.pk])

    @property
    def offer_url(self) -> str:
        """Where what might help is done. Nothing where this person cannot do it."""
        if self.standing.at is At.CHAIN:
            return reverse("desk:chain", args=[self.known.claim]) if self.known.claim else ""
        if not self.acts:
            return ""
        ways = {
            At.WRITE: self.write_url,
            At.MEET: self.meet_url,
            At.PROMISE: reverse("gather:promise", args=[self.team.pk]),
            At.PROMISED: f"{self.url}#promised",
        }
        return ways.get(self.standing.at, self.url)

    @property
    def act_title(self) -> str:
        return _("Next: %(team)s") % {"team": self.team.name}


@dataclass(frozen=True)
class Console:
    network: Network
    groups: list[tuple[Need, list[TeamRow]]]
    teams: int

    @property
    def wanting(self) -> int:
        return sum(len(rows) for need, rows in self.groups if need == Need.HELP)

    @property
    def first(self) -> TeamRow | None:
        return next((rows[0] for need, rows in self.groups if need == Need.HELP), None)


def console(network: Network, person: Asker, *, leading: bool) -> Console:
    """Every team of `network`, sorted by who would be glad of help, then by name. `leading`: of those who act for the hub.

    Seven queries.
    """
    somebody: Any = Exists(TeamMember.objects.visible_to(person).filter(team=OuterRef("pk")))
    seen = Team.objects.visible_to(person).filter(network=network)
    teams = list(seen.annotate(somebody=somebody, lesson_told=lesson_told(network)))
    known, dates = known_of(teams, network, person), next_dates_of_teams(network.wall_id)
    rows = [
        TeamRow(
            team,
            known[team.pk],
            stands(known[team.pk].facts, now()),
            short_day_of(dates[team.pk]) if team.pk in dates else "",
            leading and getattr(team, "somebody", False),
        )
        for team in teams
    ]
    rows.sort(key=lambda row: row.standing.urgency if row.standing.need == Need.HELP else 0)
    groups = [(need, [row for row in rows if row.standing.need == need]) for need in Need]
    return Console(network, [(need, some) for need, some in groups if some], len(teams))


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "j F")
