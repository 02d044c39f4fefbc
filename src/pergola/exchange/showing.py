"""What the pages of a roster show: how it stands, and one bundle on its way."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pergola.exchange.oneroster.report import Report
from pergola.exchange.telling import Group, groups_of, headline
from pergola.people.models import Asker, WallMember
from pergola.systems.models import RosterImport, RosterOrg, RosterPerson, SchoolSystem

MOST = 20
"""So many of the newest bundles are listed."""


@dataclass(frozen=True)
class Standing:
    """The roster as it is: three queries."""

    people: int
    former: int
    orgs: int
    matched: int
    waiting: RosterImport | None
    settled: list[RosterImport]

    @property
    def last(self) -> datetime | None:
        return next((one.settled for one in self.settled if one.state == RosterImport.State.APPLIED), None)


def standing_of_roster(person: Asker, system: SchoolSystem) -> Standing:
    lines = RosterPerson.objects.visible_to(person).filter(wall=system.wall_id)
    orgs = RosterOrg.objects.visible_to(person).filter(wall=system.wall_id).standing()
    every = list(
        RosterImport.objects.visible_to(person).filter(wall=system.wall_id).select_related("by").defer("report")[:MOST]
    )
    return Standing(
        **lines.aggregate(people=Count("pk", filter=Q(gone=None)), former=Count("pk", filter=~Q(gone=None))),
        **orgs.aggregate(orgs=Count("pk"), matched=Count("school")),
        waiting=next((one for one in every if one.is_open), None),
        settled=[one for one in every if not one.is_open],
    )


@dataclass(frozen=True)
class Shown:
    """One bundle, as the page shows it."""

    one: RosterImport
    report: Report
    title: str
    groups: list[Group]

    @property
    def percent(self) -> int:
        return min(99, 100 * self.one.done // self.one.size) if self.one.size else 0


def show_bundle(one: RosterImport) -> Shown:
    report = Report.from_json(one.report)
    titles = {
        RosterImport.State.WAITING: _("It waits to be read"),
        RosterImport.State.READING: _("It is being read"),
        RosterImport.State.APPLYING: _("It is being put in"),
        RosterImport.State.REFUSED: _("It could not be taken"),
        RosterImport.State.DROPPED: _("It was put away"),
    }
    state = RosterImport.State(one.state)
    said = headline(report) if state not in titles else ""
    title = titles.get(state) or (said[:1].upper() + said[1:])
    return Shown(one, report, title, groups_of(report) if state != RosterImport.State.DROPPED else [])


def how_many_leads(system: SchoolSystem) -> int:
    """Who sees a roster: the leads of its system."""
    return WallMember.objects.filter(wall=system.wall_id, role=WallMember.Role.LEAD).count()
