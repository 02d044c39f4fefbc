"""The entrance, and one’s own page."""

from typing import Any

from tests.matrix.policy import (
    COACH,
    EVERYONE,
    LEAD_B,
    NOBODY,
    SIGNED_IN,
    VISITOR,
    Relation,
    Row,
    Stranger,
    foreign,
    of_no_thing,
    own,
)
from tests.matrix.stage import PASSWORD

LOGIN, MONTH = "/account/login/", "/month/"
NEEDS_A_CODE = "it needs the code of a mail: tests/people/test_entrance.py"
WORDS = "four grey geese over the mill"
NEEDS_A_KEY = "it needs a passkey: tests/people/test_passkeys.py"
NEEDS_AN_APP = "it needs a code of the app: tests/people/test_authenticator_app.py"
AGAIN = "/account/reauthenticate/"
WITH_A_SECOND_FACTOR = COACH | LEAD_B
WITHOUT_ONE = SIGNED_IN - WITH_A_SECOND_FACTOR
OF_ONESELF = {
    Relation.NEIGHBOURING: "a way to sign in is one person’s, and stands in no space",
    Relation.MIXED: "it has no parent",
    Relation.REMOVED: "what is removed is gone",
}
ALIKE: dict[str, Any] = {"methods": "GET POST", "stranger": Stranger.TOLD_NOTHING}

