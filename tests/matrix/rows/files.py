"""Pictures, documents and videos: added, looked at, put right, taken away."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.matrix.filing import a_png
from tests.matrix.policy import (
    ALDER_TEAM,
    BEHIND_BRIER,
    BEHIND_NETWORK,
    COACH,
    EVERYONE,
    FACILITATOR,
    MEMBER,
    SEATS,
    SIGNED_IN,
    TALK,
    Body,
    Case,
    Relation,
    Row,
    foreign,
    mixed,
    neighbouring,
    own,
    removed,
)
from tests.matrix.rows.places import ONCE, OPEN, no_body
from tests.matrix.stage import Stage

SAID = {"body": "Look at this."}
VIDEO = {
    "once": ONCE, "name": "Four minutes of talk", "address": "https://films.example.org/4", "minutes": "4", "captions": "yes",
}  # fmt: skip


def with_a_picture(_stage: Stage, _thing: str) -> Body:
    picture = SimpleUploadedFile("board.png", a_png(), "image/png")
    return {"once": ONCE, "description": "The board after the talk.", "file": picture, "whole": "1"}


def of_what_may_be_edited() -> tuple[Case, ...]:
    return (
        own("conversation of talk", see=TALK, act=MEMBER | FACILITATOR),
        own("cycle at do of alder, shared", see=BEHIND_NETWORK, act=ALDER_TEAM),
        own("lesson of alder", act=ALDER_TEAM),
        own("edition", see=SIGNED_IN),
        neighbouring("conversation of seats", act=SEATS),
        foreign("conversation of brier", act=BEHIND_BRIER),
        foreign("problem of brier"),
        mixed("post of talk"),
        removed("conversation of talk, removed"),
    )


def of_what_may_be_spoken_of() -> tuple[Case, ...]:
    return (
        own("conversation of talk", act=TALK),
        own("cycle at do of alder, shared", act=BEHIND_NETWORK),
        own("conversation of coach and member", act=COACH | MEMBER),
        own("edition", see=SIGNED_IN),
        neighbouring("conversation of seats", act=SEATS),
        foreign("conversation of brier", act=BEHIND_BRIER),
        foreign("problem of brier"),
        mixed("post of talk"),
        removed("conversation of talk, removed"),
    )


def to_be_seen(of: str = "") -> tuple[Case, ...]:
    return (
        own(f"{of}file of talk", see=TALK),
        own(f"{of}file said in talk", see=TALK),
        own(f"{of}file of alder’s team", see=ALDER_TEAM),
        own(f"{of}file of everyone", see=EVERYONE),
        neighbouring(f"{of}file of seats", see=SEATS),
        foreign(f"{of}file of brier", see=BEHIND_BRIER),
        removed(f"{of}removed file of talk"),
        removed(f"{of}file of talk, removed"),
        removed(f"{of}file of a post taken back"),
    )


ROWS = [
    Row("commons:add_file", of_what_may_be_edited(), methods="GET POST", form_page=True, body=with_a_picture),
    Row("commons:add_video", of_what_may_be_edited(), methods="GET POST", form_page=True, body=lambda *_: VIDEO),
    Row(
        "talk:say_with_file", of_what_may_be_spoken_of(), methods="GET POST", form_page=True,
        body=lambda *of: {**with_a_picture(*of), **SAID},
    ),
    Row(
        "talk:say_with_video", of_what_may_be_spoken_of(), methods="GET POST", form_page=True,
        body=lambda *_: VIDEO | SAID,
    ),
    Row("commons:download", (*to_be_seen(), mixed("conversation of talk")), stranger=OPEN),
    Row("commons:picture", (*to_be_seen("picture of "), mixed("picture of no such size")), stranger=OPEN),
    Row(
        "commons:describe_file",
        (
            own("file of talk", act=MEMBER | FACILITATOR),
            own("file said in talk", act=MEMBER),
            own("file of alder’s team", act=ALDER_TEAM),
            neighbouring("file of seats", act=SEATS),
            foreign("file of brier", act=BEHIND_BRIER),
            mixed("conversation of talk"),
            removed("removed file of talk"),
            removed("file of talk, removed"),
            removed("file of a post taken back"),
        ),
        methods="GET POST", body=lambda *_: {"once": ONCE, "description": "A green board."},
    ),
    Row(
        "commons:remove_file",
        (
            own("file of talk", see=TALK, act=MEMBER | FACILITATOR),
            own("file said in talk", see=TALK, act=MEMBER | FACILITATOR),
            own("file of everyone", see=SIGNED_IN),
            neighbouring("file of seats", act=SEATS),
            foreign("file of brier", act=BEHIND_BRIER),
            mixed("conversation of talk"),
            removed("removed file of talk"),
            removed("file of talk, removed"),
        ),
        methods="POST", body=no_body,
    ),
    Row(
        "commons:bring_back_file",
        (
            own("removed file of talk", act=MEMBER),
            neighbouring("removed file of seats", act=SEATS),
            foreign("removed file of brier", act=BEHIND_BRIER),
            mixed("file of talk"),
            mixed("conversation of talk"),
        ),
        {Relation.REMOVED: "that is what it is for"}, methods="POST", body=no_body,
    ),
]  # fmt: skip
