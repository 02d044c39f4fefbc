"""A solution package: made from a lesson, published, found; begun with behind another wall; and what came of it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import WHY, Story, published, run_cycle, told

from pergola.commons.models import Citation, Link
from pergola.gather.actions import add_member_system, add_to_team, form_team, found_network
from pergola.inquiry.actions import make_claim, share_with_network, tie
from pergola.inquiry.models import Aim, ChangeIdea, Cycle, Problem
from pergola.kernel.errors import Incomplete, NotAllowed, Refusal
from pergola.people.models import Person
from pergola.publishing.actions import (
    adopt_package,
    answer_consent,
    ask_for_consent,
    bring_lesson_back,
    cite_claim,
    edit_lesson,
    make_package,
    publish_lesson,
    withdraw_lesson,
    write_lesson,
)
from pergola.publishing.adopted import adopted, others_told
from pergola.publishing.models import Consent, Edition, Lesson, PackageAdoption
from pergola.publishing.packages import materials_of, parts_of
from pergola.publishing.readiness import look_at
from pergola.spaces.models import Team, TeamMember
from pergola.systems.models import SchoolSystem
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

WORDS = {
    "dek": "Four minutes of partner talk before writing, packed.",
    "byline": "Marisol Vega, Alder Valley",
    "solves": "Evidence is copied, not explained.\nStudents find the quotation and stop there.",
    "grades": "grades 6 to 8, English and science",
    "size": "two schools, eight classes",
    "in_place": "Students have written a claim before.",
    "core": "Say it before you write it: writing alone changed nothing.\nOne partner, not a group",
    "adaptable": "How long partners talk: we took four minutes.\nWhich starters: three, of your own.",
    "money": "none",
    "hours": "two hours of each teacher before, 20 minutes a week after",
    "people": "one teacher leader for ten classes",
    "materials": "Sentence starters https://example.org/starters\nA timer",
    "not_for": "Where blocks are 88 minutes it changed nothing.",
}
GOAL: dict[str, Any] = {"goal": "60 %", "by_when": date(2027, 3, 1)}


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def packed(story: Story, **words: str) -> Lesson:
    """The package of the story's lesson, written and its own team agreed. Every wall must be open."""
    lead = story.writer
    made = make_package(by=lead, home=story.cast.alder_team, title="Partner talk, packed", lesson=story.lesson)
    made = edit_lesson(by=lead, lesson=made, revision=made.revision, **{**WORDS, **words})
    for one in ask_for_consent(by=lead, lesson=made):
        if one.team_id == story.cast.alder_team.pk:
            answer_consent(by=lead, consent=one, answer=Consent.Answer.GIVEN)
    return made


def package(story: Story) -> Edition:
    with walls(story.cast.every_wall):
        published(story)
        return publish_lesson(by=story.writer, lesson=packed(story))


def far_team(cast: Cast, system: SchoolSystem, name: str = "Elsewhere") -> tuple[Team, list[int]]:
    """A team of a system in a network of its own, led by the outsider, and the walls to open."""
    network = found_network(
        by=cast.operator, name=f"The net of {name}", purpose="Learn.", starts=date(2026, 1, 1), ends=date(2027, 12, 31)
    )
    every = [*cast.every_wall, network.wall_id]
    with walls(every):
        add_member_system(by=cast.operator, network=network, system=system, joined=date(2026, 1, 1))
        team = form_team(by=cast.operator, network=network, system=system, name=name)
        add_to_team(by=cast.operator, team=team, person=cast.outsider, role=TeamMember.Role.LEAD)
    return team, every


def begin(story: Story, team: Team, every: list[int], edition: Edition, by: Person, *, named: bool = False) -> Problem:
    with walls(every):
        return adopt_package(
            by=by, edition=edition, team=team, title="They copy the quotation", body="Here too.", named=named, **GOAL
        )


def test_a_package_of_a_published_lesson_asks_nobody_else(story: Story) -> None:
    with walls(story.cast.every_wall):
        published(story)
        made = packed(story)
        state = look_at(made, story.writer)
        assert [one.place.name for one in state.asked] == ["Alder Valley"]
        assert sorted(one.place.name for one in state.public) == ["Brierfield", "Quarry Ridge"]
        edition = publish_lesson(by=story.writer, lesson=made)
    assert edition.content["relies_on"] == [str(story.lesson.pk)]
    page = Client().get(edition.get_absolute_url()).content.decode()
    for said in ("writing alone changed nothing.", "Where blocks are 88 minutes", "Quarry Ridge", "20 minutes a week"):
        assert said in page
    assert 'href="https://example.org/starters"' in page
    assert '<figure class="chart block"><svg' in page.split("What claim 1 rests on")[1]


