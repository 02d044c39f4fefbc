"""Saying where a team stands, and which nudges one does not want."""

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.inquiry.homes import works_in
from pergola.inquiry.models import Cycle, QuietNudge, TeamStage
from pergola.inquiry.rules import must_see
from pergola.inquiry.staging import facts_of
from pergola.inquiry.team_stages import BY_KEY, SCALE, suggest
from pergola.kernel.clock import now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.hubs import leads
from pergola.people.models import Person
from pergola.spaces.models import Team


@transaction.atomic
def say_stage(*, by: Person, team: Team, stage: str, because: str = "") -> TeamStage:
    """Say where a team stands: by its people, or by whoever of the hub goes along with it.

    What was suggested at that moment stays beside it, with its reasons. Who says otherwise than suggested says why.
    """
    if not (works_in(by, team) or leads(by, team.wall_id)):
        raise NotAllowed(_("Only the people of this team and the hub say where it stands."))
    if stage not in BY_KEY:
        raise Refusal(_("Choose one of the steps."), field="stage")
    suggested = suggest(facts_of(team))
    if stage != suggested.step.key and not because.strip():
        raise Refusal(_("Say in a sentence why it is not the step that is suggested."), field="because")
    said = TeamStage.objects.create(
        team=team, scale=SCALE, stage=stage, suggested=suggested.step.key, reasons="\n".join(suggested.reasons),
        because=because.strip(), by=by, at=now(),
    )  # fmt: skip
    took_part(by, Participation.Verb.SAID, wall=team.wall_id)
    return said


@transaction.atomic
def quiet_nudge(*, by: Person, cycle: Cycle, nudge: str, altogether: bool = False) -> None:
    """Do not remind me of this: of one cycle, or of any behind its wall. Twice is once."""
    must_see(by, cycle)
    if nudge not in QuietNudge.Kind.values:
        raise Refusal(_("There is no such reminder."))
    QuietNudge.objects.get_or_create(
        wall_id=cycle.wall_id, person=by, nudge=nudge, cycle=None if altogether else cycle, defaults={"at": now()}
    )


@transaction.atomic
def hear_nudge(*, by: Person, quiet: QuietNudge) -> None:
    """Remind me again. Twice is once."""
    QuietNudge.objects.editable_by(by).filter(pk=quiet.pk).delete()
