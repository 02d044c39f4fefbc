"""What leads nowhere is found, told to whoever may change the thing, and gone when it is mended."""

import pytest
from django.conf import LazySettings
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.publishing.stories import Story, told

from pergola.commons import dead_ends
from pergola.commons.models import Artifact, File, Link
from pergola.exchange import tasks
from pergola.exchange.links import finding
from pergola.exchange.links.asking import Found
from pergola.kernel.clock import now
from pergola.people.models import Person
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
    finding.find_addresses(wall, "two", look=look)
    assert "The site did not answer, twice in a row." in page_of(story.writer, "/dead-ends/")
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

    start: int | None = 0
    turns = 0
    while start is not None:
        start = finding.find_addresses(story.idea.wall_id, "week", start, look=listen)
        turns += 1
    assert len(asked) == len(set(asked))
    assert sum("one.example" in one for one in asked) == finding.MOST_OF_A_SITE
    assert turns == -(-len(asked) // 2)
    assert {one.to for one in kept(story, story.idea)} == set(asked)


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
    tasks.look_behind(wall=story.claim.wall_id, week="x", start=0)
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
