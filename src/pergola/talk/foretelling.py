"""The sentence under a form: who will be told of what is about to be written, and how many of them by mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Q, Subquery, Sum, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Artifact, Draft
from pergola.commons.seen import HowMany, SeenBy, seen_by, seen_with
from pergola.people.models import Asker, Visitor
from pergola.spaces.models import Community, Team
from pergola.talk.models import How, Notice
from pergola.talk.recipients import inside, place_of, seeing, taking_part, told
from pergola.walls.models import Wall


def who_sees_and_hears(person: Asker, artifact: Artifact) -> tuple[SeenBy, str]:
    """Of a post on this thing: whoever sees the thing; and who is told of it, those who take part in it. One query."""
    if isinstance(person, Visitor):
        return seen_by(artifact.audience), ""
    who = seeing(artifact.audience) & taking_part(artifact)
    people = told(person, Notice.Kind.POST, who, place_of(artifact)).order_by()
    by_mail = Sum(Case(When(Q(how=How.MAIL), then=1), default=0), default=0)
    all_of_them = people.values(one=Value(1)).annotate(all=Count("pk"), mails=by_mail)
    seen, counts = seen_with(artifact.audience, hear=all_of_them.values(both=JSONObject(all="all", mails="mails")))
    hear = counts["hear"] or {"all": 0, "mails": 0}
    return seen, in_words(hear["all"], hear["mails"])


@dataclass(frozen=True)
class Beginning:
    """Who will be told of a conversation, in a sentence; and what this person has written of it already."""

    hear: str = ""
    text: str = ""
    saved: datetime | None = None


def foretell_beginning(person: Asker, space: Community | Team, place: str) -> Beginning:
    """Of a conversation begun here: everybody here is told. `place`: where its draft is kept. One query."""
    if isinstance(person, Visitor):
        return Beginning()
    people: Any = told(person, Notice.Kind.BEGAN, inside(space), space.pk).order_by()
    drafts = Draft.objects.visible_to(person).filter(place=place)
    asked = Wall.objects.filter(pk=space.wall_id).values_list(
        HowMany(people.values("pk")),
        HowMany(people.filter(how=How.MAIL).values("pk")),
        Subquery(drafts.values("text")[:1]),
        Subquery(drafts.values("saved")[:1]),
    )
    everybody, mails, text, saved = asked[0]
    return Beginning(in_words(everybody, mails), text or "", saved)


def in_words(people: int, mails: int) -> str:
    """“4 people find it in their notices; nobody gets a mail for it.”"""
    if not people:
        return _("Nobody gets a mail for it.")
    find = ngettext("One person finds it in their notices", "%(n)s people find it in their notices", people) % {
        "n": people
    }
    if not mails:
        return _("%(find)s; nobody gets a mail for it.") % {"find": find}
    get = ngettext("one gets a mail at once", "%(n)s get a mail at once", mails) % {"n": mails}
    return f"{find}; {get}."
