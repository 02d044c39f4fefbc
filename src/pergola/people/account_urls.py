"""The entrance: those of allauth’s routes that we want, each with our form. The names are allauth’s own."""

from allauth.account.views import account_inactive
from django.urls import path

from pergola.people.views import (
    address,
    again,
    authenticator_app,
    passkeys,
    password,
    recovery,
    second,
    sessions,
    sign_in,
    sign_up,
    you,
)

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("login/code/", sign_in.AskForCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", sign_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("login/passkey/", passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/second/", second.SecondFactor.as_view(), name="mfa_authenticate"),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("signup/", sign_up.SignUp.as_view(), name="account_signup"),
    path("signup/passkey/", sign_up.SignUpByPasskey.as_view(), name="account_signup_by_passkey"),
    path("signup/passkey/make/", passkeys.SignUpPasskey.as_view(), name="mfa_signup_webauthn"),
    path("confirm-email/", sign_up.ProveAddress.as_view(), name="account_email_verification_sent"),
    path("email/", address.Address.as_view(), name="account_email"),
    path("reauthenticate/", again.AgainByPassword.as_view(), name="account_reauthenticate"),
    path("reauthenticate/mail/", again.AgainByMail.as_view(), name="account_reauthenticate_by_mail"),
    path("reauthenticate/code/", again.AgainByCode.as_view(), name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", again.AgainByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("password/change/", password.ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", password.SetPassword.as_view(), name="account_set_password"),
    path("password/remove/", password.give_up_password, name="account_remove_password"),
    path("password/reset/", password.Forgotten.as_view(), name="account_reset_password"),
    path("password/reset/confirm/", password.ForgottenCode.as_view(), name="account_confirm_password_reset_code"),
    path("password/reset/complete/", password.NewPassword.as_view(), name="account_complete_password_reset"),
    path("ways/", you.ways, name="mfa_index"),
    path("passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", passkeys.NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("app/", authenticator_app.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", authenticator_app.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/file/", recovery.recovery_file, name="mfa_download_recovery_codes"),
    path("recovery-codes/new/", recovery.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("sessions/end/", sessions.end_others, name="usersessions_end_others"),
    path("sessions/<int:pk>/end/", sessions.end, name="usersessions_end"),
]
