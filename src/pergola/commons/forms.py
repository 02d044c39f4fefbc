from uuid import uuid4

from django import forms

LONGEST_TEXT = 20_000
"""Characters in one post, and in anything else people write at one go."""


class OnceForm(forms.Form):
    """A form that is sent once, however often somebody presses the button. Put it first among the bases of a ModelForm."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"id": False}), initial=uuid4)


class RevisedForm(OnceForm):
    """... about words that two people may be editing: it says which revision they were when the page was made."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))
