"""Whoever has left is out of everything the system let them into, and what they did stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.cast import Cast
from tests.exchange.bundles import of_staff
from tests.exchange.conftest import Send
from tests.world import converse

from pergola.exchange.leaving import NAMED_IN_A_WALL
from pergola.exchange.moving import AT_A_PLACE, BETWEEN_TWO, SAID_OF_THEM
from pergola.gather.actions import add_to_team, give_hub_role, invite, join_community, open_community
from pergola.gather.actions.calling import Proposal, open_call, propose_focus_area, support_focus_area
from pergola.gather.actions.walking import make_pathway, step_on_pathway
from pergola.gather.leaving import HELD_BY, NAMED
from pergola.gather.models import Invitation, PathwayPlace, Support
from pergola.kernel.clock import now, today
from pergola.people.models import Identity, Person, WallMember, walls_of
from pergola.spaces import audiences
from pergola.spaces.models import AudiencePerson, HubRole, Membership, TeamMember
from pergola.talk.actions import say
from pergola.talk.models import Post
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason

pytestmark = pytest.mark.django_db
BACKEND = "pergola.people.backends.PersonBackend"


@pytest.fixture
def ana(cast: Cast, send: Send) -> Person:
    """A teacher out of the roster: in a community, where she said something, on the team, with an invitation of hers."""
    send(of_staff("Ana", "Ben"))
    ana = Person.objects.get(name="Ana Ruiz")
    Identity.objects.create_user("ana@proved.example", None, person=ana)
    with walls([*cast.every_wall]):
        join_community(by=ana, community=cast.talk)
        add_to_team(by=cast.operator, team=cast.alder_team, person=ana)
        audiences.for_named(cast.alder_wall, [ana, cast.member])
        thing = converse(audiences.for_community(cast.talk), ana, community=cast.talk)
        say(by=ana, artifact=thing, body="What I saw on Tuesday")
    return ana


def seats(cast: Cast, who: Person) -> tuple[int, int, int, set[int]]:
    """In how many communities, on how many teams, on how many named lists; and behind which walls."""
    with walls(cast.every_wall):
        return (
            Membership.objects.unrestricted(Reason.COUNTING).filter(person=who).count(),
            TeamMember.objects.unrestricted(Reason.COUNTING).filter(person=who).count(),
            AudiencePerson.objects.unrestricted(Reason.COUNTING).filter(person=who).count(),
            set(walls_of(who)) - {1},
        )


def test_out_of_communities_teams_lists_and_walls_at_once_and_the_work_stays(
    cast: Cast, ana: Person, send: Send
) -> None:
    assert seats(cast, ana) == (1, 1, 1, {cast.alder_wall.pk, cast.network.wall_id})
    told = send(of_staff("Ben"))
    assert told.loses == {"communities": 1, "seats": 1, "roles": 0, "invitations": 0}
    assert seats(cast, ana) == (0, 0, 0, set())
    with walls(cast.every_wall):
        post = Post.objects.unrestricted(Reason.COUNTING).get(body="What I saw on Tuesday")
        assert str(post.by) == "Ana Ruiz"


def test_a_session_that_was_good_opens_nothing_any_more(cast: Cast, ana: Person, send: Send, client: Client) -> None:
    client.force_login(ana.identities.get(), backend=BACKEND)
    page = f"/communities/{cast.talk.pk}/"
    assert b"Seen by community" in client.get(page).content
    send(of_staff("Ben"))
    assert client.get(page).status_code == 404
    assert client.get("/month/").status_code == 200
    send(of_staff("Ana", "Ben"))
    assert client.get(page).status_code == 200
    assert b"Seen by community" not in client.get(page).content


def test_open_invitations_to_them_and_of_theirs_are_taken_back(cast: Cast, ana: Person, send: Send) -> None:
    with walls(cast.every_wall):
        mine = open_community(by=cast.lead_a, wall=cast.alder_wall, name="Slow reading", charter="We read.")
        Membership.objects.create(community=mine, person=ana, role=Membership.Role.FACILITATOR, joined=now())
        invite(by=ana, place=mine, addresses=["newt@new.example"], site="http://here/")
        invite(
            by=cast.facilitator,
            place=cast.talk,
            addresses=["ana@alder.example", "stays@new.example"],
            site="http://here/",
        )
        invite(by=cast.lead_a, place=cast.seats, addresses=["Ana@Proved.example"], site="http://here/")
    assert send(of_staff("Ben")).loses["invitations"] == 3
    with walls(cast.every_wall):
        still = Invitation.objects.unrestricted(Reason.COUNTING).filter(answered=None)
        assert [one.email for one in still] == ["stays@new.example"]


def test_whoever_is_of_the_hub_stays_in_the_network_without_the_seat(cast: Cast, ana: Person, send: Send) -> None:
    with walls(cast.every_wall):
        give_hub_role(by=cast.operator, network=cast.network, person=ana, role=HubRole.Role.EXPERT)
    send(of_staff("Ben"))
    assert seats(cast, ana) == (0, 0, 0, {cast.network.wall_id})


def test_another_systems_seat_and_wall_are_not_touched(cast: Cast, ana: Person, send: Send) -> None:
    with walls(cast.every_wall):
        add_to_team(by=cast.operator, team=cast.brier_team, person=ana)
        WallMember.objects.create(wall=cast.brier_wall, person=ana)
    send(of_staff("Ben"))
    assert seats(cast, ana) == (0, 1, 0, {cast.network.wall_id, cast.brier_wall.pk})


def test_whoever_was_never_in_a_roster_is_never_put_out_by_one(cast: Cast, ana: Person, send: Send) -> None:
    before = set(
        WallMember.objects.filter(wall=cast.alder_wall).exclude(person=ana).values_list("person__name", flat=True)
    )
    send(of_staff("Ben"))
    assert set(WallMember.objects.filter(wall=cast.alder_wall).values_list("person__name", flat=True)) == before


def test_what_they_signalled_and_where_they_were_on_a_pathway_goes_with_them(
    cast: Cast, ana: Person, send: Send
) -> None:
    with walls(cast.every_wall):
        until = today() + timedelta(days=9)
        call = open_call(by=cast.lead_a, wall=cast.alder_wall, asks="What next?", until=until, people=5)
        area = propose_focus_area(
            by=cast.member, call=call, proposal=Proposal("Talk", "Few explain.", "Grade 7", "Now.")
        )
        made = support_focus_area(by=ana, area=area)
        assert made.school, "the roster says where she works"
        step_on_pathway(
            by=ana, pathway=make_pathway(by=cast.lead_a, wall=cast.alder_wall, name="Blended", about="All.")
        )
    send(of_staff("Ben"))
    with walls(cast.every_wall):
        assert list(Support.objects.values_list("person", flat=True)) == [cast.member.pk]
        assert not PathwayPlace.objects.exists()


THEIR_OWN = {
    *("people_identity", "talk_hearing", "talk_quiethours", "commons_draft", "commons_once", "commons_participation"),
    *("gather_joinrequest", "gather_commitment", "gather_elsewhere", "gather_rest", "gather_thanks", "gather_pack"),
    *("inquiry_lean", "inquiry_quietnudge", "gather_notagain", "commons_letter", "routines_mark"),
    "gather_entryrequest",
}
"""Only whoever signs in has these; a letter finds its own way, or none."""
NAMED_OTHERWISE = {"people_wallmember", "systems_rosterperson", "reach"}


def test_every_table_that_names_a_person_is_thought_of_when_two_become_one() -> None:
    """A new one that others may put somebody into moves along (exchange/moving.py), or is written down here as one’s own."""
    named = {
        one._meta.db_table
        for one in apps.get_models()
        for field in one._meta.local_fields
        if field.related_model is Person and field.name == "person"
    }
    assert named == set(AT_A_PLACE) | set(SAID_OF_THEM) | THEIR_OWN | NAMED_OTHERWISE
    two = {
        one._meta.db_table
        for one in apps.get_models()
        if sum(field.related_model is Person and field.name.split("_")[-1] in ("by", "to") for field in one._meta.local_fields) > 1
        and any(field.related_model is Person and field.name.endswith("_to") for field in one._meta.local_fields)
    }  # fmt: skip
    assert two == set(BETWEEN_TWO)


def test_every_table_that_holds_somebody_in_a_wall_is_thought_of() -> None:
    """A key to wall membership keeps whoever is named there in the wall: a new one must be let go of, or not be one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'people_wallmember'::regclass"
        )
        keys = {name for (name,) in cursor.fetchall()}
    of_acts = {one._meta.db_table for one in (*NAMED, *HELD_BY)}
    assert keys == set(NAMED_IN_A_WALL) == set(AT_A_PLACE) == of_acts, "three ways out of a wall, and one list"
