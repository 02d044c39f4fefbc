"""Both halves, loaded: the sample alive, marked and as the pages say; the record without anything anybody made up."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from pergola.commons.models import Artifact, Link, Participation
from pergola.demo.gathering import OPERATOR
from pergola.demo.people import PEOPLE, SAMPLE_ADDRESS, SamplePerson
from pergola.desk.console import console
from pergola.desk.need import Need
from pergola.inquiry.models import Cycle
from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.kernel.clock import now
from pergola.meetings.models import Gathering
from pergola.people.models import Identity, Person, WallMember, walls_of
from pergola.publishing.models import Consent, Edition
from pergola.spaces.models import Community, DeclaredFigure, MemberSystem, Network, Team
from pergola.systems import record
from pergola.systems.models import SchoolSystem
from pergola.talk.models import Notice
from pergola.walls.models import PUBLIC_WALL, Wall
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

GROUPS = {
    Need.HELP: {"Quarry Ridge", "Copperline", "Piñon Mesa", "Eastlake"},
    Need.LOOK: {"Calloway County", "Granite Falls", "Marlow Bay", "North Prairie", "Harlow"},
    Need.BETWEEN: {"Isleton", "Kestrel County"},
}
pytestmark = pytest.mark.usefixtures("demo")


def _person(name: str) -> Person:
    return Person.objects.get(name=name)


def _everything() -> list[int]:
    return list(Wall.objects.values_list("pk", flat=True))


def test_the_hub_sees_each_team_where_the_rules_put_it() -> None:
    ruth = _person("Ruth Abernathy")
    with walls(walls_of(ruth)):
        seen = console(Network.objects.visible_to(ruth).get(), ruth, leading=True)
        groups = {need: {row.team.name for row in rows} for need, rows in seen.groups}
        first = seen.first
    assert {need: groups[need] for need in GROUPS} == GROUPS
    assert len(groups[Need.ALONG]) == 11
    assert first is not None
    assert first.team.name == "Quarry Ridge"


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: str(one.who))
def test_everybody_introduced_gets_their_first_page(client: Client, one: SamplePerson) -> None:
    client.force_login(Identity.objects.get(email=one.email), backend="pergola.people.backends.PersonBackend")
    assert client.get(one.starts_at, follow=True).status_code == 200


def test_a_visitor_gets_the_front_page_with_the_newest_lesson(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Say it before you write it" in answer.content.decode()


def test_nobody_of_the_sample_could_be_real_or_has_a_password() -> None:
    everybody = list(Identity.objects.all())
    assert len(everybody) > 120
    assert [one.email for one in everybody if not one.email.endswith(SAMPLE_ADDRESS)] == []
    assert [one.email for one in everybody if one.has_usable_password()] == []


def test_all_of_it_is_marked_as_sample() -> None:
    with walls(_everything()):
        assert not Community.objects.unrestricted(Reason.DEMO).filter(sample=False).exists()
        assert not Edition.objects.unrestricted(Reason.DEMO).filter(sample=False).exists()
        ours = Network.objects.unrestricted(Reason.DEMO).filter(sample=True).values_list("name", flat=True)
        assert set(ours) == {"Crossfields Network", "Four Rivers Partnership", "Fair Starts, superintendents’ network"}
        teams = Team.objects.unrestricted(Reason.DEMO).filter(system__sample=False)
        assert not teams.exists()


def test_cycles_stand_at_every_step_and_lessons_tell_of_no_change_too() -> None:
    with walls(_everything()):
        steps = set(Cycle.objects.unrestricted(Reason.DEMO).values_list("step", flat=True))
        findings = set(Edition.objects.unrestricted(Reason.DEMO).values_list("finding", flat=True))
    assert steps == set(Cycle.Step.values)
    assert findings == {"change", "none", "unclear"}


def test_the_lesson_carries_its_contradiction_and_three_consents() -> None:
    with walls(_everything()):
        edition = Edition.objects.unrestricted(Reason.DEMO).get(title="Say it before you write it")
        given = Consent.objects.unrestricted(Reason.DEMO).filter(lesson=edition.lesson_ref, answer=Consent.Answer.GIVEN)
        evidence = edition.content["claims"][0]["chain"]["evidence"]
        ways = [(one["role"], one["series"]["short"].replace("\u00a0", " ")) for one in evidence]
        assert given.count() == 3
    assert ways == [
        ("supports", "35 to 52 %"),
        ("replicates", "36 to 49 %"),
        ("contradicts", "38 to 41 %, no shift"),
    ]


def test_two_teams_have_taken_the_lesson_up() -> None:
    with walls(_everything()):
        ties = Link.objects.unrestricted(Reason.DEMO).filter(
            kind=Link.Kind.ADAPTS, target__title="Say it before you write it"
        )
        assert {str(tie.source.team) for tie in ties.select_related("source__team")} == {"Dunmore", "Saltmarsh"}


def test_nothing_confidential_is_seen_from_outside() -> None:
    """Of the superintendents' network nobody sees anything who is not in it; the public not even its name."""
    walter, ruth = _person("Walter Nakamura"), _person("Ruth Abernathy")
    with walls(walls_of(walter)):
        assert Network.objects.visible_to(walter).filter(confidential=True).exists()
    with walls(walls_of(ruth)):
        assert not Network.objects.visible_to(ruth).filter(confidential=True).exists()
    with walls([PUBLIC_WALL]):
        assert not Network.objects.unrestricted(Reason.DEMO).exists()


