"""Critical friends, on the page of the thing they were asked about."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from pergola.commons.models import Artifact
from pergola.inquiry.critique_words import may_be_asked_of
from pergola.inquiry.critiques import of_thing
from pergola.inquiry.models import Critique
from pergola.inquiry.places import page_of_critique
from pergola.kernel.templatetags.pergola import dated, day

register = template.Library()


@dataclass(frozen=True, slots=True)
class Line:
    said: str
    page: str
    meta: str


@register.inclusion_tag("inquiry/parts/critiques.html", takes_context=True)
def critiques(context: Context, thing: Artifact, may_ask: bool) -> dict[str, Any]:  # noqa: FBT001 - a word of the template's
    """`{% critiques problem mine %}`: what was asked about it, and the way to ask. One query, for the team whose it is."""
    of_team = thing.team_id is not None and may_be_asked_of(thing.kind)
    asked = of_thing(context["request"].person, thing.pk) if of_team else []
    return {"thing": thing, "critiques": [_line(one, thing) for one in asked], "may_ask": may_ask and of_team}


def _line(one: Critique, thing: Artifact) -> Line:
    if one.closed is None:
        return Line(_("Asked for comments"), page_of_critique(one.pk), _("until %(day)s") % {"day": day(one.due)})
    answers = one.answered_revision is not None and thing.revision >= one.answered_revision
    said = _("These words answer the comments of critical friends") if answers else _("Comments of critical friends")
    return Line(said, page_of_critique(one.pk), _("closed %(day)s") % {"day": dated(one.closed)})
