"""What one can ask of the lists of school systems and of schools, and what their leads say of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.kernel.names import beginning_with, called
from pergola.kernel.zones import clocks_to_choose
from pergola.systems.directory.cells import STATES
from pergola.systems.feeders import known_schools
from pergola.systems.feeding import Known, Names
from pergola.systems.models import Programme, School, SchoolQuerySet, SchoolSystem, SchoolSystemQuerySet
from pergola.systems.places import in_county

FEW_SCHOOLS = 80
"""So many stand in a list to choose from; with more of them one writes a name."""


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
    """One step by hand: a school, and the one its students go on to. Chosen from a list, or named where it would be a long one."""

    school = forms.CharField(label=_("Students of"), max_length=200)
    into = forms.CharField(label=_("go on to"), max_length=200)

    def __init__(self, *args: Any, system: SchoolSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known_schools(system)
        self.chosen = len(self.known) <= FEW_SCHOOLS
        for field in self.fields.values():
            if self.chosen:
                choices = sorted((one.name, str(one.pk)) for one in self.known)
                field.widget = forms.Select(choices=[("", _("Choose a school")), *((pk, name) for name, pk in choices)])
            else:
                field.help_text = _("Its name as the directory has it, or its NCES id.")

    def clean_school(self) -> School:
        return self._found(self.cleaned_data["school"])

    def clean_into(self) -> School:
        return self._found(self.cleaned_data["into"])

    def _found(self, text: str) -> School:
        if self.chosen:
            found: Known | str = next(
                (one for one in self.known if str(one.pk) == text), _("Choose a school from the list.")
            )  # type: ignore[assignment]
        else:
            found = Names(self.known).find(text)
        if not isinstance(found, Known):
            raise forms.ValidationError(found)
        return School(pk=found.pk, name=found.name)


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
    shown = forms.ModelMultipleChoiceField(
        queryset=School.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    """The schools that stood on the page, ticked or not."""

    def __init__(self, *args: Any, system: SchoolSystem, listed: Iterable[School], **kwargs: Any) -> None:
        """`listed`: those that stand on the page; whatever stands on another stays as it is."""
        super().__init__(*args, **kwargs)
        tag, schools, shown = self.fields["tag"], self.fields["schools"], self.fields["shown"]
        schools.sometimes = True  # type: ignore[attr-defined]  # of a new tag it is needed; kernel/forms.py reads it
        assert isinstance(tag, forms.ModelChoiceField)
        assert isinstance(schools, forms.ModelMultipleChoiceField)
        assert isinstance(shown, forms.ModelMultipleChoiceField)
        tag.queryset = system.programmes.all()
        schools.queryset = shown.queryset = system.schools().order_by("name", "pk")
        on_page = list(listed)
        schools.choices = [(one.pk, str(one)) for one in on_page]
        self.initial.setdefault("shown", [one.pk for one in on_page])

    def carrying(self) -> list[School]:
        """All that carry it from now on: those ticked, and those that were not on the page and carried it before."""
        given = self.cleaned_data
        if not given["shown"] or given["tag"] is None:
            return list(given["schools"])
        elsewhere = given["tag"].schools.exclude(pk__in=[one.pk for one in given["shown"]])
        return [*given["schools"], *elsewhere]


class SchoolNames(forms.Form):
    """The beginnings of words of a school’s name or town. Sent by GET."""

    school = forms.CharField(label=_("A school’s name or town"), max_length=80, required=False)

    def narrow(self, schools: SchoolQuerySet) -> SchoolQuerySet:
        asked = beginning_with(self.cleaned_data["school"]) if self.is_valid() else None
        return schools.annotate(called=called("name", "city")).filter(called=asked) if asked else schools


class ClockForm(forms.Form):
    """By which clock a system lives."""

    zone = forms.ChoiceField(
        label=_("Its clock"), error_messages={"invalid_choice": _("Choose one of the clocks of the list.")}
    )

    def __init__(self, *args: Any, system: SchoolSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"zone": system.zone}})
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = clocks_to_choose(system.zone)
