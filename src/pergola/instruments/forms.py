from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.instruments.actions.answering import Said
from pergola.instruments.actions.assessing import Stand
from pergola.instruments.models import Asking, Instrument, Item, SheetLine
from pergola.instruments.shipped import FRAMEWORKS, HEALTH, shipped
from pergola.instruments.wording import Wording

LONGEST_STEM = 300
LONGEST_EVIDENCE = 2000
DAYS = [(7, gettext_lazy("a week")), (14, gettext_lazy("two weeks"))]
LONGER = [(30, gettext_lazy("a month")), (60, gettext_lazy("two months"))]


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": False})


class AnswerForm(forms.Form):
    """The questions of an instrument. Each may be passed over; all of them may not, but where none of these is an answer."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[item.key] = _field_of(item)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        none_is_said = any(item.kind == Item.Kind.CHOICE for item in self.items)
        if not self.errors and not none_is_said and not any(given.get(item.key) for item in self.items):
            raise forms.ValidationError(
                _("Nothing is chosen yet. Answer one question at least; you may pass over the others.")
            )
        return given

    @property
    def said(self) -> dict[str, Said]:
        return {item.key: _said(item, self.cleaned_data.get(item.key)) for item in self.items}


def _field_of(item: Item) -> forms.Field:
    if item.kind == Item.Kind.TEXT:
        label, told = (
            _("What else do you wish for?"),
            _(
                "Shown word for word, without a name, when this closes, if five people wrote something. Leave out what tells who you are."
            ),
        )
        return forms.CharField(label=label, help_text=told, max_length=200, required=False, widget=_long(2))
    options = [(str(place), text) for place, text in enumerate(item.options)]
    if item.kind == Item.Kind.CHOICE:
        return forms.MultipleChoiceField(
            label=_("As many as you like, or none"),
            choices=options,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(label=item.stem, choices=options, required=False, widget=forms.RadioSelect)


def _said(item: Item, given: Any) -> Said:
    if not given:
        return Said()
    if item.kind == Item.Kind.TEXT:
        return Said(words=str(given).strip())
    return Said(sorted({int(one) for one in (given if isinstance(given, list) else [given])}))


class WordingForm(OnceForm):
    """Which of the six features a community asks about, and in which words. As the house's, they follow the reader's language."""

    def __init__(self, *args: Any, before: Instrument | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {one.key: one.own_words for one in before.items.all()} if before else None
        for one in shipped(HEALTH).items:
            asked = own is None or one.key in own
            self.fields[one.key] = forms.BooleanField(label=one.title, required=False, initial=asked)
            self.fields[f"{one.key}_words"] = forms.CharField(
                label=_("In these words"), max_length=LONGEST_STEM, required=False, widget=_long(2),
                initial=(own or {}).get(one.key) or one.stem,
            )  # fmt: skip

    @property
    def features(self) -> list[tuple[Any, Any]]:
        """Each with its tick and its words."""
        return [(self[one.key], self[f"{one.key}_words"]) for one in shipped(HEALTH).items]

    @property
    def wording(self) -> list[Wording]:
        given = self.cleaned_data
        chosen = [one for one in shipped(HEALTH).items if given[one.key]]
        words = {one.key: given[f"{one.key}_words"].strip() for one in chosen}
        return [Wording(one.key, "" if words[one.key] in one.in_full.values() else words[one.key]) for one in chosen]


class PulseForm(OnceForm):
    days = forms.TypedChoiceField(label=gettext_lazy("Open for"), choices=DAYS, coerce=int, initial=7)


class PollForm(OnceForm):
    """Which of these would you join?"""

    question = forms.CharField(
        label=gettext_lazy("What do you ask?"), max_length=LONGEST_STEM, widget=_long(2),
        initial=gettext_lazy("Which of these would you join next term?"),
    )  # fmt: skip
    choices = forms.CharField(
        label=gettext_lazy("What can be chosen"), max_length=1000, widget=_long(5),
        help_text=gettext_lazy("Two to eight, one a line. People may choose several, and write what else they wish for."),
    )  # fmt: skip
    of = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"), choices=[(one.value, one.label) for one in (Asking.Of.BOTH, Asking.Of.TEACHERS, Asking.Of.PRINCIPALS)],
        widget=forms.RadioSelect, initial=Asking.Of.BOTH,
    )  # fmt: skip
    days = forms.TypedChoiceField(label=gettext_lazy("Open for"), choices=DAYS, coerce=int, initial=14)

    def clean_choices(self) -> list[str]:
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()))
        if any(len(one) > 120 for one in lines):
            raise forms.ValidationError(_("A choice has 120 characters at most: name it in a few words."))
        return lines


class AssessmentForm(OnceForm):
    """Which framework the systems hold themselves against, and until when."""

    framework = forms.ChoiceField(label=gettext_lazy("Against which framework?"))
    days = forms.TypedChoiceField(label=gettext_lazy("Open for"), choices=LONGER, coerce=int, initial=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["framework"]
        assert isinstance(field, forms.ChoiceField)
        sets = [shipped(one) for one in FRAMEWORKS]
        field.choices = [
            (one.slug, _("%(name)s, version %(version)s") % {"name": one.name, "version": one.version}) for one in sets
        ]


def _may_wait(field: forms.Field) -> forms.Field:
    """It may stay empty while the sheet is kept, and not once it is agreed on: so it is not called optional."""
    field.sometimes = True  # type: ignore[attr-defined]  # kernel/forms.py reads it
    return field


class SheetForm(RevisedForm):
    """Where the system stands on each question, and how the team knows. It may be kept half done."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, items: Sequence[Item], lines: Mapping[str, SheetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            line = lines.get(item.key)
            options = [(str(place), text) for place, text in enumerate(item.options)]
            self.fields[item.key] = _may_wait(forms.ChoiceField(
                label=item.stem, choices=options, required=False, widget=forms.RadioSelect,
                initial="" if line is None or line.level is None else str(line.level),
            ))  # fmt: skip
            self.fields[f"how_{item.key}"] = _may_wait(forms.CharField(
                label=_("How do you know?"), max_length=LONGEST_EVIDENCE, required=False, widget=_long(3),
                initial=line.evidence if line else "",
            ))  # fmt: skip

    @property
    def stands(self) -> dict[str, Stand]:
        given = self.cleaned_data
        return {
            one.key: Stand(int(given[one.key]) if given[one.key] else None, given[f"how_{one.key}"].strip())
            for one in self.items
        }
