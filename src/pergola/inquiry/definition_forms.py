"""What a hub fills in to define a measure for its network, and a team to take one up; and where limits are set anew."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.inquiry.forms import Day
from pergola.inquiry.models import Definition, DefinitionVersion, Measure, Split
from pergola.inquiry.models.definition import WORDS


class VersionForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The words of a definition."""

    class Meta:
        model = DefinitionVersion
        fields = WORDS
        labels: ClassVar = {
            "title": _("What is counted?"),
            "counts": _("What counts, exactly?"),
            "out_of": _("Out of what, exactly?"),
            "window": _("Over what time?"),
            "population": _("Of whom?"),
            "every": _("One point is a …"),
            "role": _("What is it for?"),
            "more_is_better": _("More is better"),
        }
        help_texts: ClassVar = {
            "counts": _("So exactly that two people in two systems would count the same. What counts only by half?"),
            "out_of": _("Of a share or a rate: everything it is divided by."),
            "window": _("The lesson, the five days up to Friday, the calendar month."),
            "population": _("Which students, classes or teachers are in it, and which are left out."),
            "every": _("Lesson, week or month. Small and often shows most."),
        }
        widgets: ClassVar = {
            "role": forms.RadioSelect(),
            **dict.fromkeys(("counts", "out_of", "population"), forms.Textarea(attrs={"rows": 2, "class": "grows"})),
        }


class DefinitionForm(VersionForm):
    """A new definition: its first version, and the kind of number, which stays."""

    unit = forms.ChoiceField(
        label=_("What kind of number?"), choices=Measure.Unit.choices, widget=forms.RadioSelect, initial="share",
        help_text=_("It decides which chart is drawn, and cannot be changed later: another kind is another definition."),
    )  # fmt: skip
    per = forms.IntegerField(
        label=_("For every …"), required=False, min_value=1, max_value=1_000_000,
        help_text=_("Of a rate only: 100, for so many in every hundred."),
    )  # fmt: skip


class NextVersionForm(VersionForm):
    """The same words, some of them changed, and what is different."""

    differs = forms.CharField(
        label=_("What is different from before?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Teams read this before they go on to the new version."),
    )  # fmt: skip
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))


class TakeUpForm(OnceForm):
    """One of the network's definitions, for an aim."""

    definition = forms.ModelChoiceField(
        Definition.objects.none(), label=_("Which one?"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, choices: list[tuple[Definition, str]], among: QuerySet[Definition], **kwargs: Any
    ) -> None:
        """`among`: those one sees, also one withdrawn meanwhile: the act refuses it with its reason."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["definition"]
        field.queryset = among
        field.choices = [(one.pk, name) for one, name in choices]


class SinceForm(OnceForm):
    """From which day on a team counts by the newer version."""

    since = forms.DateField(label=_("The first day you counted so"), widget=Day())
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))


class WithdrawForm(OnceForm):
    """Why nobody is to begin counting by it."""

    because = forms.CharField(
        label=_("Why?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every team that counts so reads it. Say what is wrong with it, and what to count by instead."),
        error_messages={"required": _("Say in a sentence why: every team that counts so reads it.")},
    )  # fmt: skip


class SplitForm(OnceForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A day, and what changed on it."""

    class Meta:
        model = Split
        fields = ("on", "what")
        labels: ClassVar = {"on": _("First day after the change"), "what": _("What changed?")}
        help_texts: ClassVar = {
            "what": _("As it should stand on the chart: “New form for slips”."),
        }
        widgets: ClassVar = {"on": Day()}


class OwnWordsForm(RevisedForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Of a measure counted by a shared definition: what is the team's own to say."""

    class Meta:
        model = Measure
        fields = ("baseline_points", "limit", "body")
        labels: ClassVar = {
            "limit": _("The least (or most) you would accept"),
            "body": _("How is it counted with you, and by whom?"),
        }
        widgets: ClassVar = {"body": forms.Textarea(attrs={"rows": 3})}
