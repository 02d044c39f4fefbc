"""Asking critical friends, saying something as one, and saying what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm
from pergola.inquiry.forms import Day
from pergola.inquiry.models import Remark
from pergola.spaces.models import Team


def _few(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": False})


class AskFriendsForm(OnceForm):
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        label=_("Which partner teams do you ask?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one team.")},
    )
    question = forms.CharField(label=_("What would you most like to know?"), required=False, max_length=300)
    criteria = forms.CharField(
        label=_("What should they look at, one on each line?"),
        help_text=_("These are a beginning: take out what you do not need, and write your own."),
        max_length=1500,
        widget=_few(4),
    )
    due = forms.DateField(label=_("By when?"), widget=Day(), help_text=_("Two weeks are usual."))

    @property
    def by_line(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["criteria"].splitlines() if line.strip()]


class RemarkForm(OnceForm):
    """One thing by one criterion. For somebody on several teams that were asked, for which of them."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("For which team?"), empty_label=None)
    criterion = forms.ChoiceField(
        label=_("Which of their questions do you answer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the criteria.")},
    )
    tone = forms.ChoiceField(
        label=_("How do you say it?"),
        help_text=_("Begin warm, then cool, then wondering: three short remarks help more than one long one."),
        choices=Remark.Tone.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three: warm, cool or wondering.")},
    )
    words = forms.CharField(label=_("In a sentence or two"), max_length=2000, widget=_few(4))

    def __init__(self, *args: Any, teams: Any, criteria: list[str], several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        if not several:
            self.fields["team"].widget = forms.HiddenInput()
        self.fields["criterion"].choices = [(one, one) for one in criteria]  # type: ignore[attr-defined]


class AnswerForm(OnceForm):
    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(Remark.Outcome.TAKEN, _("Taken")), (Remark.Outcome.NOT_TAKEN, _("Not taken"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two: taken, or not taken.")},
    )
    because = forms.CharField(
        label=_("Because"),
        help_text=_("What you changed, or why not. Those who said it read this."),
        required=False,
        max_length=1000,
        widget=_few(3),
    )


class CloseForm(OnceForm):
    summary = forms.CharField(
        label=_("What you do with what you heard"),
        help_text=_("A sentence to all of them. What was said stays to be read by you and by whoever said it."),
        required=False,
        max_length=1000,
        widget=_few(3),
    )