def test_a_team_is_asked_about_what_is_not_public_of_it(story: Story) -> None:
    with walls(story.cast.every_wall):
        made = packed(story)
        assert {one.place.name for one in look_at(made, story.writer).asked} == {
            "Alder Valley", "Brierfield", "Quarry Ridge",
        }, "nothing is published yet"  # fmt: skip
        with pytest.raises(Incomplete):
            publish_lesson(by=story.writer, lesson=made)
        published(story)
        edit_lesson(by=story.writer, lesson=made, revision=made.revision, not_for="No help in Quarry Ridge.")
        made.refresh_from_db()
        state = look_at(made, story.writer)
        assert [one.place.name for one in state.public] == ["Brierfield"]
        assert "Quarry Ridge" in {one.place.name for one in state.asked}, "the package’s own words name it"


def test_a_cycle_more_is_not_public_yet(story: Story) -> None:
    with walls(story.cast.every_wall):
        published(story)
        made = packed(story)
        more = run_cycle(story.third_lead, story.third, story.idea, ([30] * 10, [31] * 10), scope="two more classes")
        tie(by=story.third_lead, source=more, target=story.claim, kind="contradicts", note="Again.")
        state = look_at(made, story.writer)
        assert [one.place.name for one in state.public] == ["Brierfield"]


def test_it_cannot_be_published_without_saying_for_whom_it_did_not_work(story: Story) -> None:
    with walls(story.cast.every_wall):
        published(story)
        made = make_package(by=story.writer, home=story.cast.alder_team, title="Packed", lesson=story.lesson)
        words = {**WORDS, "not_for": ""}
        made = edit_lesson(by=story.writer, lesson=made, revision=made.revision, **words)
        missing = [one.sentence for one in look_at(made, story.writer).words]
    assert missing == ["Say what it did not do, and for whom it did not work. Readers trust what says this."]


def test_with_its_lesson_a_package_goes_from_the_public(story: Story) -> None:
    with walls(story.cast.every_wall):
        lesson = published(story)
        edition = publish_lesson(by=story.writer, lesson=packed(story))
        withdraw_lesson(by=story.writer, edition=lesson)
        edition.refresh_from_db()
        assert edition.removed is not None
        with pytest.raises(Refusal, match="is withdrawn"):
            bring_lesson_back(by=story.writer, edition=edition)
        bring_lesson_back(by=story.writer, edition=lesson)
        bring_lesson_back(by=story.writer, edition=edition)
    assert Client().get(edition.get_absolute_url()).status_code == 200


