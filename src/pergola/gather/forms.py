from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.forms import OnceForm
from pergola.commons.models import Artifact
from pergola.gather.invitations import Place
from pergola.gather.pasted import MOST, Pasted, read_addresses
from pergola.gather.rules import may_be_shown_with_help
from pergola.kernel.clock import today
from pergola.people.models import Person
from pergola.spaces.models import Community, HubRole, Membership, Team, TeamMember


def roles_in(place: Place) -> list[tuple[str, Any]]:
    """What somebody can be in this place."""
    if isinstance(place, Community):
        return list(Membership.Role.choices)
    return list(TeamMember.Role.choices if isinstance(place, Team) else HubRole.Role.choices)


class WithAddresses(forms.Form):
    """Addresses as they are pasted."""

    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy("One a line, or with commas between. Names around them are fine."),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": False, "spellcheck": "false", "autocomplete": "off"}),
    )
    pasted: Pasted

    def clean_addresses(self) -> str:
        """Every line that cannot be read is named; nothing is sent until all can."""
        text = str(self.cleaned_data["addresses"])
        self.pasted = read_addresses(text)
        unread = [
            _("Line %(line)s: “%(text)s” is not an e-mail address. Write it like name@school.example.")
            % {"line": one.line, "text": one.text}
            for one in self.pasted.unread
        ]
        unread += [
            _("Line %(line)s: “%(text)s” has letters beyond a to z, which can look like those of another address.")
            % {"line": one.line, "text": one.text}
            for one in self.pasted.odd
        ]
        if unread:
            raise forms.ValidationError(unread[:20])
        if len(self.pasted.addresses) > MOST:
            raise forms.ValidationError(_("That is more than 200 addresses at once. Invite them in parts."))
        return text


class InviteForm(WithAddresses, OnceForm):
    """Addresses as they are pasted, what the people will be, and a word with it."""

    role = forms.ChoiceField(label=gettext_lazy("What they will be here"))
    until = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The last day of it, for somebody who comes for a time, such as an evaluator."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=gettext_lazy("A word with it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = roles_in(place)
        if isinstance(place, Community | Team):
            role.initial = Membership.Role.MEMBER
            del self.fields["until"]
        else:
            role.choices = [("", _("Choose")), *roles_in(place)]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < today():
            raise forms.ValidationError(_("That day is over already. Write one still to come, or none."))
        return until


class RolesForm(forms.Form):
    """What each of these people does in a community: one select a person, one button for all."""

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for one in members:
            if one.not_yet_leading:
                continue  # nobody asks a newcomer to lead
            label = _("What %(name)s does here") % {"name": one.person}
            choice = forms.ChoiceField(choices=Membership.Role.choices, initial=one.role, label=label)
            choice.widget.attrs["aria-label"] = label
            self.fields[self.name_of(one)] = choice

    @staticmethod
    def name_of(one: Membership) -> str:
        return f"role-{one.pk}"

    def box(self, one: Membership) -> forms.BoundField | None:
        return None if one.not_yet_leading else self[self.name_of(one)]

    @property
    def changed(self) -> list[tuple[Membership, Membership.Role]]:
        """Who is to do something else than now."""
        asked = [one for one in self.members if self.name_of(one) in self.cleaned_data]
        chosen = [(one, Membership.Role(self.cleaned_data[self.name_of(one)])) for one in asked]
        return [(one, role) for one, role in chosen if role != one.role]


class HelpForm(OnceForm):
    """What would help a team."""

    what = forms.CharField(
        label=gettext_lazy("What would help"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": False}),
    )
    about = forms.ModelChoiceField(
        label=gettext_lazy("What the hub may read with it"),
        help_text=gettext_lazy("A problem or an aim of yours, until you say that the help came."),
        queryset=Artifact.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nothing: the words above are enough"),
    )

    def __init__(self, *args: Any, team: Team, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"what": team.help_wanted, "about": team.help_about}
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, forms.ModelChoiceField)
        about.queryset = may_be_shown_with_help(person, team).only("title", "kind")


class RestForm(OnceForm):
    """Until when a team rests."""

    day = forms.DateField(
        label=gettext_lazy("Rest until"),
        required=False,
        help_text=gettext_lazy("Leave it empty to go on."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class AddForm(OnceForm):
    """Put somebody who is behind this wall already on the team."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=Person.objects.none(), empty_label=gettext_lazy("Choose somebody")
    )
    role = forms.ChoiceField(label=gettext_lazy("What they do"), choices=TeamMember.Role.choices)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = TeamMember.objects.filter(team=team).values("person")
        behind = Person.objects.filter(memberships__wall=team.wall_id, erased=None).exclude(pk__in=there)
        who = self.fields["person"]
        assert isinstance(who, forms.ModelChoiceField)
        who.queryset = behind
        self.fields["role"].initial = TeamMember.Role.MEMBER
