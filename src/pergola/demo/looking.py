"""Looking around as somebody: in the demo only, and only as somebody invented."""

from django.conf import settings
from django.utils.translation import gettext as _

from pergola.demo.people import PEOPLE, SAMPLE_ADDRESS, SamplePerson
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Identity, Person


def find_invented(*, email: str) -> Identity:
    """The identity to sign in with one click. Refuses outside the demo, and anybody whose address could be real."""
    if not settings.DEMO:
        raise NotAllowed(_("This is not the demo: everybody signs in as themselves."))
    if not email.endswith(SAMPLE_ADDRESS):
        raise NotAllowed(_("Only an invented person of the sample can be looked at from inside."))
    try:
        return Identity.objects.select_related("person").get(email=email, is_active=True, person__erased=None)
    except Identity.DoesNotExist:
        raise NotAllowed(
            _("Nobody of the sample has this address. Load the demo again with bin/demo --reset.")
        ) from None


def who_is_here() -> tuple[list[tuple[SamplePerson, Person]], list[tuple[str, Person]]]:
    """Those who are introduced, in their order; and whoever else the sample holds, by name."""
    found = Identity.objects.filter(email__endswith=SAMPLE_ADDRESS, is_active=True, person__erased=None)
    here = {one.email: one.person for one in found.select_related("person").order_by("person__name")}
    introduced = [(one, here.pop(one.email)) for one in PEOPLE if one.email in here]
    return introduced, list(here.items())
