"""The projection against published values, and a map that keeps its promises."""

import re
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pergola.kernel.charts.albers import Albers, around, on_the_country
from pergola.kernel.charts.map import LARGEST, Circle, MapPicture, draw_map

SNYDER = Albers((29.5, 45.5), (-96, 23))


def test_snyder_s_own_example() -> None:
    """Map Projections, A Working Manual, page 291: R = 1, 35° N 75° W → x 0.2952720, y 0.2416774 (to the north)."""
    x, y = SNYDER(-75, 35)
    assert (round(x, 7), round(-y, 7)) == (0.2952720, 0.2416774)


@given(st.floats(-120, -70), st.floats(25, 48))
def test_an_area_is_the_same_wherever_it_lies(longitude: float, latitude: float) -> None:
    """A small square of degrees, on the sphere and on the map: equal to a thousandth."""
    step = 0.01
    (a, b), (c, d), (e, f) = (
        SNYDER(longitude, latitude),
        SNYDER(longitude + step, latitude),
        SNYDER(longitude, latitude + step),
    )
    drawn = abs((c - a) * (f - b) - (e - a) * (d - b))
    real = radians(step) ** 2 * cos(radians(latitude + step / 2))
    assert drawn == pytest.approx(real, rel=1e-3)


def test_the_country_keeps_its_order() -> None:
    maine, texas, alaska, hawaii = (
        on_the_country(*place) for place in (("ME", -69, 45), ("TX", -99, 31), ("AK", -150, 64), ("HI", -157, 21))
    )
    assert maine[0] > texas[0]
    assert maine[1] < texas[1]
    assert max(alaska[0], hawaii[0]) < texas[0], "beside Texas, to the west"
    assert alaska[1] > on_the_country("CA", -120, 37)[1], "below California"


def picture(*numbers: int) -> MapPicture:
    ring = ((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0))
    circles = tuple(Circle((0.5 + n / 10, 0.5), n, f"/?n={n}", f"“{n}” & more", "CA") for n in numbers)
    return MapPicture((ring,), circles, "A map")


def test_the_area_of_a_circle_says_how_many_and_none_hides_a_smaller_one() -> None:
    drawn = draw_map(picture(25, 100, 4)).wide
    radii = [float(r) for r in re.findall(r' r="([\d.]+)"', drawn)]
    assert radii == [LARGEST, LARGEST / 2, LARGEST / 5]


def test_each_circle_is_a_link_with_its_words_and_nothing_breaks_out() -> None:
    for svg in (draw_map(picture(9)).wide, draw_map(picture(9)).narrow):
        assert 'aria-label="“9” &amp; more"' in svg
        assert 'role="group"' in svg
        assert not re.search(r"style=|<script|https?:", svg)


def test_a_state_of_its_own_is_drawn_around_its_middle() -> None:
    assert around([(-80, 25), (-84, 31)])(-82, 28) == pytest.approx((0, 0))
