"""What was sifted, laid over the roster as it is: set by set, in the one transaction whoever calls has opened.

`settle` does it and says what it did. A preview is the same, rolled back: what it says is what would happen.
"""

# ruff: noqa: S608 - every name put into these statements is declared in this module; values are bound

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from pergola.exchange.coming import Coming, adding
from pergola.exchange.leaving import Leaving, let_leave
from pergola.exchange.oneroster.cells import role_in_words
from pergola.exchange.oneroster.loops import loop_in
from pergola.exchange.oneroster.manifest import Mode
from pergola.exchange.oneroster.report import KEPT, Fate, Problem, Told
from pergola.exchange.oneroster.sifting import KEPT as KEPT_PEOPLE
from pergola.exchange.oneroster.sifting import KEPT_ORGS, ORGS, PEOPLE, UNSEEN, Sifted
from pergola.kernel.clock import now
from pergola.kernel.errors import Unreadable
from pergola.people.models import Person

INCOMING: Final = {
    ORGS: "row int, sourced_id text, name text, kind text, identifier text, nces text, parent text, leaving bool",
    UNSEEN: "line bigint",
    KEPT_PEOPLE: "sourced_id text",
    KEPT_ORGS: "sourced_id text",
}
MADE: Final = ("differing", "fresh", "leaving", "org_settled")
USERS_FILE: Final = "users.csv"


@dataclass(slots=True)
class Settling:
    """One sifted bundle over one system’s roster."""

    sifted: Sifted
    wall: int
    system: int
    by: Person | None
    coming: Coming

    @property
    def at(self) -> datetime:
        return self.coming.at

    @property
    def bound(self) -> dict[str, Any]:
        return {"wall": self.wall, "at": self.at, "today": self.sifted.today, "first": self.coming.first}


def settle(sifted: Sifted, *, wall: int, system: int, by: Person | None, came: Coming | None = None) -> None:
    """Change the roster, and who is behind the wall by it. The report says what became of whom. Raises Unreadable.

    People who came while the bundle was read need not be brought again.
    """
    if came is None:
        with Coming(wall, now()) as came:
            came.take_file(sifted.path(PEOPLE))
    one = Settling(sifted, wall, system, by, came)
    with connection.cursor() as cursor:
        _copy(cursor, one)
        if sifted.orgs is not Mode.ABSENT:
            _settle_orgs(cursor, one)
        if sifted.people is not Mode.ABSENT:
            _settle_people(cursor, one)
        _drop(cursor)


def _drop(cursor: CursorWrapper) -> None:
    cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming_people CASCADE")
    names = ", ".join(f"pg_temp.{name}" for name in (*(f"incoming_{name}" for name in INCOMING), *MADE))
    cursor.execute(f"DROP TABLE IF EXISTS {names}")


def _copy(cursor: CursorWrapper, one: Settling) -> None:
    for name, columns in INCOMING.items():
        cursor.execute(f"CREATE TEMP TABLE incoming_{name} ({columns}) ON COMMIT DROP")
        with one.sifted.path(name).open("rb") as file, cursor.copy(f"COPY incoming_{name} FROM STDIN") as copy:
            while piece := file.read(1 << 18):
                copy.write(piece)


