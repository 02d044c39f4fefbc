"""How the sample's communities live: dates, who came, charters written again, a fellowship that goes on, one that ends."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pergola.demo.days import Days
from pergola.demo.story import Made, Story
from pergola.gather import actions as gather
from pergola.gather.actions.chartering import Words
from pergola.gather.charters import standing_charter
from pergola.meetings import actions as meetings
from pergola.meetings.models import Coming, Gathering
from pergola.people.models import Person
from pergola.spaces.models import Charter, Community

type Content = dict[str, Any]
type People = Mapping[str, Person]
ZONE = "America/New_York"
SET_BEFORE, A_DAY, AN_HOUR = timedelta(days=9), timedelta(days=1), timedelta(hours=1)


class Life:
    """What happens in one community after it is opened."""

    def __init__(self, story: Story, days: Days, people: People, told: Content) -> None:
        self.story, self.days, self.people, self.told = story, days, people, told
        self.slug, self.keeper = told["slug"], people[told["keepers"][0]]
        self.community = Made(f"community:{self.slug}")

    def happen(self) -> None:
        told, moment = self.told, self.days.moment
        if "meets" in told:
            self._meet(moment(told["meets"]), {"place": told["where"], "coming": told.get("coming", {})})
        for one in told.get("met", []):
            self._meet(moment(one["on"]), one)
        for one in told.get("charters", []):
            words = {
                name: one[name].strip()
                for name in ("sentence", "problem", "gains", "norms", "decisions", "rhythm")
                if name in one
            }
            kept = {"by": self.people[one["by"]], "community": self.community, "why": one["why"]}
            self.story.tell(moment(one["on"]), _write_again, words=words, **kept)
        if "stage" in told:
            self._keep(moment(told["started"]) + A_DAY, gather.choose_stage, stage=Community.Stage(told["stage"]))
        if "became" in told:
            self._keep(moment(told["became"]), gather.become_community, makes=f"became:{self.slug}")
        if "handing" in told:
            asked = told["handing"]
            whom = {"person": self.people[asked["to"]], "words": asked["words"]}
            there: Content = {"needs": self._there([asked["to"]])}
            self.story.tell(
                moment(asked["on"]), gather.offer_keeping, by=self.keeper, community=self.community, **whom, **there
            )
        if "closed" in told:
            self._end(told["closed"])

    def _keep(self, when: datetime, act: Any, makes: str = "", **words: Any) -> None:
        self.story.tell(when, act, by=self.keeper, community=self.community, makes=makes, **words)

    def _meet(self, begins: datetime, told: Content) -> None:
        """Set some days before; said yes or no to; and noted who was there, once it is over."""
        key = f"gathering:{self.slug}:{begins.isoformat()}"
        opened = self.days.moment(self.told["started"]) + A_DAY
        alone = {"alone_with": self.people[told["alone_with"]]} if "alone_with" in told else {}
        by = self.people[told.get("by", self.told["keepers"][0])]
        words = {"title": told.get("title", ""), "place": told.get("place", ""), "body": told.get("body", "")}
        when = max(begins - SET_BEFORE, opened)
        self.story.tell(
            when, _plan, by=by, space=self.community, begins=begins, words=words | alone, makes=key,
            needs=[f"in:{self.slug}:{name}" for name in self._newcomers(told)],
        )  # fmt: skip
        for name, answer in told.get("coming", {}).items():
            said: Content = {"gathering": Made(key), "answer": Coming.Answer(answer), "needs": self._there([name])}
            self.story.tell(when + A_DAY, meetings.say_coming, by=self.people[name], **said)
        for name in told.get("there", []):
            noted: Content = {"gathering": Made(key), "person": self.people[name], "needs": self._there([name])}
            self.story.tell(begins + AN_HOUR, meetings.confirm_presence, by=by, **noted)

    def _newcomers(self, told: Content) -> list[str]:
        named = [told[name] for name in ("by", "alone_with") if name in told]
        return [name for name in named if name in self._members()]

    def _there(self, names: Sequence[str]) -> list[str]:
        return [f"in:{self.slug}:{name}" for name in names if name in self._members()]

    def _members(self) -> set[str]:
        return {line.split("|")[0].strip() for line in self.told.get("members", [])}

    def _end(self, told: Content) -> None:
        """Closed, and thanked for in the days after."""
        key, when = f"closed:{self.slug}", self.days.moment(told["on"])
        self._keep(when, gather.close_community, makes=key, farewell=told["farewell"].strip())
        for name, day, words in told["thanks"]:
            thanked = {"by": self.people[name], "community": self.community, "words": words, "needs": [key]}
            self.story.tell(self._on(day), gather.say_thanks, **thanked)

    def _on(self, day: date) -> datetime:
        return self.days.moment(day)


def _plan(*, by: Person, space: Community, begins: datetime, words: Content) -> Gathering:
    return meetings.plan_gathering(by=by, space=space, when=meetings.When(begins, ZONE), **words)


def _write_again(*, by: Person, community: Community, words: dict[str, str], why: str) -> Charter:
    version = standing_charter(community).version
    said = Words(**({"sentence": community.charter} | words))
    return gather.write_charter(by=by, community=community, words=said, why=why, version=version)
