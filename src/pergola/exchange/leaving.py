"""Whoever has left a system: out of everything it let them into, in the same transaction. Their work and their name stay.

The temporary table `leaving` (id, sourced_id, person_id, name, role: lines of the roster) says who. Nobody is removed from a wall
they are behind for another reason, and the last leads of a system stay until somebody else leads it.
"""

# ruff: noqa: S608 - every name put into these statements is declared in this module; values are bound

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from pergola.exchange.oneroster.cells import role_in_words
from pergola.exchange.oneroster.report import KEPT, Report, Told
from pergola.people.models import Person

NAMED_IN_A_WALL: Final = (
    *("spaces_membership", "spaces_audienceperson", "spaces_teammember", "spaces_hubrole"),
    *("gather_support", "gather_pathwayplace", "gather_workplace"),
)
"""Tables in which somebody stands only while they are behind the wall: a key says so."""


@dataclass(frozen=True, slots=True)
class Leaving:
    wall: int
    system: int
    by: Person | None
    at: datetime
    report: Report

    @property
    def bound(self) -> dict[str, Any]:
        by = self.by.pk if self.by else None
        return {"wall": self.wall, "system": self.system, "by": by, "at": self.at}


def let_leave(cursor: CursorWrapper, one: Leaving) -> None:
    """The walls of the system, and of the networks in which it has teams, must be open."""
    _last_leads_stay(cursor, one)
    _tell(cursor, one)
    cursor.execute("SELECT count(*) FROM leaving")
    if cursor.fetchone() == (0,):
        return
    _take_back_invitations(cursor, one)
    _out_of_networks(cursor, one)
    _out_of(cursor, "l.wall_id = %(wall)s AND l.person_id IN (SELECT person_id FROM leaving)", one.bound)
    cursor.execute(
        "UPDATE systems_rosterperson SET gone = %(at)s, line = NULL WHERE id IN (SELECT id FROM leaving)", one.bound
    )


def _last_leads_stay(cursor: CursorWrapper, one: Leaving) -> None:
    cursor.execute(
        "SELECT count(*) FROM people_wallmember WHERE wall_id = %(wall)s AND role = 'lead'"
        " AND person_id NOT IN (SELECT person_id FROM leaving)",
        one.bound,
    )
    (others,) = cursor.fetchone() or (0,)
    if others:
        return
    cursor.execute(
        "DELETE FROM leaving l USING people_wallmember w WHERE w.wall_id = %(wall)s AND w.person_id = l.person_id"
        " AND w.role = 'lead' RETURNING l.name, l.role",
        one.bound,
    )
    why = _("is no longer in the roster, and nobody else leads here: stays. Give somebody else the lead first")
    one.report.stays += [Told(name, why) for name, _role in cursor.fetchall()]


def _tell(cursor: CursorWrapper, one: Leaving) -> None:
    """Who goes, and what they lose by it."""
    cursor.execute("SELECT count(*) FROM leaving")
    (one.report.people.gone,) = cursor.fetchone() or (0,)
    cursor.execute(
        "SELECT l.name, l.role, coalesce(w.role, ''), (SELECT count(*) FROM spaces_membership m"
        " WHERE m.wall_id = %(wall)s AND m.person_id = l.person_id)"
        " FROM leaving l LEFT JOIN people_wallmember w ON w.wall_id = %(wall)s AND w.person_id = l.person_id"
        f" ORDER BY coalesce(w.role, '') IN ('', 'member'), 4 DESC, l.name LIMIT {KEPT}",
        one.bound,
    )
    one.report.gone = [Told(name, _what(*told)) for name, *told in cursor.fetchall()]
    counts = {
        "communities": "spaces_membership x WHERE x.wall_id = %(wall)s AND x.person_id IN (SELECT person_id FROM leaving)",
        "seats": (
            "spaces_teammember x JOIN spaces_team t ON t.id = x.team_id WHERE t.system_id = %(system)s"
            " AND x.person_id IN (SELECT person_id FROM leaving)"
        ),
        "roles": (
            "people_wallmember x WHERE x.wall_id = %(wall)s AND x.role <> 'member'"
            " AND x.person_id IN (SELECT person_id FROM leaving)"
        ),
    }
    for name, of in counts.items():
        cursor.execute(f"SELECT count(*) FROM {of}", one.bound)
        (one.report.loses[name],) = cursor.fetchone() or (0,)


