"""The secret of a link: old links stay good, and what is not a link opens no wall."""

from uuid import UUID

import pytest
from django.test import override_settings
from tests.asking import queries
from tests.cast import Cast

from pergola.commons.by_link import found_by, hashed, new_secret, token
from pergola.gather.models import Invitation
from pergola.inquiry import asked
from pergola.instruments import tickets
from pergola.walls.reasons import Reason


def test_a_link_that_was_sent_before_is_the_same_link() -> None:
    """Written down as they were drawn when each room drew its own."""
    with override_settings(SECRET_KEY="a key of long ago"):
        assert asked.secret_for(UUID(int=1)) == "jyX-Ugxn5Ot8k6YE8pdZpAG0tDoqC5dt8UO2JZUqsys"
        assert tickets.secret_for(UUID(int=1), UUID(int=2)) == "qNfX8OJDDRpc8DD1EXbhU1RL-gRCxls4BAetHaK3nC4"
    assert hashed("open") == "2348f998744212575d85959674f9607ab26f67708a917157472832386337c904"
    assert token(7, "open") == "7-open"
    assert len({new_secret() for _ in range(9)}) == 9


@pytest.mark.parametrize("odd", ["", "-", "7", "7-", "-open", "x-open", "²-open", "1234567890-open", "-7-open"])
def test_what_is_no_link_is_not_looked_for(cast: Cast, odd: str) -> None:
    with queries() as told:
        assert found_by(odd, Invitation.objects.unrestricted(Reason.SIGN_IN)) is None
    assert not told
