"""By the numbers: what a network's own rows and the directory say of it, as of a day. Computed, never typed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from django.db.models import Count, Max, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Link
from pergola.insight.adopting import TAKEN_UP
from pergola.insight.figures import Figure, Row
from pergola.kernel.clock import today
from pergola.kernel.suppression.cells import FEWEST_STAFF, Rule
from pergola.publishing.models import Edition, Lesson
from pergola.spaces.models import DeclaredFigure, MemberSystem, Network
from pergola.systems.counting import whole
from pergola.systems.models import SchoolOf, SchoolSystem
from pergola.walls.reasons import Reason

"""Forms that find nothing: nobody should look for a result in them."""
type Counted = dict[int, dict[str, Any]]
"""By system id: `schools`, `students`, `with_students`, `educators`, `with_educators`, `newest`."""


PEOPLE: Final = {
    str(DeclaredFigure.What.STUDENTS.value): Rule(),
    str(DeclaredFigure.What.EDUCATORS.value): Rule(fewest=FEWEST_STAFF),
}
"""The figures that are numbers of people, and from how many on a row of theirs is told."""


@dataclass(frozen=True)
class Member:
    """A member system as it may be told of: in public only as it has said."""

    joined: MemberSystem
    system: SchoolSystem
    name: str
    slug: str
    declares: bool

    @classmethod
    def of(cls, one: MemberSystem, *, public: bool) -> Self:
        if public and not one.named:
            return cls(one, one.system, _("A system that is not named"), "", one.figures)
        return cls(one, one.system, one.system.name, one.system.slug, one.figures or not public)


def figures_of(network: Network, *, public: bool = False) -> list[Figure]:
    """Every figure of `network` as of today; for the public, as each system has said it may be told. Six queries, whatever
    its size.
    """
    joined = (
        MemberSystem.objects.unrestricted(Reason.COUNTING)
        .filter(Q(left=None) | Q(left__gt=today()), network=network, joined__lte=today())
        .select_related("system")
        .order_by("system__name")
    )
    members = sorted((Member.of(one, public=public) for one in joined), key=lambda one: not one.slug)
    counted = _directory([member.system for member in members])
    declared = _declared(network, {one.joined.pk for one in members if one.declares})
    day = today().isoformat()
    return [
        _systems(members, day),
        _states(members, day),
        _schools(members, counted, day),
        _people(members, counted, declared, DeclaredFigure.What.STUDENTS, day, public=public),
        _people(members, counted, declared, DeclaredFigure.What.EDUCATORS, day, public=public),
        _spending(members, declared, day),
        _lessons(network, day),
        _taken_up(network, day, {one.system.pk for one in members if not one.slug}),
    ]


def _directory(systems: Iterable[SchoolSystem]) -> Counted:
    """For each system: how many open schools, and what their published rows add up to."""
    rows = (
        SchoolOf.objects.filter(system__in=list(systems))
        .exclude(school__open=False)
        .values("system_id")
        .annotate(
            schools=Count("school_id"),
            students=Sum("school__students"),
            with_students=Count("school__students"),
            educators=Sum("school__teachers"),
            with_educators=Count("school__teachers"),
            newest=Max("school__source__as_of"),
        )
    )
    return {row["system_id"]: dict(row) for row in rows}


def _declared(network: Network, members: Collection[int]) -> dict[tuple[int, str], DeclaredFigure]:
    """The newest thing each of these member systems has said of itself."""
    said = DeclaredFigure.objects.unrestricted(Reason.COUNTING).filter(member__network=network, as_of__lte=today())
    return {(one.member_id, one.what): one for one in said.order_by("as_of") if one.member_id in members}


def _systems(members: list[Member], day: str) -> Figure:
    rows = [Row(one.name, one.slug, note=" ".join(filter(None, [_since(one.joined), _note(one)]))) for one in members]
    return Figure.counted(
        rows,
        key="systems",
        label=ngettext("school system", "school systems", len(rows)),
        definition=_("Systems that have joined the network and not left it."),
        as_of=day,
    )


def _note(member: Member) -> str:
    return (member.joined.note or member.system.note) if member.slug else ""


def _since(member: MemberSystem) -> str:
    return _("Joined %(day)s.") % {"day": date_format(member.joined, "j F Y")}


def _states(members: list[Member], day: str) -> Figure:
    by_state: dict[str, list[str]] = {}
    for member in members:
        if member.system.state:
            by_state.setdefault(member.system.state, []).append(member.name)
    rows = [Row(state, note=", ".join(names)) for state, names in sorted(by_state.items())]
    return Figure.counted(
        rows,
        key="states",
        label=ngettext("state", "states", len(rows)),
        definition=_(
            "States of the systems’ own addresses in the directory; the District of Columbia is counted as one."
        ),
        as_of=day,
    )


def _schools(members: list[Member], counted: Counted, day: str) -> Figure:
    rows = []
    for member in members:
        row = counted.get(member.system.pk)
        listed = str(row["newest"] or "") if row else _("Its schools are not in this directory.")
        rows.append(_row(member, row["schools"] if row else None, note=listed))
    return Figure.summed(
        rows,
        key="schools",
        label=_("schools"),
        definition=_("Open schools of those systems in the directory."),
        as_of=day,
    )


def _row(member: Member, low: int | None, high: int | None = None, note: str = "") -> Row:
    return Row(member.name, member.slug, low, high if high is not None else low, note)


def _people(
    members: list[Member],
    counted: Counted,
    declared: dict[tuple[int, str], DeclaredFigure],
    what: DeclaredFigure.What,
    day: str,
    *,
    public: bool,
) -> Figure:
    """Students or educators: from the schools' own rows where they exist, else as the system declares.

    What goes out to everybody is judged whole, beside what went out before (`together.py`).
    """
    rows = []
    for member in members:
        row, said = counted.get(member.system.pk), declared.get((member.joined.pk, what))
        if row and row[f"with_{what}"]:
            note = ngettext(
                "Rows of %(k)d of %(n)d school.", "Rows of %(k)d of %(n)d schools.", row["schools"]
            ) % {"k": row[f"with_{what}"], "n": row["schools"]}  # fmt: skip
            rows.append(_row(member, whole(row[what]), note=note))
        elif said:
            rows.append(_row(member, said.low, said.high, _source(said)))
        else:
            rows.append(_row(member, None))
    educators = what == DeclaredFigure.What.EDUCATORS
    return Figure.summed(
        rows if public else [one if one.low is None else _if_not_few(one, what) for one in rows],
        key=str(what.value),
        label=_("educators") if educators else _("students"),
        definition=(
            _("Teachers, full-time equivalents, from the schools’ published rows; else what the system declares.")
            if educators
            else _("Students from the schools’ published rows; where there are none, what the system declares.")
        ),
        as_of=day,
    )


def _if_not_few(row: Row, what: DeclaredFigure.What) -> Row:
    return untold(row) if PEOPLE[what.value].is_small(row.low or 0) else row


def untold(row: Row) -> Row:
    """As a row stands that is not told. The sum is of those that are."""
    return replace(row, low=None, high=None, note=_("Not shown: so few that they could be found."))


def _spending(members: list[Member], declared: dict[tuple[int, str], DeclaredFigure], day: str) -> Figure:
    rows = []
    for member in members:
        said = declared.get((member.joined.pk, DeclaredFigure.What.SPENDING))
        rows.append(_row(member, said.low, said.high, _source(said)) if said else _row(member, None))
    return Figure.summed(
        rows,
        key="spending",
        label=_("declared dollars a year on professional learning"),
        definition=_("What each system declares, with its source and day. Nobody publishes rows of this."),
        as_of=day,
    )


def _source(said: DeclaredFigure) -> str:
    return _("Declared %(day)s: %(source)s") % {"day": date_format(said.as_of, "j F Y"), "source": said.source}


def _lessons(network: Network, day: str) -> Figure:
    newest: dict[object, Edition] = {}
    told = Edition.objects.unrestricted(Reason.COUNTING).filter(network_ref=network.pk, removed=None)
    told = told.exclude(form=Lesson.Form.PACKAGE)  # it packs what a lesson told, and is no finding of its own
    for edition in told.order_by("version").defer("content", "body", "words", "search"):
        newest[edition.lesson_ref] = edition
    found = [one for one in newest.values() if one.form not in Lesson.NEED_NO_CHAIN]
    quiet = sum(one.finding != Lesson.Finding.CHANGE for one in found)
    rows = [Row(one.title, note=_told(one), edition=str(one.pk)) for one in newest.values()]
    return Figure.counted(
        rows,
        key="lessons",
        label=ngettext("lesson", "lessons", len(rows)),
        detail=_("%(n)d of them “no change” or “cannot tell”") % {"n": quiet} if quiet else "",
        definition=_("Published with consent and, where they claim an effect, with a chain of evidence."),
        as_of=day,
    )


def _told(edition: Edition) -> str:
    said = "" if edition.form in Lesson.NEED_NO_CHAIN else edition.get_finding_display()
    return " · ".join(filter(None, [date_format(edition.made, "j F Y"), edition.get_form_display(), said]))


def _taken_up(network: Network, day: str, unnamed: Collection[int]) -> Figure:
    """Only what is public is named: the published lesson, and the team. A cycle's own words stay with its team."""
    shown = Edition.objects.unrestricted(Reason.COUNTING).filter(network_ref=network.pk, removed=None)
    newest = {
        ref: (title, str(pk)) for ref, title, pk in shown.order_by("version").values_list("lesson_ref", "title", "pk")
    }
    ties = Link.objects.unrestricted(Reason.COUNTING).filter(
        wall=network.wall_id, kind=Link.Kind.ADAPTS, target__in=list(newest), source__kind="cycle", source__removed=None
    )
    taken = {
        (
            _("a team that is not named") if tie.source.team.system_id in unnamed else tie.source.team.name,
            *newest[tie.target_id],
        )
        for tie in ties.select_related("source__team", "target__team")
        if tie.source.team and tie.target.team and tie.source.team.system_id != tie.target.team.system_id
    }
    rows = [
        Row(title, note=_("taken up by %(team)s") % {"team": team}, edition=edition, by=team)
        for team, title, edition in sorted(taken)
    ]
    return Figure.counted(
        rows,
        key=TAKEN_UP,
        label=ngettext("time a lesson was taken up elsewhere", "times a lesson was taken up elsewhere", len(rows)),
        definition=_("An adoption counts once a team of another system has planned a cycle on a published lesson."),
        as_of=day,
    )
