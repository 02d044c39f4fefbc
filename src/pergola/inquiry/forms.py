"""What people fill in. Labels are questions; what is optional says so; nothing is asked twice."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.models import ChangeIdea, Claim, Measure
from pergola.inquiry.series import Holds


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})


class IdeaForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = ChangeIdea
        fields = (
            *("title", "body", "tried_elsewhere", "elsewhere_at", "record", "record_at", "like_ours", "like_ours_at"),
        )
        labels: ClassVar = {
            "title": _("What will you try?"),
            "body": _("How does it go?"),
            "tried_elsewhere": _("Has it been tried elsewhere?"),
            "elsewhere_at": _("Where to read of it"),
            "record": _("What came of it there?"),
            "record_at": _("Where to read what came of it"),
            "like_ours": _("In a place like yours?"),
            "like_ours_at": _("Where to read of that place"),
        }
        help_texts: ClassVar = {
            "title": _("Short enough to say: “Say it, then write it”."),
            "tried_elsewhere": _("“Not that we know of” is a good answer."),
            "elsewhere_at": _("An address that begins with https://, if there is one."),
            "record": _("A sentence: “Two schools saw more reasons within six weeks; one saw no change.”"),
        }
        widgets: ClassVar = {
            "body": long_text(4),
            "tried_elsewhere": long_text(2),
            "record": long_text(2),
            "like_ours": long_text(2),
            **dict.fromkeys(("elsewhere_at", "record_at", "like_ours_at"), forms.URLInput(attrs={"size": False})),
        }


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
    holds = forms.ChoiceField(
        label=_("What stands in a row, after the date?"),
        choices=[
            (Holds.VALUE, _("one value")),
            (Holds.MEAN, _("a mean, of how many, and their standard deviation")),
            (Holds.EACH, _("each value of a group; we keep their mean, how many, and how far they lie apart")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial=Holds.VALUE,
    )
    file = forms.FileField(label=_("Or choose a spreadsheet (.xlsx) or a CSV file"), required=False)
    replace = forms.BooleanField(label=_("Put the new values in place of those that are there"), required=False)

    def clean_holds(self) -> Holds:
        return Holds(self.cleaned_data["holds"] or Holds.VALUE)


class ValueForm(OnceForm):
    """One day, corrected."""

    day = forms.CharField(
        label=_("Day"), max_length=40, widget=forms.DateInput(attrs={"type": "date", "maxlength": False})
    )
    value = forms.CharField(label=_("Value"), required=False, max_length=40)
    whole = forms.CharField(label=_("Of how many"), required=False, max_length=40)
    spread = forms.CharField(label=_("Standard deviation"), required=False, max_length=40)


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