def _settle_orgs(cursor: CursorWrapper, one: Settling) -> None:
    report, facts = one.sifted.report, ("name", "kind", "identifier", "parent", "school_id")
    cursor.execute(
        "CREATE TEMP TABLE org_settled ON COMMIT DROP AS SELECT i.row, i.sourced_id, i.name, i.kind, i.identifier, i.parent,"
        " s.id AS school_id, i.leaving, t.id AS known, t.gone IS NOT NULL AS was_gone,"
        f" ROW({', '.join(f't.{name}' for name in facts[:-1])}, t.school_id)"
        f" IS DISTINCT FROM ROW({', '.join(f'i.{name}' for name in facts[:-1])}, s.id) AS differs"
        " FROM incoming_orgs i LEFT JOIN systems_rosterorg t ON t.wall_id = %(wall)s AND t.sourced_id = i.sourced_id"
        " LEFT JOIN systems_school s ON i.nces <> '' AND s.nces_id = i.nces",
        one.bound,
    )
    cursor.execute(
        "SELECT count(*) FILTER (WHERE known IS NULL), count(*) FILTER (WHERE known IS NOT NULL AND differs AND NOT was_gone),"
        " count(*) FILTER (WHERE was_gone), count(*) FILTER (WHERE known IS NOT NULL AND NOT differs AND NOT was_gone),"
        " count(school_id) FROM org_settled WHERE NOT leaving"
    )
    changes = report.orgs
    changes.added, changes.changed, changes.back, changes.unchanged, report.matched = cursor.fetchone() or (0,) * 5
    cursor.execute(
        f"UPDATE systems_rosterorg t SET {', '.join(f'{name} = i.{name}' for name in facts)}, gone = NULL"
        " FROM org_settled i WHERE t.id = i.known AND NOT i.leaving AND (i.differs OR i.was_gone)"
    )
    cursor.execute(
        f"INSERT INTO systems_rosterorg (wall_id, sourced_id, {', '.join(facts)})"
        f" SELECT %(wall)s, sourced_id, {', '.join(facts)} FROM org_settled WHERE known IS NULL AND NOT leaving ORDER BY row",
        one.bound,
    )
    left = (
        "EXISTS (SELECT 1 FROM incoming_orgs i WHERE i.sourced_id = t.sourced_id AND i.leaving)"
        if one.sifted.orgs is Mode.DELTA
        else "NOT EXISTS (SELECT 1 FROM incoming_orgs i WHERE i.sourced_id = t.sourced_id)"
        " AND NOT EXISTS (SELECT 1 FROM incoming_kept_orgs k WHERE k.sourced_id = t.sourced_id)"
    )
    cursor.execute(
        f"UPDATE systems_rosterorg t SET gone = %(at)s WHERE t.wall_id = %(wall)s AND t.gone IS NULL AND {left}"
        " RETURNING t.name, t.kind",
        one.bound,
    )
    gone = cursor.fetchall()
    changes.gone, report.orgs_gone = len(gone), [Told(name, kind) for name, kind in sorted(gone)[:KEPT]]
    _look_at_the_tree(cursor, one)
    cursor.execute("ANALYZE systems_rosterorg")


def _look_at_the_tree(cursor: CursorWrapper, one: Settling) -> None:
    """No organisation stands under itself; one whose parent is nowhere stands by itself, which is said."""
    cursor.execute(
        "SELECT sourced_id, parent, name FROM systems_rosterorg WHERE wall_id = %(wall)s AND gone IS NULL", one.bound
    )
    rows = cursor.fetchall()
    parents, names = {sid: parent for sid, parent, _name in rows}, {sid: name for sid, _parent, name in rows}
    if loop := loop_in(parents):
        way = " → ".join(f"{names[sid]} ({sid})" for sid in [*loop[:5], loop[0]])
        raise Unreadable(
            _("orgs.csv: an organisation stands under itself: %(way)s. Put its parent right.") % {"way": way}
        )
    cursor.execute("SELECT row, sourced_id, parent FROM incoming_orgs WHERE parent <> '' AND NOT leaving ORDER BY row")
    for row, _sid, parent in cursor.fetchall():
        if parent not in parents:
            why = _("is the id of no organisation here, so that this one stands under no other")
            one.sifted.report.note(Problem("orgs.csv", row, "parentSourcedId", parent[:80], why, Fate.KEPT))


def _settle_people(cursor: CursorWrapper, one: Settling) -> None:
    _match(cursor, one)
    _who_leaves(cursor, one)
    _tell(cursor, one)
    _change(cursor, one)
    if not one.coming.first:
        for statement in adding("fresh"):
            cursor.execute(statement, one.bound)
    let_leave(cursor, Leaving(one.wall, one.system, one.by, one.at, one.sifted.report))


