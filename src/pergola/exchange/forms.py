from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pergola.commons.files.quota import in_words
from pergola.commons.files.receiving import Received
from pergola.commons.forms import OnceForm


class BundleForm(OnceForm):
    """A zip archive as the system’s own software exports it. `whole` stands last: a form that was cut off lacks it."""

    file = forms.FileField(
        label=_("The bundle, a zip archive"),
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": _("No file is chosen yet."),
            "invalid": _("No file came along. Choose it once more."),
            "missing": _("No file is chosen yet."),
        },
    )
    whole = forms.CharField(required=False, initial="1", widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "OneRoster 1.1 or 1.2 as CSV, bulk or delta, up to %(most)s. A larger one is put in by whoever keeps this server."
        ) % {"most": in_words(settings.FILE_MOST)}

    def clean_file(self) -> UploadedFile:  # type: ignore[type-arg]  # generic for the stubs alone
        upload: UploadedFile = self.cleaned_data["file"]  # type: ignore[type-arg]
        problem = upload.problem if isinstance(upload, Received) else ""
        if problem == "full":
            raise forms.ValidationError(_("There is no room left on this server. Tell whoever keeps it."))
        if problem == "large" or (upload.size or 0) > settings.FILE_MOST:
            told = {"size": in_words(upload.size or 0), "most": in_words(settings.FILE_MOST)}
            raise forms.ValidationError(
                _(
                    "This bundle has %(size)s; here it may have %(most)s. Leave classes and enrolments out of the export,"
                )
                % told
                + " "
                + str(_("or ask whoever keeps this server to put it in."))
            )
        if not upload.size:
            raise forms.ValidationError(_("This file is empty. Export the bundle again, and choose it."))
        return upload

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.is_bound and self.data.get("whole") != "1" and "file" not in self.errors:
            self.add_error("file", _("The bundle was cut off on its way, so nothing was kept. Choose it once more."))
        return given
