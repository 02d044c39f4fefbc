"""Rosters for the matrix: a line, a school, a bundle that waits and a mail for Alder Valley, and the same for Brierfield."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, person
from tests.matrix.chains import WHEN

from pergola.commons.by_link import hashed
from pergola.exchange.invitations import token
from pergola.exchange.oneroster.report import Changes, Report, Told
from pergola.kernel.clock import now
from pergola.people.models import Person, WallMember
from pergola.systems.models import RosterImport, RosterInvitation, RosterOrg, RosterPerson

SECRETS = {"alder": "a-secret-of-alder", "brier": "a-secret-of-brier"}


def lay_rosters(things: dict[str, dict[str, Any]], cast: Cast) -> None:
    """Every wall is open while this is done. Two newcomers of each system, one of them invited already."""
    for name in SECRETS:
        wall = (cast.alder_wall if name == "alder" else cast.brier_wall).pk
        who = [person(f"{what} of {name}") for what in ("Rostered", "Invited")]
        WallMember.objects.bulk_create(WallMember(wall_id=wall, person=one) for one in who)
        address = "former-member@alder.example" if name == "alder" else "invited@roster.example"
        lay_roster(things, cast, name, who, address)
    things["brier"] = {"slug": cast.brier.slug}
    left = RosterPerson.objects.create(
        wall=cast.alder_wall, sourced_id="u9", person=person("Left of alder"), name="Left of alder", email="left@roster.example",
        role="teacher", org="s1", since=WHEN, gone=WHEN,
    )  # fmt: skip
    things["line of alder, gone"] = {"slug": cast.alder.slug, "pk": left.pk}
    things["line of brier, as alder’s"] = {"slug": cast.alder.slug, "pk": things["line of brier"]["pk"]}


def lay_roster(things: dict[str, dict[str, Any]], cast: Cast, name: str, who: list[Person], address: str) -> None:
    """A school, two lines, a mail to the second; a bundle that waits and one that was put in."""
    system, lead = (cast.alder, cast.lead_a) if name == "alder" else (cast.brier, cast.lead_b)
    wall = system.wall_id
    assert wall is not None
    RosterOrg.objects.create(wall_id=wall, sourced_id="s1", name=f"School of {name}", kind="school")
    lines = [
        RosterPerson.objects.create(
            wall_id=wall, sourced_id=f"u{number}", person=one, name=one.name, email=email, role="teacher", org="s1", since=WHEN
        )
        for number, (one, email) in enumerate(zip(who, (f"{name}@roster.example", address), strict=True))
    ]  # fmt: skip
    RosterInvitation.objects.create(
        wall_id=wall, sourced_id=lines[1].sourced_id, email=address, secret=hashed(SECRETS[name]), invited_by=lead, sent=WHEN,
        expires=now() + timedelta(days=30),
    )  # fmt: skip
    things[f"line of {name}"] = {"slug": system.slug, "pk": lines[0].pk}
    report = Report(file="export.zip", version="1.2", kind="bulk", rows=1, people=Changes(added=1))
    report.added = [Told(f"Newcomer of {name}", "teacher", "users.csv", 2)]
    common = {"wall_id": wall, "by": lead, "made": WHEN, "report": report.as_json(), "kind": "bulk"}
    ready = RosterImport.objects.create(file=f"{name}.zip", state=RosterImport.State.READY, key="1/nothing", **common)
    old = RosterImport.objects.create(file=f"{name}-old.zip", state=RosterImport.State.APPLIED, settled=WHEN, **common)
    things[f"bundle of {name}"], things[f"bundle of {name}, put in"] = {"pk": ready.pk}, {"pk": old.pk}
    things[f"mail of {name}’s roster"] = {"token": token(wall, SECRETS[name])}
    things[f"mail of {name}’s roster, made up"] = {"token": token(wall, "another-secret")}
