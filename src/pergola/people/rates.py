"""How often something may be asked for, so that nobody can use the limit to keep somebody else out."""

from typing import Any

from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


def from_where(request: HttpRequest) -> str:
    """The network address somebody comes from, of IPv6 its network."""
    return str(get_ip(request))


class FewFromHere:
    """Goes before a form of allauth's that mails a code: few for one address from one place.

    allauth counts by address alone: whoever asks often enough in the name of another would keep them out. That limit is
    kept wide (`ACCOUNT_RATE_LIMITS`), so that no mailbox is flooded, and this one is the narrow one.
    """

    cleaned_data: dict[str, Any]
    asked_for: str

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        here = f"{address}:{from_where(context.request)}"
        if not ratelimit.consume(context.request, action=self.asked_for, key=here):
            raise ValidationError(_("That was asked for often just now. Wait a minute, then ask again."))
        said: str = super().clean_email()  # type: ignore[misc]  # allauth's form has it
        return said
