"""What people fill in. Labels are questions; what is optional says so; nothing is asked twice."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.models import ChangeIdea, Claim, Cycle, Expectation, Measure


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})


class IdeaForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = ChangeIdea
        fields = ("title", "body", "tried_elsewhere", "like_ours")
        labels: ClassVar = {
            "title": _("What will you try?"),
            "body": _("How does it go?"),
            "tried_elsewhere": _("Has it been tried elsewhere?"),
            "like_ours": _("In a place like yours?"),
        }
        help_texts: ClassVar = {
            "title": _("Short enough to say: “Say it, then write it”."),
            "tried_elsewhere": _("“Not that we know of” is a good answer."),
        }
        widgets: ClassVar = {"body": long_text(4), "tried_elsewhere": long_text(2), "like_ours": long_text(2)}


class MeasureForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Measure
        fields = (
            "title", "role", "unit", "counts", "out_of", "per", "window", "population", "every", "more_is_better", "baseline_points", "limit", "body",
        )  # fmt: skip
        labels: ClassVar = {
            "title": _("What do you count?"),
            "role": _("What is it for?"),
            "unit": _("In what?"),
            "counts": _("What counts?"),
            "out_of": _("Out of what?"),
            "per": _("For every …"),
            "window": _("Over what time?"),
            "population": _("Of whom?"),
            "every": _("One point is a …"),
            "more_is_better": _("More is better"),
            "limit": _("The least (or most) you would accept"),
            "body": _("How is it counted, and by whom?"),
        }
        help_texts: ClassVar = {
            "out_of": _(
                "For per cent: all slips handed in, for example. A share without “out of how many” cannot be published, because nobody could tell how small the group was."
            ),
            "per": _("Of a rate only: 100, for so many in every hundred."),
            "window": _("The lesson, the five days up to Friday, the calendar month."),
            "population": _("Which students, classes or teachers are in it, and which are left out."),
            "every": _("Lesson, week or month. Small and often shows most."),
            "limit": _("For something to watch, so that nothing else suffers."),
        }
        widgets: ClassVar = {"body": long_text(3), "role": forms.RadioSelect(), "unit": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.data.get("unit") if self.is_bound else self.initial.get("unit", Measure.Unit.SHARE)
        whole = self.fields["out_of"]
        whole.required = unit in (Measure.Unit.SHARE, Measure.Unit.RATE)
        whole.error_messages["required"] = _(
            "Say out of what: all slips handed in, for example. Small groups can only be kept hidden where their size is known."
        )


class CycleForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new cycle: as little as it takes to begin."""

    measures = forms.ModelMultipleChoiceField(
        Measure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Which numbers will you watch?"),
    )

    class Meta:
        model = Cycle
        fields = ("scope", "change", "begins", "study_by")
        labels: ClassVar = {
            "scope": _("Where, and with whom?"),
            "change": _("What begins?"),
            "begins": _("First day with the change"),
            "study_by": _("When will you look at the numbers?"),
        }
        help_texts: ClassVar = {
            "scope": _("Most teams start with one class and one lesson."),
            "change": _("As it should stand on the chart: “Partner talk begins”."),
        }
        widgets: ClassVar = {"begins": Day(), "study_by": Day()}

    field_order = ("scope", "measures", "change", "begins", "study_by")


