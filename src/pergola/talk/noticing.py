"""What a notice says, read from the thing itself, and where it leads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Case, CharField, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.commons.models import Citation, Link
from pergola.commons.places import page_of
from pergola.people.models import Asker, Person
from pergola.talk.dates import date_of, joined
from pergola.talk.models import Notice, NoticeQuerySet
from pergola.talk.reading import shortened

MOST_SHOWN = 100
MOST_COUNTED = 10
OF_A_DATE = {Notice.Kind.DATE, Notice.Kind.SOON}
JOINED = ("artifact", "post", "community", "team", "by", "wall")


@dataclass(frozen=True)
class Line:
    """One notice as a page or a letter tells it."""

    pk: str
    sentence: str
    words: str
    where: str
    when: datetime
    new: bool
    url: str
    read_url: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of notices."""
        return f"notice-{self.pk}"


def notices_of(person: Asker) -> NoticeQuerySet:
    """Through the doors, with all that its sentence needs: one query however many there are."""
    seen = Notice.objects.visible_to(person).select_related(*JOINED, *joined()).annotate(package=_begun_with(person))
    return seen.defer("artifact__search", "post__search", *(f"{one}__search" for one in joined()))


def _begun_with(person: Asker) -> Case:
    """The package that a team began with, as its problem cites it; asked of nothing else."""
    cited = Citation.objects.visible_to(person).filter(artifact=OuterRef("artifact"), kind=Link.Kind.ADAPTS)
    title = Subquery(cited.order_by("pk").values("cited_title")[:1])
    return Case(When(kind=Notice.Kind.GONE, then=title), default=None, output_field=CharField(null=True))


def after(notice: Notice, person: Asker) -> Notice | None:
    """The next one beneath it that is new, where there is one. One query."""
    beneath = Q(at__lt=notice.at) | Q(at=notice.at, pk__lt=notice.pk)
    unread = Notice.objects.visible_to(person).filter(beneath, read=None)
    return unread.order_by("-at", "-pk").only("pk").first()


def line_of(notice: Notice) -> Line:
    artifact, post = notice.artifact, notice.post
    body = post.body if post else artifact.body if artifact and notice.kind == Notice.Kind.BEGAN else ""
    if notice.kind == Notice.Kind.HELP and notice.team:
        body = notice.team.help_wanted
    if notice.kind == Notice.Kind.GONE:
        body = _("What you made of it stays yours: your problem, its aim, its idea and its cycles. Go on, or stop.")
    date = date_of(artifact)
    if date is not None and notice.kind in OF_A_DATE:
        body = date.where
    place = notice.community or notice.team
    return Line(
        str(notice.pk),
        sentence(notice),
        shortened(body, 200),
        str(place) if place else str(notice.wall),
        notice.at,
        notice.read is None,
        where_to(notice),
        reverse("talk:read_notice", args=[notice.pk]),
    )


def where_to(notice: Notice) -> str:
    """The page it is about."""
    if notice.led_to:
        return notice.led_to
    if notice.artifact is not None:
        page = notice.artifact.get_absolute_url()
        return f"{page}#post-{notice.post_id}" if notice.post_id else page
    place = notice.community or notice.team
    return page_of(place) if place else reverse("talk:notices")


