"""What the sample's hub defines for every team, and how its teams count by it."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.inquiry import actions as inquiry
from pergola.inquiry.counting_so import tell_who_counts_so
from pergola.inquiry.models import Aim, Definition, DefinitionVersion, Measure
from pergola.inquiry.models.definition import WORDS
from pergola.people.models import Person
from pergola.talk.models import Notice

type Content = dict[str, Any]
AFTER_NOON = time(13)


def definition(story: Story, days: Days, people: Mapping[str, Person], told: Content) -> None:
    """`versions`: what is said anew, and what `differs`. Keys: `definition:key`, then `definition:key:2` …"""
    made, by = f"definition:{told['key']}", people[told["by"]]
    words = {name: told[name] for name in WORDS if name in told}
    story.tell(
        days.moment(told["on"], AFTER_NOON), inquiry.write_definition, by=by, network=Made(f"network:{told['network']}"),
        unit=told.get("unit", "share"), per=told.get("per"), makes=made, **words,
    )  # fmt: skip
    before = made
    for number, one in enumerate(told.get("versions", []), 2):
        words = {**words, **{name: one[name] for name in WORDS if name in one}}
        story.tell(
            days.moment(one["on"], AFTER_NOON), change_definition, by=by, definition=Made(made),
            differs=one["differs"], version=number - 1, makes=f"{made}:{number}", needs=[before], **words,
        )  # fmt: skip
        before = f"{made}:{number}"


def change_definition(*, by: Person, definition: Definition, **said: Any) -> DefinitionVersion:
    """The next version, of which teams hear at its moment and not when the demo’s worker begins."""
    made = inquiry.change_definition(by=by, definition=definition, **said)
    tell_who_counts_so(
        wall=definition.wall_id, definition=definition.pk, what=Notice.What.VERSION, mark=str(made.number), by=by.pk
    )
    return made


def count_by(*, by: Person, aim: Aim, definition: Definition, **own: Any) -> Measure:
    """Counted by the definition, and what is the team's own to say."""
    measure = inquiry.count_by(by=by, aim=aim, definition=definition)
    return inquiry.edit_measure(by=by, measure=measure, revision=measure.revision, **own)
