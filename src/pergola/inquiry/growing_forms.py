"""What may be done to one part of a picture: said otherwise, moved, and another one put beneath it or beside it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.commons.models import Artifact
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


class Grouped(ModelChoiceIterator):  # type: ignore[type-arg]  # which Django takes in no class statement
    """Those of one's own first, those of others apart."""

    field: "Ideas"

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        own: list[Any] = []
        others: list[Any] = []
        for one in self.queryset:
            (own if (one.team_id, one.community_id) == self.field.home else others).append(self.choice(one))
        if own and others:
            yield from ((_("Your own"), own), (_("Of others"), others))
        else:
            yield from own or others


class Ideas(forms.ModelChoiceField):  # type: ignore[type-arg]  # which Django takes in no class statement
    """Each with whose it is."""

    iterator = Grouped
    home: tuple[UUID | None, UUID | None] = (None, None)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {home}" if (home := obj.team or obj.community) else str(obj.title)


class GrowForm(OnceForm, Since):
    """Something more: its words, what it is, and where."""

    part = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": False}))
    words = forms.CharField(
        label=_("What to add"), max_length=LONGEST_WORDS, error_messages={"required": _("Write a few words here.")}
    )
    what = forms.ChoiceField(label=_("It is"), choices=WHATS, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields stand beside those of the part itself, and are called otherwise: a label leads to one of them."""
        super().__init__(*args, **{"auto_id": "add_%s"} | kwargs)

    def fitted(self, whats: Sequence[str], places: Sequence[str], on: str = "") -> "GrowForm":
        """With the choices there are here; where there is one only, nothing is asked. `on`: where an idea would land."""
        self.fields["words"].help_text = on
        for name, choices, wanted in (("what", WHATS, whats), ("place", PLACES, places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [one for one in choices if one[0] in wanted]
            field.initial = wanted[0]
            if len(wanted) == 1:
                field.widget = forms.HiddenInput(attrs={"id": False})
        return self


class HangForm(OnceForm, Since):
    """An idea that is there already, hung where one is."""

    part = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": False}))
    place = forms.ChoiceField(choices=PLACES, widget=forms.HiddenInput(attrs={"id": False}))
    idea = Ideas(
        ChangeIdea.objects.none(), label=_("Or hang an idea that is there already"), empty_label=_("Choose an idea"),
        error_messages={"required": _("Choose the idea that is to hang here.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "hang_%s"} | kwargs)

    def choosing(self, ideas: Any, thing: Artifact) -> "HangForm":
        """One of these."""
        field = self.fields["idea"]
        assert isinstance(field, Ideas)
        field.home = (thing.team_id, thing.community_id)
        field.queryset = ideas
        return self


class MoveForm(OnceForm, Since):
    way = forms.ChoiceField(choices=WAYS, widget=forms.HiddenInput(attrs={"id": False}))
    beneath = forms.TypedChoiceField(label=_("Move it beneath"), coerce=int, empty_value=None, required=False)
    beneath.sometimes = True  # type: ignore[attr-defined]  # up and down ask for nothing

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
        field.choices = [("", _("Choose where")), *choices]


class KeepForm(OnceForm):
    why = forms.CharField(label=_("What changed, and why?"), max_length=300, required=False)
