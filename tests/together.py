"""Two people, or one person twice, at the same moment: real transactions in threads of their own, tidied up by the owner."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Event, Thread
from typing import Any

from django.db import connections, transaction
from tests.cast import Cast, Standing

from pergola.walls.opening import walls

KEPT = ("django_migrations", "django_content_type", "auth_permission")


class Together:
    """The committed cast, and a way to let several act at once."""

    def __init__(self) -> None:
        self.cast: Cast = Standing.copy()

    def __call__(self, *acts: Callable[[Cast], Any]) -> list[Any]:
        """Each act in a thread, all let go at one moment; what each returned, or what it raised."""
        ready, answers = Barrier(len(acts)), [None] * len(acts)

        def run(place: int, act: Callable[[Cast], Any]) -> None:
            try:
                with walls(self.cast.every_wall):
                    ready.wait(timeout=60)
                    answers[place] = act(self.cast)
            except Exception as raised:  # noqa: BLE001 - the story looks at it
                answers[place] = raised  # type: ignore[call-overload]
            finally:
                connections.close_all()

        threads = [Thread(target=run, args=one) for one in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        return answers

    def in_turn(self, first: Callable[[Cast], Any], second: Callable[[Cast], Any]) -> list[Any]:
        """`first` has acted and not committed yet when `second` begins."""
        done = Event()

        def begin(cast: Cast) -> Any:
            try:
                with transaction.atomic():
                    made = first(cast)
                    done.set()
                    time.sleep(0.7)
                    return made
            finally:
                done.set()

        def follow(cast: Cast) -> Any:
            done.wait(timeout=20)
            return second(cast)

        return self(begin, follow)


@contextmanager
def at_one_moment() -> Iterator[Together]:
    """Everything made inside is committed, and gone afterwards: the cast stands as at first."""
    try:
        yield Together()
    finally:
        empty()
        settle_again()


@contextmanager
def nobody_there() -> Iterator[None]:
    """The standing cast is gone, and comes back."""
    empty()
    try:
        yield
    finally:
        empty()
        settle_again()


def settle_again() -> None:
    """On a connection of its own: whatever the story has left of this thread's is no matter then."""
    told: list[BaseException] = []

    def settle() -> None:
        try:
            Standing.settle()
        except BaseException as problem:  # noqa: BLE001 - raised again where somebody hears it
            told.append(problem)
        finally:
            connections.close_all()

    thread = Thread(target=settle)
    thread.start()
    thread.join()
    if told:
        raise told[0]


def empty() -> None:
    """Everybody and everything goes; the public wall stays."""
    connections["default"].close()
    with connections["owner"].cursor() as owner:
        owner.execute("CREATE TEMP TABLE w AS SELECT * FROM walls_wall WHERE id = 1")
        owner.execute("CREATE TEMP TABLE a AS SELECT * FROM spaces_audience WHERE wall_id = 1")
        owner.execute(f"TRUNCATE {_tables(owner)} CASCADE")
        owner.execute("INSERT INTO walls_wall SELECT * FROM w")
        owner.execute("INSERT INTO spaces_audience SELECT * FROM a")
        owner.execute("DROP TABLE w, a")


def _tables(owner: Any) -> str:
    owner.execute(
        "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND relname <> ALL (%s)",
        [list(KEPT)],
    )
    return str(owner.fetchone()[0])
