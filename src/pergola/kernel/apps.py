from typing import Any

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "pergola.kernel"
    label = "kernel"

    def ready(self) -> None:
        """What is missing is said as what to do: Django’s own “This field is required.” helps nobody."""
        asked: dict[type[forms.Field], Any] = {
            forms.Field: _("A few words are still missing here."),
            forms.ChoiceField: _("Choose one of these."),
            forms.DateField: _("Say which day."),
            forms.FileField: _("Choose a file."),
        }
        for kind, sentence in asked.items():
            kind.default_error_messages = {**kind.default_error_messages, "required": sentence}
