"""One community and everybody in it, with addresses that are proved and sessions that are good: for digests and for live."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from pergola.people.models import Identity, Person, WallMember
from pergola.spaces.audiences import for_community
from pergola.spaces.models import Community, Membership
from pergola.walls.models import Wall
from pergola.walls.opening import walls

BACKEND = "pergola.people.backends.PersonBackend"


@dataclass
class Gathered:
    """Who is there, and where."""

    wall: int
    community: Community
    keeper: Person
    people: list[Person]
    identities: list[Identity]


def gather(people: int) -> Gathered:
    """As the app role, row by row of the product's own models."""
    wall = Wall.objects.create(kind=Wall.Kind.SYSTEM, name="Alder Valley")
    who = [Person(name=f"Person {n}") for n in range(people + 1)]
    Person.objects.bulk_create(who)
    ways = [Identity(person=one, email=f"p{n}@bench.example", password="!") for n, one in enumerate(who)]
    Identity.objects.bulk_create(ways)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in ways
    )
    WallMember.objects.bulk_create(WallMember(wall=wall, person=one) for one in who)
    with walls([wall.pk]):
        community = Community.objects.create(wall=wall, name="All of us", charter="We meet.", started=date(2026, 1, 1))
        Membership.objects.bulk_create(
            Membership(community=community, person=one, joined=timezone.now(), role="member") for one in who
        )
        for_community(community)
    return Gathered(wall.pk, community, who[0], who[1:], ways[1:])


def session_of(identity: Identity) -> str:
    """A session as signing in makes it; its key."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(identity.pk), BACKEND
    session[HASH_SESSION_KEY] = identity.get_session_auth_hash()
    session.set_expiry(timedelta(days=1))
    session.save()
    return str(session.session_key)
