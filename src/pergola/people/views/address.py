"""The address one signs in with: seen, changed, proved."""

from allauth.account import views as allauth_views

from pergola.people.forms import AddressForm
from pergola.people.step_up import fresh_page
from pergola.people.views.entrance import Entrance


@fresh_page()
class Address(Entrance, allauth_views.EmailView):  # type: ignore[misc]  # allauth has no types
    form_class = AddressForm
