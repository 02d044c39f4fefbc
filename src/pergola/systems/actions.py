"""Writes to school systems. The directory itself is written by its importer; what stands here is who is what."""

from collections.abc import Iterable
from string import capwords
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pergola.kernel.errors import Refusal
from pergola.people.models import Person
from pergola.systems.models import Department, District, Programme, School, SchoolSystem, SystemDistrict, SystemSchool
from pergola.systems.rules import require_hub_or_operator, require_operator


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
    )
    SystemDistrict.objects.create(system=system, district=district)
    return system


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


@transaction.atomic
def place_schools(*, by: Person, system: SchoolSystem, schools: Iterable[School], included: bool = True) -> None:
    """Count these schools with the system whatever their district, or (`included=False`) never."""
    require_operator(by)
    rows = [SystemSchool(system=system, school=school, included=included) for school in schools]
    SystemSchool.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["system", "school"], update_fields=["included"]
    )


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
    require_operator(by)
    chosen = list(schools)
    mine = set(system.schools().filter(pk__in=[school.pk for school in chosen]).values_list("pk", flat=True))
    others = [str(school) for school in chosen if school.pk not in mine]
    if others:
        raise Refusal(
            _("Not a school of %(system)s: %(schools)s.") % {"system": system, "schools": ", ".join(others)},
            field="schools",
        )
    programme, _made = Programme.objects.get_or_create(system=system, name=name, defaults={"kind": kind})
    programme.schools.add(*chosen)
    return programme
