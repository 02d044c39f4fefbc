from typing import Any

from django import forms
from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "pergola.kernel"
    label = "kernel"

    def ready(self) -> None:
        """What is missing, too little or too much is said as what to do: Django’s own “This field is required.” helps nobody."""
        asked: dict[type[forms.Field], Any] = {
            forms.Field: _("A few words are still missing here."),
            forms.ChoiceField: _("Choose one of these."),
            forms.DateField: _("Say which day."),
            forms.TimeField: _("Say at what time."),
            forms.IntegerField: _("Write a number here."),
            forms.FileField: _("Choose a file."),
        }
        for kind, sentence in asked.items():
            kind.default_error_messages = {**kind.default_error_messages, "required": sentence}
        MinValueValidator.message = _("At least %(limit_value)s, please: you wrote %(show_value)s.")
        MaxValueValidator.message = _("At most %(limit_value)s, please: you wrote %(show_value)s.")
