"""A shared definition is withdrawn, and brought back; its versions are read one by one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker
from tests.asking import browser_of
from tests.cast import Cast
from tests.inquiry.story import on
from tests.inquiry.test_definitions import WORDS, aim_of, defined, page, taken
from tests.together import Together, at_one_moment

from pergola.inquiry.actions import (
    bring_back_definition,
    change_definition,
    count_by,
    count_by_version,
    withdraw_definition,
)
from pergola.inquiry.counting_so import TELL
from pergola.inquiry.models import Definition, DefinitionVersion, Measure
from pergola.inquiry.tasks import tell_of_definition
from pergola.kernel.clock import at, now
from pergola.kernel.errors import NotAllowed, Refusal
from pergola.people.models import walls_of
from pergola.talk.models import Notice
from pergola.talk.noticing import line_of, notices_of
from pergola.walls.opening import walls

BECAUSE = "Halves are not counted alike."


def withdrawn(cast: Cast, definition: Definition) -> None:
    with walls(walls_of(cast.hub_director)):
        withdraw_definition(by=cast.hub_director, definition=definition, because=BECAUSE)


def anew(cast: Cast, definition: Definition, **more: object) -> DefinitionVersion:
    with walls(walls_of(cast.hub_director)):
        said: dict[str, Any] = {
            **WORDS,
            "counts": "whole and half reasons",
            "version": definition.versions.count(),
            **more,
        }
        return change_definition(by=cast.hub_director, definition=definition, differs="Half reasons count too.", **said)


def work() -> None:
    """Do what waits for the worker, all that was ever deferred, twice: it tells once."""
    for _twice in range(2):
        for job in ProcrastinateJob.objects.filter(task_name=TELL).order_by("id"):
            tell_of_definition(**job.args)


def told_of(cast: Cast) -> list[str]:
    with walls(walls_of(cast.team_lead)):
        return [line_of(one).sentence for one in notices_of(cast.team_lead).filter(kind="counted").order_by("at", "pk")]


def test_the_hub_withdraws_with_a_reason_and_nobody_else(cast: Cast) -> None:
    definition, path = defined(cast), "withdraw_definition"
    with walls(walls_of(cast.member)), pytest.raises(NotAllowed):
        withdraw_definition(by=cast.member, definition=definition, because=BECAUSE)
    hub = browser_of(cast.hub_director)
    assert page(path, definition.pk) in hub.get(page("definition", definition.pk)).text
    told = hub.post(page(path, definition.pk), {"because": " "})
    assert (told.status_code, "Say in a sentence why" in told.text) == (422, True)
    assert hub.post(page(path, definition.pk), {"because": BECAUSE})["Location"] == page("definition", definition.pk)
    shown = browser_of(cast.member).get(page("definition", definition.pk)).text
    assert (BECAUSE in shown, "Bring it back" in shown) == (True, False)
    listed = browser_of(cast.member).get(page("definitions", cast.network.pk)).text
    assert listed.index("Withdrawn</h2>") < listed.index(BECAUSE)
    again = hub.post(page(path, definition.pk), {"because": "Another reason."})
    assert (again.status_code, BECAUSE in again.text, "Another reason." in again.text) == (422, True, True)


def test_who_counts_so_keeps_it_and_is_told_and_nobody_begins(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=True)
    anew(cast, definition)
    withdrawn(cast, definition)
    assert told_of(cast) == [], "no act waits for the telling"
    work()
    assert told_of(cast) == [
        f"{cast.hub_director} has written another version of the shared definition that “Slips that explain” is counted by: read what is different",
        f"{cast.hub_director} has withdrawn the shared definition that “Slips that explain” is counted by: read why",
    ]
    with walls(cast.every_wall):
        assert not Notice.objects.filter(person=cast.team_lead_b, kind="counted").exists()
        ours = Measure.objects.get(pk=ours.pk)
        assert all(getattr(ours, name) == word for name, word in WORDS.items())
        assert ours.observations.exists()
    for reader in (cast.member, cast.team_lead_b):
        told = browser_of(reader).get(ours.get_absolute_url()).text
        assert (BECAUSE in told, "of a definition that is withdrawn" in told) == (True, True)
        assert ("there is version 2" in told, "as other teams count" in told) == (False, False), "it invites nobody"
        assert page("count_by_version", ours.pk) not in told
    with walls(walls_of(cast.team_lead_b)):
        aim = aim_of(cast.team_lead_b, cast.brier_team)
        with pytest.raises(Refusal, match="withdrew"):
            count_by(by=cast.team_lead_b, aim=aim, definition=definition)
    theirs = browser_of(cast.team_lead_b)
    assert WORDS["counts"] not in theirs.get(page("count_by", aim.pk)).text
    stale = theirs.post(page("count_by", aim.pk), {"definition": str(definition.pk)})
    assert (stale.status_code, BECAUSE in stale.text) == (422, True), "the list was open when it was withdrawn"
    with walls(cast.every_wall):
        newest = definition.versions.all()[0]
    with walls(walls_of(cast.member)), at(on("2026-11-20")), pytest.raises(Refusal, match="withdrew"):
        count_by_version(by=cast.member, measure=ours, version=newest, since=on("2026-11-19").date())
    with pytest.raises(Refusal, match="withdrew"):
        anew(cast, definition, counts="something else")


def test_it_comes_back_for_thirty_days(cast: Cast) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, shared=False)
    withdrawn(cast, definition)
    work()
    later = now() + timedelta(days=31)
    with walls(walls_of(cast.hub_director)), at(later), pytest.raises(Refusal, match="thirty days"):
        bring_back_definition(by=cast.hub_director, definition=definition)
    with walls(walls_of(cast.member)), pytest.raises(NotAllowed):
        bring_back_definition(by=cast.member, definition=definition)
    hub, back = browser_of(cast.hub_director), page("bring_back_definition", definition.pk)
    assert back in hub.get(page("definition", definition.pk)).text
    for _pressed_twice in range(2):
        assert hub.post(back)["Location"] == page("definition", definition.pk)
    with walls(cast.every_wall):
        definition.refresh_from_db()
        assert (definition.withdrawn, definition.because) == (None, "")
    work()
    assert [("withdrawn" in one, "brought back" in one) for one in told_of(cast)] == [(True, False), (False, True)]
    taken(cast, definition, cast.team_lead_b, cast.brier_team, shared=False)


def test_withdrawn_and_back_before_anybody_is_told_nobody_is(cast: Cast) -> None:
    definition = defined(cast)
    taken(cast, definition, cast.member, cast.alder_team, shared=False)
    withdrawn(cast, definition)
    with walls(walls_of(cast.hub_director)):
        bring_back_definition(by=cast.hub_director, definition=definition)
    work()
    assert told_of(cast) == []
    withdrawn(cast, definition)
    work()
    assert len(told_of(cast)) == 1, "another withdrawal is another event"


def test_who_counts_by_the_new_version_already_is_not_told_of_it(cast: Cast) -> None:
    definition = defined(cast)
    anew(cast, definition)
    taken(cast, definition, cast.member, cast.alder_team, shared=False)
    work()
    assert told_of(cast) == []


def test_a_version_is_read_with_what_changed_when_and_why(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    anew(cast, definition, more_is_better=False)
    browser = browser_of(cast.member)
    first, second = (page("definition_version", definition.pk, number) for number in (1, 2))
    assert first in browser.get(page("definition", definition.pk)).text
    assert first in browser.get(ours.get_absolute_url()).text, "the one it is counted by"
    told = browser.get(second).text
    assert "Half reasons count too." in told
    for before, after in ((WORDS["counts"], "whole and half reasons"), ("more", "less")):
        assert (f"</span>{before}</del>" in told, f"</span>{after}</ins>" in told) == (True, True)
    old = browser.get(first).text
    assert (WORDS["counts"] in old, "The newest is version 2." in old) == (True, True)
    assert browser.get(page("definition_version", definition.pk, 3)).status_code == 404


def test_nobody_goes_on_to_a_version_they_have_not_read(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    anew(cast, definition)
    browser, path = browser_of(cast.member), page("count_by_version", ours.pk)
    assert 'name="version" value="2"' in browser.get(path).text
    anew(cast, definition, counts="only whole reasons")
    with at(on("2026-11-20")):
        told = browser.post(path, {"since": "2026-11-19", "version": "2"})
        assert (told.status_code, "Version 3 was written meanwhile" in told.text) == (422, True)
        assert 'name="version" value="3"' in told.text
        assert "only whole reasons" in told.text[told.text.index('id="theirs"') :], "what it says now"
        assert browser.post(path, {"since": "2026-11-19", "version": "3"}).status_code == 302


def test_who_goes_on_reads_every_version_since_their_own(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    anew(cast, definition)
    with walls(walls_of(cast.hub_director)):
        said = {**WORDS, "counts": "whole and half reasons", "population": "grade 8"}
        change_definition(by=cast.hub_director, definition=definition, version=2, differs="Grade 8 now.", **said)
    browser, path = browser_of(cast.member), page("count_by_version", ours.pk)
    told = browser.get(path).text
    assert "Your team counts by version 1; the newest is version 3." in told
    second, third = (page("definition_version", definition.pk, number) for number in (2, 3))
    assert told.index(second) < told.index("Half reasons count too.") < told.index(third) < told.index("Grade 8 now.")
    for before, now_ in ((WORDS["counts"], "whole and half reasons"), (WORDS["population"], "grade 8")):
        assert (f"</span>{before}</del>" in told, f"</span>{now_}</ins>" in told) == (True, True)
    assert told.index("Grade 8 now.") < told.index('name="since"')
    with at(on("2026-11-20")):
        assert browser.post(path, {"since": "2026-11-19", "version": "3"}).status_code == 302
    there = browser.get(path).text
    assert ("Your team counts by version 3, the newest." in there, 'name="since"' in there) == (True, False)


def test_what_is_withdrawn_invites_nobody_to_go_on(cast: Cast) -> None:
    definition = defined(cast)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=True)
    anew(cast, definition)
    withdrawn(cast, definition)
    browser, path = browser_of(cast.member), page("count_by_version", ours.pk)
    told = browser.get(path).text
    assert (BECAUSE in told, 'name="since"' in told, "Go on to" in told) == (True, False, False)
    stale = browser.post(path, {"since": "2026-11-19", "version": "2"})
    assert (stale.status_code, BECAUSE in stale.text, "2026-11-19" in stale.text) == (422, True, True)
    assert BECAUSE in browser.get(page("definition_version", definition.pk, 2)).text
    hub = browser_of(cast.hub_director)
    with at(on("2026-11-20")):
        bring_back_and_withdraw(cast, definition)
        shown = hub.get(page("definition", definition.pk)).text
    assert "It can come back until 20 December 2026." in shown
    assert ("What they counted stays side by side below." in shown, shown.count("<figure")) == (True, 1)
    form = hub.get(page("withdraw_definition", defined(cast, title="Minutes").pk)).text
    assert "for thirty days" in form, "told before pressing"


def bring_back_and_withdraw(cast: Cast, definition: Definition) -> None:
    with walls(walls_of(cast.hub_director)):
        bring_back_definition(by=cast.hub_director, definition=definition)
    withdrawn(cast, definition)


def test_a_definition_says_how_many_count_by_each_version(cast: Cast) -> None:
    definition, hub = defined(cast), browser_of(cast.hub_director)
    ours = taken(cast, definition, cast.member, cast.alder_team, shared=False)
    taken(cast, definition, cast.team_lead_b, cast.brier_team, shared=False)
    address = page("definition", definition.pk)
    assert "Two teams count so." in hub.get(address).text
    newest = anew(cast, definition)
    told = hub.get(address).text
    assert "Two teams count by it: none by version 2, which stands here; two by version 1." in told
    with walls(walls_of(cast.member)), at(on("2026-11-20")):
        count_by_version(by=cast.member, measure=ours, version=newest, since=on("2026-11-19").date())
    told = hub.get(address).text
    assert "Two teams count by it: one by version 2, which stands here; one by version 1." in told


def test_of_two_who_write_the_next_version_the_second_is_told(cast: Cast) -> None:
    definition = defined(cast)
    hub, path = browser_of(cast.hub_director), page("change_definition", definition.pk)
    assert 'name="version" value="1"' in hub.get(path).text
    anew(cast, definition)
    given = {**WORDS, "more_is_better": "on", "counts": "only whole reasons", "differs": "No halves.", "version": "1"}
    told = hub.post(path, given)
    assert (told.status_code, "wrote version 2 meanwhile" in told.text, "No halves." in told.text) == (422, True, True)
    theirs = told.text[told.text.index('id="theirs"') : told.text.index('name="differs"')]
    assert ("whole and half reasons" in theirs, "Half reasons count too." in theirs) == (True, True), "theirs is read"
    assert WORDS["population"] not in theirs, "only what is different"
    assert 'name="version" value="2"' in told.text
    anew(cast, definition, counts="no reasons at all")
    again = hub.post(path, {**given, "version": "2"})
    assert (again.status_code, "no reasons at all" in again.text) == (422, True), "and so is the one after it"
    assert hub.post(path, {**given, "version": "3"})["Location"] == page("definition", definition.pk)


@pytest.fixture
def together(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Together]:
    with django_db_blocker.unblock(), at_one_moment() as found:
        yield found


def test_withdrawn_and_taken_up_at_one_moment(together: Together) -> None:
    definition = defined(together.cast)
    with walls(together.cast.every_wall):
        aim = aim_of(together.cast.member, together.cast.alder_team)

    def take(cast: Cast) -> Measure:
        return count_by(by=cast.member, aim=aim, definition=definition)

    def withdraw(cast: Cast) -> None:
        withdraw_definition(by=cast.hub_director, definition=definition, because=BECAUSE)

    _done, refused = together.in_turn(withdraw, take)
    assert (type(refused), BECAUSE in str(refused)) == (Refusal, True), refused


def test_taken_up_and_withdrawn_at_one_moment_the_team_is_told(together: Together) -> None:
    definition = defined(together.cast)
    with walls(together.cast.every_wall):
        aim = aim_of(together.cast.member, together.cast.alder_team)

    def take(cast: Cast) -> Measure:
        return count_by(by=cast.member, aim=aim, definition=definition)

    def withdraw(cast: Cast) -> None:
        withdraw_definition(by=cast.hub_director, definition=definition, because=BECAUSE)

    made, _done = together.in_turn(take, withdraw)
    work()
    with walls(together.cast.every_wall):
        assert Notice.objects.filter(kind="counted", artifact=made.pk).exists()