def _what(role: str, held: str, communities: int) -> str:
    said = role_in_words(role)
    if held not in ("", "member"):
        said = _("%(role)s, and %(held)s here") % {"role": said, "held": held}
    return _("%(role)s, in %(n)d communities") % {"role": said, "n": communities} if communities else said


def _take_back_invitations(cursor: CursorWrapper, one: Leaving) -> None:
    """Open ones to them, and open ones of theirs: nobody comes in on the word of somebody who has left."""
    cursor.execute(
        "UPDATE gather_invitation v SET answer = 'withdrawn', answered = %(at)s, answered_by_id = %(by)s"
        " WHERE v.answered IS NULL AND (v.wall_id = %(wall)s OR v.team_id IN (SELECT id FROM spaces_team WHERE system_id = %(system)s))"
        " AND (v.invited_by_id IN (SELECT person_id FROM leaving) OR lower(v.email) IN ("
        "   SELECT lower(i.email) FROM people_identity i JOIN leaving l ON l.person_id = i.person_id"
        "   UNION SELECT lower(p.contact) FROM people_person p JOIN leaving l ON l.person_id = p.id WHERE p.contact <> ''))",
        one.bound,
    )
    one.report.loses["invitations"] = cursor.rowcount
    cursor.execute(
        "UPDATE systems_rosterinvitation SET answered = %(at)s WHERE wall_id = %(wall)s AND answered IS NULL"
        " AND (sourced_id IN (SELECT sourced_id FROM leaving) OR invited_by_id IN (SELECT person_id FROM leaving))",
        one.bound,
    )


def _out_of_networks(cursor: CursorWrapper, one: Leaving) -> None:
    """Off this system’s teams; and out of a network where nothing else holds them: no other seat, no role in its hub."""
    cursor.execute(
        "CREATE TEMP TABLE unseated ON COMMIT DROP AS SELECT DISTINCT m.wall_id, m.person_id FROM spaces_teammember m"
        " JOIN spaces_team t ON t.id = m.team_id WHERE t.system_id = %(system)s AND m.person_id IN (SELECT person_id FROM leaving)",
        one.bound,
    )
    cursor.execute(
        "DELETE FROM spaces_teammember m USING spaces_team t WHERE t.id = m.team_id AND t.system_id = %(system)s"
        " AND m.person_id IN (SELECT person_id FROM leaving)",
        one.bound,
    )
    cursor.execute(
        "DELETE FROM unseated u WHERE EXISTS (SELECT 1 FROM spaces_teammember m WHERE m.wall_id = u.wall_id AND m.person_id = u.person_id)"
        " OR EXISTS (SELECT 1 FROM spaces_hubrole h WHERE h.wall_id = u.wall_id AND h.person_id = u.person_id)"
        " OR EXISTS (SELECT 1 FROM people_wallmember w WHERE w.wall_id = u.wall_id AND w.person_id = u.person_id AND w.role <> 'member')"
    )
    _out_of(cursor, "(l.wall_id, l.person_id) IN (SELECT wall_id, person_id FROM unseated)", one.bound)
    cursor.execute("DROP TABLE unseated")


def _out_of(cursor: CursorWrapper, whom: str, bound: dict[str, Any]) -> None:
    """Out of what stands behind a wall, and then from behind it. What stood between two of them has ended."""
    for who in ("asked_by_id", "asked_to_id"):
        one = whom.replace("l.person_id", f"l.{who}")
        ended = "ended = CASE WHEN l.answer = 'yes' THEN %(at)s::timestamptz END"
        taken = (
            "answer = CASE WHEN l.answer = 'yes' THEN 'yes' ELSE 'back' END, answered = coalesce(l.answered, %(at)s)"
        )
        still = "l.ended IS NULL AND l.answer IN ('', 'yes')"
        cursor.execute(f"UPDATE gather_pair l SET {ended}, {taken} WHERE {still} AND {one}", bound)
    for table in (*NAMED_IN_A_WALL, "people_wallmember"):
        cursor.execute(f"DELETE FROM {table} l WHERE {whom}", bound)
