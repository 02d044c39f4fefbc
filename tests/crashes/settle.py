"""Run inside the house before it is shaken: the cast, what they write in, and a session for each who writes. Printed as JSON."""

import json
import sys

from pergola.config import ready

MEASURES = 12


def settle() -> dict[str, object]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from tests.asking import identity_of
    from tests.cast import gather_cast
    from tests.world import converse

    from pergola.inquiry.models import Measure
    from pergola.people.models import Person
    from pergola.spaces import audiences
    from pergola.walls.opening import walls

    def cookie(person: Person) -> str:
        identity, session = identity_of(person), SessionStore()
        session[SESSION_KEY] = str(identity.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = identity.get_session_auth_hash()
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    with transaction.atomic():
        cast = gather_cast()
        with walls(cast.every_wall):
            talk = converse(audiences.for_community(cast.talk), cast.member, community=cast.talk)
            team = cast.alder_team
            common = {"wall_id": team.wall_id, "audience": audiences.for_team(team), "team": team}
            measures = [
                Measure.objects.create(
                    title=f"Slips {n}", counts="slips", unit="count", made_by=cast.team_lead, **common
                )
                for n in range(MEASURES)
            ]
        return {
            "member": cookie(cast.member),
            "coach": cookie(cast.coach),
            "team lead": cookie(cast.team_lead),
            "conversation": str(talk.pk),
            "community": str(cast.talk.pk),
            "measures": [str(one.pk) for one in measures],
        }


if __name__ == "__main__":
    ready.django_()
    with ready.database():
        ready.tables()
        sys.stdout.write(json.dumps(settle()))
