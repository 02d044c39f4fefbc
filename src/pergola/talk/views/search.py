"""Search: words, and where, when and among what to look for them. What was asked stands in the address."""

from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.db.models import TextChoices
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pergola.commons.search import MOST, Narrowed
from pergola.kernel.clock import now
from pergola.people.middleware import PersonRequest
from pergola.people.models import WallMember
from pergola.spaces.models import Membership
from pergola.talk.finding import look_for
from pergola.talk.hits import Found, kinds_of_hits

MOST_PAGES: Final = 8
"""Whoever has not found it among two hundred asks something else."""


class Since(TextChoices):
    """How far back to look. A school year begins in August."""

    EVER = "", _("any time")
    WEEK = "week", _("the last seven days")
    MONTH = "month", _("the last thirty days")
    SCHOOL_YEAR = "year", _("this school year")


def since(choice: str) -> datetime | None:
    """The moment from which on to look."""
    here = localtime(now())
    if choice == Since.SCHOOL_YEAR:
        year = here.year if here.month >= 8 else here.year - 1
        return here.replace(year=year, month=8, day=1, hour=0, minute=0, second=0, microsecond=0)
    days = {Since.WEEK: 7, Since.MONTH: 30}.get(Since(choice)) if choice in Since.values else None
    return here - timedelta(days=days) if days else None


class SearchForm(forms.Form):
    """Words, and perhaps a kind of thing, a place and a time."""

    q = forms.CharField(
        label=_("Words to look for"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    community = forms.ChoiceField(label=_("In which community"), required=False)
    behind = forms.ChoiceField(label=_("In which school system or network"), required=False)
    when = forms.ChoiceField(label=_("Since when"), required=False, choices=Since.choices)
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, standing: list[WallMember], rooms: list[Membership]) -> None:
        super().__init__(data)
        self.fields["community"].choices = [  # type: ignore[attr-defined]
            ("", _("any")), *((str(one.community_id), one.community.name) for one in rooms),
        ]  # fmt: skip
        self.fields["behind"].choices = [  # type: ignore[attr-defined]
            ("", _("any")), *((str(one.wall_id), one.wall.name) for one in standing),
        ]  # fmt: skip

    def narrowed(self) -> Narrowed:
        """What was chosen; what cannot be read is left out, since it can only be an old or a mistyped address."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        page = given.get("page") or 1
        return Narrowed(
            space=given.get("community") or None,
            behind=int(given["behind"]) if given.get("behind") else None,
            since=since(given.get("when") or ""),
            skip=(page - 1) * MOST,
        )


@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """What the person may see that holds these words. A visitor finds what is published."""
    mine = Membership.objects.visible_to(request.person).filter(person=request.person.pk)
    rooms = list(mine.select_related("community").order_by("community__name"))
    form = SearchForm(request.GET, standing=request.standing, rooms=rooms)
    form.is_valid()
    words = form.cleaned_data.get("q", "")
    form.fields["q"].widget.attrs |= {} if words else {"autofocus": True}
    kind = form.cleaned_data.get("kind", "")
    kind = kind if kind in kinds_of_hits() else ""
    where = form.narrowed()
    found = look_for(request.person, words, kind, where) if words else Found((), more=False)
    asked = {name: form.cleaned_data.get(name) or "" for name in ("q", "kind", "community", "behind", "when")}
    page = {
        "form": form,
        "words": words,
        "found": found,
        "first": where.skip + 1,
        "kind": kind,
        "narrow": bool(where.space or where.behind or where.since),
        "kinds": _filters(asked, kind, {hit.name for hit in found.hits}),
        "further": _further(asked, where) if found.more else "",
    }
    return render(request, "talk/search.html", page)


def _address(asked: dict[str, str], **other: object) -> str:
    return "?" + urlencode({name: value for name, value in (asked | other).items() if value})


def _further(asked: dict[str, str], where: Narrowed) -> str:
    """The address of what comes next, if there is one."""
    page = where.skip // MOST + 2
    return _address(asked, page=page) if page <= MOST_PAGES else ""


def _filters(asked: dict[str, str], chosen: str, found: set[str]) -> list[dict[str, Any]]:
    """Only the kinds there is something of; one kind alone needs no choice."""
    there = [(name, word) for name, word in kinds_of_hits().items() if name in found or name == chosen]
    links = [("", _("everything")), *there] if len(there) > 1 or chosen else []
    return [{"label": label, "url": _address(asked, kind=name), "current": name == chosen} for name, label in links]
