"""The forms of a problem of practice and of an aim: their parts, one by one."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm, RevisedForm
from pergola.inquiry.forms import Day, long_text
from pergola.inquiry.models import Aim, Measure, Problem
from pergola.inquiry.models.part import LONGEST_WORDS
from pergola.kernel.clock import today
from pergola.people.models import Asker


class ProblemWords(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What a problem says, whether it is named or written anew."""

    class Meta:
        model = Problem
        fields = ("title", "affected", "scope", "evidence", "baseline", "read_from", "body")
        labels: ClassVar = {
            "title": _("The problem, in one sentence"),
            "affected": _("Who is affected?"),
            "scope": _("Where, and how far does it reach?"),
            "evidence": _("How do you know?"),
            "baseline": _("Where do you stand now?"),
            "read_from": _("Which measure says where you stand?"),
            "body": _("Anything else"),
        }
        help_texts: ClassVar = {
            "title": _(
                "Something in your own practice that you can work on. “Most slips copy the evidence and give no reason”, for example."
            ),
            "scope": _("What you will work on, and what you leave out: “Grade 7 in two schools; not homework”."),
            "evidence": _("What you read, counted or heard. On the page of the problem you can link what shows it."),
            "baseline": _("A number if you have one: “one slip in three explains its evidence”."),
            "read_from": _("Its first points stand beside the problem then."),
        }
        widgets: ClassVar = {"affected": long_text(2), "evidence": long_text(3), "body": long_text(3)}

    def of(self, person: Asker, place: dict[str, object]) -> "ProblemWords":
        """With the measures of its home to choose from; without the question where there are none."""
        measures = Measure.objects.visible_to(person).filter(**place).order_by("title")
        if measures:
            self.fields["read_from"].queryset = measures  # type: ignore[attr-defined]
        else:
            del self.fields["read_from"]
        return self


class ProblemForm(OnceForm, ProblemWords):
    """A problem is named: what may lie beneath it, as far as it is known already."""

    causes = forms.CharField(
        label=_("What may lie beneath it? One on each line"),
        help_text=_("As far as you know by now. Its page asks why, and why again."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=long_text(3),
    )

    def clean_causes(self) -> str:
        text: str = self.cleaned_data["causes"]
        long = next((line for line in text.splitlines() if len(line.strip()) > LONGEST_WORDS), None)
        if long is not None:
            raise forms.ValidationError(
                _("“%(start)s…” is longer than %(most)d characters. Make two lines of it."),
                params={"start": long[:40], "most": LONGEST_WORDS},
            )
        return text


class ProblemEdit(RevisedForm, ProblemWords):
    why = forms.CharField(
        label=_("What changed, and why?"),
        help_text=_("It stands beside this version. The one before stays to be read."),
        required=False,
        max_length=300,
    )


class AimForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Aim
        fields = ("title", "for_whom", "was", "goal", "by_when", "body")
        labels: ClassVar = {
            "title": _("What will be different?"),
            "for_whom": _("For whom?"),
            "was": _("From where?"),
            "goal": _("By how much?"),
            "by_when": _("By when?"),
            "body": _("Anything else"),
        }
        help_texts: ClassVar = {
            "title": _("“Slips explain their evidence”, for example."),
            "for_whom": _("“All grade 7 classes in two schools”, for example."),
            "goal": _("Where you want to be: “half of all slips”, for example."),
        }
        widgets: ClassVar = {"by_when": Day(), "body": long_text(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_whom"].required = True

    def clean_by_when(self) -> date | None:
        day: date | None = self.cleaned_data["by_when"]
        if day is not None and day < today() and "by_when" in self.changed_data:
            raise forms.ValidationError(_("This day has passed. By when do you hope for it?"))
        return day


class AimEdit(RevisedForm, AimForm):
    pass
