"""What came of a lesson, told to everyone as the pair of lesson and team and no more; and what a reader of a draft is asked."""

from django.test import Client
from tests.asking import browser_of
from tests.cast import Cast
from tests.publishing.stories import published, told

from pergola.commons.models import Link
from pergola.insight.actions import release_numbers
from pergola.publishing.models import Lesson
from pergola.spaces import audiences
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


def test_everyone_reads_who_took_it_up_once_it_is_released(cast: Cast) -> None:
    story = told(cast)
    with walls(cast.every_wall):
        edition = published(story)
        kind = Link.Kind.ADAPTS
        Link.objects.create(source=story.replicating, target=story.lesson, kind=kind, made_by=cast.team_lead_b)
        own = Link.objects.create(source=story.supporting, target=story.lesson, kind=kind, made_by=story.writer)
    page, evidence = f"/lessons/{edition.pk}/", f"/lessons/{edition.pk}/claims/1/"
    assert "Taken up by" not in Client().get(page).content.decode(), "not released yet"
    with walls(cast.every_wall):
        assert own.source.team_id == cast.alder_team.pk, "one’s own team does not take up its own lesson"
        release = release_numbers(by=cast.hub_director, network=cast.network)
    told_to_all = Client().get(page).content.decode()
    assert told_to_all.split("Taken up by</h3>")[1].split("</p>")[0].strip() == "<p>Brierfield"
    assert "taken up by Brierfield" in Client().get(evidence).content.decode()
    rows = Client().get(f"/numbers/{release.pk}/taken-up/").content.decode()
    assert f'<a href="{page}">Say it before you write it</a>' in rows
    assert "1 time a lesson was taken up elsewhere" in rows
    assert f'<a href="{page}">' in Client().get(f"/numbers/{release.pk}/lessons/").content.decode()


def test_three_chains_are_told_as_three(cast: Cast) -> None:
    story = told(cast)
    with walls(cast.every_wall):
        edition = published(story)
    page = Client().get(f"/lessons/{edition.pk}/claims/1/").content.decode()
    heads = [page.index(f">{name}</h3>") for name in ("Alder Valley", "Brierfield", "Quarry Ridge")]
    assert heads == sorted(heads)


def test_who_only_reads_a_draft_is_asked_to_read_it(cast: Cast) -> None:
    story = told(cast)
    with walls(cast.every_wall):
        network = audiences.for_wall(cast.network.wall)
        Lesson.objects.unrestricted(Reason.CHAIN_OF_ACT).filter(pk=story.lesson.pk).update(audience=network, byline="")
    page = f"/lessons/drafts/{story.lesson.pk}/"
    reader, writer = (browser_of(one).get(page).content.decode() for one in (cast.team_lead_b, story.writer))
    assert "Read it as it stands" in reader
    assert "Go to it" not in reader
    assert f'href="{page}#' not in reader, "a box a reader does not get"
    assert "Go to it" in writer
    ways = writer.count("things stand in the way")
    assert ways == 2, "the act and the list count alike"
