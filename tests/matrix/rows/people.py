"""The entrance, and one’s own page."""

from typing import Any

from tests.matrix.policy import EVERYONE, NOBODY, SIGNED_IN, VISITOR, Stranger, of_no_thing
from tests.matrix.stage import PASSWORD

LOGIN, MONTH = "/account/login/", "/month/"
NEEDS_A_CODE = "it needs the code of a mail: tests/people/test_entrance.py"
WORDS = "four grey geese over the mill"
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
    of_no_thing("account_reauthenticate", SIGNED_IN, act=SIGNED_IN, methods="GET POST", fixed=False, body=lambda *_: {"password": PASSWORD}),
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
        "people:you", SIGNED_IN, act=SIGNED_IN, methods="GET POST",
        body=lambda *_: {"name": "Somebody Else", "work": "counts", "theme": "dark", "language": "en"},
    ),
]  # fmt: skip
