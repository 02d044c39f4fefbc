"""What is filled in to meet."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.kernel.zones import clock_name, clocks_to_choose
from pergola.meetings.actions import LONGEST, When
from pergola.meetings.models import Coming, Gathering
from pergola.meetings.rules import Space, others_in
from pergola.people.models import Person

FEW = {"rows": 2, "maxlength": False}


class WhenForm(OnceForm):
    """A day, a time, for how long, on whose clock; and where."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes"), min_value=5, max_value=LONGEST, initial=60, required=False
    )
    zone = forms.ChoiceField(label=gettext_lazy("Whose clock"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("A room, for example. It may stay empty for now."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=gettext_lazy("Or the link to a call"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, clock: str = "", **kwargs: Any) -> None:
        """`clock`: the one that is meant where nobody chooses another."""
        super().__init__(*args, **kwargs)
        self.clock = str(self.initial.get("zone") or clock or settings.TIME_ZONE)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices, zone.initial = clocks_to_choose(self.clock), self.clock

    @property
    def on_clock(self) -> str:
        """Whose clock is meant, said beside the time; the choice of another is folded away below."""
        named = clock_name(self.data.get("zone") or self.clock)
        return _("On this clock: %(clock)s. Another can be chosen below.") % {"clock": named}

    def clean_zone(self) -> str:
        return str(self.cleaned_data["zone"] or self.clock)

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"] or 60)

    @property
    def is_opened(self) -> bool:
        """Is something in what is folded away at first: a mistake, or words that are known already?"""
        return bool(self.errors or self.initial.get("body"))

    @property
    def when(self) -> When:
        given = self.cleaned_data
        begins = datetime.combine(given["day"], given["at"], tzinfo=ZoneInfo(given["zone"]))
        return When(begins, given["zone"], given["minutes"])

    @property
    def where(self) -> dict[str, str]:
        return {"place": self.cleaned_data["place"], "link": self.cleaned_data["link"]}


class GatheringForm(WhenForm):
    """... and what it is for."""

    title = forms.CharField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy("“We look at slips together”, for example. Empty: “We meet”."),
        max_length=120,
        required=False,
    )
    body = forms.CharField(
        label=gettext_lazy("What people should know before"), max_length=4000, required=False,
        widget=forms.Textarea(attrs=FEW),
    )  # fmt: skip
    field_order: tuple[str, ...] = ("title", "day", "at", "minutes", "zone", "place", "link", "body")

    @classmethod
    def of(cls, gathering: Gathering) -> Self:
        """As it stands, on the clock it was set on."""
        here = localtime(gathering.begins, ZoneInfo(gathering.zone))
        same = {name: getattr(gathering, name) for name in ("title", "body", "place", "link", "minutes", "zone")}
        return cls(initial={"day": here.date(), "at": here.time(), **same})


class PlanForm(GatheringForm):
    """... and for whom: everybody here, where one may have them meet, or one other."""

    alone_with = forms.ModelChoiceField(
        label=gettext_lazy("With whom"), queryset=Person.objects.none(), required=False,
    )  # fmt: skip
    field_order = ("alone_with", *GatheringForm.field_order)

    def __init__(self, *args: Any, person: Person, space: Space, everybody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["alone_with"]
        assert isinstance(who, forms.ModelChoiceField)
        who.queryset = others_in(person, space)
        who.required = not everybody
        who.empty_label = _("Everybody here") if everybody else _("Choose somebody")


class ComingForm(forms.Form):
    answer = forms.ChoiceField(choices=Coming.Answer.choices)


class ThereForm(forms.Form):
    """That one was there oneself, and for how long."""

    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes"), min_value=1, max_value=LONGEST, required=False
    )
