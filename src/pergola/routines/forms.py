"""What people fill in. Labels are questions; what is optional says so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.routines.actions.agreeing import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS
from pergola.routines.models import Trial
from pergola.spaces.models import Community


def _few(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": False})


class RoutineForm(OnceForm):
    title = forms.CharField(
        label=_("What is it called?"), max_length=200, help_text=_("Short enough to say to a colleague: “Claim, pause, reason”.")
    )  # fmt: skip
    body = forms.CharField(label=_("What does it help students do?"), max_length=2000, widget=_few(3))
    steps = forms.CharField(
        label=_("How does it go, one step on each line?"), max_length=6000, widget=_few(6),
        help_text=_("So that somebody who was not there can do it tomorrow. Minutes help: “Write alone, two minutes”."),
    )  # fmt: skip
    discipline = forms.CharField(
        label=_("For which discipline?"), max_length=80, required=False, help_text=_("Science, history, any.")
    )
    grades = forms.CharField(
        label=_("For which grades?"), max_length=40, required=False, help_text=_("6–8, for example.")
    )


class RoutineEdit(RevisedForm, RoutineForm):
    pass


class OwnForm(RoutineForm):
    """A variant of a routine: what is different first, then the words to change."""

    differs = forms.CharField(
        label=_("What do you do otherwise, and why?"), max_length=1000, widget=_few(3),
        help_text=_("“In history the source is read aloud first: our students meet the words there.”"),
    )  # fmt: skip
    community = forms.ModelChoiceField(Community.objects.none(), label=_("In which community?"), empty_label=None)
    field_order = ("differs", "community", "title", "body", "steps", "discipline", "grades")

    def __init__(self, *args: Any, communities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["community"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = communities


class TrialForm(OnceForm):
    on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=today
    )
    with_whom = forms.CharField(
        label=_("With which class or grade?"), max_length=80, help_text=_("“Grade 7 science, second period”. Name no student.")
    )  # fmt: skip
    students = forms.IntegerField(
        label=_("How many students?"), required=False, min_value=1, max_value=999,
        help_text=_("Others read “20 to 39”, and of few “fewer than ten”."),
        error_messages={
            "min_value": _("Write a number from 1 to 999, or leave it out."),
            "max_value": _("Write a number from 1 to 999, or leave it out."),
        },
    )  # fmt: skip
    happened = forms.CharField(label=_("What happened?"), max_length=2000, widget=_few(4))
    again = forms.ChoiceField(
        label=_("Would you do it again?"), choices=Trial.Again.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three: yes, yes with a change, or no.")},
    )  # fmt: skip
    changed = forms.CharField(
        label=_("What did you change, or what would you?"), max_length=1000, required=False, widget=_few(2)
    )


class ProposeForm(OnceForm):
    words = forms.CharField(
        label=_("What do you propose?"), max_length=600, widget=_few(3),
        help_text=_("One sentence that says who does what, how often: “We each begin one lesson a week with it until spring.”"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("How many days can people object?"), min_value=FEWEST_DAYS, max_value=MOST_DAYS, initial=USUAL_DAYS,
        help_text=_("A week is usual."),
    )  # fmt: skip


class AnewForm(ProposeForm):
    """Other words for a proposal, written over those of this number."""

    wording = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))


class ObjectForm(OnceForm):
    reason = forms.CharField(
        label=_("I object, because"), max_length=1000, widget=_few(3),
        help_text=_("What would go wrong, and for whom. That one would rather do something else is no objection."),
        error_messages={"required": _("Say why: an objection without a reason cannot be answered.")},
    )  # fmt: skip


class EndForm(OnceForm):
    because = forms.CharField(
        label=_("Why?"), max_length=1000, widget=_few(3), help_text=_("Everybody here reads it."),
        error_messages={"required": _("Say in a sentence why: everybody here reads it.")},
    )  # fmt: skip


class UseForm(OnceForm):
    """“I use this now”: from whom I have it."""

    learned_from = forms.ModelChoiceField(
        Person.objects.none(), label=_("From whom did you learn it?"), required=False,
        empty_label=_("From nobody here"),
    )  # fmt: skip
    learned_elsewhere = forms.CharField(
        label=_("Or from a colleague outside"), max_length=120, required=False,
        help_text=_("A name as you would say it here, or “at the spring workshop”."),
    )  # fmt: skip
    adapted = forms.CharField(label=_("What do you do otherwise?"), max_length=600, required=False, widget=_few(3))
    school = forms.CharField(
        label=_("At which school?"), max_length=120, required=False,
        help_text=_("Counted only, to see how far it spreads. It is shown beside nobody’s name."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["learned_from"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
