"""What guards every route there is, in one table: over what it is asked, and which test holds it."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils.http import url_has_allowed_host_and_scheme
from tests.matrix.asking import FORM, Asking, Browser
from tests.matrix.policy import Row
from tests.matrix.stage import Stage
from tests.matrix.table import TABLE
from tests.matrix.test_forms import FORMS, address, body_of, somebody

HERE = Path(__file__).parent
GUARDS = (
    # guard                                           asked of                              held by
    ("headers that a browser obeys, on every answer", "every answer of the whole matrix", "asking.py::lacks"),
    ("no cache keeps what somebody saw", "every answer of the whole matrix", "asking.py::lacks"),
    ("GET and HEAD change nothing", "routes × actors × things", "test_matrix.py::test_get_is_answered_as_the_table_says_and_changes_nothing"),
    ("no other method is known", "routes × PUT, PATCH, DELETE, OPTIONS", "test_matrix.py::test_head_is_as_get_and_no_other_method_is_known"),
    ("forbidden and absent are alike, byte for byte", "routes × actors × things", "expecting.py::_like_absent"),
    ("a form without a token does nothing", "every form", "test_forms.py::test_a_form_of_somebody_elses_page_does_nothing"),
    ("a form with another’s token does nothing", "every form", "test_guards.py::test_a_form_with_anothers_token_does_nothing"),
    ("a form sent from another site does nothing", "every form", "test_guards.py::test_a_form_from_another_site_does_nothing"),
    ("nothing leads out of here", "every route × next", "test_forms.py::test_nothing_leads_out_of_here"),
    ("nor by any other name", "every route × names, Referer, slashes", "test_guards.py::test_nothing_leads_out_by_any_other_name"),
    ("only what a form declares is taken", "every form × every column", "test_forms.py::test_only_what_a_form_declares_is_taken"),
    ("a host that is not ours is not answered", "every route", "test_guards.py::test_another_host_is_not_answered"),
)  # fmt: skip
OURS, THEIRS = "a" * 32, "b" * 32
EVIL = "https://evil.example/"
NAMES = (
    "redirect",
    "redirect_to",
    "return",
    "return_to",
    "continue",
    "url",
    "to",
    "led_to",
    "back",
    "success_url",
    "callback",
    "goto",
)


GUARDED = [row for row in FORMS if not row.unguarded]
"""A form without the guard says why in its row, and what stands in its place."""


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard[0])
def test_the_table_names_what_is_there(guard: tuple[str, str, str]) -> None:
    module, _, name = guard[2].partition("::")
    assert re.search(rf"def {name}\(", (HERE / module).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def strict(stage: Stage) -> Asking:
    """Browsers whose forms must carry a token, and that have one of their own."""
    asking = Asking.of(stage, enforce_csrf_checks=True)
    asking.kept = {name: "; ".join(filter(None, [kept, f"csrftoken={OURS}"])) for name, kept in asking.kept.items()}
    return asking


def send(asking: Asking, row: Row, actor: str, body: dict[str, Any], **headers: str) -> tuple[int, bool]:
    case, _ = somebody(row)
    answer = asking(actor, "POST", address(asking, row, case), body_of(asking.stage, row, case) | body, **headers)
    return answer.status, answer.changed


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.route)
def test_a_form_with_anothers_token_does_nothing(strict: Asking, row: Row) -> None:
    _, actor = somebody(row)
    assert send(strict, row, actor, {"csrfmiddlewaretoken": THEIRS}) == (403, False)
    assert send(strict, row, actor, {"csrfmiddlewaretoken": OURS})[0] != 403, "with its own it would have been taken"


@pytest.mark.slow
@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.route)
def test_a_form_from_another_site_does_nothing(strict: Asking, row: Row) -> None:
    _, actor = somebody(row)
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        assert send(strict, row, actor, {"csrfmiddlewaretoken": OURS}, Origin=origin) == (403, False), origin


@pytest.mark.slow
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_nothing_leads_out_by_any_other_name(stage: Stage, ask: Asking, row: Row) -> None:
    case, actor = somebody(row)
    path, evil = address(ask, row, case), dict.fromkeys(NAMES, EVIL)
    led_to = [ask(actor, "GET", f"{path}?{urlencode(evil)}", Referer=EVIL).location]
    if row.writes:
        sent = ask(actor, "POST", f"{path}?{urlencode(evil)}", evil | body_of(stage, row, case), Referer=EVIL)
        led_to.append(sent.location)
    with ask.undone(actor) as client:  # what Django itself answers, before any page of ours
        odd = (path.rstrip("/"), f"//evil.example{path}", f"/%2Fevil.example{path}".rstrip("/"))
        answers = [client.generic("GET", one, headers={"Referer": EVIL}) for one in odd]
        led_to += [answer.headers.get("Location", "") for answer in answers]
    for location in led_to:
        assert not location or url_has_allowed_host_and_scheme(location, {"testserver"}), location


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_another_host_is_not_answered(ask: Asking, row: Row) -> None:
    """Letters and redirects are made from the host that was asked: a stranger's must get nowhere."""
    case, _ = somebody(row)
    answer = Browser().generic("GET", address(ask, row, case), "", FORM, headers={"Host": "evil.example"})
    assert (answer.status_code, b"evil" in answer.content) == (400, False)