def _match(cursor: CursorWrapper, one: Settling) -> None:
    """Who of the bundle is new, and who is known and differs. In a roster of nobody all were new, and are in already.

    Each who is told of is looked up by their id: of a bundle that is nearly as the last one, they are few. `OFFSET 0` keeps
    PostgreSQL, which knows nothing yet of what came in, from reading the whole roster for them.
    """
    known = "systems_rosterperson t WHERE t.wall_id = %(wall)s AND t.sourced_id = i.sourced_id OFFSET 0"
    cursor.execute(
        "CREATE TEMP VIEW fresh AS SELECT i.* FROM incoming_people i WHERE NOT i.leaving"
        if one.coming.first
        else "CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT i.* FROM incoming_people i WHERE NOT i.leaving"
        f" AND NOT EXISTS (SELECT 1 FROM {known})",
        None if one.coming.first else one.bound,
    )
    cursor.execute(
        "CREATE TEMP TABLE differing ON COMMIT DROP AS SELECT i.row, t.id, t.person_id, t.name AS old_name, i.name,"
        " t.email AS old_email, i.email, t.role AS old_role, i.role, t.org AS old_org, i.org, i.roles, i.line, i.until,"
        " t.gone IS NOT NULL AS back,"
        " ROW(t.name, t.email, t.role, t.org, t.roles) IS DISTINCT FROM ROW(i.name, i.email, i.role, i.org, i.roles) AS differs"
        f" FROM incoming_people i, LATERAL (SELECT t.* FROM {known}) t"
        " WHERE NOT %(first)s AND NOT i.leaving AND ROW(t.name, t.email, t.role, t.org, t.roles, t.line, t.until, t.gone)"
        " IS DISTINCT FROM ROW(i.name, i.email, i.role, i.org, i.roles, i.line, i.until, NULL::timestamptz)",
        one.bound,
    )
    cursor.execute("ANALYZE differing")


def _who_leaves(cursor: CursorWrapper, one: Settling) -> None:
    left = (
        "EXISTS (SELECT 1 FROM incoming_people i WHERE i.sourced_id = t.sourced_id AND i.leaving)"
        if one.sifted.people is Mode.DELTA
        else "(t.line IS NULL OR t.until <= %(today)s OR t.line IN (SELECT line FROM incoming_unseen))"
        " AND NOT EXISTS (SELECT 1 FROM incoming_people i WHERE i.sourced_id = t.sourced_id)"
        " AND NOT EXISTS (SELECT 1 FROM incoming_kept k WHERE k.sourced_id = t.sourced_id)"
    )
    cursor.execute(
        "CREATE TEMP TABLE leaving ON COMMIT DROP AS SELECT t.id, t.sourced_id, t.person_id, t.name, t.role FROM systems_rosterperson t"
        f" WHERE NOT %(first)s AND t.wall_id = %(wall)s AND t.gone IS NULL AND {left}",
        one.bound,
    )


