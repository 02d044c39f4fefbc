"""Two persons become one: what others gave the one who was never signed in as comes along to the other.

Set SQL, everywhere the open walls reach. Whoever makes a table that names a person says here, or in the test that holds the
list, whether others may put somebody there before they ever sign in.
"""

# ruff: noqa: S608 - every name put into these statements is declared in this module; values are bound

from typing import Final
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

AT_A_PLACE: Final = {
    "spaces_membership": "community_id",
    "spaces_audienceperson": "audience_id",
    "spaces_teammember": "team_id",
    "spaces_hubrole": "network_id",
    "gather_support": "focus_area_id",
    "gather_pathwayplace": "pathway_id",
    "gather_workplace": "wall_id",
}
"""Tables in which somebody stands while they are behind the wall, and what once a person."""
SAID_OF_THEM: Final = {
    "instruments_ticket": "asking_id",
    "meetings_coming": "gathering_id",
    "meetings_presence": "gathering_id",
    "talk_notice": "wall_id, kind, event",
}
"""What others asked them, told them or wrote down of them, once a person as well."""
BETWEEN_TWO: Final = {"gather_pair": ("asked_by_id", "asked_to_id"), "gather_handover": ("given_by_id", "given_to_id")}
"""What stands between two people. By hand below: who would then be on both sides takes it back."""
STANDS: Final = "{0}.ended IS NULL AND {0}.answer IN ('', 'yes')"


def move_all(blank: UUID, to: UUID) -> None:
    bound = {"blank": str(blank), "to": str(to)}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT wall_id, %(to)s::uuid, role, since"
            " FROM people_wallmember WHERE person_id = %(blank)s::uuid ON CONFLICT (wall_id, person_id) DO NOTHING",
            bound,
        )
        _answered_is_answered(cursor, bound)
        for table, place in (AT_A_PLACE | SAID_OF_THEM).items():
            same = " AND ".join(f"a.{column} = b.{column}" for column in place.split(", "))
            cursor.execute(
                f"DELETE FROM {table} a USING {table} b WHERE a.person_id = %(blank)s::uuid AND b.person_id = %(to)s::uuid AND {same}",
                bound,
            )
            cursor.execute(f"UPDATE {table} SET person_id = %(to)s::uuid WHERE person_id = %(blank)s::uuid", bound)
        _move_pairs(cursor, bound)
        _move_hand_overs(cursor, bound)
        cursor.execute(
            "UPDATE routines_adoption SET learned_from_id = CASE WHEN by_id <> %(to)s::uuid THEN %(to)s::uuid END"
            " WHERE learned_from_id = %(blank)s::uuid",
            bound,
        )
        cursor.execute("DELETE FROM people_wallmember WHERE person_id = %(blank)s::uuid", bound)


def _answered_is_answered(cursor: CursorWrapper, bound: dict[str, str]) -> None:
    """Asked twice, by two addresses, one person answers once."""
    cursor.execute(
        "UPDATE instruments_ticket b SET answered = true FROM instruments_ticket a WHERE a.person_id = %(blank)s::uuid"
        " AND b.person_id = %(to)s::uuid AND a.asking_id = b.asking_id AND a.answered",
        bound,
    )


def _move_pairs(cursor: CursorWrapper, bound: dict[str, str]) -> None:
    """Nobody is a pair with themselves, or twice with the same one, or has two coaches: what they have already stays."""
    cursor.execute(
        "UPDATE gather_pair a SET ended = CASE WHEN a.answer = 'yes' THEN now() END,"
        " answer = CASE WHEN a.answer = 'yes' THEN 'yes' ELSE 'back' END, answered = coalesce(a.answered, now())"
        f" WHERE {STANDS.format('a')} AND %(blank)s::uuid IN (a.asked_by_id, a.asked_to_id) AND ("
        " %(to)s::uuid IN (a.asked_by_id, a.asked_to_id)"
        f" OR EXISTS (SELECT 1 FROM gather_pair b WHERE b.wall_id = a.wall_id AND {STANDS.format('b')}"
        "   AND %(to)s::uuid IN (b.asked_by_id, b.asked_to_id) AND %(blank)s::uuid NOT IN (b.asked_by_id, b.asked_to_id)"
        "   AND ((b.asked_by_id IN (a.asked_by_id, a.asked_to_id) OR b.asked_to_id IN (a.asked_by_id, a.asked_to_id))"
        "     OR (a.kind = 'coach' AND b.kind = 'coach' AND a.asked_by_id = %(blank)s::uuid AND b.asked_by_id = %(to)s::uuid))))",
        bound,
    )
    _move_between(cursor, "gather_pair", bound)
    cursor.execute("UPDATE gather_pair SET ended_by_id = %(to)s::uuid WHERE ended_by_id = %(blank)s::uuid", bound)


def _move_hand_overs(cursor: CursorWrapper, bound: dict[str, str]) -> None:
    cursor.execute(
        "UPDATE gather_handover SET answer = 'back', answered = now() WHERE answered IS NULL"
        " AND given_by_id = %(to)s::uuid AND given_to_id = %(blank)s::uuid",
        bound,
    )
    _move_between(cursor, "gather_handover", bound)


def _move_between(cursor: CursorWrapper, table: str, bound: dict[str, str]) -> None:
    """But what would then stand between somebody and themselves."""
    one, other = BETWEEN_TWO[table]
    for mine, theirs in ((one, other), (other, one)):
        cursor.execute(
            f"UPDATE {table} SET {mine} = %(to)s::uuid WHERE {mine} = %(blank)s::uuid AND {theirs} <> %(to)s::uuid",
            bound,
        )
