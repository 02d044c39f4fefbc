from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pergola.commons.files.forms import FileForm, VideoForm
from pergola.commons.forms import OnceForm, RevisedForm
from pergola.kernel.errors import Refusal, Stale
from pergola.talk.words import must_be_words


class WordsField(forms.CharField):
    """A box of words. It has no `maxlength`: a browser would cut a paste without saying so; we say so."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False, error_messages={"required": gettext_lazy("There is nothing written yet.")}, **kwargs
        )

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        try:
            return must_be_words(str(words))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SayForm(OnceForm):
    """Something said about a thing."""

    body = WordsField(label=gettext_lazy("Say something"))

    def __init__(self, *args: Any, answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answer:
            self.fields["body"].label = _("Answer")


class SayFileForm(FileForm):
    """Something said about a thing, with a picture or a document."""

    body = WordsField(label=gettext_lazy("Say something about it"))
    field_order = ("body", "file", "description", "once", "whole")


class SayVideoForm(VideoForm):
    """Something said about a thing, with the address of a video."""

    body = WordsField(label=gettext_lazy("Say something about it"))
    field_order = ("body", "name", "address", "minutes", "captions", "once")


class StartForm(OnceForm):
    """A question or a telling: its first line becomes its title."""

    body = WordsField(
        label=gettext_lazy("Ask or tell something"), help_text=gettext_lazy("The first line becomes its title.")
    )


class EditForm(RevisedForm):
    """One's own words, put right."""

    body = WordsField(label=gettext_lazy("What you wrote"), widget=forms.Textarea(attrs={"rows": 10}))


def again(request: HttpRequest, stale: Stale, *, revision: int) -> EditForm:
    """The form once more with what was sent, about the revision that now stands: sending it again keeps it."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    form = EditForm(data)
    form.add_error("body", str(stale))
    return form
