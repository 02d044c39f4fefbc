"""What is filled in on a board of tensions."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.routines.actions.board import Worded
from pergola.routines.board import place_in_words
from pergola.routines.models import Tension
from pergola.routines.models.tension import (
    LONGEST_POLE,
    LONGEST_QUESTION,
    LONGEST_REASON,
    LONGEST_WHY,
    PLACES,
)
from pergola.routines.sealed_marks import LEFT_OUT
from pergola.talk.forms import WordsField


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MarksForm(forms.Form):
    """A place on each line, or none. Not a form that is sent once: that would keep a moment beside a name."""

    month = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, tensions: Iterable[Tension], mine: Mapping[UUID, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"tension-{one.pk}": one for one in tensions}
        for name, one in self.lines.items():
            places = [(str(place), place_in_words(one, place)) for place in range(1, PLACES + 1)]
            self.fields[name] = forms.ChoiceField(
                label=str(one), choices=[*places, (str(LEFT_OUT), _("I leave it out this month"))], required=False,
                widget=forms.RadioSelect, initial=str(mine[one.pk]) if one.pk in mine else None,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.lines):
            raise ValidationError(_("Nothing is marked yet. Choose a place on a line, or leave it out."))
        return given

    @property
    def marked(self) -> list[tuple[Tension, forms.BoundField]]:
        return [(one, self[name]) for name, one in self.lines.items()]

    @property
    def places(self) -> dict[UUID, int]:
        given = self.cleaned_data
        return {one.pk: int(given[name]) for name, one in self.lines.items() if given[name]}


class TensionForm(OnceForm):
    """Two poles, why both matter, and a question to talk about."""

    one_pole = forms.CharField(
        label=gettext_lazy("One pole"), max_length=LONGEST_POLE,
        help_text=gettext_lazy("A few words, such as “cover the content”."),
    )  # fmt: skip
    other_pole = forms.CharField(
        label=gettext_lazy("The other pole"), max_length=LONGEST_POLE,
        help_text=gettext_lazy("What is as good, and pulls the other way: “go deep”."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why both matter"), max_length=LONGEST_WHY, widget=_long(3))
    question = forms.CharField(
        label=gettext_lazy("A question to talk about"), max_length=LONGEST_QUESTION, widget=_long(2),
        help_text=gettext_lazy("Open, and about practice: “What did you leave out last week, and was it missed?”"),
    )  # fmt: skip

    @property
    def worded(self) -> Worded:
        return Worded(**{name: self.cleaned_data[name] for name in ("one_pole", "other_pole", "why", "question")})


class RewordForm(TensionForm):
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))


class RetireForm(OnceForm):
    reason = forms.CharField(
        label=gettext_lazy("Why does it leave the board?"), max_length=LONGEST_REASON, widget=_long(2),
        help_text=gettext_lazy("Everybody here reads it. “We have decided: two texts a unit, no more.”"),
    )  # fmt: skip


class TalkForm(OnceForm):
    """The question, with what one wants to say to it."""

    body = WordsField(
        label=gettext_lazy("What do you ask or tell?"),
        help_text=gettext_lazy("The first line becomes the title."),
        widget=_long(6),
    )
