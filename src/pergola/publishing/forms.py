"""What is filled in to write a lesson, to cite a claim, to answer for a team."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.models import Claim
from pergola.publishing.models import Consent, Lesson


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})


class LessonForm(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Lesson
        fields = (
            "title", "dek", "byline", "form", "finding", "body", "tried", "saw", "cannot_say", "if_you_try",
            "challenge", "context", "steps",
        )  # fmt: skip
        labels: ClassVar = {
            "dek": _("In two sentences"),
            "byline": _("By whom"),
            "form": _("What it is"),
            "finding": _("What you found"),
            "body": _("How it began"),
            "challenge": _("On a card: the challenge"),
            "context": _("On a card: the context"),
            "steps": _("On a card: the steps"),
        }
        help_texts: ClassVar = {
            "byline": _("As it should be cited. Everyone named here must have agreed to be."),
            "saw": _("A line that is only [claim 1] puts claim 1 in that place. Others stand at the end."),
            "cannot_say": _("What the evidence leaves open. Readers trust what says this."),
            "body": _("Say the hard part first: whoever found otherwise belongs in the second paragraph."),
        }
        widgets: ClassVar = {
            "dek": _long(2),
            "body": _long(6),
            "tried": _long(5),
            "saw": _long(6),
            "cannot_say": _long(4),
            "if_you_try": _long(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is asked for at once: what a lesson still needs stands beside the form until it is there."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean_form(self) -> str:
        return self.cleaned_data["form"] or Lesson.Form.LESSON

    def clean_finding(self) -> str:
        return self.cleaned_data["finding"] or Lesson.Finding.CHANGE

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


class NewLessonForm(OnceForm):
    """Begin with a title; the rest is written on the draft's own page."""

    title = forms.CharField(label=_("What the lesson is called"), max_length=200)
    home = forms.ChoiceField(label=_("In whose name"))
    seen = forms.ChoiceField(
        label=_("Who may read the draft"),
        choices=[("own", _("Those in whose name it is")), ("network", _("Everyone in the network"))],
        initial="own",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, homes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = self.fields["home"]
        assert isinstance(home, forms.ChoiceField)
        home.choices = homes


class CiteForm(OnceForm):
    """Choose a claim one can see; say it in the lesson's own words if it needs others."""

    claim = forms.ModelChoiceField(
        label=_("Which claim"), queryset=Claim.objects.none(), empty_label=_("Choose a claim")
    )
    sentence = forms.CharField(
        label=_("As this lesson says it"),
        required=False,
        max_length=500,
        widget=_long(2),
        help_text=_("Leave it empty to use the claim’s own words."),
    )

    def __init__(self, *args: Any, claims: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claim = self.fields["claim"]
        assert isinstance(claim, forms.ModelChoiceField)
        claim.queryset = claims


class AnswerForm(OnceForm):
    """Give or withhold, with a word if one likes."""

    answer = forms.ChoiceField(
        label=_("Does your team agree?"),
        choices=[
            (Consent.Answer.GIVEN, _("Yes: publish it with what it says about us")),
            (Consent.Answer.WITHHELD, _("No: leave us out")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("A word with it"), required=False, max_length=1000, widget=_long(3))