def test_an_invented_system_has_schools_and_they_are_marked() -> None:
    alder = SchoolSystem.objects.unrestricted(Reason.DEMO).get(slug="alder-valley")
    assert alder.sample
    assert {school.sample for school in alder.schools()} == {True}
    assert alder.schools().count() == 6


def test_the_record_holds_no_person_no_word_and_no_deed_of_a_real_system() -> None:
    wall = Wall.objects.get(kind=Wall.Kind.NETWORK, name=record.NETWORK_NAME).pk
    with walls([wall]):
        assert MemberSystem.objects.unrestricted(Reason.DEMO).filter(system__sample=False).count() == 22
        assert not WallMember.objects.filter(wall=wall).exists()
        for kind in (Artifact, Team, Community, DeclaredFigure):
            assert not kind.objects.unrestricted(Reason.DEMO).filter(wall=wall).exists(), kind
        acts = Participation.objects.unrestricted(Reason.DEMO).filter(wall=wall)
        assert set(acts.values_list("person__name", flat=True)) <= {OPERATOR}


def test_the_two_halves_share_no_system_and_no_wall() -> None:
    with walls(Wall.objects.values_list("pk", flat=True)):
        for network in Network.objects.unrestricted(Reason.DEMO):
            members = MemberSystem.objects.unrestricted(Reason.DEMO).filter(network=network)
            assert set(members.values_list("system__sample", flat=True)) <= {network.sample}


def test_without_the_directory_nobody_is_counted_and_the_rows_say_so() -> None:
    with walls([1]):
        release = NumbersRelease.objects.unrestricted(Reason.DEMO).get(network_name=record.NETWORK_NAME)
        figures = {one.key: one for one in map(Figure.from_json, release.figures)}
    assert not release.sample
    assert figures["systems"].n == "22"
    assert figures["schools"].n == "–"
    assert {row.note for row in figures["schools"].rows} == {"Its schools are not in this directory."}


def test_nothing_of_the_sample_was_made_on_a_day_to_come() -> None:
    with walls(_everything()):
        assert list(Artifact.objects.unrestricted(Reason.DEMO).filter(changed__gt=now())) == []
        assert not Participation.objects.unrestricted(Reason.DEMO).filter(at__gt=now()).exists()


def test_teams_heard_of_another_version_on_the_day_it_was_written() -> None:
    with walls(_everything()):
        told = Notice.objects.unrestricted(Reason.DEMO).filter(kind=Notice.Kind.COUNTED)
        days = {one.at.date().isoformat() for one in told}
    assert "2026-11-16" in days
    assert max(days) == "2026-11-16", "and not when the worker of the demo began"


def test_people_meet_on_the_clock_of_their_own_system() -> None:
    zones = dict(SchoolSystem.objects.filter(sample=True).values_list("wall", "zone"))
    assert "" not in zones.values()
    with walls(_everything()):
        met = Gathering.objects.unrestricted(Reason.DEMO).filter(wall__kind=Wall.Kind.SYSTEM)
        assert {one.zone for one in met} <= set(zones.values())
        assert all(one.zone == zones[one.wall_id] for one in met)
        assert met.filter(zone="America/Los_Angeles").exists()
        here = [one.begins.astimezone(ZoneInfo(one.zone)).hour for one in met]
    assert 6 < min(here) <= max(here) < 21, "no school meets at night"
