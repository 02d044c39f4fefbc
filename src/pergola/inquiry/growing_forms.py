"""What may be done to one part of a picture: said otherwise, moved, and another one put beneath it or beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.inquiry.models import ChangeIdea
from pergola.inquiry.models.part import LONGEST_WORDS
from pergola.inquiry.parts import Node

WHATS = [("driver", _("a driver")), ("idea", _("a change idea")), ("cause", _("a cause"))]
PLACES = [("beneath", _("beneath it")), ("beside", _("beside it, after it"))]
WAYS = [("up", _("up")), ("down", _("down")), ("beneath", _("beneath another"))]


class Since(forms.Form):
    """When the page was made, in milliseconds: what others changed since then is said."""

    since = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": False}))


class RewordForm(RevisedForm, Since):
    words = forms.CharField(label=_("What it says"), max_length=LONGEST_WORDS)
    stale = False
    """Somebody was quicker: both texts are on the page, and sending again is on purpose."""

    def over(self, revision: int) -> "RewordForm":
        """What was sent, over the words that stand there now."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["revision"] = str(revision)
        self.data = data
        return self


class Ideas(forms.ModelChoiceField):  # type: ignore[type-arg]  # which Django takes in no class statement
    """Each with whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {home}" if (home := obj.team or obj.community) else str(obj.title)


class GrowForm(OnceForm, Since):
    """Something more. Its words, or an idea that is there already; where; and what it is."""

    part = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": False}))
    words = forms.CharField(
        label=_("What to add"), max_length=LONGEST_WORDS, required=False,
        error_messages={"required": _("Write a few words here.")},
    )  # fmt: skip
    idea = Ideas(ChangeIdea.objects.none(), label=_("Or hang an idea that is there already"), required=False)
    what = forms.ChoiceField(label=_("It is"), choices=WHATS, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields stand beside those of the part itself, and are called otherwise: a label leads to one of them."""
        super().__init__(*args, **{"auto_id": "add_%s"} | kwargs)

    def fitted(self, whats: Sequence[str], places: Sequence[str], ideas: Any = None) -> "GrowForm":
        """With the choices there are here; where there is one only, nothing is asked."""
        for name, choices, wanted in (("what", WHATS, whats), ("place", PLACES, places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [one for one in choices if one[0] in wanted]
            field.initial = wanted[0]
            if len(wanted) == 1:
                field.widget = forms.HiddenInput(attrs={"id": False})
        return self.choosing(ideas)

    def choosing(self, ideas: Any) -> "GrowForm":
        """One of these ideas may be hung; where there are none, nothing is asked and nothing taken."""
        if ideas:
            self.fields["idea"].queryset = ideas  # type: ignore[attr-defined]
        else:
            self.fields.pop("idea", None)
            self.fields["words"].required = True
        return self

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("words") and not data.get("idea") and "words" not in self.errors:
            self.add_error("words", _("Write a few words here."))
        return data


class MoveForm(OnceForm, Since):
    way = forms.ChoiceField(choices=WAYS, widget=forms.HiddenInput(attrs={"id": False}))
    beneath = forms.TypedChoiceField(label=_("Move it beneath"), coerce=int, empty_value=None, required=False)

    def among(self, parts: Iterable[int]) -> None:
        """What it may name at all; whether it can go there, the act says."""
        self._choose([("0", ""), *((str(one), "") for one in parts)])

    def to(self, places: Sequence[Node], root: str) -> "MoveForm":
        """Where it may go; `root` is what the whole picture grows from, empty where it cannot go there."""
        first = [("0", root)] if root else []
        self._choose([*first, *((str(one.key), one.words) for one in places)])
        return self

    def _choose(self, choices: list[tuple[str, str]]) -> None:
        field = self.fields["beneath"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "—"), *choices]


class KeepForm(OnceForm):
    why = forms.CharField(label=_("What changed, and why?"), max_length=300, required=False)
