"""Loading the record: twenty-two real school systems as published facts. No person, deed or word of theirs is invented."""

from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from pergola.gather.actions import add_member_system, add_phase, found_network
from pergola.insight.actions import release_numbers
from pergola.people.models import Person
from pergola.spaces.models import Network
from pergola.systems import record
from pergola.systems.actions import enter_system, give_districts, place_schools
from pergola.systems.directory.importing import import_file
from pergola.systems.models import SchoolOf, SchoolSystem
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.opening import open_walls, walls
from pergola.walls.reasons import Reason

PURPOSE = _(
    "School systems that redesigned professional learning together, convened by Learning Forward: to make it responsive to"
    " teachers’ needs, and to measure whether it improves practice. Shown here as published, and counted from the directory."
)
MISSING = _(
    "Their schools are not counted yet: the published files of NCES are not loaded here. Whoever keeps this"
    " server can get them from nces.ed.gov and read them in."
)
"""Stands beside the purpose for as long as it is so."""
ENDS = date(2017, 5, 31)
"""Eighteen months from December 2015, as published."""


def is_loaded() -> bool:
    return SchoolSystem.objects.unrestricted(Reason.DEMO).filter(slug=record.ENTRIES[-1].slug, sample=False).exists()


def take_directory(folder: Path) -> list[str]:
    """Every published file of the folder, and what was refused, a sentence each."""
    refused = []
    for path in sorted(folder.glob("*.csv")):
        report = import_file(path)
        if report.refused:
            refused.append(f"{report.file}: {report.refusal}")
        else:
            click.echo(f"  {report.file}: {report.taken:,} rows in {report.seconds:.1f} s", err=True)
    return refused


def load(*, by: Person) -> None:
    """Enter the twenty-two, found their network, count. Nothing of it stays if it does not end well."""
    with walls([PUBLIC_WALL]):
        systems = [_enter(by, entry) for entry in record.ENTRIES]
        network = found_network(by=by, name=record.NETWORK_NAME, purpose=purpose(), starts=record.BEGAN, ends=ENDS)
        with walls({*open_walls(), network.wall_id}):
            add_phase(by=by, network=network, name=_("Eighteen months, as published"), starts=record.BEGAN, ends=ENDS)
            for entry, system in zip(record.ENTRIES, systems, strict=True):
                add_member_system(by=by, network=network, system=system, joined=entry.joined, note=str(entry.note))
            release_numbers(by=by, network=network)


def count_again(*, by: Person) -> None:
    """The directory has come since: give each system what is now there, and release the numbers anew."""
    with walls([PUBLIC_WALL]):
        for entry in record.ENTRIES:
            _place(by, SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug=entry.slug), entry)
        wall = _wall()
        with walls({*open_walls(), wall}):
            network = Network.objects.unrestricted(Reason.DEMO).get(wall=wall)
            network.purpose = purpose()
            network.save(update_fields=["purpose"])
            release_numbers(by=by, network=network)


def purpose() -> str:
    return str(PURPOSE) if is_counted() else f"{PURPOSE} {MISSING}"


def is_counted() -> bool:
    """Do the systems have what the directory holds of them?"""
    return SchoolOf.objects.filter(system__sample=False).exists()


def _wall() -> int:
    return Wall.objects.get(kind=Wall.Kind.NETWORK, name=record.NETWORK_NAME).pk


def _enter(by: Person, entry: record.Entry) -> SchoolSystem:
    system = enter_system(
        by=by,
        slug=entry.slug,
        name=entry.name,
        short_name=entry.short_name,
        town=entry.town,
        state=entry.state,
        kind=entry.kind,
        note=str(entry.note),
    )
    _place(by, system, entry)
    return system


def _place(by: Person, system: SchoolSystem, entry: record.Entry) -> None:
    found = record.resolve(entry)
    give_districts(by=by, system=system, districts=found.districts)
    place_schools(by=by, system=system, schools=found.schools)
