"""Run inside the product's database before it serves: who the journeys need beside the sample.

`--cast`: instead of the sample, the thirteen of tests.cast, each with an address of the sample.
"""

import json
import sys

import django

from pergola.config.ready import leave

CALLED = {"hub director": "hub", "hub evaluator": "evaluator", "lead of system A": "system lead"}
"""What the sample calls three of the thirteen."""


def settle(*, cast: bool) -> None:
    """People with passwords of their own, for the journeys that sign in as one does."""
    from unittest.mock import patch

    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth.hashers import make_password
    from django.db import transaction
    from tests.cast import gather_cast
    from tests.journeys.being_asked import let_be_asked
    from tests.journeys.people import PASSWORD, TRAVELLERS
    from tests.journeys.rostered import expect_by_roster
    from tests.journeys.things import COMMUNITY
    from tests.people.software_key import SoftwareKey

    from pergola.commons.models import Draft
    from pergola.demo.people import SAMPLE_ADDRESS
    from pergola.gather.actions import invite
    from pergola.people.models import Identity, Person, walls_of
    from pergola.spaces.models import Community
    from pergola.talk.unsubscribing import DIGEST, Off
    from pergola.walls.models import PUBLIC_WALL
    from pergola.walls.opening import walls
    from pergola.walls.reasons import Reason

    def give_every_way(email: str) -> None:
        """Two passkeys, an app and recovery codes, so that every page about them can be looked at."""
        identity = Identity.objects.get(email=email)
        for name in ("My telephone", "The key on my ring"):
            held = {
                "name": name,
                "credential": json.loads(SoftwareKey().make({"user": {"id": "eA"}, "challenge": "eA"})),
            }
            Authenticator.objects.create(user=identity, type=Authenticator.Type.WEBAUTHN, data=held)
        TOTP.activate(identity, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(identity)

    hashed = make_password(PASSWORD)  # once: it takes a second, as it should

    def let_in(person: Person, email: str) -> None:
        identity = Identity.objects.create(email=email, password=hashed, person=person)
        EmailAddress.objects.create(user=identity, email=email, verified=True, primary=True)

    def expect(email: str) -> None:
        """An invitation whose link is known, so that its page can be looked at."""
        keeper = Person.objects.get(name="Colleen Brady")
        with walls(walls_of(keeper)), patch("pergola.gather.actions.inviting.new_secret", return_value="journeys"):
            place = Community.objects.unrestricted(Reason.DEMO).get(name=COMMUNITY)
            invite(by=keeper, place=place, addresses=[email], site="http://localhost", words="Come and read along.")

    def keep_a_link() -> None:
        """What a mail holds to stop mails, signed with this product’s key: kept where the journeys find it."""
        person = Person.objects.get(name="Pat Forte")
        with walls([PUBLIC_WALL]):
            Draft.objects.create(
                wall_id=PUBLIC_WALL, person=person, place="journeys", text=Off(person.pk, DIGEST).token
            )

    with transaction.atomic():
        for name, email in TRAVELLERS.items():
            let_in(Person.objects.create(name=name), email)
        give_every_way(TRAVELLERS["Quinn Grave"])
        if cast:
            for key, person in gather_cast().actors.items():
                if isinstance(person, Person):
                    let_in(person, f"{CALLED.get(key, key).replace(' ', '.')}{SAMPLE_ADDRESS}")
        else:
            expect(TRAVELLERS["Pat Forte"])
            expect_by_roster()
            let_be_asked()
            keep_a_link()


if __name__ == "__main__":
    django.setup()
    settle(cast="--cast" in sys.argv)
    leave()  # else the pool's threads are waited for, five seconds each
