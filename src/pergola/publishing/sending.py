"""What the small forms of one button send: who acts, and the key that makes a second click do nothing."""

from uuid import UUID

from django.forms.boundfield import BoundField

from pergola.commons.forms import OnceForm
from pergola.people.middleware import PersonRequest
from pergola.people.models import Person


def acting(request: PersonRequest) -> Person:
    """Whoever is signed in. Views that act are for them only: `signed_in` has turned everyone else away."""
    assert isinstance(request.person, Person)
    return request.person


def once_of(request: PersonRequest) -> UUID | None:
    """The key of a form that has no other fields."""
    form = OnceForm(request.POST)
    return form.cleaned_data["once"] if form.is_valid() else None


def fresh_once() -> BoundField:
    """A hidden key for a form of one button. A template calls it wherever it is named, so each form has its own."""
    return OnceForm()["once"]
