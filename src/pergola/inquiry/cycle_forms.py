"""What is filled in at each step of a cycle: as little as it takes to begin, and what keeps one honest later."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.forms import Day, long_text
from pergola.inquiry.models import Cycle, Expectation, Measure

OF_A_PLAN = {
    "question": _("What do you want to find out?"),
    "width": _("How far does this test reach?"),
    "school": _("At which school, if it is one?"),
    "context": _("What kind of place is it?"),
    "dose": _("How much of it, how often?"),
    "who": _("Who does what?"),
}
WITH_A_PLAN = {
    "question": _("One question this cycle can answer: “Do more slips give a reason when pairs talk first?”"),
    "context": _("What another team should know to compare: “Grade 8, half of them learning English”, for example."),
    "dose": _("“Five minutes, in every lesson”, for example."),
    "who": _("“Ana teaches, Ben counts on Fridays”, for example."),
}


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
        fields = ("question", "scope", "width", "school", "context", "dose", "who", "change", "begins", "study_by")
        labels: ClassVar = {
            **OF_A_PLAN,
            "scope": _("Where, and with whom?"),
            "change": _("What begins?"),
            "begins": _("First day with the change"),
            "study_by": _("When will you look at the numbers?"),
        }
        help_texts: ClassVar = {
            "scope": _("Most teams start with one class and one lesson."),
            "change": _("As it should stand on the chart: “Partner talk begins”."),
            **WITH_A_PLAN,
        }
        widgets: ClassVar = {"begins": Day(), "study_by": Day()}

    field_order = (
        "question", "scope", "width", "measures", "who", "change", "begins", "study_by", "school", "context", "dose",
    )  # fmt: skip


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
        fields = ("question", "prediction", "predicted", "who", "change", "begins", "study_by")
        labels: ClassVar = {
            **OF_A_PLAN,
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

    field_order = ("question", "prediction", "expectations", "predicted", "who", "change", "begins", "study_by")

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
        fields = ("title", "scope", "width", "school", "context", "dose", "who", "change", "study_by", "decide_by")
        labels: ClassVar = {
            **OF_A_PLAN,
            "title": _("What is it called?"),
            "scope": _("Where, and with whom?"),
            "change": _("What begins?"),
            "study_by": _("When will you look at the numbers?"),
            "decide_by": _("When will you decide?"),
        }
        help_texts: ClassVar = WITH_A_PLAN
        widgets: ClassVar = {"study_by": Day(), "decide_by": Day()}


class DoForm(OnceForm):
    happened = forms.CharField(
        label=_("Two or three sentences are plenty"), required=False, max_length=LONGEST_TEXT, widget=long_text(4)
    )
    surprises = forms.CharField(
        label=_("What surprised you?"), required=False, max_length=LONGEST_TEXT, widget=long_text(3)
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