class PlanForm(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The prediction, until it is locked."""

    expectations = forms.CharField(
        label=_("Its parts, one on each line"),
        help_text=_("Each will be held beside the data on its own: “Half of all slips”, “Period 1 alike”."),
        required=False,
        widget=long_text(3),
    )

    class Meta:
        model = Cycle
        fields = ("prediction", "predicted", "change", "begins", "study_by")
        labels: ClassVar = {
            "prediction": _("What do you expect to see, and by when?"),
            "predicted": _("As a number on the chart"),
            "change": _("What begins?"),
            "begins": _("First day with the change"),
            "study_by": _("When will you look at the numbers?"),
        }
        help_texts: ClassVar = {
            "predicted": _("In the unit of your measure: 50 for half of all slips."),
            "change": _("As it should stand on the chart: “Partner talk begins”."),
        }
        widgets: ClassVar = {"prediction": long_text(4), "begins": Day(), "study_by": Day()}

    field_order = ("prediction", "expectations", "predicted", "change", "begins", "study_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("prediction", "begins"):
            self.fields[name].required = "keep" not in self.data

    @property
    def parts(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["expectations"].splitlines() if line.strip()]

    def clean_expectations(self) -> str:
        text: str = self.cleaned_data["expectations"]
        long = [line for line in text.splitlines() if len(line.strip()) > 200]
        if long:
            raise forms.ValidationError(
                _("“%(start)s…” is longer than 200 characters. Make two of it."), params={"start": long[0][:40]}
            )
        return text


class CycleEditForm(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Cycle
        fields = ("title", "scope", "change", "study_by", "decide_by")
        labels: ClassVar = {
            "title": _("What is it called?"),
            "scope": _("Where, and with whom?"),
            "change": _("What begins?"),
            "study_by": _("When will you look at the numbers?"),
            "decide_by": _("When will you decide?"),
        }
        widgets: ClassVar = {"study_by": Day(), "decide_by": Day()}


class DoForm(OnceForm):
    happened = forms.CharField(
        label=_("Two or three sentences are plenty"), required=False, max_length=LONGEST_TEXT, widget=long_text(4)
    )


class StudyForm(OnceForm):
    """What was learned, and each part of the prediction beside the data."""

    learned = forms.CharField(
        label=_("Two or three sentences are plenty"), max_length=LONGEST_TEXT, widget=long_text(5)
    )

    def __init__(self, *args: Any, parts: list[Expectation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            self.fields[f"outcome_{part.pk}"] = forms.ChoiceField(
                label=part.text, choices=Expectation.Outcome.choices, initial=part.outcome
            )
            self.fields[f"found_{part.pk}"] = forms.CharField(
                label=_("What did you find?"), max_length=300, required=False, initial=part.found
            )

    @property
    def outcomes(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {part.pk: (data[f"outcome_{part.pk}"], data[f"found_{part.pk}"]) for part in self.parts}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[f"outcome_{part.pk}"], self[f"found_{part.pk}"]) for part in self.parts]


class LeanForm(OnceForm):
    towards = forms.ChoiceField(
        label=_("Which way do you lean?"), choices=Cycle.Decision.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )  # fmt: skip
    because = forms.CharField(label=_("Because"), required=False, max_length=1000, widget=long_text(3))


class DecideForm(OnceForm):
    decision = forms.ChoiceField(
        label=_("What becomes of it?"), choices=Cycle.Decision.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )  # fmt: skip
    because = forms.CharField(label=_("Because"), max_length=LONGEST_TEXT, widget=long_text(3))


class ClaimForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A claim made where its first evidence is."""

    kind = forms.ChoiceField(
        label=_("This cycle"),
        choices=[("supports", _("supports it")), ("contradicts", _("contradicts it"))],
        widget=forms.RadioSelect,
        initial="supports",
    )

    class Meta:
        model = Claim
        fields = ("title", "of_effect", "holds_for", "not_shown")
        labels: ClassVar = {
            "title": _("What does this show, in one sentence?"),
            "of_effect": _("It says that something had an effect"),
            "holds_for": _("For whom does it hold?"),
            "not_shown": _("For whom is it not shown?"),
        }


class ClaimChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which Django takes in no class statement
    """Claims as rows, each with whose it is: two teams may have said nearly the same."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {home}" if (home := obj.team or obj.community) else str(obj.title)


class TieForm(OnceForm):
    """This cycle, and a claim somebody has made."""

    claim = ClaimChoice(Claim.objects.none(), label=_("The claim"), empty_label=None, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("This cycle"),
        choices=[
            ("supports", _("supports it")),
            ("replicates", _("replicates it: the same, in another place")),
            ("contradicts", _("contradicts it")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What should a reader know?"), required=False, max_length=2000, widget=long_text(2))


class PasteForm(OnceForm):
    """A series: pasted, typed, or in a file."""

    pasted = forms.CharField(
        label=_("Paste your rows, or write them: the date, then the value"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(label=_("Or choose a spreadsheet (.xlsx) or a CSV file"), required=False)
    replace = forms.BooleanField(label=_("Put the new values in place of those that are there"), required=False)


class ValueForm(OnceForm):
    """One day, corrected."""

    day = forms.CharField(
        label=_("Day"), max_length=40, widget=forms.DateInput(attrs={"type": "date", "maxlength": False})
    )
    value = forms.CharField(label=_("Value"), required=False, max_length=40)
    whole = forms.CharField(label=_("Of how many"), required=False, max_length=40)


class IdeaEdit(RevisedForm, IdeaForm):
    pass


class MeasureEdit(RevisedForm, MeasureForm):
    pass


class ClaimEdit(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Claim
        fields = ("title", "body", "of_effect", "holds_for", "not_shown")
        labels: ClassVar = {
            **ClaimForm.Meta.labels,
            "title": _("The claim, in one sentence"),
            "body": _("Anything else"),
        }
        widgets: ClassVar = {"body": long_text(3)}
