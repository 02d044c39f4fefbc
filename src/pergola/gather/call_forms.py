"""What is filled in about calls for themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.gather.actions.calling import Proposal
from pergola.gather.actions.launching import Launch
from pergola.gather.community_forms import DAY, long
from pergola.gather.models import FocusArea, Support
from pergola.gather.models.call import FEWEST_PEOPLE
from pergola.meetings.forms import WhenForm
from pergola.people.models import Person
from pergola.systems.models import School
from pergola.walls.reasons import Reason

WHY = gettext_lazy("Everybody here reads it.")


class CallForm(OnceForm):
    """What is asked, until when, and what it takes."""

    asks = forms.CharField(
        label=gettext_lazy("What you ask"), max_length=200,
        help_text=gettext_lazy("“What should we learn about together next year?”"),
    )  # fmt: skip
    about = forms.CharField(
        label=gettext_lazy("What people should know"), max_length=2000, required=False, widget=long(3),
        help_text=gettext_lazy("What becomes of it, and what you can offer: time, a coach, a room."),
    )  # fmt: skip
    until = forms.DateField(label=gettext_lazy("Until when"), widget=DAY)
    people = forms.IntegerField(
        label=gettext_lazy("A community can begin with so many people"), min_value=FEWEST_PEOPLE, max_value=500, initial=8,
        help_text=gettext_lazy("Five at least: of fewer nobody is told how many they are."),
    )  # fmt: skip
    schools = forms.IntegerField(
        label=gettext_lazy("From so many schools"), min_value=1, max_value=100, initial=2,
        help_text=gettext_lazy("One, if it does not matter."),
    )  # fmt: skip


class ReasonForm(OnceForm):
    """Why a call is closed, or a focus area retired."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=long(3), help_text=WHY)


class MergeForm(ReasonForm):
    """Into which, and why."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Into which"),
        queryset=FocusArea.objects.none(),
        empty_label=gettext_lazy("Choose a focus area"),
    )
    field_order = ("into", "reason")

    def __init__(self, *args: Any, area: FocusArea, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        seen = FocusArea.objects.visible_to(by).filter(wall=area.wall_id, state=FocusArea.State.OPEN)
        into.empty_label = _("Choose one")
        into.queryset = seen.exclude(pk=area.pk).defer("search", "words").order_by("title")


class ProposeForm(OnceForm):
    """A challenge, for whom, why now."""

    title = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=120,
        help_text=gettext_lazy("In a few words, such as “Talk in mathematics”."),
    )  # fmt: skip
    challenge = forms.CharField(label=gettext_lazy("The challenge"), max_length=4000, widget=long(4))
    for_whom = forms.CharField(
        label=gettext_lazy("For whom it is one"), max_length=300,
        help_text=gettext_lazy("Which students, which teachers, which schools."),
    )  # fmt: skip
    why_now = forms.CharField(label=gettext_lazy("Why now"), max_length=1000, widget=long(2))

    @property
    def proposal(self) -> Proposal:
        return Proposal(**{name: self.cleaned_data[name] for name in ("title", "challenge", "for_whom", "why_now")})


class SignalForm(forms.Form):
    """One tap: I would come, I would lead it, and each of them no longer; or which school is mine."""

    SAYS = ("come", "back", "lead", "not-lead", "school")
    say = forms.ChoiceField(choices=[(one, one) for one in SAYS])
    school = forms.ModelChoiceField(
        label=gettext_lazy("Which school is yours?"), queryset=School.objects.none(), required=False,
        empty_label=gettext_lazy("Not said"),
    )  # fmt: skip
    here = forms.BooleanField(required=False)
    """Said on the page of the call, and led back there."""

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school = self.fields["school"]
        assert isinstance(school, forms.ModelChoiceField)
        school.queryset = School.objects.unrestricted(Reason.COUNTING).filter(pk__in=[one.pk for one in schools])


class LaunchForm(WhenForm):
    """The community it becomes: its name, its charter in a sentence, who keeps it, a first date and a first question."""

    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)
    charter = forms.CharField(
        label=gettext_lazy("Its charter, in a sentence"), max_length=400, widget=long(3),
        help_text=gettext_lazy("“We meet because … and we try …”. It is what others read before they join."),
    )  # fmt: skip
    leader = forms.ModelChoiceField(
        label=gettext_lazy("Who keeps it going with you"), queryset=Person.objects.none(), required=False,
        empty_label=gettext_lazy("Nobody yet: I do"),
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("A first question to talk about"), max_length=200, widget=long(2),
        help_text=gettext_lazy("One you would ask in the corridor."),
    )  # fmt: skip
    field_order = ("name", "charter", "leader", "day", "at", "place", "link", "question")

    def __init__(self, *args: Any, area: FocusArea, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leader = self.fields["leader"]
        assert isinstance(leader, forms.ModelChoiceField)
        offers = Support.objects.visible_to(by).filter(focus_area=area, leads=True)
        leader.queryset = Person.objects.visible_to(by).filter(pk__in=offers.values("person")).order_by("name")
        leader.help_text = _("Those who offered to lead it.")
        if not self.is_bound:
            self.initial["leader"] = offers.order_by("said", "pk").values_list("person", flat=True).first()
        self.fields["day"].label, self.fields["at"].label = _("The first date"), _("At what time")

    @property
    def launch(self) -> Launch:
        given = self.cleaned_data
        words: dict[str, Any] = {name: given[name] for name in ("name", "charter", "question", "leader")}
        words |= self.where
        return Launch(when=self.when, **words)
