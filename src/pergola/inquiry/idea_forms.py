"""What the hub thinks of an idea, and taking one up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm
from pergola.inquiry.models import Aim, ChangeIdea, Weighing
from pergola.spaces.models import Team


class WeighForm(OnceForm):
    word = forms.ChoiceField(
        label=_("What do you think of it?"), choices=Weighing.Word.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )  # fmt: skip
    because = forms.CharField(
        label=_("Because"),
        help_text=_("Whoever proposed it reads this first. Say what would have to be so for you to think otherwise."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )


class AimChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which Django takes in no class statement
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.team}"


class TakeUpForm(OnceForm):
    """For which of one's teams, and for which aim of it."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("For which team?"), empty_label=None)
    aim = AimChoice(
        Aim.objects.none(),
        label=_("For which of its aims?"),
        required=False,
        empty_label=_("none yet"),
        help_text=_("Measures are of an aim: a cycle of this idea can then watch them."),
    )


class FindForm(forms.Form):
    """Which ideas of a network one wants to see."""

    q = forms.CharField(label=_("With these words"), required=False, max_length=80)
    hub = forms.ChoiceField(
        label=_("The hub"),
        required=False,
        choices=[("", _("whatever it thinks")), *Weighing.Word.choices, ("none", _("has not said yet"))],
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("everybody’s")), ("mine", _("my teams’ and mine")), ("taken", _("taken up by somebody"))],
    )


def of_idea(idea: ChangeIdea) -> str:
    """Whose it is: a team, a community, or whoever proposed it."""
    return str(idea.team or idea.community or idea.made_by)
