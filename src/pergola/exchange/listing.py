"""Who stands in a roster, and who stood there: found by name, by school, by how they are here."""

from typing import Any, Final

from django import forms
from django.db.models import DateTimeField, Exists, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pergola.exchange.inviting import to_invite, ways_of_a_line
from pergola.exchange.oneroster.cells import role_in_words
from pergola.kernel.clock import now
from pergola.kernel.names import beginning_with, called
from pergola.people.models import Asker
from pergola.systems.models import RosterInvitation, RosterOrg, RosterPerson, SchoolSystem
from pergola.systems.models.roster import RosterPersonQuerySet

MOST_WORDS: Final = 8


class Which(TextChoices):
    HERE = "", gettext_lazy("Who is in the roster now")
    NONE_YET = "none-yet", gettext_lazy("Who has no account and no mail yet")
    LEFT = "left", gettext_lazy("Who has left")


class RosterSearch(forms.Form):
    """A name, a school or office, and who of them. Sent by GET, so that a search has an address."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    school = forms.CharField(label=gettext_lazy("School or office"), max_length=80, required=False)
    which = forms.ChoiceField(label=gettext_lazy("Who of them"), required=False, choices=Which.choices)

    @property
    def chosen(self) -> Which:
        return Which(self.cleaned_data["which"]) if self.is_valid() else Which.HERE


def lines_of(person: Asker, system: SchoolSystem, search: RosterSearch) -> RosterPersonQuerySet:
    """Only what was asked for, by name. A question that cannot be read narrows nothing; the form says why."""
    every = RosterPerson.objects.visible_to(person).filter(wall=system.wall_id)
    found = every.standing()
    if search.chosen is Which.LEFT:
        found = every.exclude(gone=None)
    elif search.chosen is Which.NONE_YET:
        found = to_invite(person, system)
    given: dict[str, Any] = search.cleaned_data if search.is_valid() else {}
    if given.get("name"):
        found = found.filter(_called(every, given["name"]))
    if given.get("school"):
        orgs = RosterOrg.objects.visible_to(person).filter(wall=system.wall_id, name__icontains=given["school"])
        found = found.filter(org__in=orgs.values("sourced_id"))
    return found.order_by("name", "pk")


def _called(every: RosterPersonQuerySet, typed: str) -> Q:
    """As the roster writes it, any part of it; or as people look for a person everywhere here, without accents.

    The second has an index. Taking the accents off a hundred thousand lines takes seconds, so that is not done.
    """
    as_written = Q()
    for word in typed.split()[:MOST_WORDS]:
        as_written &= Q(name__icontains=word)
    asked = beginning_with(typed)
    if asked is None:
        return as_written
    return as_written | Q(pk__in=every.annotate(called=called("person__name")).filter(called=asked).values("pk"))


def told(person: Asker, lines: RosterPersonQuerySet) -> RosterPersonQuerySet:
    """With what a page says of each: where they work, whether they sign in, the mail on its way to them."""
    orgs = RosterOrg.objects.visible_to(person).filter(wall=OuterRef("wall"), sourced_id=OuterRef("org"))
    mails = RosterInvitation.objects.visible_to(person).filter(wall=OuterRef("wall"), sourced_id=OuterRef("sourced_id"))
    waiting = mails.filter(answered=None, expires__gt=now())
    return lines.annotate(
        works_at=Subquery(orgs.values("name")[:1]),
        signs_in=Exists(ways_of_a_line()),
        invited=Subquery(waiting.values("sent")[:1], output_field=DateTimeField()),
        refused=Subquery(waiting.values("refused")[:1], output_field=DateTimeField()),
    )


def said_of(line: RosterPerson) -> str:
    """“teacher, Ridgeline Elementary School”"""
    told = [role_in_words(line.role), getattr(line, "works_at", None)]
    return ", ".join(one for one in told if one)


def headline(search: RosterSearch, n: int, shown: str) -> str:
    """The finding: how many, and of what."""
    told = {"n": shown}
    if search.is_valid() and (search.cleaned_data["name"] or search.cleaned_data["school"]):
        return ngettext("One person found", "%(n)s people found", n) % told if n else _("Nobody found")
    of = {
        Which.HERE: (_("Nobody is in your roster yet"), ngettext("One person is in your roster", "%(n)s people are in your roster", n)),
        Which.LEFT: (_("Nobody has left"), ngettext("One person has left", "%(n)s people have left", n)),
        Which.NONE_YET: (
            _("Everybody with an address has an account, or a mail on its way"),
            ngettext("One person has no account and no mail yet", "%(n)s people have no account and no mail yet", n),
        ),
    }  # fmt: skip
    nobody, somebody = of[search.chosen]
    return somebody % told if n else nobody
