"""What leads nowhere is found, told to whoever may change the thing, and gone when it is mended."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import Story, published, told

from pergola.commons import dead_ends
from pergola.commons.models import Artifact, Citation, File, Link
from pergola.commons.views import dead_ends as views
from pergola.exchange import tasks
from pergola.exchange.links import finding
from pergola.exchange.links.asking import Found
from pergola.kernel.clock import at, now
from pergola.people.models import Person
from pergola.publishing.actions import cite_claim, write_lesson
from pergola.spaces.audiences import for_wall
from pergola.walls.models import PUBLIC_WALL
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

HERE, LOST, DUMB = "https://here.example/a", "https://lost.example/b", "https://dumb.example/c"


@pytest.fixture
def story(cast: Cast) -> Story:
    return told(cast)


def look(address: str) -> Found:
    return {HERE: Found.THERE, LOST: Found.GONE, DUMB: Found.SILENT}[address]


def give(story: Story) -> None:
    with walls(story.cast.every_wall):
        Artifact.objects.filter(pk=story.idea.pk).update(body=f"Read {HERE}. And ({LOST}), or <{DUMB}>!")


def kept(story: Story, thing: Artifact) -> list[dead_ends.DeadEnd]:
    with walls(story.cast.every_wall):
        return dead_ends.read(Artifact.objects.unrestricted(Reason.COUNTING).get(pk=thing.pk))


def page_of(by: Person, path: str) -> str:
    answer = browser_of(by).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_that_is_gone_is_told_at_once_and_one_that_is_silent_the_second_time(story: Story) -> None:
    give(story)
    wall = story.idea.wall_id
    assert finding.find_addresses(wall, "one", look=look) is None
    shown = page_of(story.writer, story.idea.get_absolute_url())
    assert "Leads nowhere any more" in shown
    assert shown.count("The page is not there any more.") >= 1
    assert "The site did not answer" not in shown
    finding.find_addresses(wall, "one", look=look)
    with at(now() + timedelta(days=1)):
        finding.find_addresses(wall, "one", look=look)
    assert "The site did not answer" not in page_of(story.writer, "/dead-ends/"), (
        "a job that ran again is no second week"
    )
    for days in (7, 14):
        with at(now() + timedelta(days=days)):
            finding.find_addresses(wall, "two", look=look)
            assert "The site did not answer, twice in a row." in page_of(story.writer, "/dead-ends/")
    assert [one.times for one in kept(story, story.idea) if one.to == DUMB] == [3]
    with walls(story.cast.every_wall):
        Artifact.objects.filter(pk=story.idea.pk).update(body=f"Read {HERE}")
    finding.find_addresses(wall, "three", look=look)
    assert kept(story, story.idea) == []


def test_only_who_may_change_a_thing_is_told(story: Story) -> None:
    give(story)
    finding.find_addresses(story.idea.wall_id, "one", look=look)
    assert LOST in page_of(story.writer, "/dead-ends/")
    assert LOST not in page_of(story.cast.team_lead_b, "/dead-ends/")
    assert browser_of(story.cast.outsider).post(f"/things/{story.idea.pk}/dead-ends/seen-to/").status_code == 404
    theirs = browser_of(story.cast.team_lead_b).post(f"/things/{story.idea.pk}/dead-ends/seen-to/", {"to": LOST})
    assert theirs.status_code == 404
    answer = browser_of(story.writer).post(
        f"/things/{story.idea.pk}/dead-ends/seen-to/", {"to": LOST, "next": "/dead-ends/"}
    )
    assert answer["Location"] == "/dead-ends/"
    assert [one.to for one in kept(story, story.idea)] == [DUMB]


def test_a_video_and_a_field_of_an_idea_are_looked_at(story: Story) -> None:
    with walls(story.cast.every_wall):
        File.objects.create(
            artifact=story.supporting, added_by=story.writer, kind=File.Kind.VIDEO, name="Talk", address=LOST
        )
    finding.find_addresses(story.idea.wall_id, "one", look=look)
    assert [one.to for one in kept(story, story.supporting)] == [LOST]


def test_a_few_at_a_time_and_never_many_of_one_site(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "A_FEW", 2)
    many = " ".join(f"https://one.example/{n}" for n in range(9)) + " https://two.example/ http://[bad"
    with walls(story.cast.every_wall):
        Artifact.objects.filter(pk=story.idea.pk).update(body=many)
    asked: list[str] = []

    def listen(address: str) -> Found:
        asked.append(address)
        return Found.GONE

    after: str | None = ""
    turns = 0
    while after is not None:
        after = finding.find_addresses(story.idea.wall_id, "week", after, look=listen)
        turns += 1
    assert len(asked) == len(set(asked))
    assert sum("one.example" in one for one in asked) == finding.MOST_OF_A_SITE
    assert turns == -(-len(asked) // 2)
    assert {one.to for one in kept(story, story.idea)} == set(asked)


def test_what_one_person_writes_leaves_a_turn_to_everybody_else(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_OF_ONE", 3)
    monkeypatch.setattr(finding, "MOST", 6)
    with walls(story.cast.every_wall):
        many = " ".join(f"https://{n}.one.example/" for n in range(40))
        Artifact.objects.filter(pk=story.idea.pk).update(body=many)
        problem = Artifact.objects.filter(wall=story.idea.wall_id).exclude(made_by=story.idea.made_by_id).first()
        assert problem is not None
        Artifact.objects.filter(pk=problem.pk).update(body="https://theirs.example/")
    asked: list[str] = []

    def listen(address: str) -> Found:
        asked.append(address)
        return Found.THERE

    finding.find_addresses(story.idea.wall_id, "week", look=listen)
    assert sum("one.example" in one for one in asked) == 3
    assert "https://theirs.example/" in asked


def test_what_is_written_meanwhile_makes_nothing_asked_twice(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "A_FEW", 1)
    addresses = [f"https://s{n}.example/" for n in range(8)]
    asked: list[str] = []

    def write(given: list[str]) -> None:
        with walls(story.cast.every_wall):
            Artifact.objects.filter(pk=story.idea.pk).update(body=" ".join(given))

    def listen(address: str) -> Found:
        asked.append(address)
        return Found.SILENT

    write(addresses[4:])
    after = finding.find_addresses(story.idea.wall_id, "week", look=listen)
    write(addresses)
    while after is not None:
        after = finding.find_addresses(story.idea.wall_id, "week", after, look=listen)
    assert len(asked) == len(set(asked))
    assert set(asked) >= set(addresses[4:])
    assert {one.times for one in kept(story, story.idea)} == {1}


def test_who_was_told_that_a_site_is_silent_is_told_it_anew_when_it_said_something_else_meanwhile() -> None:
    known = dead_ends.DeadEnd(dead_ends.GONE, DUMB, (now() - timedelta(days=7)).isoformat())
    assert not dead_ends._again(dead_ends.dead_end(dead_ends.SILENT, DUMB), known).is_told


def test_what_one_could_never_see_is_not_told_when_it_goes(story: Story) -> None:
    """A draft of another team, and a thing of a community one is not in: neither that it was, nor that it went."""
    cast = story.cast
    with walls(cast.every_wall):
        lost = write_lesson(by=cast.team_lead_b, home=cast.brier_team, title="Nobody knows of this yet")
        cite_claim(by=cast.team_lead_b, lesson=lost, claim=story.claim)
        elsewhere = write_lesson(by=story.writer, home=cast.alder_team, title="Our own draft")
        cite_claim(by=story.writer, lesson=elsewhere, claim=story.claim)
        for one in (lost, elsewhere):
            Artifact.objects.filter(pk=one.pk).update(removed=now(), removed_by=story.writer)
        ours = Link.objects.get(source=elsewhere.pk)
    finding.find_ends(story.claim.wall_id)
    assert [one.to for one in kept(story, story.claim)] == [str(ours.pk)]
    with walls(cast.every_wall):
        open_to_all = for_wall(story.claim.wall_id)
        Artifact.objects.filter(pk=lost.pk).update(audience=open_to_all)
    finding.find_ends(story.claim.wall_id)
    assert len(kept(story, story.claim)) == 2


def test_a_link_that_was_seen_to_stays_off_until_it_changes(story: Story) -> None:
    with walls(story.cast.every_wall):
        lost = Link.objects.get(target=story.claim, source=story.supporting)
        Artifact.objects.filter(pk=story.supporting.pk).update(removed=now(), removed_by=story.writer)
    finding.find_ends(story.claim.wall_id)
    browser, seen_to = browser_of(story.writer), f"/things/{story.claim.pk}/dead-ends/seen-to/"
    said = browser.post(seen_to, {"to": str(lost.pk), "next": "/dead-ends/"}, follow=True).content.decode()
    assert "It is off the list, and stays off it unless the link changes." in said
    for _night in range(2):
        finding.find_ends(story.claim.wall_id)
        assert "What supports it was removed." not in page_of(story.writer, "/dead-ends/")
        assert "What supports it was removed." not in page_of(story.writer, f"/chain/{story.claim.pk}/")
    with walls(story.cast.every_wall):
        again = Link.objects.create(
            source=lost.source, target=lost.target, kind="cites", made_by=story.writer, wall_id=lost.wall_id
        )
    finding.find_ends(story.claim.wall_id)
    assert [one.to for one in kept(story, story.claim) if one.is_told] == [str(again.pk)]


def test_what_was_cited_and_nobody_can_read_any_more_is_told(story: Story) -> None:
    with walls([*story.cast.every_wall, PUBLIC_WALL]):
        edition = published(story)
        Citation.objects.create(
            artifact=story.idea, kind="cites", cited_id=edition.pk, cited_title=edition.title, cited_wall="Public",
            made_by=story.writer, wall_id=story.idea.wall_id,
        )  # fmt: skip
    finding.find_ends(story.idea.wall_id)
    assert kept(story, story.idea) == []
    with walls([*story.cast.every_wall, PUBLIC_WALL]):
        Artifact.objects.filter(pk=edition.pk).update(removed=now(), removed_by=story.writer)
    finding.find_ends(story.idea.wall_id)
    assert "What it cites was removed." in page_of(story.writer, "/dead-ends/")


def test_a_silent_site_not_yet_told_uses_up_no_place_and_a_long_list_has_pages(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "A_PAGE", 1)
    silent = dead_ends.dead_end(dead_ends.SILENT, DUMB).kept()
    gone = dead_ends.dead_end(dead_ends.GONE, LOST).kept()
    with walls(story.cast.every_wall):
        Artifact.objects.filter(pk=story.claim.pk).update(dead_ends=[silent], changed=now() + timedelta(hours=1))
        for thing in (story.idea, story.supporting):
            Artifact.objects.filter(pk=thing.pk).update(dead_ends=[silent, gone])
    first, second = (page_of(story.writer, f"/dead-ends/?page={n}") for n in (1, 2))
    assert "Page 1 of 2" in first
    assert {
        first.count(f'id="t-{one.pk}"') + second.count(f'id="t-{one.pk}"') for one in (story.idea, story.supporting)
    } == {1}
    assert f"t-{story.claim.pk}" not in first + second
    assert 'href="/month/"' in first.split("<main")[1], "there is a way back"
    month = page_of(story.writer, "/month/")
    assert "has a link that leads nowhere any more" in month
    assert 'href="/dead-ends/"' in month


def test_nothing_to_tell_is_said_with_a_way_on(story: Story) -> None:
    page = page_of(story.writer, "/dead-ends/")
    assert "Nothing that you may change leads nowhere" in page
    assert "Back to My month" in page
    assert "leads nowhere" not in page_of(story.writer, "/month/")


def test_an_end_that_was_removed_is_told_at_the_end_that_stands(story: Story) -> None:
    with walls(story.cast.every_wall):
        lost = Link.objects.filter(target=story.claim, source=story.supporting).get()
        Artifact.objects.filter(pk=story.supporting.pk).update(removed=now(), removed_by=story.writer)
    finding.find_ends(story.claim.wall_id)
    assert [(one.how, one.to) for one in kept(story, story.claim)] == [("start", str(lost.pk))]
    assert "What supports it was removed." in page_of(story.writer, f"/chain/{story.claim.pk}/")
    with walls(story.cast.every_wall):
        Artifact.objects.filter(pk=story.supporting.pk).update(removed=None, removed_by=None)
    finding.find_ends(story.claim.wall_id)
    assert kept(story, story.claim) == []


def test_nothing_calls_out_unless_the_keeper_lets_it(
    story: Story, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(tasks, "find_addresses", lambda *words: asked.append(words))
    monkeypatch.setattr(tasks.look_behind, "defer", lambda **words: tasks.look_behind(**words))
    tasks.find_addresses_that_are_gone(0)
    tasks.look_behind(wall=story.claim.wall_id, week="x", after="")
    assert asked == []
    settings.CHECK_LINKS = True
    tasks.find_addresses_that_are_gone(0)
    assert asked


def test_the_list_asks_the_same_with_one_and_with_three(story: Story) -> None:
    browser, counts = browser_of(story.writer), []
    for things in ([story.idea], [story.idea, story.supporting, story.claim]):
        with walls(story.cast.every_wall):
            Artifact.objects.filter(pk__in=[one.pk for one in things]).update(
                dead_ends=[dead_ends.dead_end(dead_ends.GONE, LOST).kept()]
            )
        with queries() as asked:
            assert browser.get("/dead-ends/").content.decode().count(LOST) >= len(things)
        counts.append(len(asked))
    assert counts == [1, 1]
