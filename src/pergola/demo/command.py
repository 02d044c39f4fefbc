"""`pergola demo` loads the demo with this: both halves, once; then says how to sign in as each kind of person."""

import time
from collections.abc import Callable
from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from pergola.demo import invented, nearby, published, rostering
from pergola.demo.gathering import OPERATOR, address_of
from pergola.demo.people import PEOPLE
from pergola.people.models import Identity, Person


@click.command()
@click.option("--reset", is_flag=True, help="The data was thrown away just before: nothing is expected to be here.")
@click.option(
    "--directory", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The published NCES files."
)
def command(*, reset: bool, directory: Path | None) -> None:
    """Load the record and the sample, each whole or not at all; what is loaded already is left as it is."""
    if reset and invented.is_loaded():
        raise click.ClickException(
            _("There is still a demo in this database. Drop and make the database anew, then load again.")
        )
    say = Console(stderr=True, highlight=False)
    half(say, _("the sample: the Crossfields Network"), invented.is_loaded, invented.load)
    half(say, _("rosters of Alder Valley, the newest waiting for its lead"), rostering.is_waiting, rostering.load)
    half(say, _("who is near whom in Alder Valley, and what is meant each month"), nearby.is_loaded, nearby.load)
    operator = Identity.objects.select_related("person").get(email=address_of(OPERATOR)).person
    if directory is not None and not published.is_counted():
        for sentence in published.take_directory(directory):
            say.print(sentence, style="red", markup=False)
    half(
        say,
        _("the record: twenty-two real systems, as published"),
        published.is_loaded,
        lambda: published.load(by=operator),
    )
    if not published.is_counted():
        count_or_say_how(say, operator, directory)
    say.print(sign_in())


def half(say: Console, name: str, is_loaded: Callable[[], bool], load: Callable[[], None]) -> None:
    """One half, whole or not at all, with the time it took."""
    if is_loaded():
        say.print(_("  %(half)s: here already") % {"half": name}, markup=False)
        return
    began = time.monotonic()
    load()
    say.print(_("  %(half)s: %(n).1f s") % {"half": name, "n": time.monotonic() - began}, markup=False)


def count_or_say_how(say: Console, operator: Person, directory: Path | None) -> None:
    """The real schools are counted where the published files are; else say what is missing and how to get it."""
    if directory is not None:
        published.count_again(by=operator)
        return
    say.print(
        _(
            "  The real schools are not counted: that needs the published NCES files. Load them with bin/demo --directory PATH"
        ),
        markup=False,
    )


def sign_in() -> Table:
    """As whom one can look around."""
    table = Table(
        title=_("Look around as, at /demo/"), title_justify="left", box=None, pad_edge=True, header_style="dim"
    )
    table.add_column(_("who"), no_wrap=True)
    table.add_column(_("is"))
    table.add_column(_("address"), no_wrap=True)
    people = {
        one.email: one.person
        for one in Identity.objects.filter(email__in=[p.email for p in PEOPLE]).select_related("person")
    }
    for one in PEOPLE:
        if one.email in people:
            table.add_row(str(people[one.email]), str(one.who), one.email)
    table.add_row(_("anybody"), _("a visitor: open / without signing in"), "")
    return table