SENTENCES: Final = {
    Notice.Kind.POST: gettext_lazy("%(name)s says something about “%(title)s”"),
    Notice.Kind.BEGAN: gettext_lazy("%(name)s begins a conversation: “%(title)s”"),
    Notice.Kind.HELP: gettext_lazy("The team %(place)s would be glad of help"),
    Notice.Kind.ASKED: gettext_lazy("%(name)s asks your team whether a lesson may speak of its work"),
    Notice.Kind.CONSENT: gettext_lazy("%(name)s answers what you asked about “%(title)s”"),
    Notice.Kind.AGAINST: gettext_lazy("A cycle found otherwise than “%(title)s” says"),
    Notice.Kind.CAME: gettext_lazy("%(name)s accepts your invitation to %(place)s"),
    Notice.Kind.PULSE: gettext_lazy("How does “%(place)s” go? Two minutes"),
    Notice.Kind.JOIN: gettext_lazy("%(name)s asks to come into %(place)s"),
    # A “not now” of a school system is no notice: one reads it where one asked.
    Notice.Kind.LET_IN: gettext_lazy("%(name)s lets you into %(place)s"),
    Notice.Kind.CHARTER: gettext_lazy("%(name)s has written another version of the charter of %(place)s"),
    Notice.Kind.KEEP: gettext_lazy("%(name)s speaks with you of who keeps %(place)s going"),
    Notice.Kind.CLOSED: gettext_lazy("%(name)s has said what becomes of %(place)s"),
    Notice.Kind.PACK: gettext_lazy("The pack of %(place)s is ready"),
    Notice.Kind.LAUNCHED: gettext_lazy("“%(title)s”, which you said you would come to, begins: come in"),
    Notice.Kind.THEME: gettext_lazy("%(name)s has said what becomes of “%(title)s”, which you support"),
    Notice.Kind.MERGED: gettext_lazy(
        "“%(title)s”, which you support, is merged into another: say whether you would come to that one"
    ),
    Notice.Kind.PAIR: gettext_lazy("%(name)s asks whether you learn together"),
    Notice.Kind.PAIR_YES: gettext_lazy("%(name)s says yes to what you asked"),
    Notice.Kind.PAIR_NO: gettext_lazy("%(name)s says no to what you asked, this time"),
    Notice.Kind.PAIR_END: gettext_lazy("What you had with %(name)s has ended"),
    Notice.Kind.POLL: gettext_lazy("What would you join in %(place)s? Two minutes"),
    Notice.Kind.INVITED: gettext_lazy("%(name)s invites you to %(place)s"),
    Notice.Kind.PROMISE: gettext_lazy("%(name)s speaks of what the hub promises %(place)s"),
    Notice.Kind.CRITIQUE: gettext_lazy("Critical friends of %(place)s: %(name)s asks for comments, or answers them"),
    Notice.Kind.WEIGHED: gettext_lazy("%(name)s has said what becomes of “%(title)s”, which you proposed"),
    Notice.Kind.PROPOSED: gettext_lazy(
        "%(name)s proposes to teach with “%(title)s”. It stands unless somebody objects"
    ),
    Notice.Kind.OBJECTED: gettext_lazy("%(name)s objects to what you proposed about “%(title)s”, and says why"),
    Notice.Kind.COUNTED: gettext_lazy(
        "%(name)s has changed the shared definition that “%(title)s” is counted by: read what it means for you"
    ),
    Notice.Kind.NUMBER: gettext_lazy("The number of “%(title)s” that %(place)s asked somebody outside for is in"),
    Notice.Kind.GONE: gettext_lazy("A solution package that %(place)s began with was withdrawn"),
}


OF_A_DEFINITION: Final = {
    Notice.What.VERSION: gettext_lazy(
        "%(name)s has written another version of the shared definition that “%(title)s” is counted by: read what is different"
    ),
    Notice.What.WITHDRAWN: gettext_lazy(
        "%(name)s has withdrawn the shared definition that “%(title)s” is counted by: read why"
    ),
    Notice.What.BACK: gettext_lazy(
        "%(name)s has brought back the shared definition that “%(title)s” is counted by: it stands again"
    ),
}
"""Told before it was kept which of these it was, a notice says what it said then."""


def sentence(notice: Notice) -> str:
    """A whole sentence, as one colleague to another."""
    community, team = notice.community, notice.team
    names = {
        "name": str(notice.by) if notice.by else "",
        "title": notice.artifact.title if notice.artifact else "",
        "place": str(community or team or notice.wall),
        "package": getattr(notice, "package", None) or "",
    }
    if notice.kind in OF_A_DATE:
        return _date_in_words(notice)
    return _words_of(notice, package=bool(names["package"])) % names


def _words_of(notice: Notice, *, package: bool) -> str:
    if notice.kind == Notice.Kind.LET_IN and notice.community:
        return _("%(name)s answers your asking to come into %(place)s")
    if notice.kind == Notice.Kind.GONE and package:
        return _("The solution package “%(package)s”, which %(place)s began with, was withdrawn")
    if notice.kind == Notice.Kind.COUNTED and notice.what:
        return str(OF_A_DEFINITION[Notice.What(notice.what)])
    return str(SENTENCES[Notice.Kind(notice.kind)])


def _date_in_words(notice: Notice) -> str:
    place, date = str(notice.community or notice.team or notice.wall), date_of(notice.artifact)
    if date is None:
        return _("%(place)s has no next date any more") % {"place": place}
    said = {"place": place, "when": date.when, "name": str(notice.by or ""), "title": str(notice.artifact)}
    if date.called_off:
        return _("“%(title)s” on %(when)s is called off") % said
    if date.of_two:
        return _("%(title)s: %(when)s") % said
    return _("%(place)s meets %(when)s") % said


def how_many_new(person: Asker) -> str:
    """“three new”, or nothing. One query, that stops counting where words do."""
    if not isinstance(person, Person):
        return ""
    unread = Notice.objects.visible_to(person).filter(read=None).order_by()
    n = len(unread.values_list("pk", flat=True)[:MOST_COUNTED])
    if n >= MOST_COUNTED:
        return _("many new")
    few = ["", _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine")]
    return ngettext("%(n)s new", "%(n)s new", n) % {"n": few[n]} if n else ""
