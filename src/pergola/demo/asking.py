"""What the sample's people ask each other: pulses, polls, self-assessments. Who answered what is not in it either: answers are
handed to whoever is there, in turn."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.instruments import actions as instruments
from pergola.instruments.actions.answering import Said
from pergola.instruments.actions.assessing import Stand
from pergola.instruments.models import Asking, Item
from pergola.instruments.shipped import shipped
from pergola.people.models import Person, WallMember
from pergola.spaces.models import Community, Membership, Team
from pergola.walls.models import Wall

type Content = dict[str, Any]
SOON_AFTER = timedelta(hours=20)
A_MINUTE = timedelta(minutes=1)


def pulse(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """Asked by a facilitator; answered within a day; closed by itself, where its day is over."""
    when, key, length = days.moment(told["on"]), f"pulse:{told['in']}:{told['on']}", told.get("days", 7)
    by, community = people[told["by"]], Made(told["in"])
    story.tell(when, instruments.ask_pulse, by=by, community=community, days=length, makes=key)
    story.tell(when + SOON_AFTER, _members_answer, asking=Made(key), community=community, levels=told["answers"])
    _close(story, days, key, when + timedelta(days=length))


def poll(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """Asked by a lead; answered by those behind the wall."""
    when, key, length = days.moment(told["on"]), f"poll:{told['behind']}:{told['on']}", told.get("days", 14)
    named: Content = {"by": people[told["by"]], "of": Asking.Of(told["of"]), "days": length}
    wall = Made(told["behind"])
    story.tell(
        when,
        instruments.ask_who_would_join,
        wall=wall,
        question=told["question"],
        choices=told["choices"],
        makes=key,
        **named,
    )
    story.tell(when + SOON_AFTER, _people_answer, asking=Made(key), wall=wall, answers=told["answers"])
    _close(story, days, key, when + timedelta(days=length))


def assessment(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """Asked by the hub; filled in and agreed by teams; some let the hub read it."""
    when, key, length = days.moment(told["on"]), f"self:{told['on']}", told["days"]
    network = Made(f"network:{told['network']}")
    named: Content = {"by": people[told["by"]], "framework": told["framework"], "days": length}
    story.tell(when, instruments.ask_for_self_assessment, network=network, makes=key, **named)
    for one in told["answers"]:
        lead, team = people[one["by"]], Made(f"team:{one['team']}")
        words: Content = {
            "asking": Made(key),
            "levels": one["levels"],
            "how": one["how"],
            "framework": told["framework"],
        }
        kept = {"needs": [f"on:{one['team']}:{one['by']}"], "agree": one.get("agreed", True)}
        story.tell(days.moment(one["on"]), _fill_in, by=lead, team=team, **words, **kept)
        if one.get("shared"):
            story.tell(days.moment(one["on"]) + A_MINUTE, instruments.share_with_hub, by=lead, team=team)
    _close(story, days, key, when + timedelta(days=length))


def _close(story: Story, days: Days, key: str, over: Any) -> None:
    """What is still to come closes by itself, in the demo as elsewhere."""
    if over.date() < days.today:
        story.tell(over, instruments.close, by=None, asking=Made(key))


def _members_answer(*, asking: Asking, community: Community, levels: Sequence[Sequence[int]]) -> None:
    here = [one.person for one in Membership.objects.filter(community=community).order_by("-joined", "-person__name")]
    keys = list(Item.objects.filter(instrument=asking.instrument_id).values_list("key", flat=True))
    for person, each in zip(here, levels, strict=False):
        instruments.answer(
            by=person, asking=asking, said={key: Said([one]) for key, one in zip(keys, each, strict=True)}
        )


def _people_answer(*, asking: Asking, wall: Wall, answers: Sequence[Sequence[Any]]) -> None:
    here = WallMember.objects.filter(wall=wall, role=WallMember.Role.MEMBER).select_related("person")
    for member, (chosen, *wish) in zip(here.order_by("person__name"), answers, strict=False):
        said = {"join": Said(chosen), "wish": Said(words=wish[0] if wish else "")}
        instruments.answer(by=member.person, asking=asking, said=said)


def _fill_in(
    *, by: Person, team: Team, asking: Asking, levels: Sequence[int], how: Sequence[str], framework: str, agree: bool
) -> None:
    stands = {
        item.key: Stand(level, words) for item, level, words in zip(shipped(framework).items, levels, how, strict=True)
    }
    sheet = instruments.save_sheet(by=by, team=team, asking=asking, stands=stands, revision=0)
    if agree:
        instruments.agree_on_sheet(by=by, sheet=sheet)
