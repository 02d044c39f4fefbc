"""The entrance: those of allauth’s routes that we want, each with our form. The names are allauth’s own."""

from allauth.account.views import account_inactive
from django.urls import path

from pergola.people.views import address, password, sign_in, sign_up

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("login/code/", sign_in.AskForCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", sign_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("signup/", sign_up.SignUp.as_view(), name="account_signup"),
    path("confirm-email/", sign_up.ProveAddress.as_view(), name="account_email_verification_sent"),
    path("email/", address.Address.as_view(), name="account_email"),
    path("reauthenticate/", password.Again.as_view(), name="account_reauthenticate"),
    path("password/change/", password.ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", password.SetPassword.as_view(), name="account_set_password"),
    path("password/reset/", password.Forgotten.as_view(), name="account_reset_password"),
    path("password/reset/confirm/", password.ForgottenCode.as_view(), name="account_confirm_password_reset_code"),
    path("password/reset/complete/", password.NewPassword.as_view(), name="account_complete_password_reset"),
]
