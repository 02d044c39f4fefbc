"""What one can ask of the lists of school systems and of schools, and what their leads say of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.kernel.names import beginning_with, called
from pergola.systems.directory.cells import STATES
from pergola.systems.models import Programme, School, SchoolQuerySet, SchoolSystem, SchoolSystemQuerySet
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


class FeederTable(forms.Form):
    """A table of feeder patterns: pasted, or in a file."""

    pasted = forms.CharField(
        label=_("Paste the table, or write it: elementary, middle, high"),
        help_text=_("The first row names the columns. Schools by their name here, or by their NCES id."),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off", "maxlength": False}),
    )
    file = forms.FileField(label=_("Or choose a CSV file"), required=False, max_length=255, allow_empty_file=True)


class FeederForm(forms.Form):
    """One step by hand: a school, and the one its students go on to."""

    school = forms.ModelChoiceField(
        label=_("Students of"), queryset=School.objects.none(), empty_label=_("Choose a school")
    )
    into = forms.ModelChoiceField(label=_("go on to"), queryset=School.objects.none(), empty_label=_("Choose a school"))

    def __init__(self, *args: Any, system: SchoolSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("school", "into"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = system.schools().order_by("name", "pk")


class StepForm(forms.Form):
    """One step that is there, by its two schools: also of a school that is no longer one of the system."""

    school = forms.IntegerField(min_value=1)
    into = forms.IntegerField(min_value=1)


class ProgrammeForm(forms.Form):
    """A tag, and the schools that carry it. No school at all: the tag goes."""

    tag = forms.ModelChoiceField(queryset=Programme.objects.none(), required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What the tag says"),
        help_text=_("“Personalised learning school”, or “hub of a feeder pattern”, for example."),
        max_length=120,
    )
    schools = forms.ModelMultipleChoiceField(
        label=_("The schools that carry it"), help_text=_("A tag that no school carries any more is gone."), queryset=School.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, system: SchoolSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tag, schools = self.fields["tag"], self.fields["schools"]
        schools.sometimes = True  # type: ignore[attr-defined]  # of a new tag it is needed; kernel/forms.py reads it
        assert isinstance(tag, forms.ModelChoiceField)
        assert isinstance(schools, forms.ModelMultipleChoiceField)
        tag.queryset = system.programmes.all()
        schools.queryset = system.schools().order_by("name", "pk")
