"""What is filled in to write a lesson, to cite a claim, to answer for a team."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.models import Claim
from pergola.publishing.models import PACKAGE_WORDS, Consent, Lesson
from pergola.spaces.models import Team


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
        form = self.fields["form"]
        assert isinstance(form, forms.ChoiceField)
        form.choices = [one for one in Lesson.Form.choices if one[0] != Lesson.Form.PACKAGE]

    def clean_form(self) -> str:
        return self.cleaned_data["form"] or Lesson.Form.LESSON

    def clean_finding(self) -> str:
        return self.cleaned_data["finding"] or Lesson.Finding.CHANGE

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


class WithdrawForm(forms.Form):
    because = forms.CharField(required=False, max_length=400)


class PackageForm(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A solution package. As with a lesson nothing is asked for at once."""

    class Meta:
        model = Lesson
        fields = ("title", "dek", "byline", *PACKAGE_WORDS)
        labels: ClassVar = {
            "title": _("What the package is called"),
            "dek": _("In two sentences"),
            "byline": _("By whom"),
            "solves": _("The problem it solves"),
            "grades": _("Grades and subjects"),
            "size": _("Where, and how large"),
            "in_place": _("What must be in place"),
            "core": _("What must stay as it is, and why"),
            "adaptable": _("What may be changed, and how"),
            "money": _("What it costs: money"),
            "hours": _("What it costs: hours"),
            "people": _("What it costs: people"),
            "materials": _("Materials"),
            "not_for": _("What it did not do, and for whom it did not work"),
        }
        help_texts: ClassVar = {
            "byline": _("As it should be cited. Everyone named here must have agreed to be."),
            "grades": _("For example: grades 6 to 8, English and science."),
            "size": _("For example: two schools, 40 classes of about 28 students."),
            "in_place": _("Before somebody begins: time, people, what students can do already."),
            "core": _(
                "One part a line; after a colon, why. “Students say it before they write it: writing alone changed nothing.”"
            ),
            "adaptable": _(
                "One part a line; after a colon, how. “How long partners talk: we took four minutes, others two.”"
            ),
            "money": _("A number with its unit, or none. “About 300 dollars a school, once, for timers.”"),
            "hours": _("A number with its unit. “Two hours of each teacher before, 20 minutes a week after.”"),
            "people": _("“One teacher leader for ten classes.”"),
            "materials": _("One a line: its name, and an address where it can be had."),
            "not_for": _(
                "Where it changed nothing, for whom it was no help, what it left as it was. It stands beside what worked."
            ),
        }
        widgets: ClassVar = {
            "dek": _long(2),
            "solves": _long(3),
            "in_place": _long(3),
            "core": _long(5),
            "adaptable": _long(5),
            "materials": _long(3),
            "not_for": _long(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


def form_of(lesson: Lesson) -> type[LessonForm | PackageForm]:
    """The form in which a lesson, or a package, is written."""
    return PackageForm if lesson.form == Lesson.Form.PACKAGE else LessonForm


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


class NewPackageForm(NewLessonForm):
    """... or with a lesson whose words and claims it takes."""

    lesson = forms.ModelChoiceField(
        label=_("From which lesson"),
        queryset=Lesson.objects.none(),
        required=False,
        empty_label=_("From none: I cite claims myself"),
        help_text=_("The package begins with its words and cites its claims. You can change both."),
    )
    field_order = ("title", "lesson", "home", "seen")

    def __init__(self, *args: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What the package is called")
        lesson = self.fields["lesson"]
        assert isinstance(lesson, forms.ModelChoiceField)
        lesson.queryset = lessons


class AdoptForm(OnceForm):
    """Begin with a package: for which team, and in which words."""

    team = forms.ModelChoiceField(label=_("For which team"), queryset=Team.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Your problem of practice, in a sentence"), max_length=200)
    body = forms.CharField(
        label=_("More about it"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=_long(4),
        help_text=_("As the package says it. Change it until it is yours: whom does it touch where you are?"),
    )
    aim = forms.CharField(
        label=_("What will be different"),
        max_length=200,
        required=False,
        help_text=_("For your students, in a sentence. Leave it empty while you do not know yet."),
    )
    goal = forms.CharField(
        label=_("By how much"),
        max_length=80,
        required=False,
        help_text=_("A number, such as “60 % of slips”. Leave it empty until you know where you stand."),
    )
    by_when = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}))
    scope = forms.CharField(
        label=_("Where you try it first"),
        max_length=200,
        required=False,
        help_text=_("One class for two weeks is plenty."),
    )
    named = forms.BooleanField(
        label=_("Everyone may read that our team began with this package"),
        required=False,
        help_text=_(
            "Only the team’s lead or its sponsor says so, here or later. Otherwise you are counted, and only together with four others or more."
        ),
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)
        team.queryset = teams


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

    def __init__(self, *args: Any, claims: Any, package: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if package:
            self.fields["sentence"].label = _("As this package says it")
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
