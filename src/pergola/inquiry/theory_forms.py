"""Writing a theory of action, and saying what is known of something."""

import re
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pergola.commons.forms import LONGEST_TEXT, OnceForm
from pergola.commons.models import Artifact
from pergola.inquiry.forms import long_text
from pergola.inquiry.models import Ground, Part

CLAUSES: Final = tuple(str(one) for one in Part.Clause)
AN_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TheoryForm(OnceForm):
    """Its three clauses; more than one line in a clause where more than one thing is done, follows, or is meant."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput(attrs={"id": False}))
    why = forms.CharField(label=_("What changed, and why?"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "if": (_("If we …"), _("What you do, and can be seen doing. One on each line.")),
            "then": (_("then …"), _("What happens because of it, in rooms or in people’s practice.")),
            "so": (_("so that …"), _("For whom, and what. If you mean to end a gap between groups, say which, and tie a measure by group to it.")),
        }  # fmt: skip
        for name, (label, about) in words.items():
            self.fields[name] = forms.CharField(
                label=label, help_text=about, required=False, max_length=LONGEST_TEXT, widget=long_text(3)
            )

    @property
    def lines(self) -> dict[str, list[str]]:
        return {name: self.cleaned_data[name].splitlines() for name in CLAUSES}


class Sources(forms.ModelChoiceField):  # type: ignore[type-arg]  # which Django takes in no class statement
    """Each with what it is: a measure and a claim may be called alike."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.kind_word}"


class GroundForm(OnceForm):
    source = Sources(Artifact.objects.none(), label=_("What shows it?"), required=False, empty_label=_("Choose one"))
    page = forms.CharField(
        label=_("Or the address of its page here"),
        help_text=_("For anything else you can open here: a conversation, a gathering, a lesson."),
        max_length=300,
        required=False,
    )
    says = forms.ChoiceField(
        label=_("What does it say?"), choices=Ground.Says.choices, widget=forms.RadioSelect, initial="supports"
    )
    note = forms.CharField(label=_("What should a reader know?"), max_length=300, required=False, widget=long_text(2))

    def clean(self) -> dict[str, Any]:
        """One of the two. An address counts as far as it names something this person sees."""
        data = super().clean() or self.cleaned_data
        if not data.get("source") and not self.named:
            self.add_error("source", _("Choose one, or put in the address of its page."))
        return data

    @property
    def named(self) -> UUID | None:
        found = AN_ID.findall(self.cleaned_data.get("page", "").lower())
        return UUID(found[-1]) if found else None
