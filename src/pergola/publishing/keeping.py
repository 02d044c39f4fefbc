"""A package that is being written: its long fields are kept as one types, for whoever types, until they are saved."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from pergola.commons.drafts import draft_address, drafts_for
from pergola.commons.models import Draft
from pergola.people.models import Asker, Person
from pergola.publishing.forms import PackageForm
from pergola.publishing.models import Lesson


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody typed and did not save; and what others saved since, of each such field its name and their words."""

    typed: dict[str, str]
    since: tuple[tuple[str, str], ...]


LONG = tuple(name for name, field in PackageForm.base_fields.items() if isinstance(field.widget, forms.Textarea))
"""The fields that are kept: of one line a browser keeps enough itself."""


def left_by(person: Asker, lesson: Lesson) -> Left:
    """Nothing for a lesson of another form. One query."""
    if lesson.form != Lesson.Form.PACKAGE:
        return Left({}, ())
    places = {_place(lesson, name): name for name in LONG}
    kept = drafts_for(person, places)
    typed = {name: kept[place].text for place, name in places.items() if place in kept}
    older = {places[place] for place, one in kept.items() if one.saved < lesson.changed}
    since = [
        (str(PackageForm.base_fields[name].label), str(getattr(lesson, name)))
        for name, text in typed.items()
        if name in older and getattr(lesson, name).strip() != text.strip()
    ]
    return Left(typed, tuple(since))


def boxes_of(form: forms.BaseForm, lesson: Lesson) -> list[tuple[BoundField, str]]:
    """The fields in their order, each with where it is kept; "" where it is not."""
    return [(box, draft_address(_place(lesson, box.name)) if box.name in LONG else "") for box in form.visible_fields()]


def used_up(by: Person, lesson: Lesson) -> None:
    """They are saved."""
    if lesson.form == Lesson.Form.PACKAGE:
        Draft.objects.editable_by(by).filter(place__in=[_place(lesson, name) for name in LONG]).delete()


def _place(lesson: Lesson, name: str) -> str:
    return f"package:{lesson.pk}:{name}"
