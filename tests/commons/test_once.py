"""Pressing the button twice does the thing once."""

from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.together import at_one_moment

from pergola.commons.forms import OnceForm, RevisedForm
from pergola.commons.models import Once
from pergola.commons.once import do_once, first_time, sent_before
from pergola.kernel.errors import Refusal
from pergola.people.models import walls_of
from pergola.walls.opening import walls


def test_the_second_click_is_led_where_the_first_led(cast: Cast) -> None:
    done: list[str] = []
    key, wall = uuid4(), cast.alder_wall.pk

    def act() -> str:
        done.append("made")
        return "/made/"

    with walls(walls_of(cast.member)):
        assert do_once(cast.member, wall, key, act) == "/made/"
        assert do_once(cast.member, wall, key, act) == "/made/"
        assert done == ["made"]
        do_once(cast.coach, wall, key, act)
        do_once(cast.member, wall, uuid4(), act)
        do_once(cast.member, wall, None, act)
    assert len(done) == 4, "another person, another form, and a form without a key are each their own"


def test_a_refused_act_leaves_no_mark_so_the_corrected_form_goes_through(cast: Cast) -> None:
    key, wall = uuid4(), cast.alder_wall.pk

    def refuse() -> str:
        raise Refusal("The date is before the first day.")

    with walls(walls_of(cast.member)):
        with pytest.raises(Refusal):
            do_once(cast.member, wall, key, refuse)
        assert do_once(cast.member, wall, key, lambda: "/right/") == "/right/"


def test_a_mark_is_its_persons_alone(cast: Cast) -> None:
    with walls(walls_of(cast.member)):
        first_time(cast.member, cast.alder_wall.pk, uuid4())
        assert Once.objects.visible_to(cast.member).count() == 1
        assert not Once.objects.visible_to(cast.coach).exists()
        assert not Once.objects.visible_to(cast.visitor).exists()


def test_a_fresh_form_has_a_fresh_key_and_a_refused_one_keeps_its_own() -> None:
    first, second = OnceForm()["once"].value(), OnceForm()["once"].value()
    assert first != second
    kept = OnceForm({"once": str(first)})
    assert str(first) in str(kept["once"])
    assert " id=" not in str(kept["once"]), "two forms on a page would have one id twice"
    assert RevisedForm({"revision": "0"}).errors.keys() == {"revision"}


def test_two_clicks_at_one_moment_do_one_thing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    key = uuid4()
    done: list[str] = []

    def act() -> str:
        done.append("made")
        return f"/made/{len(done)}/"

    def press(cast: Cast) -> str:
        return do_once(cast.member, cast.alder_wall.pk, key, act)

    with django_db_blocker.unblock(), at_one_moment() as together:
        assert together(press, press, press) == ["/made/1/"] * 3
    assert done == ["made"]


def test_a_form_that_is_no_longer_valid_still_knows_where_it_led(cast: Cast) -> None:
    key, wall = uuid4(), cast.alder_wall.pk
    with walls(walls_of(cast.member)):
        do_once(cast.member, wall, key, lambda: "/made/")
        assert sent_before(cast.member, wall, str(key)) == "/made/"
        assert sent_before(cast.coach, wall, str(key)) is None
        assert sent_before(cast.member, wall, "nonsense") is None
