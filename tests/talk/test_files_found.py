"""A file is found by its name and by what it shows: by whoever sees it, and by nobody else."""

from datetime import timedelta

import pytest
from tests.asking import browser_of
from tests.cast import Cast

from pergola.commons.models import Artifact, File
from pergola.commons.search import Narrowed, find_files
from pergola.kernel.clock import now
from pergola.people.models import Person, walls_of
from pergola.spaces.audiences import for_leads
from pergola.spaces.models.audience import audience_ids
from pergola.talk.actions import remove_post, say_with_video, start_conversation
from pergola.talk.finding import look_for
from pergola.talk.models import Conversation
from pergola.walls.opening import walls


def film(on: Artifact, by: Person, name: str, description: str = "Four desks in a square.", **more: object) -> File:
    where = {"address": "https://films.example/1", "kind": File.Kind.VIDEO}
    return File.objects.create(artifact=on, added_by=by, name=name, description=description, **where, **more)


@pytest.fixture
def filed(cast: Cast) -> Cast:
    """A file in every corner of the cast, and one that is gone."""
    with walls(cast.every_wall):
        for by, room in ((cast.member, cast.talk), (cast.neighbour, cast.seats), (cast.team_lead_b, cast.brier_team)):
            thing = start_conversation(by=by, space=room, title="How do you sit?", body="Tell.")
            film(thing, by, "desk_rubric-2026.pdf")
            film(thing, by, "old desk_rubric.pdf", removed=now(), removed_by=by)
        aside = Conversation.objects.create(
            title="Aside", wall_id=cast.alder_wall.pk, audience=for_leads(cast.alder_wall), made_by=cast.lead_a
        )
        film(aside, cast.lead_a, "rubric of the leads.pdf")
    return cast


@pytest.mark.parametrize("words", ["rubric", "desk", '"four desks"', "rubric -leads", "nothing-of-the-kind"])
def test_everybody_finds_the_files_they_see(filed: Cast, words: str) -> None:
    found_by_some = set()
    for name, person in filed.actors.items():
        with walls(walls_of(person)):
            found = {one.pk for one in find_files(person, words, audience_ids(person), Narrowed(most=1000))}
            seen = File.objects.visible_to(person).extra(where=["commons_file.search @@ asked_for(%s)"], params=[words])
            assert found == set(seen.values_list("pk", flat=True)), (name, words)
            found_by_some |= found
    assert bool(found_by_some) == (words != "nothing-of-the-kind")


def test_a_file_leads_to_where_it_stands_and_what_it_shows_is_marked(filed: Cast) -> None:
    with walls(walls_of(filed.member)):
        (hit,) = look_for(filed.member, "square").hits
    assert (hit.title, hit.what, hit.by) == ("desk_rubric-2026.pdf", "video", str(filed.member))
    assert "#file-" in hit.url
    assert "<mark>square</mark>" in hit.snippet
    page = browser_of(filed.member).get("/search/?q=rubric&kind=file").text
    assert f'href="{hit.url}"' in page
    assert "old desk_rubric.pdf" not in page
    assert browser_of(filed.member).get(hit.url.partition("#")[0]).text.count(f'id="{hit.url.partition("#")[2]}"') == 1


def test_a_file_is_found_in_its_community_and_its_time(filed: Cast) -> None:
    with walls(walls_of(filed.member)):
        sees = audience_ids(filed.member)
        here = Narrowed(space=filed.talk.pk, behind=filed.alder_wall.pk, since=now() - timedelta(days=1))
        assert len(find_files(filed.member, "rubric", sees, here)) == 1
        elsewhere = Narrowed(space=filed.seats.pk), Narrowed(since=now() + timedelta(days=1)), Narrowed(skip=1)
        assert [find_files(filed.member, "rubric", sees, one) for one in elsewhere] == [[], [], []]


def test_a_file_of_a_post_is_gone_with_the_post(filed: Cast) -> None:
    with walls(walls_of(filed.member)):
        place = Conversation.objects.visible_to(filed.member).get(community=filed.talk)
        post = say_with_video(
            by=filed.member, artifact=place, body="Look.", address="https://films.example/2", name="A marimba",
            minutes=3, captions="yes",
        )  # fmt: skip
        sees = audience_ids(filed.member)
        assert [one.name for one in find_files(filed.member, "marimba", sees)] == ["A marimba"]
        remove_post(by=filed.member, post=post)
        assert find_files(filed.member, "marimba", sees) == []
