"""From a problem of practice to something to try."""

from datetime import date
from typing import Any

from django.db import transaction

from pergola.commons.models import Link
from pergola.inquiry.actions.keeping import keep_first, keep_version
from pergola.inquiry.actions.placing import place_idea
from pergola.inquiry.homes import Home, home_of
from pergola.inquiry.making import fresh, link, make, rewrite, said
from pergola.inquiry.models import Aim, ChangeIdea, Measure, Part, Problem, Version
from pergola.inquiry.possible import must_be_near
from pergola.inquiry.rules import must_see, must_work_in
from pergola.people.models import Person


@transaction.atomic
def name_problem(
    *,
    by: Person,
    home: Home,
    title: str,
    body: str = "",
    affected: str = "",
    scope: str = "",
    evidence: str = "",
    baseline: str = "",
    read_from: Measure | None = None,
    causes: str = "",
) -> Problem:
    """Name a problem of practice, for one's team or community. Each line of `causes` is one that may lie beneath it."""
    must_work_in(by, home)
    problem = make(
        Problem,
        by=by,
        home=home,
        title=title,
        body=body,
        affected=affected,
        scope=scope,
        evidence=evidence,
        baseline=baseline,
        read_from=read_from,
    )
    for place, line in enumerate(filter(None, map(str.strip, causes.splitlines()))):
        of = Part.Of.CAUSES
        moment = problem.made
        Part.objects.create(
            artifact=problem, of=of, position=place, words=line, made_by=by, changed_by=by, made=moment, changed=moment
        )
    if causes:
        problem.save(update_fields=["words"])
    return problem


@transaction.atomic
def set_aim(
    *,
    by: Person,
    problem: Problem,
    title: str,
    goal: str,
    by_when: date,
    for_whom: str = "",
    was: str = "",
    body: str = "",
    home: Home | None = None,
) -> Aim:
    """Say what will be different, by how much, for whom, by when. It addresses the problem."""
    home = _home(by, problem, home)
    goal = said(goal, field="goal")
    must_be_near(by_when=by_when)
    aim = make(
        Aim, by=by, home=home, title=title, body=body, for_whom=for_whom.strip(), was=was, goal=goal, by_when=by_when
    )
    link(by=by, source=aim, kind=Link.Kind.ADDRESSES, target=problem)
    return aim


@transaction.atomic
def propose_idea(
    *,
    by: Person,
    aim: Aim,
    title: str,
    body: str = "",
    home: Home | None = None,
    **warrant: str,
) -> ChangeIdea:
    """Propose something to try, with its warrant. It addresses the aim.

    `warrant`: tried_elsewhere, record and like_ours, each with an address where there is one (elsewhere_at, record_at,
    like_ours_at).
    """
    home = _home(by, aim, home)
    idea = make(ChangeIdea, by=by, home=home, title=title, body=body, **warrant)
    link(by=by, source=idea, kind=Link.Kind.ADDRESSES, target=aim)
    place_idea(by=by, aim=aim, idea=idea)
    return idea


@transaction.atomic
def edit_problem(*, by: Person, problem: Problem, revision: int, why: str = "", **words: Any) -> Problem:
    """Another version of the problem, with what changed and why. Raises Stale where somebody else changed it meanwhile."""
    keep_first(by=by, thing=problem, of=Version.Of.PROBLEM)
    before = fresh(problem).revision
    current = _edit(problem, by, revision, words)
    if current.revision != before:
        keep_version(by=by, thing=current, of=Version.Of.PROBLEM, why=why)
    return current


def edit_aim(*, by: Person, aim: Aim, revision: int, **words: Any) -> Aim:
    """Change the aim's words. Raises Stale where somebody else did meanwhile."""
    must_be_near(by_when=words.get("by_when"))
    return _edit(aim, by, revision, words)


def edit_idea(*, by: Person, idea: ChangeIdea, revision: int, **words: Any) -> ChangeIdea:
    """Change the idea's words. Raises Stale where somebody else did meanwhile."""
    return _edit(idea, by, revision, words)


def _edit[M: (Problem, Aim, ChangeIdea)](thing: M, by: Person, revision: int, words: dict[str, Any]) -> M:
    with transaction.atomic():
        return rewrite(thing, by=by, revision=revision, words=words)


def _home(by: Person, upstream: Problem | Aim, home: Home | None) -> Home:
    """One's own home, or that of what it rests on. A shared problem may be taken up by another team, in its own name."""
    must_see(by, upstream)
    chosen = home or home_of(upstream)
    assert chosen is not None, "problems and aims are always somebody's"
    must_work_in(by, chosen)
    return chosen
