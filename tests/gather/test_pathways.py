"""Pathways: laid out level by level, a place that is one's own word, and a self-check of which nothing is kept."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.commons.models import Participation
from pergola.gather.actions import open_community
from pergola.gather.actions.walking import (
    Level,
    Thing,
    add_level,
    change_level,
    change_pathway,
    make_pathway,
    put_on_level,
    step_off_pathway,
    step_on_pathway,
)
from pergola.gather.leaving import leave_wall
from pergola.gather.models import Pathway, PathwayLevel, PathwayPlace, PathwayThing
from pergola.gather.pathways import Checked, sentences_of, suggested
from pergola.instruments.models import Instrument, Item
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.spaces.models import Community
from pergola.walls.opening import walls


def laid_out(cast: Cast, *levels: tuple[str, list[str]]) -> Pathway:
    made = make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Blended learning", about="For all.")
    for number, sentences in levels:
        add_level(by=cast.lead_a, pathway=made, level=Level(f"Level {number}", number, "We try.", sentences))
    return made


BLENDED: tuple[tuple[str, list[str]], ...] = (
    ("1.0", ["I run one station.", "I know who waits."]),
    ("2.0", ["Groups run themselves."]),
    ("3.0", []),
)


def test_laid_out_in_the_browser_level_by_level(cast: Cast) -> None:
    lead, member, wall = browser_of(cast.lead_a), browser_of(cast.member), cast.alder_wall.pk
    given = {"name": "Blended learning", "about": "For all.", "ordered": "on"}
    assert member.post(f"/pathways/{wall}/make/", given).status_code == 403
    first = lead.post(f"/pathways/{wall}/make/", {**given, "once": str(uuid4())}).headers["Location"]
    words = {
        "number": "1.0",
        "name": "One station",
        "about": "We try.",
        "sentences": "I run one station.\n\nI know who waits.",
    }
    things = lead.post(first, {**words, "once": str(uuid4())}).headers["Location"]
    lead.post(things, {"community": str(cast.talk.pk), "once": str(uuid4())})
    wrong = lead.post(things, {"link": "https://notes.example/stations", "once": str(uuid4())})
    assert (wrong.status_code, "what they open" in wrong.text) == (422, True)
    lead.post(things, {"link": "https://notes.example/stations", "title": "Stations", "once": str(uuid4())})
    both = {"link": "https://notes.example", "title": "S", "community": str(cast.talk.pk), "once": str(uuid4())}
    assert "One thing at a time" in lead.post(things, both).text
    with walls(cast.every_wall):
        made = Pathway.objects.get(name="Blended learning")
        assert sentences_of(made.levels.get()) == ["I run one station.", "I know who waits."]
    told = member.get(f"/pathways/{made.pk}/").text
    assert all(one in told for one in ("1.0 One station", cast.talk.name, "https://notes.example/stations"))
    assert "Communities, lessons and pages here" not in told
    with walls(cast.every_wall):
        page = PathwayThing.objects.get(kind="page")
    assert member.post(f"/pathways/{made.pk}/things/{page.pk}/drop/").status_code == 403
    lead.post(f"/pathways/{made.pk}/things/{page.pk}/drop/")
    assert "notes.example" not in member.get(f"/pathways/{made.pk}/").text


def test_without_a_level_a_pathway_is_there_for_those_alone_who_lay_it_out(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast)
    page, every = f"/pathways/{made.pk}/", f"/pathways/{made.wall_id}/"
    lead, member = browser_of(cast.lead_a), browser_of(cast.member)
    assert "nobody else sees it" in lead.get(page).text
    assert "Blended learning" in lead.get(every).text
    assert member.get(page).status_code == 404
    assert "Blended learning" not in member.get(every).text
    with walls(cast.every_wall):
        add_level(by=cast.lead_a, pathway=made, level=Level("One station", "1.0"))
    assert "Blended learning" in member.get(every).text
    assert "Choose a level below" in member.get(page).text
    with walls(cast.every_wall):
        change_pathway(
            by=cast.lead_a,
            pathway=made,
            name="Free",
            about="For all.",
            ordered=False,
            offered=True,
            revision=made.revision,
        )
    assert "Choose a level below" not in member.get(page).text, "where there is no order"


def test_where_i_am_the_page_leads_on_to_what_helps_there(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        one, two, _three = made.levels.all()
        put_on_level(by=cast.lead_a, level=one, thing=Thing(community=cast.talk))
        asked = open_community(
            by=cast.lead_a, wall=cast.alder_wall, name="Stations", charter="We try.", joining=Community.Joining.REQUEST
        )
        put_on_level(by=cast.lead_a, level=two, thing=Thing(community=asked))
        put_on_level(by=cast.lead_a, level=two, thing=Thing(title="Notes", link="https://notes.example/"))
    page, member = f"/pathways/{made.pk}/", browser_of(cast.member)
    member.post(f"{page}place/", {"level": one.pk})
    assert "Open it" in member.get(page).text, "one is in it already"
    member.post(f"{page}place/", {"level": two.pk})
    told = member.get(page).text
    assert "Where you are, “Stations” can help." in told
    assert told.count(f'href="/communities/{asked.pk}/ask/"') == 2
    assert "Look again where I am" in told


def test_my_place_is_my_own_word_and_moves_whenever_i_like(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        one, two, _three = made.levels.all()
    page, member = f"/pathways/{made.pk}/", browser_of(cast.member)
    assert "Where are you?" in member.get(page).text
    member.post(f"{page}place/", {"level": one.pk})
    assert "You are at 1.0 Level 1.0" in member.get(page).text
    assert "2.0 Level 2.0 comes after it." in member.get(page).text
    member.post(f"{page}place/", {"level": two.pk})
    member.post(f"{page}place/", {"level": two.pk})
    with walls(cast.every_wall):
        assert PathwayPlace.objects.get(person=cast.member).level == two
        acts = Participation.objects.filter(person=cast.member, verb__in=["joined", "changed"], artifact=None)
        said = acts.filter(wall=cast.alder_wall, community=None).order_by("pk").values_list("verb", flat=True)
        assert list(said)[-2:] == ["joined", "changed"], "and saying it twice is saying it once"
    member.post(f"{page}place/", {"level": ""})
    assert "You are on this pathway" in member.get(page).text
    member.post(f"{page}off/")
    assert "Where are you?" in member.get(page).text


def test_where_somebody_is_nobody_else_sees_the_leads_neither(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        step_on_pathway(by=cast.member, pathway=made, level=made.levels.all()[1])
        assert PathwayPlace.objects.visible_to(cast.member).count() == 1
        for who in (cast.lead_a, cast.coach, cast.lead_b, cast.operator):
            assert not PathwayPlace.objects.visible_to(who).exists(), who.name
    for who in (cast.lead_a, cast.coach):
        told = (
            browser_of(who).get(f"/pathways/{made.pk}/").text + browser_of(who).get(f"/pathways/{made.wall_id}/").text
        )
        assert "you are here" not in told
        assert "Mira" not in told
    assert browser_of(cast.lead_b).get(f"/pathways/{made.pk}/").status_code == 404
    assert browser_of(cast.lead_b).post(f"/pathways/{made.pk}/place/").status_code == 404


def test_a_level_of_another_pathway_is_no_place_on_this_one(cast: Cast) -> None:
    with walls(cast.every_wall):
        made, other = laid_out(cast, *BLENDED), laid_out(cast, ("1.0", []))
        there = other.levels.get()
        with pytest.raises(Refusal, match="this pathway"):
            step_on_pathway(by=cast.member, pathway=made, level=there)
        with pytest.raises(NotAllowed):
            step_on_pathway(by=cast.lead_b, pathway=made)
    told = browser_of(cast.member).post(f"/pathways/{made.pk}/place/", {"level": there.pk}, follow=True).text
    assert "choose one of the levels of this pathway" in told


def test_a_self_check_suggests_and_keeps_nothing(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        runs, waits, themselves = Item.objects.order_by("key").filter(instrument__wall=cast.alder_wall)
    page, member = f"/pathways/{made.pk}/check/", browser_of(cast.member)
    assert "I know who waits." in member.get(page).text
    half = member.post(page, {f"can-{runs.pk}": "yes"})
    assert (half.status_code, half.text.count("checked")) == (422, 1)
    said = {f"can-{runs.pk}": "yes", f"can-{waits.pk}": "yes", f"can-{themselves.pk}": "not"}
    with queries() as asked:
        told = member.post(page, said).text
    assert "2.0 Level 2.0 may be a good place to begin" in told
    assert not [one for one in asked if one.startswith(("INSERT", "UPDATE"))], "it is kept nowhere"
    said[f"can-{waits.pk}"] = "not"
    assert "1.0 Level 1.0 may be a good place" in member.post(page, said).text
    with walls(cast.every_wall):
        assert not PathwayPlace.objects.exists(), "a suggestion places nobody"
        bare = laid_out(cast, ("1.0", []))
    assert member.get(f"/pathways/{bare.pk}/check/").status_code == 404


@pytest.mark.parametrize(
    ("able", "fits"),
    [({}, 1), ({1: True}, 1), ({1: True, 2: True}, 3), ({1: True, 2: True, 3: True}, 3), ({3: True}, 1)],
)
def test_the_first_level_with_something_not_yet_so_or_the_last(able: dict[int, bool], fits: int) -> None:
    levels = [PathwayLevel(pk=number, place=number) for number in (1, 2, 3)]
    asks = [Checked(levels[0], [Item(pk=1), Item(pk=2)]), Checked(levels[1], []), Checked(levels[2], [Item(pk=3)])]
    assert suggested(asks, able) == levels[fits - 1]
    assert suggested([Checked(levels[1], [])], able) is None


def test_other_sentences_are_another_version(cast: Cast) -> None:
    with walls(cast.every_wall):
        level = laid_out(cast, *BLENDED).levels.all()[0]
        before = level.check_with
        same = Level("One station", "1.0", "", sentences_of(level))
        level = change_level(by=cast.lead_a, level=level, words=same, revision=level.revision)
        assert level.check_with == before
        newer = Level("One station", "1.0", "", ["I try."])
        other = change_level(by=cast.lead_a, level=level, words=newer, revision=level.revision)
        assert other.check_with is not None
        assert before is not None
        assert (other.check_with.version, sentences_of(other)) == (2, ["I try."])
        assert Instrument.objects.filter(pk=before.pk).exists()
        with pytest.raises(Refusal, match="Eight sentences"):
            change_level(
                by=cast.lead_a, level=level, words=Level("One", "", "", ["I try."] * 9), revision=other.revision
            )
        with pytest.raises(NotAllowed):
            change_level(by=cast.member, level=level, words=same, revision=other.revision)


def test_two_leads_at_one_level_do_not_write_over_one_another(cast: Cast) -> None:
    """The second reads what the first has written beside their own words, and may keep theirs then."""
    with walls(cast.every_wall):
        pathway = laid_out(cast, *BLENDED)
        level = pathway.levels.all()[0]
    page, lead = f"/pathways/{pathway.pk}/levels/{level.pk}/", browser_of(cast.lead_a)
    said = {"number": "1.0", "about": "We try.", "sentences": "I try.", "revision": "1"}
    assert lead.post(page, {**said, "name": "The first one’s words"}).status_code == 302
    second = lead.post(page, {**said, "name": "The second one’s words"})
    assert second.status_code == 422
    for told in ("Somebody else changed this meanwhile", "The first one’s words", "The second one’s words", "I try."):
        assert told in second.text, told
    with walls(cast.every_wall):
        assert pathway.levels.all()[0].name == "The first one’s words"
    assert 'name="revision" value="2"' in second.text
    assert lead.post(page, {**said, "name": "The second one’s words", "revision": "2"}).status_code == 302
    with walls(cast.every_wall):
        assert pathway.levels.all()[0].name == "The second one’s words"
    way = f"/pathways/{pathway.pk}/change/"
    about = {"about": "For all.", "offered": "on", "revision": "1"}
    assert lead.post(way, {**about, "name": "One"}).status_code == 302
    assert "Somebody else changed this meanwhile" in lead.post(way, {**about, "name": "Two"}).text
    with walls(cast.every_wall):
        assert Pathway.objects.get(pk=pathway.pk).name == "One"


def test_nobody_sets_out_on_one_that_is_no_longer_offered_and_who_is_on_it_stays(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        step_on_pathway(by=cast.member, pathway=made)
    page = f"/pathways/{made.pk}/change/"
    given = {"name": "Blended", "about": "For all.", "ordered": "", "offered": "", "revision": "1"}
    assert browser_of(cast.member).post(page, given).status_code == 403
    browser_of(cast.lead_a).post(page, {**given, "once": str(uuid4())})
    assert "Blended" not in browser_of(cast.coach).get(f"/pathways/{made.wall_id}/").text
    assert "you are on it" in browser_of(cast.member).get(f"/pathways/{made.wall_id}/").text
    with walls(cast.every_wall):
        with pytest.raises(Refusal, match="any more"):
            step_on_pathway(by=cast.coach, pathway=made)
        step_on_pathway(by=cast.member, pathway=made, level=made.levels.all()[0])
        step_off_pathway(by=cast.member, pathway=made)


def test_what_is_found_stands_behind_the_same_wall_and_whoever_leaves_is_on_no_pathway_there(cast: Cast) -> None:
    with walls(cast.every_wall):
        made = laid_out(cast, *BLENDED)
        level = made.levels.all()[0]
        far = type(cast.talk).objects.create(
            wall=cast.brier_wall, name="Far", charter="We are far.", started="2026-01-01"
        )
        with pytest.raises(Refusal, match="this school system"):
            put_on_level(by=cast.lead_a, level=level, thing=Thing(community=far))
        with pytest.raises(IntegrityError), transaction.atomic():
            PathwayThing.objects.create(level=level, kind="community", community=far)
        for _ in range(2):
            put_on_level(by=cast.lead_a, level=level, thing=Thing(community=cast.talk))
        assert PathwayThing.objects.filter(level=level).count() == 1
        step_on_pathway(by=cast.former, pathway=made)
        leave_wall(cast.alder_wall.pk, [cast.former.pk])
        assert not PathwayPlace.objects.filter(person=cast.former).exists()


def test_a_pathway_is_read_for_the_same_few_questions(cast: Cast) -> None:
    browser, counts = browser_of(cast.member), []
    for levels in (BLENDED[:1], BLENDED):
        with walls(cast.every_wall):
            made = laid_out(cast, *levels)
            for level in made.levels.all():
                put_on_level(by=cast.lead_a, level=level, thing=Thing(community=cast.talk))
        with queries() as asked:
            browser.get(f"/pathways/{made.pk}/")
        counts.append(len(asked))
        with queries() as asked:
            browser.get(f"/pathways/{made.wall_id}/")
        counts.append(len(asked))
    assert counts == [5, 2, 5, 2]
