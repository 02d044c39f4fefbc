"""Writes to school systems. The directory itself is written by its importer; what stands here is who is what."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import capwords
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.systems.models import (
    Department,
    District,
    Feeder,
    Programme,
    School,
    SchoolSystem,
    SystemDistrict,
    SystemSchool,
)
from pergola.systems.patterns import Patterns, Step
from pergola.systems.rules import require_hub_or_operator, require_lead_of, require_operator
from pergola.systems.zones import zone_at, zone_of_most


@transaction.atomic
def enter_system(*, by: Person, slug: str, name: str, **facts: Any) -> SchoolSystem:
    """Enter a school system; `facts` are further fields of SchoolSystem (`short_name` is the name if not given)."""
    require_operator(by)
    if SchoolSystem.objects.visible_to(by).filter(slug=slug).exists():
        raise Refusal(
            _("There is already a school system at the address “%(slug)s”. Choose another.") % {"slug": slug},
            field="slug",
        )
    facts.setdefault("short_name", name[:40])
    facts.setdefault("zone", zone_at(facts.get("state", "")))
    return SchoolSystem.objects.create(slug=slug, name=name, **facts)


@transaction.atomic
def enter_district(*, by: Person, district: District) -> SchoolSystem:
    """The school system that this district of the directory is; entered now, where it is none yet. By a network’s hub too."""
    require_hub_or_operator(by)
    known = SchoolSystem.objects.visible_to(by).filter(districts=district).first()
    if known is not None:
        return known
    name = capwords(str(district))
    system = SchoolSystem.objects.create(
        slug=_free_slug(f"{name} {district.state}"),
        name=name[:120],
        short_name=name[:40],
        town=capwords(district.city),
        state=district.state,
        zone=zone_at(district.state, district.latitude, district.longitude),
    )
    SystemDistrict.objects.create(system=system, district=district)
    return system


@transaction.atomic
def enter_by_name(*, by: Person, name: str) -> SchoolSystem:
    """A school system that no directory lists: charter organisations, schools of their own. Its address follows from its name."""
    require_operator(by)
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("Write the name of the school system, in full."), field="name")
    if SchoolSystem.objects.visible_to(by).filter(name__iexact=name[:120]).exists():
        raise Refusal(_("There is already a school system of this name. Choose it from what is found."), field="system")
    return SchoolSystem.objects.create(slug=_free_slug(name), name=name[:120], short_name=name[:40])


def _free_slug(name: str) -> str:
    slug = slugify(name)[:55] or "system"
    taken = set(SchoolSystem.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


@transaction.atomic
def give_districts(*, by: Person, system: SchoolSystem, districts: Iterable[District]) -> None:
    """These districts belong to the system, with all their schools; given again, nothing changes."""
    require_operator(by)
    rows = [SystemDistrict(system=system, district=district) for district in districts]
    SystemDistrict.objects.bulk_create(rows, ignore_conflicts=True)
    _find_clock(system)


@transaction.atomic
def place_schools(*, by: Person, system: SchoolSystem, schools: Iterable[School], included: bool = True) -> None:
    """Count these schools with the system whatever their district, or (`included=False`) never."""
    require_operator(by)
    rows = [SystemSchool(system=system, school=school, included=included) for school in schools]
    SystemSchool.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["system", "school"], update_fields=["included"]
    )
    _find_clock(system)


def _find_clock(system: SchoolSystem) -> None:
    """From where its schools are, while nobody has said it: a system across states has no state of its own."""
    if system.zone:
        return
    system.zone = zone_of_most(system.schools().values_list("state", "latitude", "longitude"), system.state)
    if system.zone:
        system.save(update_fields=["zone"])


@transaction.atomic
def set_clock(*, by: Person, system: SchoolSystem, zone: str) -> None:
    """By which clock this system lives. Dates that are set already stay on the clock they were set on."""
    require_lead_of(by, system)
    if zone not in available_timezones():
        raise Refusal(_("Choose one of the clocks of the list."), field="zone")
    system.zone = zone
    system.save(update_fields=["zone"])


@transaction.atomic
def invent_school(*, by: Person, system: SchoolSystem, name: str, **facts: Any) -> School:
    """A school of the sample: no NCES id, no district, marked as invented, in an invented system."""
    require_operator(by)
    if not system.sample:
        raise Refusal(_("Schools are only invented for invented systems; real ones come from the directory."))
    facts.setdefault("city", system.town)
    facts.setdefault("state", system.state)
    school = School.objects.create(name=name, sample=True, **facts)
    place_schools(by=by, system=system, schools=[school])
    return school


@transaction.atomic
def add_department(*, by: Person, system: SchoolSystem, name: str) -> Department:
    require_operator(by)
    department, _made = Department.objects.get_or_create(system=system, name=name)
    return department


@transaction.atomic
def tag_schools(
    *,
    by: Person,
    system: SchoolSystem,
    name: str,
    schools: Iterable[School],
    kind: Programme.Kind = Programme.Kind.PROGRAMME,
) -> Programme:
    """Put a programme’s tag on schools of the system. Raises Refusal for a school that is not one of them."""
    require_lead_of(by, system)
    chosen = list(schools)
    _must_be_its_own(system, chosen)
    programme, _made = Programme.objects.get_or_create(system=system, name=name, defaults={"kind": kind})
    programme.schools.add(*chosen)
    return programme


@transaction.atomic
def change_programme(
    *, by: Person, system: SchoolSystem, name: str, schools: Iterable[School], programme: Programme | None = None
) -> Programme | None:
    """This tag is on these schools and on no others; on none, it is gone. Said again, nothing changes. Raises Refusal as above."""
    require_lead_of(by, system)
    name, chosen = " ".join(name.split()), list(schools)
    if not name:
        raise Refusal(_("Write what the tag says: “personalised learning school”, for example."), field="name")
    _must_be_its_own(system, chosen)
    others = Programme.objects.visible_to(by).filter(system=system, name__iexact=name)
    if programme is None:
        programme = _new_tag(system, others.first(), chosen)
    elif others.exclude(pk=programme.pk).exists():
        raise Refusal(_("Another tag of this system is called so already."), field="name")
    if not chosen:
        if programme.pk:
            programme.delete()
        return None
    programme.name = name
    programme.save()
    programme.schools.set(chosen)
    return programme


def _new_tag(system: SchoolSystem, there: Programme | None, chosen: list[School]) -> Programme:
    """A tag that is there already is changed on its own line: a new one of its name takes nothing from it."""
    if not chosen:
        raise Refusal(_("Choose the schools that carry it."), field="schools")
    if there is not None and set(there.schools.values_list("pk", flat=True)) != {one.pk for one in chosen}:
        raise Refusal(_("This tag is here already. Change its schools on its own line."), field="name")
    return there or Programme(system=system)


def _must_be_its_own(system: SchoolSystem, chosen: list[School]) -> None:
    mine = set(system.schools().filter(pk__in=[school.pk for school in chosen]).values_list("pk", flat=True))
    others = [str(school) for school in chosen if school.pk not in mine]
    if others:
        raise Refusal(
            _("Not a school of %(system)s: %(schools)s.") % {"system": system, "schools": ", ".join(others)},
            field="schools",
        )


@dataclass(frozen=True)
class StepsChanged:
    """What putting in a table of feeder patterns did, or would do."""

    added: set[Step]
    gone: set[Step]
    same: set[Step]


def compare_feeders(*, by: Person, system: SchoolSystem, steps: set[Step]) -> StepsChanged:
    """What would change if these were all."""
    there = set(Feeder.objects.visible_to(by).filter(system=system).values_list("school", "into"))
    return StepsChanged(steps - there, there - steps, steps & there)


@transaction.atomic
def set_feeders(*, by: Person, system: SchoolSystem, steps: Iterable[Step]) -> StepsChanged:
    """These steps, from a school to the one its students go on to, are all there are in this system. Twice is once."""
    _hold(by, system)
    wanted = set(steps)
    _must_be_its_own(
        system, list(School.objects.visible_to(by).filter(pk__in={one for step in wanted for one in step}))
    )
    _must_lead_on(wanted)
    changed = compare_feeders(by=by, system=system, steps=wanted)
    if changed.gone:
        there = Feeder.objects.editable_by(by).filter(system=system)
        there.filter(pk__in=[one.pk for one in there if (one.school_id, one.into_id) in changed.gone]).delete()
    Feeder.objects.bulk_create([Feeder(system=system, school_id=one, into_id=into) for one, into in changed.added])
    return changed


@transaction.atomic
def add_feeder(*, by: Person, system: SchoolSystem, school: School, into: School) -> None:
    """The students of one school go on to another. Said twice, it is said once."""
    _hold(by, system)
    _must_be_its_own(system, [school, into])
    there = set(Feeder.objects.visible_to(by).filter(system=system).values_list("school", "into"))
    _must_lead_on(there | {(school.pk, into.pk)})
    if (school.pk, into.pk) not in there:
        Feeder.objects.create(system=system, school=school, into=into)


@transaction.atomic
def drop_feeder(*, by: Person, system: SchoolSystem, school: int, into: int) -> bool:
    """They do not, after all. Was it there?"""
    _hold(by, system)
    return bool(Feeder.objects.editable_by(by).filter(system=system, school=school, into=into).delete()[0])


def _hold(by: Person, system: SchoolSystem) -> None:
    """Two who change ways at once do it one after the other, and what is there is read after that."""
    require_lead_of(by, system)
    SchoolSystem.objects.visible_to(by).select_for_update().get(pk=system.pk)


def _must_lead_on(steps: set[Step]) -> None:
    if any(one == other for one, other in steps) or Patterns(steps).loop() is not None:
        raise Refusal(
            _("By this, students of a school would come back to it. Choose the school they go on to."), field="into"
        )
