"""Schools found by name, state, county and level; on a map that says what its list says."""

import re
from collections.abc import Callable
from gzip import compress
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast

from pergola.people.models import Visitor
from pergola.systems.directory.importing import import_file
from pergola.systems.models import District, School
from pergola.systems.outlines import outlines
from pergola.systems.places import counties, states


def school(n: int, name: str, **facts: object) -> School:
    return School.objects.create(name=name, nces_id=f"12{n:010}", **facts)


@pytest.fixture
def florida(cast: Cast) -> Cast:
    lake = District.objects.create(
        leaid="1201050", name="LAKE", state="FL", county="Lake County", latitude=28.8, longitude=-81.7
    )
    school(1, "Tavares High", city="Tavares", state="FL", district=lake, level=School.Level.HIGH)
    school(2, "Astatula Elementary", city="Astatula", state="FL", district=lake, level=School.Level.ELEMENTARY)
    school(
        3,
        "Bay High",
        city="Panama City",
        state="FL",
        county="Bay County",
        latitude=30.2,
        longitude=-85.6,
        level=School.Level.HIGH,
    )
    school(4, "Closed High", city="Panama City", state="FL", county="Bay County", open=False)
    school(5, "Reno High", city="Reno", state="NV")
    return cast


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"name": "tav"}, {"Tavares High"}),
        ({"name": "high bay"}, {"Bay High"}),
        ({"name": "panama"}, {"Bay High", "Closed High"}),
        ({"state": "NV"}, {"Reno High"}),
        ({"state": "FL", "level": "high"}, {"Tavares High", "Bay High"}),
        ({"state": "FL", "county": "Lake County"}, {"Tavares High", "Astatula Elementary"}),
        ({"name": "'; -- \\ :* & |"}, {"Tavares High", "Astatula Elementary", "Bay High", "Closed High", "Reno High"}),
        ({"name": "nowhere"}, set()),
    ],
)
def test_a_school_is_found(florida: Cast, client: Client, asked: dict[str, str], found: set[str]) -> None:
    page = client.get(reverse("systems:find"), asked).content.decode()
    assert set(re.findall(r"(?:Tavares|Astatula|Bay|Closed|Reno) (?:High|Elementary)(?=</a>)", page)) == found


def test_a_school_s_page_says_what_is_published_and_what_is_not(florida: Cast, client: Client) -> None:
    page = text(client, School.objects.get(name="Tavares High").get_absolute_url())
    assert "LAKE" in page
    assert page.count("not published in the editions read") == 2
    assert client.get(reverse("systems:school", args=[10**9])).status_code == 404


def test_the_map_and_its_list_say_the_same(florida: Cast, client: Client) -> None:
    assert [(one.name, one.n) for one in states(Visitor())] == [("FL", 3), ("NV", 1)]
    assert [(one.name, one.n) for one in counties(Visitor(), "FL")] == [("Lake County", 2), ("Bay County", 1)]
    page = text(client, reverse("systems:map"))
    assert "FL: 3 schools" in page
    assert "NV:" not in page.partition("</svg>")[0], "nobody published where the school of Nevada lies"
    assert "1 school has no published place and is in the list only." in page
    state = text(client, reverse("systems:map") + "?state=FL")
    assert 'aria-label="Lake County: 2 schools"' in state
    rows = re.search(r'href="([^"]+)" aria-label="Lake County', state)
    assert rows
    assert "2 schools" in text(client, rows[1].replace("&amp;", "&"))


@pytest.mark.parametrize("state", ["", "fl", "GU", "XX", "'"])
def test_a_state_without_schools_or_without_an_outline_is_a_page_all_the_same(
    cast: Cast, client: Client, state: str
) -> None:
    page = text(client, f"{reverse('systems:map')}?state={state}")
    assert "No school of this state" in page or "nothing to draw" in page
    assert "School by school" in page, "and it leads on"


@pytest.mark.parametrize("n", [1, 3])
def test_questions_asked_of_the_database(
    cast: Cast, client: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for k in range(n):
        school(k, f"School {k}", state="FL", county=f"County {k}", latitude=28.0 + k, longitude=-82.0)
    for address, queries in (
        (reverse("systems:map"), 5),
        (reverse("systems:map") + "?state=FL", 5),
        (reverse("systems:find"), 6),
    ):
        with django_assert_num_queries(queries):
            client.get(address)


def test_every_state_has_an_outline_of_its_own() -> None:
    assert len(outlines()) == 52, "fifty, the District of Columbia and Puerto Rico"
    assert all(len(ring) >= 4 for rings in outlines().values() for ring in rings)


@pytest.mark.data
def test_the_whole_country_fits_on_a_page(db: None, data: Callable[[str], Path], client: Client) -> None:
    import_file(data("nces-directory/edge_publiclea_2015_16.csv"))
    import_file(data("nces-directory/school_directory_2019_20.csv"))
    country = client.get(reverse("systems:map")).content
    assert len(compress(country)) < 30_000
    assert sum(one.n for one in states(Visitor())) == School.objects.exclude(state="").count()
    largest = client.get(reverse("systems:map") + "?state=TX").content
    assert len(compress(largest)) < 30_000
    assert b"Harris County" in largest
