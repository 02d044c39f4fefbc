"""What one can ask of the list of school systems."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.systems.directory.cells import STATES
from pergola.systems.models import SchoolSystemQuerySet


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
