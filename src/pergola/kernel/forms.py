"""How forms look: every `{{ form }}` and `{{ field }}` comes out in the look, allauth’s included."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class PergolaBoundField(BoundField):
    """A field that knows which kind of control it is, and gives the control its class."""

    @property
    def kind(self) -> str:
        """choices (rows to choose from), group (several boxes), tick (one box), or control (all others)."""
        widget = self.field.widget
        if isinstance(widget, CHOICES):
            return "choices"
        if widget.use_fieldset:
            return "group"
        return "tick" if isinstance(widget, forms.CheckboxInput) else "control"

    @property
    def optional(self) -> bool:
        """Whether to say “optional”: only where the form also asks for something that is not, and never of a field `sometimes`
        needed, which says itself when."""
        if self.field.required or getattr(self.field, "sometimes", False):
            return False
        return any(field.required for field in self.form.fields.values())

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if self.kind in {"choices", "tick"} or widget.is_hidden:
            return attrs
        look = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attrs["class"] = f"{look} {widget.attrs.get('class', '')}".strip()
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
            attrs["rows"] = "5"  # Django’s ten unless somebody asked for another height
        return attrs


class PergolaRenderer(TemplatesSetting):
    """Set as FORM_RENDERER; looks for its templates where pages do."""

    form_template_name = "kernel/forms/form.html"
    field_template_name = "kernel/forms/field.html"
    bound_field_class = PergolaBoundField
