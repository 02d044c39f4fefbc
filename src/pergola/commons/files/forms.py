from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from pergola.commons.files.checking import Checked, check_upload
from pergola.commons.files.media import CHOOSABLE
from pergola.commons.files.quota import Room, in_words
from pergola.commons.forms import OnceForm
from pergola.commons.models import File
from pergola.kernel.errors import Refusal


class DescriptionField(forms.CharField):
    """What a file shows or is for. Needed for a picture, which the form knows only once it has seen the file."""

    sometimes = True

    def __init__(self) -> None:
        help_text = _(
            "A picture needs one: what it shows, for those who cannot see it. For a document, what it is for."
        )
        super().__init__(
            label=_("What it shows or is for"),
            required=False,
            max_length=1000,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class UploadField(forms.FileField):
    """A file that came in, looked into. What it gives is what may be kept."""

    widget = forms.FileInput(attrs={"accept": CHOOSABLE})
    default_error_messages = {
        "required": _("No file is chosen yet."),
        "invalid": _("No file came along. Choose it once more."),
        "missing": _("No file is chosen yet."),
        "max_length": _("The name of this file is too long. Call it something shorter."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, max_length=255, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            return check_upload(upload)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class FileForm(OnceForm):
    """A picture or a document. `whole` stands last: a form that was cut off on its way lacks it."""

    file = UploadField(label=_("A picture or a document"))
    description = DescriptionField()
    whole = forms.CharField(required=False, initial="1", widget=forms.HiddenInput(attrs={"id": False}))

    def tell_limits(self, room: Room) -> None:
        """Said before somebody chooses: what is taken in, and how much room there is."""
        taken = _(
            "JPEG, PNG, GIF or WebP; PDF, Word, Excel, PowerPoint, OpenDocument, plain text or CSV, up to %(most)s."
        )
        words = f"{taken % {'most': in_words(settings.FILE_MOST)}} {room.sentence}"
        self.fields["file"].help_text = escape(words)  # drawn as it is, and a wall has the name somebody gave it

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        checked = given.get("file")
        if self.is_bound and self.data.get("whole") != "1":
            self.add_error("file", _("The file was cut off on its way, so nothing was kept. Choose it once more."))
        elif isinstance(checked, Checked) and checked.media.kind == File.Kind.PICTURE and not given.get("description"):
            self.add_error("description", _("Say in a sentence what the picture shows, for those who cannot see it."))
            self.add_error("file", _("Choose the picture once more: a browser does not keep it between two tries."))
        return given


class VideoForm(OnceForm):
    """Where a video is. It is shown as a link, and nothing is fetched from there."""

    name = forms.CharField(label=_("What it is called"), max_length=200)
    address = forms.URLField(
        label=_("Its address"),
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message=_("Write an address that begins with https://."))],
        error_messages={"invalid": _("This is not the address of a page. It begins with https://.")},
    )
    minutes = forms.IntegerField(
        label=_("How long it is, in minutes"),
        min_value=1,
        max_value=600,
        error_messages={"invalid": _("Write a whole number of minutes.")},
    )
    captions = forms.ChoiceField(label=_("Captions"), choices=File.Captions, widget=forms.RadioSelect)


class DescriptionForm(OnceForm):
    """What is said of a file."""

    description = DescriptionField()
