"""The sentence under a form: who will be told of what is about to be written, and how many of them by mail."""

from uuid import UUID

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.models import Artifact
from pergola.commons.seen import SeenBy, seen_by, seen_with
from pergola.people.models import Asker, Visitor
from pergola.spaces.models import Community, Team
from pergola.talk.models import How, Notice
from pergola.talk.recipients import inside, place_of, seeing, taking_part, told


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


def who_hears_a_beginning(person: Asker, space: Community | Team) -> str:
    """Of a conversation begun here: everybody here. One query."""
    return _counted(person, Notice.Kind.BEGAN, inside(space), space.pk)


def _counted(by: Asker, kind: Notice.Kind, who: Q, place: UUID) -> str:
    if isinstance(by, Visitor):
        return ""
    counts = told(by, kind, who, place).aggregate(all=Count("pk"), mails=Count("pk", filter=Q(how=How.MAIL)))
    return in_words(counts["all"], counts["mails"])


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
