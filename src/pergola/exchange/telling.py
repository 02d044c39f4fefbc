"""A report in words: for the page a lead reads before anything is put in, and for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.files.quota import in_words
from pergola.exchange.oneroster.report import Fate, Problem, Report, Told


@dataclass(frozen=True)
class Group:
    """A list of the preview: how many there are, and the first of them."""

    key: str
    title: str
    n: int
    lines: Sequence[Told]
    note: str = ""

    @property
    def beyond(self) -> int:
        return self.n - len(self.lines)


def headline(report: Report, *, done: bool = False) -> str:
    """“12 people come, 3 change, 1 comes back, 2 go”; once it is put in, “12 people came, 3 changed …”."""
    told = _what_happened(report) if done else _what_would_happen(report)
    said = [words % {"n": number_format(n, force_grouping=True)} for n, words in told if n]
    if not said:
        orgs = report.orgs
        if done:
            return _("the organisations changed, and nobody else") if orgs.any else _("nothing changed")
        return _("the organisations change, and nobody else") if orgs.any else _("nothing: everything is as it was")
    return ", ".join(said)


def _what_happened(report: Report) -> list[tuple[int, str]]:
    people = report.people
    return [
        (people.added, ngettext("%(n)s person came", "%(n)s people came", people.added)),
        (people.changed, ngettext("%(n)s changed", "%(n)s changed", people.changed)),
        (people.back, ngettext("%(n)s came back", "%(n)s came back", people.back)),
        (people.gone, ngettext("%(n)s went", "%(n)s went", people.gone)),
    ]


def _what_would_happen(report: Report) -> list[tuple[int, str]]:
    people = report.people
    return [
        (people.added, ngettext("%(n)s person comes", "%(n)s people come", people.added)),
        (people.changed, ngettext("%(n)s changes", "%(n)s change", people.changed)),
        (people.back, ngettext("%(n)s comes back", "%(n)s come back", people.back)),
        (people.gone, ngettext("%(n)s goes", "%(n)s go", people.gone)),
    ]


def groups_of(report: Report, *, done: bool = False) -> list[Group]:
    """Every list that has something in it; what is worth a second look comes first."""
    people = report.people
    gone, added, changed, back = (
        (_("Went"), _("Came"), _("Changed"), _("Came back"))
        if done
        else (_("Go"), _("Come"), _("Change"), _("Come back"))
    )
    every = [
        Group("gone", _counted(gone, people.gone), people.gone, report.gone, _what_they_lose(report)),
        Group(
            "stays",
            _("Stayed, though the roster no longer names them") if done else _("Would go, and stay"),
            len(report.stays),
            report.stays,
        ),
        Group("added", _counted(added, people.added), people.added, report.added),
        Group("changed", _counted(changed, people.changed), people.changed, report.changed),
        Group("back", _counted(back, people.back), people.back, report.back, _("The same persons as before.")),
        Group("orgs", _("Schools and offices"), len(list(_orgs(report))), [*_orgs(report)]),
        Group("refused", _("Not taken"), len(list(_refused(report))), [*_refused(report)]),
        Group(
            "problems",
            _("Row by row, what could not be read"),
            len(report.problems) + report.beyond,
            [*_problems(report)],
        ),
    ]
    return [group for group in every if group.n]


def _counted(word: str, n: int) -> str:
    return f"{word}: {number_format(n, force_grouping=True)}"


def _what_they_lose(report: Report) -> str:
    loses = report.loses
    told = [
        (loses.get("communities", 0), ngettext("%(n)d membership of a community", "%(n)d memberships of communities", loses.get("communities", 0))),
        (loses.get("seats", 0), ngettext("%(n)d seat on a team", "%(n)d seats on teams", loses.get("seats", 0))),
        (loses.get("roles", 0), ngettext("%(n)d role as lead or coach", "%(n)d roles as lead or coach", loses.get("roles", 0))),
        (loses.get("invitations", 0), ngettext("%(n)d open invitation", "%(n)d open invitations", loses.get("invitations", 0))),
    ]  # fmt: skip
    said = ", ".join(words % {"n": n} for n, words in told if n)
    kept = _("What they wrote stays, in their name.")
    return _("From that minute they see nothing here any more. It takes away: %(what)s. %(kept)s") % {
        "what": said,
        "kept": kept,
    } if said else _("From that minute they see nothing here any more. %(kept)s") % {"kept": kept}  # fmt: skip


def _orgs(report: Report) -> Iterator[Told]:
    orgs = report.orgs
    told = [
        (orgs.added, _("new")), (orgs.changed, _("changed")), (orgs.back, _("come back")), (orgs.unchanged, _("as they were")),
        (report.matched, _("known in the directory by their NCES id")), (orgs.gone, _("gone")),
    ]  # fmt: skip
    yield from (Told(f"{number_format(n, force_grouping=True)} {word}") for n, word in told if n)
    yield from (Told(one.name, _("gone")) for one in report.orgs_gone)


def _refused(report: Report) -> Iterator[Told]:
    """Whom and what Pergola does not take, counted, with a sentence why."""
    told = [
        (report.students, ngettext("%(n)s row of a student.", "%(n)s rows of students.", report.students), _("Pergola is for those who work in schools; nothing of a student is kept.")),
        (report.relatives, ngettext("%(n)s row of a parent or guardian.", "%(n)s rows of parents and guardians.", report.relatives), _("They do not work here.")),
        (report.demographics, ngettext("%(n)s row of demographics.", "%(n)s rows of demographics.", report.demographics), _("They tell birth dates and origins of students. Leave demographics.csv out of the export.")),
        (report.no_role, ngettext("%(n)s person without a role today.", "%(n)s people without a role today.", report.no_role), _("roles.csv says nothing of them that has begun and not ended, so it cannot be told that they work here.")),
        (report.switched_off, ngettext("%(n)s person who is switched off (enabledUser).", "%(n)s people who are switched off (enabledUser).", report.switched_off), _("They count as gone until they are switched on again.")),
    ]  # fmt: skip
    yield from (Told(words % {"n": number_format(n, force_grouping=True)}, why) for n, words, why in told if n)
    if report.skipped:
        files = ", ".join(f"{name} ({in_words(size)})" for name, size in sorted(report.skipped.items()))
        yield Told(
            _("Not opened: %(files)s.") % {"files": files}, _("Classes, courses and enrolments are no part of this.")
        )


def _problems(report: Report) -> Iterator[Told]:
    fates = {
        Fate.ROW: _("The row is left out."),
        Fate.CELL: _("The cell is left empty."),
        Fate.KEPT: _("It is taken all the same."),
    }
    for one in report.problems:
        said = _problem_words(one) % {"read": one.read, "column": one.column, "why": one.why}
        yield Told("", f"{said} {fates[one.fate]}", one.file, one.row)


def _problem_words(one: Problem) -> str:
    """A sentence: what was read there, where, and what is wrong with it."""
    if one.column and one.read:
        return _("“%(read)s”, in the column “%(column)s”, %(why)s.")
    if one.column:
        return _("The column “%(column)s” %(why)s.")
    return _("“%(read)s” %(why)s.") if one.read else _("The row %(why)s.")


def where(line: Told) -> str:
    """“users.csv, row 12: ”, or nothing."""
    return _("%(file)s, row %(row)d: ") % {"file": line.file, "row": line.row} if line.file else ""
