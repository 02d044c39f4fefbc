"""Every form: only what it declares is taken, only from our own pages, and it leads only to our own pages."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import models
from django.utils.http import url_has_allowed_host_and_scheme
from tests.matrix.asking import Asking, as_sent
from tests.matrix.policy import Case, Row
from tests.matrix.stage import Stage
from tests.matrix.table import TABLE

FORMS = [row for row in TABLE if row.writes]
DONE = [row for row in FORMS if not row.unproved]
EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "https:evil.example", "javascript:alert(1)")
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENTS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d:\d\d)?")
HASHES = re.compile(
    r"[0-9a-f]{64}|\\\\x[0-9a-f]{100,}|(?<=:)[0-9a-f]{16}\b|md5\$[^\"]+|gAAAA[\w=-]+|![A-Za-z0-9]{40}|(?<=session_key\": \")[a-z0-9]{32}"
)
KEYS = re.compile(r'"((?:\w+_)?id)": (\d+)')


def somebody(row: Row) -> tuple[Case, str]:
    """A thing of the row, and somebody who may act on it; else the first who sees it."""
    case = next((one for one in row.cases if one.act), row.cases[0])
    return case, min(case.act or case.told or {"member"})


def address(ask: Asking, row: Row, case: Case) -> str:
    return ask.address(row.route, case.thing)


def body_of(stage: Stage, row: Row, case: Case) -> dict[str, Any]:
    assert row.body is not None
    return dict(row.body(stage, case.thing))


@pytest.fixture(scope="module")
def strict(stage: Stage) -> Asking:
    """Browsers whose forms are not ours: without the token of the page."""
    return Asking.of(stage, enforce_csrf_checks=True)


@pytest.mark.parametrize("row", [one for one in FORMS if not one.unguarded], ids=lambda row: row.route)
def test_a_form_of_somebody_elses_page_does_nothing(stage: Stage, strict: Asking, row: Row) -> None:
    case, actor = somebody(row)
    for one in {actor, "visitor"}:
        answer = strict(one, "POST", address(strict, row, case), body_of(stage, row, case))
        assert (answer.status, answer.changed) == (403, False), one


@pytest.mark.parametrize("row", DONE, ids=lambda row: row.route)
def test_only_what_a_form_declares_is_taken(stage: Stage, ask: Asking, row: Row) -> None:
    """With every writable name of every model sent along, the same rows change in the same columns."""
    case, actor = somebody(row)
    path, body = address(ask, row, case), body_of(stage, row, case)
    meant = effect(ask, actor, path, body)
    tried = effect(ask, actor, path, {**injected(stage), **body})
    assert sorted(set(tried) ^ set(meant)) == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_nothing_leads_out_of_here(stage: Stage, ask: Asking, row: Row) -> None:
    case, actor = somebody(row)
    path = address(ask, row, case)
    for one in {actor, "visitor"}:
        for evil in EVIL if row.writes else EVIL[:1]:
            asked = f"{path}?{urlencode({'next': evil})}"
            answers = [ask(one, "GET", asked)]
            if row.writes:
                answers.append(ask(one, "POST", asked, body_of(stage, row, case) | {"next": evil}))
            for answer in answers:
                assert not answer.location or url_has_allowed_host_and_scheme(answer.location, {"testserver"}), evil


def injected(stage: Stage) -> dict[str, Any]:
    """Every column of every model of ours by both its names, with something foreign in it."""
    names: dict[str, Any] = {"pk": str(stage.pk("far network"))}
    for model in apps.get_models():
        if model.__module__.startswith("pergola."):
            for field in model._meta.concrete_fields:
                names |= dict.fromkeys({field.name, field.attname}, foreign_value(stage, field))
    assert {
        "wall",
        "wall_id",
        "audience",
        "made_by",
        "community",
        "team",
        "locked",
        "kind",
        "removed",
        "is_operator",
        "id",
    } <= set(names)
    return names


def foreign_value(stage: Stage, field: Any) -> str:
    if isinstance(field, models.ForeignKey):
        cast = stage.cast
        known = {
            "Wall": cast.brier_wall.pk, "Person": cast.outsider.pk, "Community": stage.pk("community of brier"),
            "Team": cast.brier_team.pk, "Network": stage.pk("far network"), "SchoolSystem": cast.elsewhere.pk,
            "Audience": stage.ids["audience of brier"],
        }  # fmt: skip
        return str(known.get(field.remote_field.model.__name__, stage.pk("problem of brier")))
    if field.choices:
        return str(field.choices[-1][0])
    kinds: list[tuple[type[models.Field[Any, Any]], str]] = [
        (models.BooleanField, "on"), (models.DateTimeField, "2001-02-03T04:05"), (models.DateField, "2001-02-03"),
        (models.UUIDField, str(stage.pk("far network"))), (models.IntegerField, "7"), (models.DecimalField, "7"),
    ]  # fmt: skip
    return next((value for kind, value in kinds if isinstance(field, kind)), "Injected")


def effect(ask: Asking, actor: str, path: str, body: dict[str, Any]) -> list[str]:
    """What a POST did: each row that is new or gone, without what chance and the clock put into it."""
    before = {(name, json.dumps(row, sort_keys=True)) for name, rows in ask.ledger.rows().items() for row in rows}
    known = {found for _name, row in before for found in UUIDS.findall(row)}
    keys = {pair for _name, row in before for pair in KEYS.findall(row)}
    with ask.undone(actor) as client:
        status = client.generic("POST", path, *as_sent(body)).status_code
        after = {(name, json.dumps(row, sort_keys=True)) for name, rows in ask.ledger.rows().items() for row in rows}

    def told(rows: set[tuple[str, str]], sign: str) -> Iterator[str]:
        for name, row in rows:
            text = UUIDS.sub(lambda one: one[0] if one[0] in known else "new", row)
            text = KEYS.sub(lambda one: one[0] if one[1] != "id" and one.groups() in keys else f'"{one[1]}": new', text)
            yield f"{sign} {name} {HASHES.sub('hash', MOMENTS.sub('moment', text))}"

    return [f"it is {status}", *told(after - before, "+"), *told(before - after, "-")]


def test_a_field_that_is_taken_would_be_seen(stage: Stage, ask: Asking) -> None:
    """The comparison above has teeth: one declared word that differs is told apart, and the same twice is not."""
    row = next(one for one in FORMS if one.route == "inquiry:edit_problem")
    case, actor = somebody(row)
    path, body = address(ask, row, case), body_of(stage, row, case)
    plain = set(effect(ask, actor, path, body))
    assert set(effect(ask, actor, path, body)) == plain
    assert set(effect(ask, actor, path, body | {"affected": "Injected"})) != plain
