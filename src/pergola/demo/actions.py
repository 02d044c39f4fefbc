"""Being somebody else for a while: in the demo only, and only somebody invented."""

from django.conf import settings
from django.utils.translation import gettext as _

from pergola.demo.people import SAMPLE_ADDRESS
from pergola.kernel.errors import NotAllowed
from pergola.people.models import Identity


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
