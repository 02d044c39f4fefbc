"""The sample's inquiry: from a team's problem to what it decided, told by the acts a team does itself."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from pergola.demo import series
from pergola.demo.days import Days
from pergola.demo.defining import count_by
from pergola.demo.story import Made, Story
from pergola.inquiry import actions as inquiry
from pergola.inquiry.by_group.reading import read_groups
from pergola.inquiry.models import Cycle, Expectation
from pergola.inquiry.runchart import LEAST_BASELINE
from pergola.inquiry.series import Observation
from pergola.people.models import Person
from pergola.walls.reasons import Reason

type Content = dict[str, Any]
OF_A_PLAN = ("question", "who", "width", "school", "context", "dose")
MINUTE = timedelta(minutes=1)
AFTER_SCHOOL, BEFORE_SCHOOL = time(16, 30), time(7, 30)


class Inquiry:
    """One home's inquiry, told into a story in the order it is written. Keys: `problem:home`, `measure:key`, `cycle:key` …"""

    def __init__(self, story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
        self.story, self.days, self.people = story, days, people
        self.home: str = told["home"]
        self.lead: str = told["by"]
        self.problem, self.aim = f"problem:{self.home}", f"aim:{self.home}"
        self.rows: dict[str, list[Observation]] = {}
        self.before: dict[str, int] = {}
        self.awaits: dict[str, str] = {}
        """Of a measure, the act after which what is of the change may go in: the locking of its prediction."""
        self._purpose(told)
        for tell, name in (
            (self._idea, "idea"),
            (self._measure, "measure"),
            (self._cycle, "cycle"),
            (self._claim, "claim"),
        ):
            for one in told.get(name, []):
                tell(one)
        for one in told.get("measure", []):
            self._put_in(one)
            self._put_in_groups(one)

    def _by(self, told: Content) -> Person:
        return self.people[told.get("by") or self.lead]

    def _words(self, told: Content, *names: str) -> Content:
        return {name: self.days.words(told[name].strip()) for name in names if name in told}

    def _there(self, by: Person) -> list[str]:
        """Whoever acts for a team is on it by then."""
        kind, _, slug = self.home.partition(":")
        return [f"on:{slug}:{by.name}"] if kind == "team" else []

    def _purpose(self, told: Content) -> None:
        problem, aim, by = told["problem"], told["aim"], self.people[told["by"]]
        words = self._words(problem, "title", "body", "affected", "evidence", "scope", "baseline", "causes")
        self.story.tell(
            self.days.moment(problem["on"]),
            inquiry.name_problem,
            by=by,
            home=Made(self.home),
            makes=self.problem,
            needs=self._there(by),
            **words,
        )
        self.story.tell(
            self.days.moment(aim["on"]),
            inquiry.set_aim,
            by=by,
            problem=Made(self.problem),
            by_when=self.days.calendar_day(aim["by_when"]),
            makes=self.aim,
            **self._words(aim, "title", "for_whom", "goal", "was", "body"),
        )

    def _idea(self, told: Content) -> None:
        by = self._by(told)
        self.story.tell(
            self.days.moment(told["on"]),
            inquiry.propose_idea,
            by=by,
            aim=Made(self.aim),
            makes=f"idea:{told['key']}",
            needs=self._there(by),
            **self._words(told, "title", "body", "tried_elsewhere", "record", "like_ours"),
        )

    def _measure(self, told: Content) -> None:
        key, by, spec = f"measure:{told['key']}", self._by(told), told.get("series", {})
        before = spec.get("before", 0)
        own: Content = {
            "limit": Decimal(str(told["limit"])) if "limit" in told else None,
            "baseline_points": before if before >= LEAST_BASELINE else None,
            **self._words(told, "body"),
        }
        shared: Content = {"definition": Made(told["definition"])} if "definition" in told else {}
        words = self._words(told, "title", "counts", "out_of", "every", "role", "unit")
        words["more_is_better"] = told.get("more_is_better", True)
        self.story.tell(
            self.days.moment(told["on"]),
            count_by if shared else inquiry.define_measure,
            by=by,
            aim=Made(self.aim),
            makes=key,
            needs=self._there(by),
            **own,
            **(shared or words),
        )
        if spec:
            self.rows[key] = series.rows_of(spec, self.days, key)
            self.before[key] = spec.get("before", len(self.rows[key]))

    def _put_in(self, told: Content) -> None:
        """Every other week, and what is of the change only after its prediction is locked."""
        key, by = f"measure:{told['key']}", self.people[told.get("put_in_by") or told.get("by") or self.lead]
        for place, rows in enumerate(series.batches(self.rows.get(key, []), self.before.get(key, 0))):
            earlier = place == 0 and self.before[key] > 0
            self.story.tell(
                self.days.at(rows[-1].day, AFTER_SCHOOL),
                inquiry.put_in_observations,
                by=by,
                measure=Made(key),
                observations=rows,
                needs=[self.awaits[key]] if key in self.awaits and not earlier else [],
            )
        if "new_limits" in told:
            self._new_limits(told, key, by)

    def _new_limits(self, told: Content, key: str, by: Person) -> None:
        """From the day of so many points on, once the latest numbers are in."""
        rows = self.rows[key]
        self.story.tell(
            self.days.at(rows[-1].day, AFTER_SCHOOL) + MINUTE,
            inquiry.split_limits,
            by=by,
            measure=Made(key),
            on=rows[told["new_limits"]["at"]].day,
            what=told["new_limits"]["what"],
        )

    def _put_in_groups(self, told: Content) -> None:
        key, by = f"measure:{told['key']}", self.people[told.get("put_in_by") or told.get("by") or self.lead]
        for one in told.get("by_group", []):
            day, counts = self.days.day(one["on"]), read_groups(one["rows"]).counts
            assert counts is not None, one
            self.story.tell(
                self.days.at(day, AFTER_SCHOOL) + MINUTE,
                inquiry.put_in_groups,
                by=by,
                measure=Made(key),
                on=day,
                counts=counts,
                needs=[self.awaits[key]] if key in self.awaits and not one.get("before") else [],
            )

    def _begins(self, told: Content) -> date | None:
        """A day, or “slips”: the first day of that series with the change."""
        if isinstance(begins := told.get("begins"), str):
            key = f"measure:{begins}"
            return series.begins(self.rows[key], self.before[key])
        return self.days.day(begins) if begins else None

    def _cycle(self, told: Content) -> None:
        """Plan, and as many of the further steps as are told."""
        name, by, begins = told["key"], self._by(told), self._begins(told)
        measures = [f"measure:{one}" for one in told.get("measures", [])]
        ends = {end: self.days.moment(told[end]).date() for end in ("study_by", "decide_by") if end in told}
        self.story.tell(
            self.days.moment(told["planned"]),
            inquiry.plan_cycle,
            by=by,
            idea=Made(f"idea:{told['idea']}"),
            home=Made(self.home),
            measures=[Made(one) for one in measures],
            begins=begins,
            makes=f"cycle:{name}",
            needs=[f"decided:{told['after']}"] if "after" in told else [],
            **ends,
            follows=Made(f"cycle:{told['after']}") if "after" in told else None,
            **self._words(told, "title", "scope", "change", *OF_A_PLAN),
        )
        if "prediction" not in told:
            return
        written = self.days.moment(told.get("locked", told["planned"]))
        when = min(written, self.days.at(begins, BEFORE_SCHOOL)) if begins else written
        self.story.tell(when, self._predict, by=by, cycle=Made(f"cycle:{name}"), told=told, makes=f"predicted:{name}")
        self.awaits |= dict.fromkeys(measures, f"predicted:{name}")
        self._study(told, by, when)

    def _predict(self, *, by: Person, cycle: Cycle, told: Content) -> Cycle:
        cycle = inquiry.write_prediction(
            by=by,
            cycle=cycle,
            revision=cycle.revision,
            prediction=self.days.words(told["prediction"].strip()),
            predicted=Decimal(str(told["predicted"])) if "predicted" in told else None,
            expectations=[self.days.words(one) for one in told.get("expectations", [])],
        )
        return inquiry.lock_prediction(by=by, cycle=cycle) if "locked" in told else cycle

    def _study(self, told: Content, by: Person, after: datetime) -> None:
        """Do, study, act: those that are told, each after the one before."""
        name, cycle, before = told["key"], Made(f"cycle:{told['key']}"), f"predicted:{told['key']}"
        steps: list[tuple[str, Callable[..., Any], Content]] = [
            ("did", inquiry.finish_do, self._words(told, "happened", "surprises")),
            ("studied", self._finish_study, {"told": told}),
            ("decided", inquiry.decide, {"decision": told.get("decision"), **self._words(told, "because")}),
        ]
        for step, act, words in steps:
            if step not in told:
                break
            after = max(self.days.moment(told[step]), after + MINUTE)
            self.story.tell(after, act, by=by, cycle=cycle, makes=f"{step}:{name}", needs=[before], **words)
            before = f"{step}:{name}"
        for lean in told.get("leans", []):
            self.story.tell(
                self.days.moment(lean["on"]),
                inquiry.say_lean,
                by=self.people[lean["by"]],
                cycle=cycle,
                towards=lean["towards"],
                because=self.days.words(lean["because"]),
                needs=[f"studied:{name}"],
            )

    def _finish_study(self, *, by: Person, cycle: Cycle, told: Content) -> Cycle:
        expected = Expectation.objects.unrestricted(Reason.DEMO).filter(cycle=cycle).order_by("pk")
        outcomes = {
            one.pk: (outcome, self.days.words(found))
            for one, (outcome, found) in zip(expected, told.get("outcomes", []), strict=True)
        }
        learned = self.days.words(told["learned"].strip())
        return inquiry.finish_study(by=by, cycle=cycle, learned=learned, outcomes=outcomes)

    def _claim(self, told: Content) -> None:
        """A team's claim is shown to its network a minute later, unless the team keeps it."""
        by, key, when = self._by(told), f"claim:{told['key']}", self.days.moment(told["on"])
        self.story.tell(
            when,
            inquiry.make_claim,
            by=by,
            home=Made(self.home),
            of_effect=told.get("of_effect", True),
            makes=key,
            needs=self._there(by),
            **self._words(told, "title", "body", "holds_for", "not_shown"),
        )
        if self.home.startswith("team:"):
            shared = f"shared:{told['key']}"
            self.story.tell(when + MINUTE, inquiry.share_with_network, by=by, thing=Made(key), makes=shared)


def tie(story: Story, days: Days, people: dict[str, Person], told: Content) -> None:
    """One team's finding, tied to a claim; or its cycle, to what it took up."""
    source, target = told["source"], told["target"]
    before = [f"studied:{source.partition(':')[2]}"] if told["kind"] != "adapts" else []
    if target.startswith("claim:") and not told.get("within"):
        before.append(f"shared:{target.partition(':')[2]}")
    story.tell(
        days.moment(told["on"]),
        inquiry.tie,
        by=people[told["by"]],
        source=Made(source),
        target=Made(target),
        kind=told["kind"],
        note=days.words(told.get("note", "").strip()),
        needs=before,
        makes=f"tie:{source}:{target}",
    )