def _tell(cursor: CursorWrapper, one: Settling) -> None:
    """Counts, and the first of each list, by name: for the leads, who read it before anything is put in."""
    report, changes = one.sifted.report, one.sifted.report.people
    cursor.execute("SELECT count(*) FROM fresh")
    (changes.added,) = cursor.fetchone() or (0,)
    cursor.execute("SELECT count(*) FILTER (WHERE differs AND NOT back), count(*) FILTER (WHERE back) FROM differing")
    changes.changed, changes.back = cursor.fetchone() or (0, 0)
    cursor.execute("SELECT count(*) FROM incoming_people WHERE NOT leaving")
    (told,) = cursor.fetchone() or (0,)
    changes.unchanged += told - changes.added - changes.changed - changes.back
    cursor.execute(
        "SELECT f.row, f.name, f.role, coalesce(o.name, '') FROM fresh f"
        " LEFT JOIN systems_rosterorg o ON o.wall_id = %(wall)s AND o.sourced_id = f.org"
        f" ORDER BY f.row LIMIT {KEPT}",
        one.bound,
    )
    report.added = [Told(name, _at_work(role, org), USERS_FILE, row) for row, name, role, org in cursor.fetchall()]
    cursor.execute(
        "SELECT d.row, d.old_name, d.name, d.old_email, d.email, d.old_role, d.role, coalesce(b.name, d.old_org), coalesce(a.name, d.org), d.back"
        " FROM differing d LEFT JOIN systems_rosterorg b ON b.wall_id = %(wall)s AND b.sourced_id = d.old_org"
        " LEFT JOIN systems_rosterorg a ON a.wall_id = %(wall)s AND a.sourced_id = d.org"
        f" WHERE d.differs OR d.back ORDER BY d.row LIMIT {KEPT}",
        one.bound,
    )
    for row, *told_of, back in cursor.fetchall():
        into = report.back if back else report.changed
        into.append(Told(told_of[1], _what_differs(*told_of), USERS_FILE, row))
    _tell_of_orgs_nobody_knows(cursor, one)


def _at_work(role: str, org: str) -> str:
    return f"{role_in_words(role)}, {org}" if org else role_in_words(role)


def _what_differs(*told: str) -> str:
    """“givenName, familyName: “Ana Ruiz” → “Ana Ruiz Vega””, by the columns it stands in."""
    pairs = zip(told[::2], told[1::2], strict=True)
    columns = ("givenName, familyName", "email", "role", "orgSourcedId")
    parts = [
        f"{column}: “{_said(column, old)}” → “{_said(column, new)}”"
        for column, (old, new) in zip(columns, pairs, strict=True)
        if old != new
    ]
    return "; ".join(parts)


def _said(column: str, text: str) -> str:
    return role_in_words(text) if column == "role" else text


def _tell_of_orgs_nobody_knows(cursor: CursorWrapper, one: Settling) -> None:
    cursor.execute(
        "SELECT i.row, i.org FROM incoming_people i WHERE i.org <> '' AND NOT i.leaving AND NOT EXISTS (SELECT 1"
        " FROM systems_rosterorg o WHERE o.wall_id = %(wall)s AND o.sourced_id = i.org AND o.gone IS NULL) ORDER BY i.row",
        one.bound,
    )
    why = _("is the id of no organisation here, so that no school is known of this person")
    for row, org in cursor.fetchall():
        one.sifted.report.note(Problem(USERS_FILE, row, "orgSourcedId", org[:80], why, Fate.CELL))


def _change(cursor: CursorWrapper, one: Settling) -> None:
    """A name or address that somebody has put right here themselves stays as they put it."""
    cursor.execute(
        "UPDATE systems_rosterperson t SET name = d.name, email = d.email, role = d.role, org = d.org, roles = d.roles,"
        " line = d.line, until = d.until, gone = NULL FROM differing d WHERE t.id = d.id"
    )
    cursor.execute(
        "UPDATE people_person p SET name = CASE WHEN p.name = d.old_name THEN d.name ELSE p.name END,"
        " contact = CASE WHEN p.contact = d.old_email THEN d.email ELSE p.contact END"
        " FROM differing d WHERE p.id = d.person_id AND p.erased IS NULL"
        " AND ((p.name = d.old_name AND d.name <> d.old_name) OR (p.contact = d.old_email AND d.email <> d.old_email))"
    )
    cursor.execute(
        "INSERT INTO people_wallmember (wall_id, person_id, role, since) SELECT %(wall)s, d.person_id, 'member', %(at)s"
        " FROM differing d JOIN people_person p ON p.id = d.person_id WHERE d.back AND p.erased IS NULL"
        " ON CONFLICT (wall_id, person_id) DO NOTHING",
        one.bound,
    )