def test_somebody_elsewhere_begins_with_it(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    team, every = far_team(cast, cast.elsewhere)
    browser, address = browser_of(cast.outsider), f"/packages/{edition.pk}/begin/"
    assert "What is made" in browser.get(address).content.decode()
    form = {
        "once": str(uuid4()), "team": team.pk, "title": "They copy the quotation", "body": "Here too.", "aim": "", "goal": "",
        "by_when": "2027-03-01", "scope": "one class", "named": "on",
    }  # fmt: skip
    answers = [browser.post(address, form) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "Made, for Elsewhere" in browser.get(answers[0]["Location"]).text
    later = browser.post(address, {**form, "once": str(uuid4()), "title": "Mine, written meanwhile"})
    with walls(every):
        problem = Problem.objects.unrestricted(Reason.CHAIN_OF_ACT).get(team=team)
        assert later.status_code == 422
        assert "has begun with this package already, on " in later.text
        assert f'href="{problem.get_absolute_url()}"' in later.text
        assert "Mine, written meanwhile" in later.text, "what a colleague wrote is not lost"
        assert "Made, for" not in later.text
        idea = ChangeIdea.objects.unrestricted(Reason.CHAIN_OF_ACT).get(team=team)
        cycle = Cycle.objects.unrestricted(Reason.CHAIN_OF_ACT).get(team=team)
        assert {problem.wall_id, idea.wall_id, cycle.wall_id} == {team.wall_id}
        assert "Where it worked: " in idea.tried_elsewhere
        assert idea.like_ours == "", "whether it is like theirs the team judges"
        assert ("? " in cycle.body, "–" in cycle.body) == (False, False), "sentences as their authors wrote them"
        assert cycle.step == Cycle.Step.PLAN
        assert "Say it before you write it: writing alone changed nothing." in cycle.body
        assert {answer["Location"] for answer in answers} == {cycle.get_absolute_url()}, "where the team goes on"
        assert "How long partners talk" not in cycle.question, "that is asked in the words of the cycle already"
        aim = Aim.objects.unrestricted(Reason.CHAIN_OF_ACT).get(team=team)
        assert (aim.title, aim.goal) == ("What will be different is still to be decided", "no number yet")
        cited = Citation.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(cited_id=edition.pk)
        assert {one.artifact_id for one in cited} == {problem.pk, idea.pk, cycle.pk}
        assert not Link.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(target=edition).exists()
        assert PackageAdoption.objects.unrestricted(Reason.CHAIN_OF_ACT).count() == 1
    its_page = browser.get(problem.get_absolute_url()).content.decode()
    assert "Taken from" in its_page
    assert its_page.count("What will be different is still to be decided") == 1
    assert "writing alone changed nothing" in browser.get(cycle.get_absolute_url()).content.decode()
    assert "Elsewhere" in Client().get(edition.get_absolute_url()).content.decode()


def test_whoever_cannot_begin_reads_who_can_and_no_form_is_refused_by_the_browser(story: Story) -> None:
    edition = package(story)
    said = Client().get(edition.get_absolute_url()).text
    assert "Whoever is on a team of another school system can begin with it" in said
    assert "Sign in and begin" in said
    assert "Sign in and begin" not in browser_of(story.cast.team_lead_b).get(edition.get_absolute_url()).text
    form = browser_of(story.cast.team_lead_b).get(f"/packages/{edition.pk}/begin/").text
    assert 'class="sheet" novalidate' in form


def test_a_draft_of_a_package_speaks_of_a_package_and_shows_no_empty_heading(story: Story) -> None:
    with walls(story.cast.every_wall):
        lead = story.writer
        made = make_package(by=lead, home=story.cast.alder_team, title="Partner talk, packed", lesson=story.lesson)
        made = edit_lesson(by=lead, lesson=made, revision=made.revision, **dict.fromkeys(WORDS, ""))
    browser = browser_of(lead)
    read = browser.get(f"{made.get_absolute_url()}preview/").text
    for heading in ("The problem it solves", "Where it worked", "What must stay", "What may be", "What it did not do"):
        assert heading not in read
    with walls(story.cast.every_wall):
        edit_lesson(by=lead, lesson=made, revision=made.revision, **WORDS)
    draft = browser.get(made.get_absolute_url()).text
    assert "in this package. Each will read it" in draft
    assert "As this package says it" in draft
    assert "in this lesson" not in draft


def test_its_own_system_does_not_begin_with_it_nor_does_a_stranger_to_the_team(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    with walls(cast.every_wall):
        with pytest.raises(Refusal, match="your own system"):
            adopt_package(by=story.writer, edition=edition, team=cast.alder_team, title="Ours", body="", **GOAL)
        with pytest.raises(NotAllowed):
            adopt_package(by=story.writer, edition=edition, team=cast.brier_team, title="Theirs", body="", **GOAL)
        assert not PackageAdoption.objects.unrestricted(Reason.COUNTING).exists()


def test_who_is_not_named_is_counted_from_five_on(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    for place in range(5):
        there = SchoolSystem.objects.create(slug=f"s{place}", name=f"System {place}", state="TX", sample=True)
        team, every = far_team(cast, there, f"Far {place}")
        assert "not named</p>" not in Client().get(edition.get_absolute_url()).content.decode()
        begin(story, team, every, edition, cast.outsider)
    page = Client().get(edition.get_absolute_url()).content.decode()
    assert "5 or more teams that are not named" in page
    assert "Far" not in page


@pytest.mark.parametrize(
    ("every", "named", "told"),
    [(4, 0, 0), (5, 0, 5), (9, 0, 5), (5, 1, 0), (9, 1, 0), (10, 1, 5), (10, 5, 5), (14, 6, 0), (0, 0, 0), (3, 3, 0)],
)
def test_a_team_that_lets_itself_be_named_cannot_be_subtracted(every: int, named: int, told: int) -> None:
    """From what is told before and after, who is not named is never fewer than the step leaves open."""
    assert others_told(every, named) == told
    assert told <= every - named
    step = every // 5 * 5
    alike = [many for many in range(step, step + 5) if many >= named and others_told(many, named) == told]
    assert len(alike) > 1, "more than one number of teams looks like this"


def test_what_stands_in_the_form_says_nothing_of_how_many_began(story: Story) -> None:
    edition = package(story)
    begin(story, story.cast.brier_team, story.cast.every_wall, edition, story.cast.team_lead_b)
    with walls(story.cast.every_wall):
        assert PackageAdoption.objects.get().pk.version == 7


def test_a_team_says_later_that_it_may_be_named_and_takes_it_back(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    begin(story, cast.brier_team, cast.every_wall, edition, cast.team_lead_b)
    page, browser = edition.get_absolute_url(), browser_of(cast.team_lead_b)
    with walls(cast.every_wall):
        own = PackageAdoption.objects.get()
    address = f"/packages/{edition.pk}/adoptions/{own.pk}/"
    assert "Let everyone read that Brierfield began with it" in browser.get(page).content.decode()
    assert "Brierfield" not in _began(Client().get(page).content.decode())
    assert browser_of(cast.team_lead).post(address, {"named": "yes"}).status_code == 404
    browser.post(address, {"named": "yes"})
    assert "Brierfield" in _began(Client().get(page).content.decode())
    browser.post(address, {"named": "no"})
    assert "Brierfield" not in _began(Client().get(page).content.decode())


def test_a_name_is_taken_back_after_the_package_came_anew(story: Story) -> None:
    """Begun with the first version and named; the first is withdrawn, the second published."""
    first = package(story)
    cast = story.cast
    begin(story, cast.brier_team, cast.every_wall, first, cast.team_lead_b, named=True)
    with walls(cast.every_wall):
        own = PackageAdoption.objects.get()
        withdraw_lesson(by=story.writer, edition=first, because=WHY)
        packed_once = Lesson.objects.get(pk=first.lesson_ref)
        again = edit_lesson(by=story.writer, lesson=packed_once, revision=packed_once.revision, money="nothing")
        for one in ask_for_consent(by=story.writer, lesson=again):
            answer_consent(by=story.writer, consent=one, answer=Consent.Answer.GIVEN)
        second = publish_lesson(by=story.writer, lesson=again)
    page, browser = second.get_absolute_url(), browser_of(cast.team_lead_b)
    assert "Brierfield" in _began(Client().get(page).text)
    assert "Do not name Brierfield here any more" in browser.get(page).text
    assert browser.post(f"/packages/{second.pk}/adoptions/{own.pk}/", {"named": "no"}).status_code == 302
    assert "Brierfield" not in _began(Client().get(page).text)


def _began(page: str) -> str:
    return page.split("Who began with it")[1].split("What they found", maxsplit=1)[0]


def test_what_they_found_stands_there_though_it_is_no_change(story: Story) -> None:
    edition = package(story)
    cast = story.cast
    lead = cast.team_lead_b
    begin(story, cast.brier_team, cast.every_wall, edition, lead)
    with walls(cast.every_wall):
        idea = ChangeIdea.objects.unrestricted(Reason.CHAIN_OF_ACT).get(pk=PackageAdoption.objects.get().idea_ref)
        found = _null(story, idea)
    with walls(cast.every_wall):
        assert [one.pk for one in adopted(edition, cast.visitor).found] == [found.pk]
    page = Client().get(edition.get_absolute_url()).content.decode().split("What they found")[1]
    assert "Talk changed nothing here" in page
    assert "finding: no change" in page


def _null(story: Story, idea: ChangeIdea) -> Edition:
    """Brierfield’s lesson about what it began with: no change."""
    lead, team = story.cast.team_lead_b, story.cast.brier_team
    cycle = run_cycle(lead, team, idea, ([35] * 10, [35] * 10), scope="one class")
    claim = make_claim(by=lead, home=team, title="Nothing moved in one class")
    share_with_network(by=lead, thing=claim)
    tie(by=lead, source=cycle, target=claim, kind="supports")
    lesson = write_lesson(
        by=lead, home=team, title="Talk changed nothing here", finding="none", dek="No change.", byline="Brierfield",
        tried="Partner talk.", saw="[claim 1]", cannot_say="Why.",
    )  # fmt: skip
    cite_claim(by=lead, lesson=lesson, claim=claim)
    for one in ask_for_consent(by=lead, lesson=lesson):
        answer_consent(by=lead, consent=one, answer=Consent.Answer.GIVEN)
    return publish_lesson(by=lead, lesson=lesson)


def test_packages_are_listed_and_found_at_the_same_cost_whether_one_or_three(story: Story) -> None:
    first = package(story)
    counts = []
    for more in (0, 2):
        with walls(story.cast.every_wall):
            for n in range(more):
                Edition.objects.create(
                    title=f"Another {n}", wall_id=first.wall_id, audience=first.audience, made_by=story.writer,
                    lesson_ref=uuid4(), network_ref=first.network_ref, network_name=first.network_name, version=1,
                    form="package", finding="change", dek="", content=first.content,
                )  # fmt: skip
        browser = browser_of(story.cast.outsider)
        with queries() as asked:
            page = browser.get("/packages/").content.decode()
        assert "Partner talk, packed" in page
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
    assert "Partner talk, packed" in Client().get("/search/?q=starters+timer").content.decode()


def test_the_draft_is_written_in_fields_of_its_own(story: Story) -> None:
    with walls(story.cast.every_wall):
        published(story)
    browser = browser_of(story.writer)
    assert "Make a solution package of it" in browser.get(_lesson(story)).content.decode()
    new = browser.get(f"/packages/new/?lesson={story.lesson.pk}").content.decode()
    assert "Say it before you write it" in new
    sent = {
        "once": str(uuid4()), "title": "Packed", "lesson": story.lesson.pk, "home": story.cast.alder_team.pk, "seen": "own",
    }  # fmt: skip
    draft = browser.post("/packages/new/", sent)["Location"]
    page = browser.get(draft).content.decode()
    assert "What must stay as it is, and why" in page
    assert "Whether it was the talk or the four minutes." in page, (
        "what the lesson cannot say is where a package begins"
    )
    answer = browser.post(draft, {"once": str(uuid4()), "revision": 1, "title": "Packed", **WORDS})
    assert answer.status_code == 302
    assert "none" in browser.get(f"{draft}preview/").content.decode()
    stale = browser.post(draft, {"once": str(uuid4()), "revision": 1, "title": "Other"})
    assert stale.status_code == 422
    assert "Nothing is lost" in stale.content.decode()


def test_what_one_types_is_kept_and_nobody_is_written_over_unseen(story: Story) -> None:
    with walls(story.cast.every_wall):
        made = make_package(by=story.writer, home=story.cast.alder_team, title="Packed")
    browser, page = browser_of(story.writer), f"/lessons/drafts/{made.pk}/"
    kept = f"/drafts/package:{made.pk}:core/"
    assert kept in browser.get(page).content.decode()
    assert browser.post(kept, {"core": "Typed and not saved"}).status_code in (200, 204)
    assert "Typed and not saved" in browser.get(page).content.decode()
    with walls(story.cast.every_wall):
        edit_lesson(by=story.cast.member, lesson=made, revision=made.revision, core="Saved by another")
    again = browser.get(page).content.decode()
    assert "Somebody saved other words since" in again
    assert "Saved by another" in again
    assert "Typed and not saved" in again
    browser.post(page, {"once": str(uuid4()), "revision": 2, "title": "Packed", **WORDS})
    assert "Typed and not saved" not in browser.get(page).content.decode()


def _lesson(story: Story) -> str:
    with walls(story.cast.every_wall):
        edition = Edition.objects.unrestricted(Reason.PUBLISHING).get(lesson_ref=story.lesson.pk)
    return edition.get_absolute_url()


def test_parts_and_materials_are_read_a_line_each() -> None:
    parts = list(parts_of("Talk first: it works\n\nNo colon\n: only why"))
    assert [(one.name, one.why) for one in parts] == [("Talk first", "it works"), ("No colon", ""), ("only why", "")]
    found = list(materials_of("Starters: https://example.org/a.\njavascript:alert(1)\nhttps://example.org/b"))
    assert [(one.name, one.address) for one in found] == [
        ("Starters", "https://example.org/a"), ("javascript:alert(1)", ""), ("https://example.org/b", "https://example.org/b"),
    ]  # fmt: skip