ROWS = [
    of_no_thing(
        "account_login", VISITOR, act=VISITOR, otherwise=MONTH,
        body=lambda stage, _: {"login": stage.identities["hub director"].email, "password": PASSWORD}, **ALIKE,
    ),
    of_no_thing(
        "account_request_login_code", VISITOR, act=VISITOR, otherwise=MONTH, fixed=False,
        body=lambda stage, _: {"email": stage.identities["member"].email}, **ALIKE,
    ),
    of_no_thing("account_confirm_login_code", NOBODY, otherwise="/", unproved=NEEDS_A_CODE, body=lambda *_: {"code": "ABCDEF"}, **ALIKE),
    of_no_thing("account_logout", SIGNED_IN, act=SIGNED_IN, otherwise="/", fixed=False, body=lambda *_: {}, **ALIKE),
    of_no_thing("account_inactive", EVERYONE, stranger=Stranger.TOLD_NOTHING),
    of_no_thing(
        "account_signup", VISITOR, act=VISITOR, otherwise=MONTH,
        body=lambda *_: {"name": "Newt", "email": "newt@new.example", "password1": WORDS}, **ALIKE,
    ),
    of_no_thing("account_email_verification_sent", NOBODY, otherwise="/", unproved=NEEDS_A_CODE, body=lambda *_: {"code": "ABCDEF"}, **ALIKE),
    of_no_thing(
        "account_email", SIGNED_IN, act=SIGNED_IN, methods="GET POST", fixed=False,
        body=lambda *_: {"action_add": "", "email": "newt@new.example"},
    ),
    of_no_thing(
        "account_reauthenticate", WITHOUT_ONE, act=WITHOUT_ONE, otherwise=AGAIN, methods="GET POST", fixed=False,
        body=lambda *_: {"password": PASSWORD},
    ),
    of_no_thing(
        "account_reauthenticate_by_mail", WITHOUT_ONE, act=WITHOUT_ONE, otherwise=AGAIN, methods="GET POST", fixed=False,
        body=lambda *_: {"send": "code"},
    ),
    of_no_thing(
        "mfa_reauthenticate", WITH_A_SECOND_FACTOR, act=COACH, refused=422, otherwise=AGAIN, methods="GET POST",
        body=lambda stage, _: {"code": stage.ids["recovery code of the coach"]},
    ),
    of_no_thing(
        "mfa_reauthenticate_webauthn", WITH_A_SECOND_FACTOR, refused=422, otherwise=AGAIN, methods="GET POST",
        unproved=NEEDS_A_KEY, body=lambda *_: {"credential": "{}"},
    ),
    of_no_thing("mfa_login_webauthn", VISITOR, refused=422, otherwise=MONTH, unproved=NEEDS_A_KEY, body=lambda *_: {"credential": "{}"}, **ALIKE),
    of_no_thing("mfa_authenticate", NOBODY, otherwise="/", unproved=NEEDS_A_KEY, body=lambda *_: {"code": "123456"}, **ALIKE),
    of_no_thing(
        "account_signup_by_passkey", VISITOR, act=VISITOR, otherwise=MONTH,
        body=lambda *_: {"name": "Newt", "email": "newt@new.example"}, **ALIKE,
    ),
    of_no_thing("mfa_signup_webauthn", NOBODY, otherwise="/", unproved=NEEDS_A_KEY, body=lambda *_: {"name": "", "credential": "{}"}, **ALIKE),
    of_no_thing("mfa_index", SIGNED_IN, leads="/you/"),
    of_no_thing(
        "mfa_add_webauthn", SIGNED_IN, refused=422, methods="GET POST", unproved=NEEDS_A_KEY,
        body=lambda *_: {"name": "", "credential": "{}"},
    ),
    Row(
        "mfa_edit_webauthn",
        (own("passkey of coach", see=COACH, act=COACH), foreign("passkey of lead of brier", see=LEAD_B, act=LEAD_B)),
        OF_ONESELF, methods="GET POST", body=lambda *_: {"name": "The blue one"},
    ),
    Row(
        "mfa_remove_webauthn",
        (own("passkey of coach", see=COACH, act=COACH), foreign("passkey of lead of brier", see=LEAD_B, act=LEAD_B)),
        OF_ONESELF, methods="GET POST", body=lambda *_: {},
    ),
    of_no_thing(
        "mfa_activate_totp", SIGNED_IN - LEAD_B, refused=422, otherwise="/account/app/remove/", methods="GET POST",
        unproved=NEEDS_AN_APP, body=lambda *_: {"code": "123456"},
    ),
    of_no_thing("mfa_deactivate_totp", LEAD_B, act=LEAD_B, methods="GET POST", body=lambda *_: {}),
    of_no_thing("mfa_view_recovery_codes", COACH),
    of_no_thing("mfa_download_recovery_codes", COACH),
    of_no_thing(
        "mfa_generate_recovery_codes", SIGNED_IN, act=WITH_A_SECOND_FACTOR, refused=422, methods="GET POST", body=lambda *_: {},
    ),
    of_no_thing("usersessions_end_others", NOBODY, act=WITH_A_SECOND_FACTOR, idle=WITHOUT_ONE, methods="POST", body=lambda *_: {}),
    Row(
        "usersessions_end",
        (own("session of coach", act=COACH), foreign("session of lead of brier", act=LEAD_B)),
        OF_ONESELF, methods="POST", body=lambda *_: {},
    ),
    of_no_thing("account_remove_password", SIGNED_IN, act=SIGNED_IN, methods="GET POST", body=lambda *_: {}),
    of_no_thing(
        "account_change_password", SIGNED_IN, act=SIGNED_IN, methods="GET POST",
        body=lambda *_: {"oldpassword": PASSWORD, "password1": WORDS},
    ),
    of_no_thing(
        "account_set_password", NOBODY, methods="GET POST", otherwise="/account/password/change/",
        unproved="everybody here has a password: tests/people/test_entrance.py", body=lambda *_: {"password1": WORDS},
    ),
    of_no_thing(
        "account_reset_password", EVERYONE, act=EVERYONE, fixed=False,
        body=lambda stage, _: {"email": stage.identities["member"].email}, **ALIKE,
    ),
    of_no_thing("account_confirm_password_reset_code", NOBODY, otherwise="/", unproved=NEEDS_A_CODE, body=lambda *_: {"code": "ABCDEF"}, **ALIKE),
    of_no_thing("account_complete_password_reset", NOBODY, otherwise="/", unproved=NEEDS_A_CODE, body=lambda *_: {"password1": WORDS}, **ALIKE),
    of_no_thing(
        "gather:first", NOBODY, methods="GET POST", stranger=Stranger.TOLD_NOTHING,
        unproved="somebody is operator here, and it is gone: tests/gather/test_first.py",
        body=lambda *_: {
            "secret": "guessed", "name": "Somebody", "email": "some@body.example", "password": WORDS, "system": "S",
            "network": "N", "purpose": "P",
        },
    ),
    of_no_thing(
        "people:you", SIGNED_IN, act=SIGNED_IN, methods="GET POST",
        body=lambda *_: {"name": "Somebody Else", "work": "counts", "theme": "dark", "language": "en"},
    ),
]  # fmt: skip
