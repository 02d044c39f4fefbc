"""Search finds what one may see, by rare words and by common ones, and shows no word of anything else."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.asking import browser_of
from tests.cast import Cast

from pergola.commons.models import Artifact
from pergola.commons.search import Narrowed, find_artifacts, marked
from pergola.kernel.clock import at
from pergola.people.models import Person, walls_of
from pergola.spaces.audiences import for_leads, for_wall
from pergola.spaces.models import Audience, Community, Team
from pergola.spaces.models.audience import audience_ids
from pergola.talk.actions import remove_post, say, start_conversation
from pergola.talk.finding import look_for
from pergola.talk.models import Conversation, Post
from pergola.talk.search import find_posts
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
            things = {one.pk for one in find_artifacts(person, words, audiences, Narrowed(most=1000))}
            posts = {one.pk for one in find_posts(person, words, audiences, Narrowed(most=1000))}
            seen = Artifact.objects.visible_to(person).extra(where=["search @@ asked_for(%s)"], params=[words])
            heard = Post.objects.visible_to(person).extra(where=["talk_post.search @@ asked_for(%s)"], params=[words])
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
        found = find_posts(said.member, "lesson", audience_ids(said.member))
        newest = Post.objects.visible_to(said.member).filter(artifact=talk.pk).order_by("-said", "-pk")[:25]
        assert len(found) == 25
        assert {one.artifact_id for one in found} == {talk.pk}
        assert min(one.said for one in found) >= min(one.said for one in newest)


def test_what_was_removed_is_not_found(said: Cast) -> None:
    with walls(said.every_wall):
        post = Post.objects.get(body__contains="xylophone")
        remove_post(by=said.member, post=post)
    with walls(walls_of(said.member)):
        assert look_for(said.member, "xylophone").hits == ()


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
    assert ", told" not in only


def test_a_visitor_finds_nothing_that_is_not_published(said: Cast) -> None:
    page = browser_of(said.visitor).get("/search/", {"q": "lesson"}).content.decode()
    assert "Nothing you can see has “lesson”" in page
    assert "You are not signed in" in page


@pytest.mark.parametrize("words", ["\x00", "'; DROP TABLE talk_post; --", "a" * 300, "& | !", "the of", "%", "\\"])
def test_odd_words_break_nothing(said: Cast, words: str) -> None:
    assert browser_of(said.member).get("/search/", {"q": words, "kind": "nonsense"}).status_code == 200


def test_a_snippet_shows_markup_as_words() -> None:
    assert marked("<b>\x02here\x03</b>") == "&lt;b&gt;<mark>here</mark>&lt;/b&gt;"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("La evaluación de las escuelas", "escuela"),
        ("La evaluación de las escuelas", "evaluacion"),
        ("La evaluación de las escuelas", "evaluaciones"),
        ("La educacion bilingue", "educación"),
        ("Año escolar", "año"),
        ("Students explained their evidence", "student explains"),
        ("A café near the school", "cafe"),
    ],
)
def test_a_word_is_found_by_its_stem_in_english_and_in_spanish_with_accents_or_without(
    cast: Cast, written: str, typed: str
) -> None:
    with walls(walls_of(cast.member)):
        start_conversation(by=cast.member, space=cast.talk, title=written, body="…")
        assert [hit.title for hit in look_for(cast.member, typed).hits] == [written]
        assert look_for(cast.member, f"{typed} -{typed}").hits == (), "what is left out is left out in both languages"


def test_a_snippet_is_marked_in_the_language_it_is_found_in(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        start_conversation(
            by=cast.member, space=cast.talk, title="Una pregunta", body="Las evaluaciones de mayo llegaron tarde."
        )
        (hit,) = look_for(cast.member, "evaluación").hits
        assert "<mark>evaluaciones</mark>" in hit.snippet


def test_a_search_is_narrowed_to_a_place_and_a_time(said: Cast) -> None:
    browser = browser_of(said.member)

    def found(**asked: str) -> str:
        return browser.get("/search/", {"q": "lesson", **asked}).content.decode()

    community = str(said.talk.pk)
    assert ", told" in found(community=community)
    assert f"The lesson of {said.alder_team.name}" not in found(community=community)
    behind = found(behind=str(said.alder_wall.pk))
    assert f"The lesson of {said.talk.name}" in behind
    assert ", told" in found(when="week")
    with at(datetime(2030, 1, 1, tzinfo=UTC)):
        assert "Look everywhere and at any time" in found(when="week")
    assert ", told" in found(community="nonsense", when="never", page="99"), "an old address narrows nothing"


def test_what_comes_next_comes_next(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        for n in range(30):
            start_conversation(by=cast.member, space=cast.talk, title=f"Aardvark {n}", body="…")
    browser = browser_of(cast.member)
    first = browser.get("/search/", {"q": "aardvark"}).content.decode()
    assert "The 25 best places that have" in first
    assert "page=2" in first
    second = browser.get("/search/", {"q": "aardvark", "page": "2"}).content.decode()
    shown = [set(re.findall(r"Aardvark \d+", page)) for page in (first, second)]
    assert len(shown[0] | shown[1]) == 30
    assert not shown[0] & shown[1]
    assert "page=3" not in second


def test_a_hit_says_where_it_stands_and_shows_no_place_kept_for_a_claim(said: Cast) -> None:
    with walls(walls_of(said.member)):
        assert {hit.where for hit in look_for(said.member, "xylophone").hits} == {said.talk.name}
    assert f"post · {said.talk.name} · " in browser_of(said.member).get("/search/", {"q": "xylophone"}).content.decode()
    assert (
        marked(" · They said it.\n[\x02claim\x03 1]\nThey wrote it. ", of_lesson=True) == "They said it. They wrote it."
    )
    assert marked("see [claim 12]. · Then") == "see [claim 12]. Then", "anybody else may write it"


@pytest.mark.parametrize(
    ("name", "typed"), [("Tomás Núñez", "tomas"), ("Tomás Núñez", "Nunez tomás"), ("Zoe Franca", "Zoë França")]
)
def test_a_name_is_found_with_its_accents_and_without(cast: Cast, name: str, typed: str) -> None:
    Person.objects.filter(pk=cast.coach.pk).update(name=name)
    with walls(walls_of(cast.member)):
        assert [hit.title for hit in look_for(cast.member, typed, "person").hits] == [name]


def test_people_and_places_are_found_by_how_their_names_begin(said: Cast) -> None:
    with walls(walls_of(said.member)):
        hits = look_for(said.member, str(said.coach.name)[:4]).hits
        assert any(hit.name == "person" and hit.title == said.coach.name and not hit.url for hit in hits)
        (room,) = [hit for hit in look_for(said.member, said.talk.name).hits if hit.name == "community"]
        assert room.url == f"/communities/{said.talk.pk}/"
    with walls(walls_of(said.outsider)):
        strangers = {hit.title for hit in look_for(said.outsider, str(said.coach.name)[:4]).hits}
        assert said.coach.name not in strangers, "behind another wall nobody is found"
        assert not [hit for hit in look_for(said.outsider, said.talk.name).hits if hit.name == "community"]
    assert [hit for hit in look_for(said.visitor, str(said.coach.name)).hits if hit.name == "person"] == []


@pytest.mark.parametrize("n", [1, 3])
def test_questions_asked_of_the_database(
    said: Cast, n: int, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with walls(walls_of(said.member)):
        for k in range(n):
            place = start_conversation(by=said.member, space=said.talk, title=f"Okapi {k}", body="okapi")
            say(by=said.member, artifact=place, body="An okapi.")
        with django_assert_num_queries(7):
            assert len(look_for(said.member, "okapi").hits) == 2 * n


def test_a_piece_of_a_text_has_an_ellipsis_where_it_was_cut_and_nowhere_else(cast: Cast) -> None:
    """A long text around the word; a short one whole; one whose piece is its beginning; and somebody's own dots as they wrote them."""
    padding = "Then we sat down and looked at what the students had said to one another in the second period. " * 4
    told = {
        "Middle": f"{padding}The xylophone came out… and stayed. {padding}",
        "Whole": "The xylophone and… nothing else.",
        "Beginning": f"The xylophone came first. {padding}",
    }
    for title, body in told.items():
        with walls(cast.every_wall):
            start_conversation(by=cast.member, space=cast.talk, title=title, body=body)
    with walls(cast.every_wall):
        audiences = [one.pk for one in Audience.objects.visible_to(cast.member)]
        found = {one.title: marked(one.snippet) for one in find_artifacts(cast.member, "xylophone", audiences)}  # type: ignore[attr-defined]
    middle, whole, beginning = (found[one] for one in ("Middle", "Whole", "Beginning"))
    assert (middle.startswith("… "), middle.endswith(" …")) == (True, True)
    assert "came out… and stayed." in middle
    assert whole == "The <mark>xylophone</mark> and… nothing else."
    assert (beginning.startswith("The <mark>xylophone</mark>"), beginning.endswith(" …")) == (True, True)
    assert marked("\x04one · \x04 · two ·\x04") == "… one … two …"


@pytest.mark.parametrize(
    "typed", ["school's", "school’s", "“school's hour”", '"school’s hour"', "the schoolʼs hour -xylophone"]
)
def test_an_apostrophe_is_found_however_it_is_set(cast: Cast, typed: str) -> None:
    """A telephone sets a curly one by itself, a keyboard a straight one."""
    with walls(cast.every_wall):
        for title in ("The school's hour", "The school’s hour", "The schools and an hour"):
            one = start_conversation(by=cast.member, space=cast.talk, title=title, body=f"{title} is too short.")
            say(by=cast.member, artifact=one, body=f"{title} again.")
        audiences = audience_ids(cast.member)
        things, posts = find_artifacts(cast.member, typed, audiences), find_posts(cast.member, typed, audiences)
        assert {one.title for one in things} >= {"The school's hour", "The school’s hour"}
        assert {one.body for one in posts} >= {"The school's hour again.", "The school’s hour again."}
        snippets = [marked(one.snippet) for one in things if "’" in one.title or "'" in one.title]  # type: ignore[attr-defined]
        assert all("<mark>" in one for one in snippets), snippets
