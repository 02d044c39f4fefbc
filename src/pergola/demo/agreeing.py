"""The sample's routines: written, tried, agreed on by consent, made into variants, used."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.people.models import Person
from pergola.routines import actions as routines
from pergola.routines.models import Routine
from pergola.spaces.models import Community

type Content = dict[str, Any]
type People = Mapping[str, Person]
AN_HOUR = timedelta(hours=1)
WORDS = ("title", "body", "steps", "discipline", "grades")


def routine(story: Story, days: Days, people: People, told: Content) -> None:
    """A routine, or a variant of one told before (`made_from`); and what came of it."""
    key, community = f"routine:{told['key']}", Made(f"community:{told['community']}")
    words = {name: told[name].strip() for name in WORDS if name in told}
    made: Content = {"by": people[told["by"]], "community": community, "words": words, "makes": key}
    if "made_from" in told:
        origin = Made(f"routine:{told['made_from']}")
        story.tell(days.moment(told["on"]), _vary, origin=origin, differs=told["differs"], **made)
    else:
        story.tell(days.moment(told["on"]), _write, **made)
    for one in told.get("tried", []):
        said = {name: one[name] for name in ("with_whom", "students", "happened", "changed", "again") if name in one}
        when = days.moment(one["on"])
        story.tell(when, routines.log_trial, by=people[one["by"]], routine=Made(key), on=when.date(), **said)
    for one in told.get("used", []):
        said = {name: one[name] for name in ("learned_elsewhere", "adapted", "school") if name in one}
        said["learned_from"] = people[one["learned_from"]] if "learned_from" in one else None
        story.tell(days.moment(one["on"]), routines.adopt_routine, by=people[one["by"]], routine=Made(key), **said)
    if "shared" in told:
        story.tell(days.moment(told["shared"]), routines.share_routine, by=people[told["by"]], routine=Made(key))
    if "agreed" in told:
        _agree(story, days, people, key, told["agreed"])


def _agree(story: Story, days: Days, people: People, key: str, told: Content) -> None:
    """Proposed; objected to, and met, or worded anew; consented to."""
    agreed, when = f"agreement:{key}", days.moment(told["on"])
    proposed: Content = {"words": told["words"], "days": told.get("days", 7), "makes": agreed}
    story.tell(when, routines.propose_routine, by=people[told["by"]], routine=Made(key), **proposed)
    for one in told.get("objected", []):
        asked: Content = {"by": people[one["by"]], "agreement": Made(agreed)}
        story.tell(days.moment(one["on"]), routines.object_to, reason=one["reason"], makes=f"no:{agreed}", **asked)
    if "anew" in told:
        anew = told["anew"]
        story.tell(
            days.moment(anew["on"]), routines.word_anew, by=people[told["by"]], agreement=Made(agreed), words=anew["words"],
            days=anew.get("days", 7), makes=f"anew:{agreed}",
        )  # fmt: skip
    for number, name in enumerate(told.get("consent", []), 1):
        after = days.moment(told["anew"]["on"]) if "anew" in told else when
        needs = [f"anew:{agreed}"] if "anew" in told else []
        story.tell(
            after + number * AN_HOUR, routines.consent_to, by=people[name], agreement=Made(agreed), needs=needs,
        )  # fmt: skip


def _write(*, by: Person, community: Community, words: dict[str, str]) -> Routine:
    return routines.write_routine(by=by, community=community, **words)


def _vary(*, by: Person, community: Community, origin: Routine, differs: str, words: dict[str, str]) -> Routine:
    """The words it does not say are those of what it is made from."""
    stands = {name: getattr(origin, name) for name in WORDS}
    return routines.make_routine_own(by=by, routine=origin, community=community, differs=differs, **(stands | words))
