"""Run inside the product's database before it serves: who the journeys need beside the sample.

`--cast`: instead of the sample, the thirteen of tests.cast, each with an address of the sample.
"""

import sys

import django

CALLED = {"hub director": "hub", "hub evaluator": "evaluator", "lead of system A": "system lead"}
"""What the sample calls three of the thirteen."""


def settle(*, cast: bool) -> None:
    """People with passwords of their own, for the journeys that sign in as one does."""
    from unittest.mock import patch

    from allauth.account.models import EmailAddress
    from django.db import transaction
    from tests.cast import gather_cast
    from tests.journeys.people import PASSWORD, TRAVELLERS
    from tests.journeys.things import COMMUNITY

    from pergola.demo.people import SAMPLE_ADDRESS
    from pergola.gather.actions import invite
    from pergola.people.models import Identity, Person, walls_of
    from pergola.spaces.models import Community
    from pergola.walls.opening import walls
    from pergola.walls.reasons import Reason

    def let_in(person: Person, email: str) -> None:
        identity = Identity.objects.create_user(email, PASSWORD, person=person)
        EmailAddress.objects.create(user=identity, email=email, verified=True, primary=True)

    def expect(email: str) -> None:
        """An invitation whose link is known, so that its page can be looked at."""
        keeper = Person.objects.get(name="Colleen Brady")
        with walls(walls_of(keeper)), patch("pergola.gather.actions.inviting.new_secret", return_value="journeys"):
            place = Community.objects.unrestricted(Reason.DEMO).get(name=COMMUNITY)
            invite(by=keeper, place=place, addresses=[email], site="http://localhost", words="Come and read along.")

    with transaction.atomic():
        for name, email in TRAVELLERS.items():
            let_in(Person.objects.create(name=name), email)
        if cast:
            for key, person in gather_cast().actors.items():
                if isinstance(person, Person):
                    let_in(person, f"{CALLED.get(key, key).replace(' ', '.')}{SAMPLE_ADDRESS}")
        else:
            expect(TRAVELLERS["Pat Forte"])


if __name__ == "__main__":
    django.setup()
    settle(cast="--cast" in sys.argv)
