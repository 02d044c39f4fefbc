"""A measure defined once for a network: written by the hub, taken up by teams, versions that say what changed."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast
from tests.inquiry.story import AFTER, BEFORE, on

from pergola.inquiry.actions import (
    change_definition,
    count_by,
    count_by_version,
    define_measure,
    edit_measure,
    name_problem,
    put_in_text,
    set_aim,
    share_with_network,
    write_definition,
)
from pergola.inquiry.definitions import side_by_side, users_of
from pergola.inquiry.models import Aim, CountedBy, Definition, DefinitionVersion, Measure
from pergola.kernel.clock import at
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import Person, walls_of
from pergola.spaces.models import Team
from pergola.walls.opening import walls

WORDS: dict[str, Any] = {
    "title": "Slips that explain",
    "counts": "slips where a reason links evidence and claim",
    "out_of": "all slips handed in",
    "window": "one lesson",
    "population": "grade 7, all classes of the team",
    "every": "lesson",
    "role": "outcome",
    "more_is_better": True,
}


def defined(cast: Cast, **more: Any) -> Definition:
    with walls(walls_of(cast.hub_director)):
        return write_definition(by=cast.hub_director, network=cast.network, unit="share", **{**WORDS, **more})


def aim_of(by: Person, team: Team) -> Aim:
    problem = name_problem(by=by, home=team, title="Claims without reasons")
    return set_aim(by=by, problem=problem, title="Half explain", goal="half", by_when=date(2027, 5, 28))


def taken(cast: Cast, definition: Definition, by: Person, team: Team, rows: str = BEFORE, *, shared: bool) -> Measure:
    with walls(walls_of(by)), at(on("2026-11-20")):
        measure = count_by(by=by, aim=aim_of(by, team), definition=definition)
        if rows:
            put_in_text(by=by, measure=measure, source=rows)
        if shared:
            share_with_network(by=by, thing=measure)
        return measure


def page(name: str, *args: object) -> str:
    return reverse(f"inquiry:{name}", args=args)


# who writes and who takes up


def test_the_hub_defines_and_nobody_else(cast: Cast) -> None:
    with walls(walls_of(cast.team_lead)), pytest.raises(NotAllowed, match="hub"):
        write_definition(by=cast.team_lead, network=cast.network, unit="share", **WORDS)
    made = defined(cast)
    with walls(walls_of(cast.member)):
        assert [one.pk for one in Definition.objects.visible_to(cast.member)] == [made.pk]
        assert not Definition.objects.editable_by(cast.member).exists()
        with pytest.raises(NotAllowed):
            change_definition(
                by=cast.member, definition=made, version=1, differs="More.", **{**WORDS, "counts": "other"}
            )


def test_a_share_says_out_of_what_and_a_rate_for_every_how_many(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        defined(cast, out_of=" ")
    assert refused.value.field == "out_of"
    with walls(walls_of(cast.hub_director)):
        with pytest.raises(Refusal) as refused:
            write_definition(by=cast.hub_director, network=cast.network, unit="rate", **WORDS)
        assert refused.value.field == "per"
        assert write_definition(by=cast.hub_director, network=cast.network, unit="count", per=100, **WORDS).per is None


def test_teams_of_two_systems_count_by_the_same_words(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    theirs = taken(cast, definition, cast.team_lead_b, cast.brier_team, shared=False)
    for name, word in WORDS.items():
        assert getattr(ours, name) == getattr(theirs, name) == word
    with walls(walls_of(cast.hub_director)):
        users = users_of(cast.hub_director, definition)
        assert [(user.name, user.version, user.measure) for user in users] == [
            (cast.alder_team.name, 1, None),
            (cast.brier_team.name, 1, None),
        ]


def test_an_aim_is_counted_by_a_definition_once(cast: Cast) -> None:
    definition = defined(cast)
    with walls(walls_of(cast.member)):
        aim = aim_of(cast.member, cast.alder_team)
        count_by(by=cast.member, aim=aim, definition=definition)
        with pytest.raises(Refusal, match="already"):
            count_by(by=cast.member, aim=aim, definition=definition)
        assert Measure.objects.visible_to(cast.member).count() == 1


def test_a_community_s_aim_is_of_another_wall(cast: Cast) -> None:
    definition = defined(cast)
    with walls(cast.every_wall):
        problem = name_problem(by=cast.member, home=cast.talk, title="Quiet")
        aim = set_aim(by=cast.member, problem=problem, title="Loud", goal="half", by_when=date(2027, 5, 28))
        with pytest.raises(NotAllowed, match="another network"):
            count_by(by=cast.member, aim=aim, definition=definition)


# versions


def test_a_new_version_says_what_is_different_and_changes_no_team_s_measure(cast: Cast) -> None:
    definition = defined(cast)
    measure = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    with walls(walls_of(cast.hub_director)):
        with pytest.raises(Refusal) as refused:
            change_definition(
                by=cast.hub_director, definition=definition, version=1, differs=" ", **{**WORDS, "counts": "new"}
            )
        assert refused.value.field == "differs"
        with pytest.raises(Refusal, match="version 1"):
            change_definition(by=cast.hub_director, definition=definition, version=1, differs="Nothing.", **WORDS)
        second = change_definition(
            by=cast.hub_director,
            definition=definition,
            version=1,
            differs="Half reasons count too.",
            **{**WORDS, "counts": "new"},
        )
        assert (second.number, definition.versions.count()) == (2, 2)
    with walls(walls_of(cast.member)):
        measure.refresh_from_db()
        assert measure.counts == WORDS["counts"]


def test_a_team_goes_on_to_a_version_from_a_day_and_numbers_keep_theirs(cast: Cast) -> None:
    definition = defined(cast)
    measure = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    with walls(walls_of(cast.hub_director)):
        second = change_definition(
            by=cast.hub_director,
            definition=definition,
            version=1,
            differs="Half reasons count.",
            **{**WORDS, "counts": "new"},
        )
    with walls(walls_of(cast.member)), at(on("2026-11-20")):
        with pytest.raises(Refusal) as refused:
            count_by_version(by=cast.member, measure=measure, version=second, since=date(2026, 11, 21))
        assert refused.value.field == "since"
        count_by_version(by=cast.member, measure=measure, version=second, since=date(2026, 9, 22))
        measure.refresh_from_db()
        assert measure.counts == "new"
        spans = (
            CountedBy.objects.visible_to(cast.member).filter(measure=measure).values_list("version__number", "since")
        )
        assert list(spans) == [(1, None), (2, date(2026, 9, 22))]
        with pytest.raises(Refusal, match="already"):
            count_by_version(by=cast.member, measure=measure, version=second, since=date(2026, 9, 23))


def test_what_is_shared_is_not_changed_by_one_team(cast: Cast) -> None:
    definition = defined(cast)
    measure = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    with walls(walls_of(cast.member)):
        with pytest.raises(Refusal) as refused:
            edit_measure(by=cast.member, measure=measure, revision=measure.revision, counts="what we like")
        assert refused.value.field == "counts"
        own = edit_measure(by=cast.member, measure=measure, revision=measure.revision, body="Two of us score apart.")
        assert own.body == "Two of us score apart."


@pytest.mark.parametrize("table", ["inquiry_definitionversion", "inquiry_countedby"])
def test_versions_and_who_took_them_up_are_never_rewritten(cast: Cast, table: str) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, shared=False)
    with walls(cast.every_wall):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET wall_id = wall_id"):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


# side by side


def test_numbers_stand_side_by_side_only_where_they_are_shared(cast: Cast) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, BEFORE, shared=True)
    taken(cast, definition, cast.team_lead_b, cast.brier_team, AFTER, shared=False)
    with walls(walls_of(cast.hub_director)):
        sides = side_by_side(cast.hub_director, users_of(cast.hub_director, definition))
        assert [side.user.name for side in sides] == [cast.alder_team.name]
    told = browser_of(cast.hub_director).get(page("definition", definition.pk)).content.decode()
    assert told.count("<figure") == 1
    assert "One team keeps its numbers to itself" in told
    assert cast.brier_team.name in told
    own = browser_of(cast.team_lead_b).get(page("definition", definition.pk)).content.decode()
    assert own.count("<figure") == 2


def test_all_stand_on_one_scale(cast: Cast) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, "2026-09-01\t1\t100\n2026-09-02\t2\t100", shared=True)
    taken(cast, definition, cast.team_lead_b, cast.brier_team, "2026-09-01\t88\t100\n2026-10-02\t90\t100", shared=True)
    with walls(walls_of(cast.hub_director)):
        sides = side_by_side(cast.hub_director, users_of(cast.hub_director, definition))
        drawn = [side.small.wide for side in sides if side.small]
    assert len(drawn) == 2
    for svg in drawn:
        assert ">100\u00a0%</text>" in svg
        assert ">1 Sep</text>" in svg
        assert ">2 Oct</text>" in svg


# pages


def test_the_hub_writes_and_a_team_takes_up_by_forms(cast: Cast) -> None:
    hub, team = browser_of(cast.hub_director), browser_of(cast.member)
    listed = page("definitions", cast.network.pk)
    assert page("write_definition", cast.network.pk) in hub.get(listed).content.decode()
    assert page("write_definition", cast.network.pk) not in team.get(listed).content.decode()
    refused = hub.post(
        page("write_definition", cast.network.pk), {"unit": "rate", "title": "Referrals", "role": "driver"}
    )
    assert (refused.status_code, "Referrals" in refused.content.decode()) == (422, True)
    made = hub.post(page("write_definition", cast.network.pk), {"unit": "share", **WORDS, "more_is_better": "on"})
    assert made.status_code == 302
    with walls(walls_of(cast.member)):
        aim = aim_of(cast.member, cast.alder_team)
        definition = Definition.objects.visible_to(cast.member).get()
    offered = team.get(page("define_measure", aim.pk)).content.decode()
    assert page("count_by", aim.pk) in offered
    measure = team.post(page("count_by", aim.pk), {"definition": str(definition.pk)})["Location"]
    words = team.get(f"{measure}words/").content.decode()
    assert ('name="body"' in words, 'name="counts"' in words) == (True, False)
    changed = {**WORDS, "counts": "whole and half reasons", "differs": "Half reasons count too.", "version": "1"}
    assert hub.post(page("change_definition", definition.pk), changed)["Location"] == page("definition", definition.pk)
    assert "there is version 2" in team.get(measure).content.decode()
    with at(on("2026-11-20")):
        assert team.post(f"{measure}version/", {"since": "2026-11-19", "version": "2"})["Location"] == measure
    told = team.get(measure).content.decode()
    assert ("whole and half reasons" in told, "there is version 2" in told) == (True, False)


def test_lists_take_as_many_queries_however_long(cast: Cast) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, shared=True)
    browser = browser_of(cast.hub_director)
    counted = []
    for more in range(2):
        if more:
            defined(cast, title="Minutes")
            defined(cast, title="Reasons")
            taken(cast, definition, cast.team_lead_b, cast.brier_team, shared=True)
            taken(cast, definition, cast.member, cast.alder_team, shared=True)
        for name, key in (("definitions", cast.network.pk), ("definition", definition.pk)):
            with queries() as told:
                assert browser.get(page(name, key)).status_code == 200
            counted.append((name, len(told)))
    assert counted == [("definitions", 5), ("definition", 6)] * 2


def test_a_newer_version_stands_first(cast: Cast) -> None:
    definition = defined(cast)
    with walls(walls_of(cast.hub_director)):
        change_definition(
            by=cast.hub_director, definition=definition, version=1, differs="Other.", **{**WORDS, "title": "Reasons"}
        )
        newest = DefinitionVersion.objects.visible_to(cast.hub_director).first()
    assert newest is not None
    assert newest.title == "Reasons"
    assert "<h1>Reasons</h1>" in browser_of(cast.member).get(page("definition", definition.pk)).content.decode()


def test_a_measure_of_one_s_own_has_no_version_to_go_on_to(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        measure = define_measure(by=cast.member, aim=aim_of(cast.member, cast.alder_team), title="Own", out_of="all")
    answer = browser_of(cast.member).post(page("count_by_version", measure.pk), {"since": "2026-01-05"})
    assert answer.status_code == 404
