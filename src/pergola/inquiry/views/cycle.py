"""The page of a cycle: its chart, what was predicted, and the one act of the step it is at."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from pergola.commons.drafts import draft_address, drafts_for
from pergola.commons.models import Link
from pergola.inquiry import showing
from pergola.inquiry.actions import edit_cycle
from pergola.inquiry.chain import above, beneath, ties_of
from pergola.inquiry.cycle_forms import CycleEditForm, DecideForm, DoForm, LeanForm, PlanForm, StudyForm
from pergola.inquiry.homes import home_of, seen_at_home, works_in
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Expectation, Lean, Measure, Observation
from pergola.inquiry.models.measure import ROLES
from pergola.inquiry.nudges import nudges_of
from pergola.inquiry.rules import is_own, may_change, may_tie, with_own
from pergola.inquiry.showing import Shown
from pergola.inquiry.standing import bays, line_of, locked_before, name_of
from pergola.inquiry.views.sending import edit, me, who_sees
from pergola.kernel.clock import today
from pergola.people.access import signed_in
from pergola.people.middleware import PersonRequest

Step = Cycle.Step
STEP_OF: dict[str, str] = {
    "plan": Step.PLAN, "do": Step.DO, "study": Step.STUDY, "lean": Step.ACT, "decide": Step.ACT,
}  # fmt: skip
"""At which step each form is filled in."""
LONG_FIELDS: dict[str, tuple[str, ...]] = {Step.DO: ("happened", "surprises"), Step.STUDY: ("learned",)}


@dataclass
class CyclePage:
    """What the page of a cycle is made of, as one person sees it."""

    request: PersonRequest
    cycle: Cycle
    refused: dict[str, BaseForm] = field(default_factory=dict)
    """Forms that came back with something to mend, by name."""

    def context(self) -> dict[str, object]:
        cycle, person = self.cycle, self.request.person
        idea = above(ChangeIdea.objects.visible_to(person), cycle, Link.Kind.TESTS)
        shown = self._measures()
        home = home_of(cycle)
        first = shown[0] if shown else None
        return {
            "cycle": cycle,
            "late": self._late(),
            "name": name_of(cycle),
            "line": line_of(cycle),
            "idea": idea,
            "onward": cycle.decision in (Cycle.Decision.ADAPT, Cycle.Decision.SCALE),
            "aim": above(Aim.objects.visible_to(person), idea, Link.Kind.ADDRESSES) if idea else None,
            "shown": first,
            "others": [one for one in shown[1:] if one.measure.role != Measure.Role.BALANCING],
            "watched": [one for one in shown if one.measure.role == Measure.Role.BALANCING],
            "bays": bays(cycle, first),
            "parts": self.parts,
            "beside": first.beside(cycle.predicted, self._due()) if first and cycle.locked else None,
            "locked_before": locked_before(cycle),
            "mine": may_change(person, cycle),
            **self._ramp(),
            "nudges": nudges_of(person, [cycle], self._fed(shown)),
            "of_us": home is not None and works_in(person, home),
            "seen": who_sees(cycle),
            **self._evidence(),
            **self._step(),
        }

    def _late(self) -> list[tuple[str, str]]:
        """What was sent from a page of a step that is behind the cycle by now: not taken, and not lost either."""
        late = [form for name, form in self.refused.items() if STEP_OF[name] != self.cycle.step]
        return [
            (str(box.label), said)
            for form in late
            for box in form.visible_fields()
            if (said := str(box.value() or "").strip()) and said != str(getattr(self.cycle, box.name, "") or "")
        ] or [("", "")] * bool(late)

    def _fed(self, shown: list[Shown]) -> list[UUID]:
        """This cycle, if a number came for it since its prediction was locked, or if nothing is counted."""
        locked = self.cycle.locked
        came = not shown or locked is None or any(one.as_of is not None and one.as_of > locked for one in shown)
        return [self.cycle.pk] if came else []

    def _ramp(self) -> dict[str, object]:
        """The cycle before and those after it, as far as this person sees them. One query."""
        cycle, seen = self.cycle, Cycle.objects.visible_to(self.request.person)
        beside = list(
            seen.filter(Q(pk=cycle.follows_id) | Q(follows=cycle.pk))
            .select_related("team", "community")
            .order_by("made", "pk")
        )
        lines = [line_of(one) for one in beside if one.pk != cycle.follows_id]
        before = next((line_of(one) for one in beside if one.pk == cycle.follows_id), None)
        return {"before": before, "after": lines}

    def _due(self) -> date | None:
        """The day the prediction is due, while that lies ahead and nobody has finished Do before it."""
        by = self.cycle.study_by
        return by if by is not None and self.cycle.step == Step.DO and by > today() else None

    def _evidence(self) -> dict[str, object]:
        """What it was tied to, once it was studied."""
        if self.cycle.step not in (Step.ACT, Step.DONE):
            return {}
        ties = [(tie, uuid4()) for tie in ties_of(self.request.person, self.cycle)]
        return {"ties": ties, "may_tie": may_tie(self.request.person, self.cycle)}

    @property
    def parts(self) -> list[Expectation]:
        if not hasattr(self, "_parts"):
            self._parts = list(Expectation.objects.visible_to(self.request.person).filter(cycle=self.cycle))
        return self._parts

    def _measures(self) -> list[Shown]:
        """Its measures, outcome first; all their observations in one query."""
        person = self.request.person
        measures = beneath(with_own(person, Measure.objects.visible_to(person)), self.cycle, Link.Kind.MEASURES)
        ordered = sorted(measures, key=lambda measure: ROLES.index(measure.role))
        rows: dict[UUID, list[Observation]] = {measure.pk: [] for measure in ordered}
        for row in Observation.objects.visible_to(person).filter(measure__in=list(rows)):
            rows[row.measure_id].append(row)
        return [showing.show(measure, rows[measure.pk], [self.cycle], own=is_own(measure)) for measure in ordered]

    def _step(self) -> dict[str, object]:
        """The forms of the step one is at."""
        cycle = self.cycle
        match cycle.step:
            case Step.PLAN:
                text = "\n".join(part.text for part in self.parts)
                initial = {"revision": cycle.revision, "expectations": text}
                return {"plan_form": self.refused.get("plan") or PlanForm(instance=cycle, initial=initial)}
            case Step.DO:
                return {"do_form": self.refused.get("do") or DoForm(initial=self._kept()), **self._draft()}
            case Step.STUDY:
                form = StudyForm(initial=self._kept(), parts=self.parts)
                return {"study_form": self.refused.get("study") or form, **self._draft()}
            case Step.ACT:
                return self._act()
        return {}

    def _act(self) -> dict[str, object]:
        leans = list(Lean.objects.visible_to(self.request.person).filter(cycle=self.cycle).select_related("person"))
        own = next((lean for lean in leans if lean.person_id == self.request.person.pk), None)
        initial = {"towards": own.towards, "because": own.because} if own else None
        return {
            "leans": leans,
            "home_seen": seen_at_home(home) if (home := home_of(self.cycle)) else None,
            "own_lean": own,
            "lean_form": self.refused.get("lean") or LeanForm(initial=initial, prefix="lean"),
            "decide_form": self.refused.get("decide") or DecideForm(),
            "deciding": "decide" in self.refused,
        }

    def _kept(self) -> dict[str, str]:
        """The words as this person left them, else as they stand."""
        places = places_of(self.cycle)
        self._saved = drafts_for(self.request.person, places.values())
        return {
            name: self._saved[place].text if place in self._saved else getattr(self.cycle, name)
            for name, place in places.items()
        }

    def _draft(self) -> dict[str, object]:
        """Of each long box where it is kept, and when last; a form that came back was not read from the draft."""
        kept = getattr(self, "_saved", {})
        return {
            "drafts": {
                name: (draft_address(place), kept[place].saved if place in kept else None)
                for name, place in places_of(self.cycle).items()
            }
        }


def places_of(cycle: Cycle) -> dict[str, str]:
    """Where the words of the present step are kept while they are written, by the field they are of."""
    return {name: f"cycle-{cycle.step}:{cycle.pk}:{name}" for name in LONG_FIELDS[cycle.step]}


def page(request: PersonRequest, cycle: Cycle, **refused: BaseForm) -> HttpResponse:
    """The page; 422 where a form of it was refused, with everything that was written."""
    context = CyclePage(request, cycle, refused).context()
    return render(request, "inquiry/cycle.html", context, status=422 if refused else 200)


def find(request: PersonRequest, pk: UUID) -> Cycle:
    """The cycle, or 404, with what its page names."""
    with_people = ("audience", "team", "community", "made_by", "locked_by", "decided_by")
    return get_object_or_404(Cycle.objects.visible_to(request.person).select_related(*with_people), pk=pk)


@require_safe
@signed_in
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One turn of plan, do, study, act."""
    return page(request, find(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Change what the cycle is called, where it is tried, and by when. Not what was predicted."""
    cycle = find(request, pk)

    def act(revision: int, said: dict[str, object]) -> Cycle:
        return edit_cycle(by=me(request), cycle=cycle, revision=revision, **said)

    return edit(request, cycle, CycleEditForm, act)
