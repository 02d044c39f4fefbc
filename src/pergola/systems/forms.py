"""What one can ask of the lists of school systems and of schools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.kernel.names import beginning_with, called
from pergola.systems.directory.cells import STATES
from pergola.systems.models import School, SchoolQuerySet, SchoolSystemQuerySet
from pergola.systems.places import in_county


class SystemSearch(forms.Form):
    """A part of a name, and a state. Sent by GET, so that a search has an address."""

    name = forms.CharField(label=_("Name or town"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every state")), *((s, s) for s in sorted(STATES.values()))]
    )

    def narrow(self, systems: SchoolSystemQuerySet) -> SchoolSystemQuerySet:
        """Only what was asked for. A question that cannot be read narrows nothing; the form says why."""
        if not self.is_valid():
            return systems
        if name := self.cleaned_data["name"]:
            systems = systems.named(name)
        if state := self.cleaned_data["state"]:
            systems = systems.in_state(state)
        return systems


class SchoolSearch(forms.Form):
    """The beginnings of words of a name, a state, a county, a level. Sent by GET, so that a search has an address."""

    name = forms.CharField(label=_("Name or town"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every state")), *((s, s) for s in sorted(STATES.values()))]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("every level")), *School.Level.choices])
    county = forms.CharField(label=_("County"), max_length=80, required=False, widget=forms.HiddenInput)

    def narrow(self, schools: SchoolQuerySet) -> SchoolQuerySet:
        """Only what was asked for. A question that cannot be read narrows nothing; the form says why."""
        if not self.is_valid():
            return schools
        given = self.cleaned_data
        if asked := beginning_with(given["name"]):
            schools = schools.annotate(called=called("name", "city")).filter(called=asked)
        if given["state"]:
            schools = schools.filter(state=given["state"])
        if given["level"]:
            schools = schools.filter(level=given["level"])
        return in_county(schools, given["county"]) if given["county"] else schools
