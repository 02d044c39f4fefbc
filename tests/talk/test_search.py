"""Search finds what one may see, by rare words and by common ones, and shows no word of anything else."""

import pytest
from django.db import connection
from tests.asking import browser_of
from tests.cast import Cast

from pergola.commons.models import Artifact
from pergola.commons.search import find_artifacts, marked
from pergola.people.models import Person, walls_of
from pergola.spaces.audiences import for_leads, for_wall
from pergola.spaces.models import Community, Team
from pergola.spaces.models.audience import audience_ids
from pergola.talk.actions import remove_post, say, start_conversation
from pergola.talk.models import Conversation, Post
from pergola.talk.search import find_posts
from pergola.talk.views.search import look_for
from pergola.walls.opening import walls


@pytest.fixture
def said(cast: Cast) -> Cast:
    """One word everywhere (“lesson”), one word once (“xylophone”), in every corner of the cast."""
    with walls(cast.every_wall):
        rooms: list[tuple[Person, Community | Team]] = [
            (cast.member, cast.talk),
            (cast.neighbour, cast.seats),
            (cast.team_lead, cast.alder_team),
            (cast.team_lead_b, cast.brier_team),
        ]
        for person, space in rooms:
            one = start_conversation(
                by=person, space=space, title=f"The lesson of {space.name}", body="A lesson, told."
            )
            say(by=person, artifact=one, body=f"Every lesson in {space.name} is a lesson.")
        say(
            by=cast.member,
            artifact=Conversation.objects.filter(community=cast.talk).get(),
            body="I brought a xylophone.",
        )
        for audience, by in ((for_leads(cast.alder_wall), cast.lead_a), (for_wall(cast.elsewhere_wall), cast.outsider)):
            Conversation.objects.create(title="A lesson aside", wall_id=audience.wall_id, audience=audience, made_by=by)
    return cast


@pytest.mark.parametrize("words", ["lesson", "xylophone", "lesson -xylophone", '"a lesson"', "nothing-of-the-kind"])
def test_nobody_finds_what_they_do_not_see_and_everybody_finds_what_they_do(said: Cast, words: str) -> None:
    for name, person in said.actors.items():
        with walls(walls_of(person)):
            audiences = audience_ids(person)
            things = {one.pk for one in find_artifacts(person, words, audiences, most=1000)}
            posts = {one.pk for one in find_posts(person, words, audiences, most=1000)}
            seen = Artifact.objects.visible_to(person).extra(
                where=["search @@ websearch_to_tsquery('english', %s)"], params=[words]
            )
            heard = Post.objects.visible_to(person).extra(
                where=["talk_post.search @@ websearch_to_tsquery('english', %s)"], params=[words]
            )
            assert things == set(seen.values_list("pk", flat=True)), (name, words)
            assert posts == set(heard.values_list("pk", flat=True)), (name, words)


def test_both_paths_find_the_same_rare_and_common(said: Cast) -> None:
    """The common path walks the newest posts of each wall; by hand, because three thousand posts choose it."""
    with walls(walls_of(said.member)):
        rare = {one.pk for one in find_posts(said.member, "xylophone", audience_ids(said.member))}
        assert len(rare) == 1
    with walls(said.every_wall):
        talk = Conversation.objects.filter(community=said.talk).get()
        seats = Conversation.objects.filter(community=said.seats).get()
        for place, by in ((talk, said.member), (seats, said.neighbour)):
            Post.objects.bulk_create(
                [Post(artifact_id=place.pk, by=by, body=f"One more lesson, number {n}.") for n in range(1600)]
            )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE talk_post")
    with walls(walls_of(said.member)):
        found = find_posts(said.member, "lesson", audience_ids(said.member), most=25)
        newest = Post.objects.visible_to(said.member).filter(artifact=talk.pk).order_by("-said", "-pk")[:25]
        assert len(found) == 25
        assert {one.artifact_id for one in found} == {talk.pk}
        assert min(one.said for one in found) >= min(one.said for one in newest)


def test_what_was_removed_is_not_found(said: Cast) -> None:
    with walls(said.every_wall):
        post = Post.objects.get(body__contains="xylophone")
        remove_post(by=said.member, post=post)
    with walls(walls_of(said.member)):
        assert look_for(said.member, "xylophone") == []


def test_the_page_marks_the_word_and_says_so_when_there_is_none(said: Cast) -> None:
    browser = browser_of(said.member)
    page = browser.get("/search/", {"q": "xylophone"}).content.decode()
    assert "One place that has “xylophone”" in page
    assert "<mark>xylophone</mark>" in page
    assert "Nothing you can see has “zzz”" in browser.get("/search/", {"q": "zzz"}).content.decode()
    assert "h2" not in browser.get("/search/").content.decode(), "nothing asked, nothing said"
    both = browser.get("/search/", {"q": "lesson"}).content.decode()
    assert "conversation</a>" in both
    assert "post</a>" in both
    only = browser.get("/search/", {"q": "lesson", "kind": "post"}).content.decode()
    assert "A lesson, told." not in only


def test_a_visitor_finds_nothing_that_is_not_published(said: Cast) -> None:
    page = browser_of(said.visitor).get("/search/", {"q": "lesson"}).content.decode()
    assert "Nothing you can see has “lesson”" in page
    assert "You are not signed in" in page


@pytest.mark.parametrize("words", ["\x00", "'; DROP TABLE talk_post; --", "a" * 300, "& | !", "the of", "%", "\\"])
def test_odd_words_break_nothing(said: Cast, words: str) -> None:
    assert browser_of(said.member).get("/search/", {"q": words, "kind": "nonsense"}).status_code == 200


def test_a_snippet_shows_markup_as_words() -> None:
    assert marked("<b>\x02here\x03</b>") == "&lt;b&gt;<mark>here</mark>&lt;/b&gt;"
