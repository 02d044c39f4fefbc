"""Act: each says which way they lean, then the team decides what becomes of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.artifact import bump
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import home_of
from pergola.inquiry.making import fresh, said
from pergola.inquiry.models import Cycle, Lean
from pergola.inquiry.rules import must_change, must_see, must_work_in
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person


@transaction.atomic
def say_lean(*, by: Person, cycle: Cycle, towards: str, because: str = "") -> Lean:
    """Say which way one leans, or change one's mind, while the team has not decided. Everyone of the home may."""
    must_see(by, cycle)
    home = home_of(cycle)
    assert home is not None, "a cycle is always somebody's"
    must_work_in(by, home)
    current = fresh(cycle)
    if current.step != Cycle.Step.ACT:
        if current.step == Cycle.Step.DONE:
            raise Refusal(_("It is decided already. You can say something beneath the cycle."))
        raise Refusal(_("Finish Study first; then everyone can say which way they lean."))
    chosen = _choice(towards, field="towards")
    lean = Lean.objects.update_or_create(
        cycle=current, person=by, defaults={"towards": chosen, "because": because.strip()[:1000], "said": now()}
    )[0]
    # Nothing of it is told as news: few see a lean, and many see the cycle.
    took_part(by, Participation.Verb.SAID, artifact=current)
    return lean


@transaction.atomic
def decide(*, by: Person, cycle: Cycle, decision: str, because: str) -> Cycle:
    """Adopt, adapt, abandon or scale, and why. The cycle is done then."""
    must_change(by, cycle)
    current = fresh(cycle)
    if current.step == Cycle.Step.DONE:
        raise Refusal(_("It is decided already: %(decision)s.") % {"decision": current.get_decision_display()})
    if current.step != Cycle.Step.ACT:
        raise Refusal(_("Finish Study first: decide on what the data say, not before."))
    current.decision = _choice(decision, field="decision")
    current.because = said(because, field="because")
    current.decided, current.decided_by, current.step = now(), by, Cycle.Step.DONE
    current.save()
    bump(current)
    took_part(by, Participation.Verb.DECIDED, artifact=current)
    return current


def _choice(value: str, *, field: str) -> str:
    """One of the four. Raises Refusal for anything else."""
    if value not in Cycle.Decision.values:
        raise Refusal(_("Choose one of the four: adopt, adapt, abandon or scale."), field=field)
    return value
