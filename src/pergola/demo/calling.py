"""The sample's calls for themes, with what people would come to and what became of it; and its pathways, with who is where."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pergola.demo.days import Days
from pergola.demo.story import Made, Story, clock_behind
from pergola.gather.actions.calling import (
    Proposal,
    close_call,
    merge_focus_area,
    open_call,
    propose_focus_area,
    retire_focus_area,
    support_focus_area,
)
from pergola.gather.actions.joining import join_community
from pergola.gather.actions.launching import Launch, launch_focus_area
from pergola.gather.actions.walking import Level, Thing, add_level, make_pathway, put_on_level, step_on_pathway
from pergola.gather.models import FocusArea, Pathway
from pergola.gather.workplace import schools_to_choose
from pergola.meetings.actions import When
from pergola.people.models import Person
from pergola.spaces.models import Community
from pergola.walls.models import Wall

type Content = dict[str, Any]
type People = Mapping[str, Person]
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def call(story: Story, days: Days, people: People, told: Content) -> None:
    """Opened by a lead; proposed and signalled in; closed, where it is over."""
    key, opened, lead = f"call:{told['slug']}", days.moment(told["on"]), people[told["by"]]
    until = days.day(told["until"]) if isinstance(told["until"], date) else days.moment(told["until"]).date()
    takes: Content = {
        "asks": told["asks"],
        "about": told["about"],
        "people": told["people"],
        "schools": told["schools"],
    }
    story.tell(opened, open_call, by=lead, wall=Made(told["behind"]), until=until, sample=True, makes=key, **takes)
    for one in told["area"]:
        _area(story, days, people, one, Made(key), lead, told["behind"])
    if "closed" in told:
        story.tell(days.moment(told["closed"]["on"]), close_call, by=lead, call=Made(key), reason=told["closed"]["why"])


def _area(story: Story, days: Days, people: People, told: Content, asked_in: Made, lead: Person, behind: str) -> None:
    key, when = f"area:{told['key']}", days.moment(told["on"])
    said = Proposal(told["title"], told["challenge"], told["for_whom"], told["why_now"])
    story.tell(when, propose_focus_area, by=people[told["by"]], call=asked_in, proposal=said, makes=key)
    others = [people[name] for name in told.get("support", [])]
    leads = {people[name].pk for name in told.get("leads", [])}
    story.tell(when + AN_HOUR, _support, area=Made(key), people=others, leads=leads, makes=f"{key}:support")
    after: Content = {"by": lead, "area": Made(key), "needs": [f"{key}:support"]}
    if "retired" in told:
        story.tell(days.moment(told["retired"]["on"]), retire_focus_area, reason=told["retired"]["why"], **after)
    if "merged" in told:
        into = Made(f"area:{told['merged']['into']}")
        why = {"reason": told["merged"]["why"]}
        story.tell(days.moment(told["merged"]["on"]), merge_focus_area, into=into, **why, **after)
    if "launched" in told:
        begun = told["launched"]
        leader, zone = people[told["leads"][0]], clock_behind(story, behind)
        first = days.moment(begun["first_date"]).replace(tzinfo=ZoneInfo(zone))
        words = {"charter": begun["charter"], "question": begun["question"], "place": begun["place"]}
        launch = Launch(name=told["title"], when=When(first, zone), leader=leader, **words)
        made, when = f"{key}:community", days.moment(begun["on"])
        story.tell(when, launch_focus_area, launch=launch, sample=True, makes=made, **after)
        came = [people[name] for name in begun["came"]]
        story.tell(when + A_DAY, _come_in, community=Made(made), people=came)


def _support(*, area: FocusArea, people: Sequence[Person], leads: set[object]) -> FocusArea:
    """Each from a school of the system, in turn: the sample has no roster of its own yet."""
    schools = schools_to_choose(area.wall_id)
    for at, one in enumerate(people):
        school = schools[at % len(schools)] if schools else None
        support_focus_area(by=one, area=area, leads=one.pk in leads, school=school)
    return area


def _come_in(*, community: Community, people: Sequence[Person]) -> None:
    for one in people:
        join_community(by=one, community=community)


def pathway(story: Story, days: Days, people: People, told: Content) -> None:
    """Laid out by a lead, level by level; and people say where they are."""
    when: datetime = days.moment(told["on"])
    rooms = [Made(f"community:{slug}") for one in told["level"] for slug in one.get("communities", [])]
    words: Content = {"by": people[told["by"]], "told": told, "wall": Made(told["behind"]), "rooms": rooms}
    story.tell(when, _lay_out, makes=f"pathway:{told['slug']}", **words)
    for name, number in told["places"].items():
        story.tell(when + A_DAY, _step_on, by=people[name], pathway=Made(f"pathway:{told['slug']}"), number=number)


def _lay_out(*, by: Person, told: Content, wall: Wall, rooms: Sequence[Community]) -> Pathway:
    made = make_pathway(by=by, wall=wall, name=told["name"], about=told["about"], ordered=told["ordered"], sample=True)
    left = list(rooms)
    for one in told["level"]:
        words = Level(one["name"], one.get("number", ""), one.get("about", ""), one.get("can", []))
        level = add_level(by=by, pathway=made, level=words)
        for _slug in one.get("communities", []):
            put_on_level(by=by, level=level, thing=Thing(community=left.pop(0)))
        for title, link in one.get("pages", []):
            put_on_level(by=by, level=level, thing=Thing(title=title, link=link))
    return made


def _step_on(*, by: Person, pathway: Pathway, number: str) -> None:
    step_on_pathway(by=by, pathway=pathway, level=pathway.levels.filter(number=number).first())
