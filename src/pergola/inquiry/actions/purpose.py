"""From a problem of practice to something to try."""

from datetime import date
from typing import Any

from django.db import transaction

from pergola.commons.models import Link
from pergola.inquiry.homes import Home, home_of
from pergola.inquiry.making import link, make, rewrite, said
from pergola.inquiry.models import Aim, ChangeIdea, Problem
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
    evidence: str = "",
    baseline: str = "",
    causes: str = "",
) -> Problem:
    """Name a problem of practice, for one's team or community."""
    must_work_in(by, home)
    return make(
        Problem,
        by=by,
        home=home,
        title=title,
        body=body,
        affected=affected,
        evidence=evidence,
        baseline=baseline,
        causes=causes,
    )


@transaction.atomic
def set_aim(
    *,
    by: Person,
    problem: Problem,
    title: str,
    goal: str,
    by_when: date,
    was: str = "",
    body: str = "",
    home: Home | None = None,
) -> Aim:
    """Say what will be different, by how much, by when. It addresses the problem."""
    home = _home(by, problem, home)
    aim = make(Aim, by=by, home=home, title=title, body=body, was=was, goal=said(goal, field="goal"), by_when=by_when)
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
    return idea


def edit_problem(*, by: Person, problem: Problem, revision: int, **words: Any) -> Problem:
    """Change the problem's words. Raises Stale where somebody else did meanwhile."""
    return _edit(problem, by, revision, words)


def edit_aim(*, by: Person, aim: Aim, revision: int, **words: Any) -> Aim:
    """Change the aim's words. Raises Stale where somebody else did meanwhile."""
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
