"""A lead’s acts on the roster of their system: send a bundle, put it in when they have read what it would do, put it away."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from pergola.commons.files.keeping import keep, let_go
from pergola.commons.models import Participation
from pergola.commons.models.participation import took_part
from pergola.exchange.rules import must_keep_roster
from pergola.kernel.clock import now
from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.systems.models import RosterImport, SchoolSystem
from pergola.walls.reasons import Reason

READ, PUT_IN = "exchange.read_roster", "exchange.put_in_roster"


@transaction.atomic
def send_bundle(*, by: Person, system: SchoolSystem, content: IO[bytes], name: str, size: int) -> RosterImport:
    """Keep what came until the worker has read it; it asks for it in the same transaction. One bundle at a time.

    One that waits to be put in goes on waiting: the new one takes its place once it is read, and not if it cannot be.
    """
    wall = must_keep_roster(by, system)
    _must_be_quiet(by, wall, "file")
    key = keep(wall, content)
    made = RosterImport.objects.create(
        wall_id=wall, by=by, file=name[:255], key=key, size=size, made=now(), report={"file": name[:255]}
    )
    _ask_worker(READ, made)
    return made


@transaction.atomic
def put_in(*, by: Person, one: RosterImport) -> RosterImport:
    """Do what the preview says. Whoever presses it answers for it."""
    held = _held(by, one)
    if held.state != RosterImport.State.READY:
        raise Refusal(_("This bundle is put in, or put away, already."))
    _must_be_quiet(by, held.wall_id)
    held.state, held.by = RosterImport.State.APPLYING, by
    held.save(update_fields=["state", "by"])
    took_part(by, Participation.Verb.CHANGED, wall=held.wall_id)
    _ask_worker(PUT_IN, held)
    return held


@transaction.atomic
def put_away(*, by: Person, one: RosterImport) -> None:
    """Nothing of it is put in; what was kept of it is forgotten."""
    held = _held(by, one)
    if held.state != RosterImport.State.READY:
        raise Refusal(_("This bundle is put in, or put away, already."))
    _put_away(held)


def take_place(*, by: Person | None, one: RosterImport) -> None:
    """What was read now waits to be put in: whatever waited before it no longer does. In the transaction of its reader."""
    del by  # whoever sent it: the worker says so for them
    before = RosterImport.objects.unrestricted(Reason.CHAIN_OF_ACT).select_for_update()
    for old in before.filter(wall=one.wall_id, state=RosterImport.State.READY).exclude(pk=one.pk):
        _put_away(old)


def _must_be_quiet(by: Person, wall: int, field: str | None = None) -> None:
    """Is none being read or put in just now?"""
    every = RosterImport.objects.editable_by(by).select_for_update().filter(wall=wall, state__in=RosterImport.OPEN)
    if any(one.is_at_work for one in every):
        raise Refusal(_("A bundle is being read or put in just now. Wait until it is done."), field=field)


def _held(by: Person, one: RosterImport) -> RosterImport:
    return RosterImport.objects.editable_by(by).select_for_update().get(pk=one.pk)


def _put_away(one: RosterImport) -> None:
    key = one.key
    one.state, one.key, one.settled = RosterImport.State.DROPPED, "", now()
    one.report = {"file": one.file}
    one.save(update_fields=["state", "key", "settled", "report"])
    transaction.on_commit(lambda: let_go([key]))


def put_away_old(*, by: None, wall: int, before: object) -> int:
    """At night, by the house itself: what nobody put in for days is forgotten."""
    old = RosterImport.objects.unrestricted(Reason.HOUSEKEEPING).filter(
        wall=wall, state=RosterImport.State.READY, made__lt=before
    )
    waiting = list(old)
    for one in waiting:
        _put_away(one)
    return len(waiting)


def _ask_worker(task: str, one: RosterImport) -> None:
    app.configure_task(name=task).defer(wall=one.wall_id, one=str(one.pk))
