"""Calls on the stage: one in each of two systems, with focus areas open, wanted, launched; a pathway with levels and places."""

from datetime import date
from typing import Any

from tests.cast import Cast, person

from pergola.gather.models import Call, FocusArea, Pathway, PathwayLevel, PathwayPlace, PathwayThing, Support
from pergola.instruments.models import Instrument, Item
from pergola.kernel.clock import now
from pergola.people.models import Person, WallMember
from pergola.spaces import audiences
from pergola.walls.models import Wall

Things = dict[str, dict[str, Any]]
SUPPORTERS = 5


def lay_calls(things: Things, ids: dict[str, Any], cast: Cast) -> None:
    for name, wall, lead, by in (
        ("alder", cast.alder_wall, cast.lead_a, cast.member), ("brier", cast.brier_wall, cast.lead_b, cast.lead_b),
    ):  # fmt: skip
        call = Call.objects.create(
            wall=wall, asks="What next?", about="There is time.", until=date(2099, 1, 31), people=5, opened_by=lead
        )
        area, wanted, into = (_area(call, by, title) for title in ("Talk", "Talk that is wanted", "Talking"))
        _wanted(wanted, wall, name)
        things |= {
            f"call of {name}": {"pk": call.pk},
            f"focus area of {name}": {"pk": area.pk},
            f"wanted focus area of {name}": {"pk": wanted.pk},
        }
        ids[f"other focus area of {name}"] = into.pk
        _pathway(things, ids, wall, lead, name)
    things["level of brier, asked on alder’s pathway"] = {
        "pk": things["pathway of alder"]["pk"], "level": things["level of brier"]["level"],
    }  # fmt: skip
    things["thing of brier, asked on alder’s pathway"] = {
        "pk": things["pathway of alder"]["pk"], "thing": things["thing of brier"]["thing"],
    }  # fmt: skip


def _area(call: Call, by: Person, title: str) -> FocusArea:
    return FocusArea.objects.create(
        title=title, body="Few explain.", for_whom="Grade 7", why_now="New books.", call=call, wall_id=call.wall_id,
        audience=audiences.for_wall(call.wall_id), made_by=by,
    )  # fmt: skip


def _wanted(area: FocusArea, wall: Wall, name: str) -> None:
    """By people who are nobody of the thirteen."""
    for number in range(SUPPORTERS):
        one = person(f"Una of {name} {number}")
        WallMember.objects.create(wall=wall, person=one)
        Support.objects.create(focus_area=area, person=one, leads=number == 0, said=now())


def _pathway(things: Things, ids: dict[str, Any], wall: Wall, lead: Person, name: str) -> None:
    made = Pathway.objects.create(wall=wall, name="Blended learning", about="For all.", made_by=lead)
    check = Instrument.objects.create(wall=wall, question="One station", made_by=lead)
    item = Item.objects.create(
        instrument=check, place=0, key="can-1-0", kind="choice", own_words="I run one.", choices=["yes", "not yet"]
    )
    level = PathwayLevel.objects.create(pathway=made, place=1, number="1.0", name="One station", check_with=check)
    thing = PathwayThing.objects.create(
        level=level, kind="page", title="Stations", link="https://notes.example/stations"
    )
    for one in WallMember.objects.filter(wall=wall):
        PathwayPlace.objects.create(pathway=made, person=one.person)
    things |= {
        f"pathway of {name}": {"pk": made.pk},
        f"level of {name}": {"pk": made.pk, "level": level.pk},
        f"thing of {name}": {"pk": made.pk, "thing": thing.pk},
    }
    ids |= {f"level of pathway of {name}": level.pk, f"sentence of pathway of {name}": f"can-{item.pk}"}
