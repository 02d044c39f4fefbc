"""Rosters: for the leads of their system alone; the link of a mail for whoever holds it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.matrix.policy import (
    EVERYONE,
    FORMER,
    LEAD_A,
    LEAD_B,
    STAYS,
    VISITOR,
    Body,
    Relation,
    Row,
    Stranger,
    foreign,
    mixed,
    own,
    removed,
)
from tests.matrix.rows.places import ONCE, no_body
from tests.matrix.stage import Stage

OF_A_SYSTEM = {
    Relation.NEIGHBOURING: "a system has one roster",
    Relation.MIXED: "a slug names systems only",
    Relation.REMOVED: STAYS,
}
OF_A_BUNDLE = {Relation.NEIGHBOURING: "a system has one roster", Relation.REMOVED: "what is put away is listed still"}


def with_a_bundle(_stage: Stage, _thing: str) -> Body:
    return {"once": ONCE, "file": SimpleUploadedFile("export.zip", b"PK\x03\x04", "application/zip"), "whole": "1"}


SYSTEMS = (own("alder", act=LEAD_A), foreign("brier", act=LEAD_B), foreign("elsewhere"))

ROWS = [
    Row("exchange:roster", SYSTEMS, OF_A_SYSTEM, methods="GET POST", form_page=True, body=with_a_bundle),
    Row("exchange:orgs", (own("alder", see=LEAD_A), foreign("brier", see=LEAD_B), foreign("elsewhere")), OF_A_SYSTEM),
    Row("exchange:people", (own("alder", see=LEAD_A), foreign("brier", see=LEAD_B), foreign("elsewhere")), OF_A_SYSTEM),
    Row(
        "exchange:invite_line",
        (
            own("line of alder", act=LEAD_A),
            foreign("line of brier", act=LEAD_B),
            mixed("line of brier, as alder’s"),
            removed("line of alder, gone", idle=LEAD_A),
        ),
        {Relation.NEIGHBOURING: "a system has one roster"},
        methods="POST",
        body=no_body,
    ),
    Row("exchange:invite", SYSTEMS, OF_A_SYSTEM, methods="GET POST", form_page=True, body=no_body),
    Row(
        "exchange:bundle",
        (
            own("bundle of alder", see=LEAD_A),
            own("bundle of alder, put in", see=LEAD_A),
            foreign("bundle of brier", see=LEAD_B),
            mixed("talk"),
        ),
        OF_A_BUNDLE,
    ),
    *(
        Row(
            route,
            (
                own("bundle of alder", act=LEAD_A),
                own("bundle of alder, put in", idle=LEAD_A),
                foreign("bundle of brier", act=LEAD_B),
                mixed("talk"),
            ),
            OF_A_BUNDLE,
            methods="POST",
            body=no_body,
        )
        for route in ("exchange:put_in", "exchange:put_away")
    ),
    Row(
        "exchange:claim",
        (
            own("mail of alder’s roster", see=EVERYONE, act=FORMER, idle=VISITOR),
            foreign("mail of brier’s roster", see=EVERYONE, idle=VISITOR),
            mixed("link to talk"),
            removed("mail of alder’s roster, made up"),
        ),
        {Relation.NEIGHBOURING: "a system has one roster"},
        methods="GET POST",
        stranger=Stranger.TOLD_NOTHING,
        body=no_body,
        refused=422,
    ),
]
