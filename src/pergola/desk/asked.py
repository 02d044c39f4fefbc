"""What others ask of somebody: to let them in, to come into a place of theirs, to learn together, and to teach with a routine. Found with the rest of My month."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from pergola.gather.invited import invitations_for
from pergola.gather.models import EntryRequest, Pair
from pergola.kernel.templatetags.pergola import day
from pergola.people.models import Person
from pergola.routines.waiting import objections_waiting, proposals_waiting

MOST = 6


@dataclass(frozen=True)
class Asked:
    """One thing that waits for a yes or a no."""

    title: str
    """As it stands in a list, and behind “Next:”."""
    why: str
    button: str
    url: str
    meta: str


def invited_in(person: Person) -> ArraySubquery:
    """Into which places, and by whom."""
    place = Coalesce(F("community__name"), F("team__name"), F("network__name"))
    told = JSONObject(pk="pk", by="invited_by__name", place=place, expires="expires")
    return ArraySubquery(invitations_for(person).values(one=told)[:MOST])


def asked_to_pair(person: Person) -> ArraySubquery:
    """By whom, and to be what."""
    mine = Pair.objects.visible_to(person).filter(asked_to=person, answer=Pair.Answer.OPEN)
    told = JSONObject(pk="pk", by="asked_by__name", kind="kind", asked="asked")
    return ArraySubquery(mine.order_by("asked").values(one=told)[:MOST])


def asking_to_come_in(person: Person) -> ArraySubquery:
    """Into the school systems this person leads, and by whom; the longest waiting first."""
    told = JSONObject(by="person__name", place="wall__system__name", slug="wall__system__slug", asked="asked")
    return ArraySubquery(EntryRequest.objects.editable_by(person).order_by("asked", "pk").values(one=told)[:MOST])


def proposed_to(person: Person) -> ArraySubquery:
    """Which routines one is asked to teach with, the one that soonest stands first."""
    told = JSONObject(pk="pk", title="routine__title", until="until")
    return ArraySubquery(proposals_waiting(person).values(one=told)[:MOST])


def objected_to(person: Person) -> ArraySubquery:
    """What this person proposed, and somebody objects to; and what they object to themselves."""
    told = JSONObject(pk="pk", title="routine__title", since="since", own="own")
    return ArraySubquery(objections_waiting(person).values(one=told)[:MOST])


def proposal_asked(one: dict[str, Any]) -> Asked:
    until = parse_date(one["until"])
    assert until is not None
    return Asked(
        _("“%(title)s” is proposed: can you teach with it?") % {"title": one["title"]},
        _("It stands after %(day)s unless somebody objects and says why. Saying nothing is consent, too.")
        % {"day": day(until)},
        _("Read what is proposed"),
        reverse("routines:agreement", args=[UUID(one["pk"])]),
        _("until %(day)s") % {"day": day(until)},
    )


def objection_asked(one: dict[str, Any]) -> Asked:
    since = parse_datetime(one["since"])
    assert since is not None
    url, meta = reverse("routines:agreement", args=[UUID(one["pk"])]), _("objected on %(day)s") % {"day": day(since)}
    if one["own"]:
        return Asked(
            _("“%(title)s” waits for your objection to be met") % {"title": one["title"]},
            _("It does not stand before you say that what you fear is answered, or before it is worded anew."),
            _("See how it stands"),
            url,
            meta,
        )
    return Asked(
        _("Somebody objects to what you proposed about “%(title)s”") % {"title": one["title"]},
        _("It does not stand while the objection does. Read why, speak with them, and word it anew or take it back."),
        _("Read why"),
        url,
        meta,
    )


def entry_asked(one: dict[str, Any]) -> Asked:
    since = parse_datetime(one["asked"])
    assert since is not None
    return Asked(
        _("%(name)s asks to come into %(place)s") % {"name": one["by"], "place": one["place"]},
        _("They wrote where they work. Let them in if you know them, or say why not now."),
        _("See who asks"),
        reverse("gather:entries", args=[one["slug"]]),
        _("asked on %(day)s") % {"day": day(since)},
    )


def invitation_asked(one: dict[str, Any]) -> Asked:
    until = parse_datetime(one["expires"])
    assert until is not None
    names = {"name": one["by"], "place": one["place"]}
    return Asked(
        _("%(name)s invites you to “%(place)s”") % names,
        _("Nobody there sees you before you say yes. The invitation is good until %(day)s.") % {"day": day(until)},
        _("See what it is"),
        reverse("gather:invited_here", args=[UUID(one["pk"])]),
        _("good until %(day)s") % {"day": day(until)},
    )


def pair_asked(one: dict[str, Any]) -> Asked:
    since = parse_datetime(one["asked"])
    assert since is not None
    words = {
        Pair.Kind.COACH: _("%(name)s asks you to be a coach"),
        Pair.Kind.MENTOR: _("%(name)s asks you to be a mentor"),
        Pair.Kind.LEARNER: _("%(name)s would like to be your mentor"),
        Pair.Kind.PEER: _("%(name)s would like to learn with you"),
    }
    return Asked(
        words[Pair.Kind(one["kind"])] % {"name": one["by"]},
        _("A no needs no reason, and none is told."),
        _("Say yes or no"),
        reverse("gather:pair", args=[UUID(one["pk"])]),
        _("asked on %(day)s") % {"day": day(since)},
    )
