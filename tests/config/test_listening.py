"""Who listens in the live process: nobody takes the places of others."""

from contextlib import ExitStack

from pergola.config.listening import MOST_PAGES, Switchboard
from pergola.kernel.ids import new_id


def test_one_person_fills_their_own_places_and_no_others() -> None:
    board, one, other = Switchboard(), new_id(), new_id()
    with ExitStack() as open_pages:
        for _ in range(MOST_PAGES):
            assert not board.is_full(one)
            open_pages.enter_context(board.listening(one))
        assert board.is_full(one)
        assert not board.is_full(other)
    assert not board.is_full(one), "and has them back when the pages are gone"
    assert board.listeners == {}
