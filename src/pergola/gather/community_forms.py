"""What is filled in about a community: opening it, its charter, asking to come in, handing it over, ending it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.gather.actions.chartering import Words
from pergola.gather.actions.opening import Opening
from pergola.gather.charters import PARTS
from pergola.gather.forms import WithAddresses
from pergola.meetings.forms import WhenForm
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, Membership

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": False})


class OpenForm(WithAddresses, WhenForm, OnceForm):
    """A community to be, with the first people, a first date and a first question, since nothing opens empty."""

    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)
    charter = forms.CharField(
        label=gettext_lazy("Its charter, in a sentence"),
        help_text=gettext_lazy("“We meet because … and we try …”. It is what others read before they join."),
        max_length=400,
        widget=long(3),
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("Who may join"), choices=Community.Joining.choices, initial=Community.Joining.OPEN
    )
    question = forms.CharField(
        label=gettext_lazy("A first question to talk about"),
        help_text=gettext_lazy("One you would ask in the corridor."),
        max_length=200,
        widget=long(2),
    )
    ends = forms.DateField(
        label=gettext_lazy("It is a fellowship, and ends on"),
        help_text=gettext_lazy("Empty: it goes on. Whoever comes into a fellowship is not asked to lead."),
        required=False,
        widget=DAY,
    )
    kept_for = forms.CharField(
        label=gettext_lazy("Who carries it"),
        help_text=gettext_lazy("A funder or a system, if somebody does."),
        max_length=120,
        required=False,
    )
    field_order = ("name", "charter", "joining", "addresses", "day", "at", "place", "link", "question")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].label = _("The first people: their e-mail addresses")
        self.fields["day"].label, self.fields["at"].label = _("The first date"), _("At what time")

    @property
    def opening(self) -> Opening:
        given = self.cleaned_data
        words: dict[str, Any] = {name: given[name] for name in ("name", "charter", "question", "ends", "kept_for")}
        words |= self.where
        joining = Community.Joining(given["joining"])
        return Opening(joining=joining, addresses=self.pasted.addresses, when=self.when, **words)


class CharterForm(OnceForm):
    """Another version of a charter, and why."""

    sentence = forms.CharField(
        label=gettext_lazy("Why we meet, in a sentence"), max_length=400, widget=long(3),
        help_text=gettext_lazy("Read by everyone behind this wall, before they join."),
    )  # fmt: skip
    problem = forms.CharField(
        label=gettext_lazy("The problem of practice we share"), max_length=4000, widget=long(3), required=False
    )
    gains = forms.CharField(
        label=gettext_lazy("What members gain, and their students"), max_length=4000, widget=long(3), required=False
    )
    norms = forms.CharField(
        label=gettext_lazy("How we are with each other"), max_length=4000, widget=long(3), required=False,
        help_text=gettext_lazy("A few sentences you would want a newcomer to know."),
    )  # fmt: skip
    decisions = forms.CharField(
        label=gettext_lazy("How we decide"), max_length=4000, widget=long(3), required=False,
        help_text=gettext_lazy("“Whoever is there says so, and nobody objects”, for example."),
    )  # fmt: skip
    rhythm = forms.CharField(label=gettext_lazy("Our rhythm"), max_length=4000, widget=long(2), required=False)
    review_on = forms.DateField(
        label=gettext_lazy("When we look at it again"), required=False, widget=DAY,
        help_text=gettext_lazy("On that day your community’s page asks, once and quietly."),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("What you changed, and why"), max_length=300, required=False,
        help_text=gettext_lazy("In a sentence, for those who read it later."),
    )  # fmt: skip
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))

    @property
    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in PARTS})


class AskForm(OnceForm):
    """A sentence, to come in."""

    words = forms.CharField(
        label=gettext_lazy("Why you would like to come"), max_length=400, widget=long(3),
        help_text=gettext_lazy("A sentence is enough."),
    )  # fmt: skip


class EntryForm(OnceForm):
    """By what those who lead there know whoever asks."""

    words = forms.CharField(
        label=gettext_lazy("Where you work there, and as what"), max_length=400, widget=long(3),
        help_text=gettext_lazy("A sentence by which they know you: “I teach grade 9 English at Lakeside High.”"),
    )  # fmt: skip


class AnswerForm(OnceForm):
    """Let in, or not now; with a word."""

    answer = forms.ChoiceField(choices=[("in", "in"), ("not", "not")])
    reply = forms.CharField(label=gettext_lazy("A word with it"), max_length=400, required=False)


class EntryAnswerForm(AnswerForm):
    """Whoever is not let in reads why; and may be let in after all."""

    answer = forms.ChoiceField(choices=[("in", "in"), ("not", "not"), ("after", "after")])

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        if said.get("answer") == "not" and not said.get("reply"):
            self.add_error("reply", _("Say in a sentence why not now: they are told."))
        return said


class ArrangeForm(OnceForm):
    """Who may join, in what it is a group, who carries it, until when."""

    joining = forms.ChoiceField(label=gettext_lazy("Who may join"), choices=Community.Joining.choices)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("It is a group in"), queryset=Community.objects.none(), required=False,
        empty_label=gettext_lazy("No other: it stands by itself"),
        help_text=gettext_lazy("Those you keep going as well. Being in the one is not being in the other."),
    )  # fmt: skip
    kept_for = forms.CharField(
        label=gettext_lazy("Who carries it"), max_length=120, required=False,
        help_text=gettext_lazy("A funder or a system, if somebody does."),
    )  # fmt: skip
    ends = forms.DateField(
        label=gettext_lazy("A fellowship ends on"), required=False, widget=DAY,
        help_text=gettext_lazy("Empty: a community that goes on."),
    )  # fmt: skip

    def __init__(self, *args: Any, community: Community, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(community, name) for name in ("joining", "parent", "kept_for", "ends")}
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        keeping = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).values("community")
        leading: Any = WallMember.objects.filter(person=person, role=WallMember.Role.LEAD).values("wall")
        here = Community.objects.visible_to(person).filter(wall=community.wall_id).exclude(pk=community.pk)
        stands = [community.parent_id] if community.parent_id else []
        parent.queryset = here.filter(Q(Q(pk__in=keeping) | Q(wall__in=leading), closed=None) | Q(pk__in=stands))


class StageForm(OnceForm):
    stage = forms.ChoiceField(
        label=gettext_lazy("Where it is now"), choices=Community.Stage.choices, widget=forms.RadioSelect, required=False
    )


class BecomeForm(OnceForm):
    name = forms.CharField(label=gettext_lazy("What it is called from now on"), max_length=120)


class HandOverForm(OnceForm):
    """To whom, for whom, and a word with it."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("To whom"), queryset=Person.objects.none(), empty_label=gettext_lazy("Choose somebody")
    )
    kept_for = forms.CharField(
        label=gettext_lazy("Who carries it from then on"), max_length=120, required=False,
        help_text=gettext_lazy("A system, a funder; empty where that stays as it is."),
    )  # fmt: skip
    leaves = forms.BooleanField(label=gettext_lazy("I leave it then"), required=False)
    words = forms.CharField(label=gettext_lazy("A word with it"), max_length=1000, widget=long(3), required=False)

    def __init__(self, *args: Any, community: Community, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["person"]
        assert isinstance(who, forms.ModelChoiceField)
        here = Membership.objects.filter(community=community, not_yet_leading=False).values("person")
        leads = WallMember.objects.filter(wall=community.wall_id, role=WallMember.Role.LEAD).values("person")
        seen = Person.objects.visible_to(by).exclude(pk=by.pk)
        who.queryset = (seen.filter(pk__in=here) | seen.filter(pk__in=leads)).order_by("name")
        who.help_text = _("Somebody who is here, or who leads in %(wall)s. Newcomers are not asked.") % {
            "wall": community.wall.name
        }


class CloseForm(OnceForm):
    farewell = forms.CharField(
        label=gettext_lazy("What is to be said at the end"), max_length=4000, widget=long(4), required=False,
        help_text=gettext_lazy("It stands at the top of the page with which it ends."),
    )  # fmt: skip


class ThanksForm(OnceForm):
    words = forms.CharField(label=gettext_lazy("Your word of thanks"), max_length=1000, widget=long(3))
