from datetime import date
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact, Participation
from pergola.commons.models.participation import took_part
from pergola.gather.rules import is_on, leads_team, may_be_shown_with_help
from pergola.kernel.clock import now, today
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person
from pergola.spaces.audiences import for_leads
from pergola.spaces.models import Team
from pergola.talk.actions import News, forget_unread, tell
from pergola.talk.models import Notice


@transaction.atomic
def ask_for_help(*, by: Person, team: Team, what: str, about: Artifact | None = None) -> Team:
    """Say that the team would be glad of help, and with what. The hub sees it at the top of its page.

    `about`: one problem or aim of the team’s own that the hub’s people may read until the help came; nothing else of it.
    """
    _must_be_on(by, team)
    if not what.strip():
        raise Refusal(_("Say what would help, in a sentence: then somebody can come with it."), field="what")
    if about is not None and not may_be_shown_with_help(by, team).filter(pk=about.pk).exists():
        raise Refusal(_("Choose a problem or an aim of this team."), field="about")
    team.asked_for_help, team.help_wanted, team.help_about = now(), what.strip(), about.pk if about else None
    team.save(update_fields=["asked_for_help", "help_wanted", "help_about"])
    took_part(by, Participation.Verb.ASKED, wall=team.wall_id)
    forget_unread(by=by, kind=Notice.Kind.HELP, of=team)
    event = uuid5(team.pk, team.asked_for_help.isoformat())
    tell(by=by, news=News(Notice.Kind.HELP, event, for_leads(team.wall_id), team=team))
    return team


@transaction.atomic
def help_came(*, by: Person, team: Team) -> Team:
    """The team has what it asked for, or no longer needs it. Only the team can know."""
    _must_be_on(by, team)
    if team.asked_for_help is not None:
        team.asked_for_help, team.help_wanted, team.help_about = None, "", None
        team.save(update_fields=["asked_for_help", "help_wanted", "help_about"])
        took_part(by, Participation.Verb.ANSWERED, wall=team.wall_id)
        forget_unread(by=by, kind=Notice.Kind.HELP, of=team)
    return team


@transaction.atomic
def rest_until(*, by: Person, team: Team, day: date | None) -> Team:
    """A pause the team chooses itself: nobody asks after it until that day. None ends it."""
    if not leads_team(by, team):
        raise NotAllowed(_("The team’s lead says when it rests."))
    if day is not None and day <= today():
        raise Refusal(_("A rest ends on a day still to come."), field="day")
    team.resting_until = day
    team.save(update_fields=["resting_until"])
    took_part(by, Participation.Verb.CHANGED, wall=team.wall_id)
    return team


def _must_be_on(by: Person, team: Team) -> None:
    if not is_on(by, team):
        raise NotAllowed(_("Only those on the team can say this."))
