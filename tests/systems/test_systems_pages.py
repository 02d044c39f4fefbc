import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.asking import browser_of
from tests.cast import Cast

from pergola.systems.actions import add_department, enter_system, give_districts, invent_school, tag_schools
from pergola.systems.models import District, School, SchoolSystem, Source


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_visitor_finds_a_system_by_name_town_or_state(client: Client, cast: Cast) -> None:
    SchoolSystem.objects.filter(pk=cast.brier.pk).update(town="Harrow")
    found = {
        query: [
            name
            for name in ("Alder Valley", "Brierfield", "Elsewhere")
            if name in text(client, reverse("systems:list") + query)
        ]
        for query in ("", "?name=alder", "?name=harrow", "?state=TX", "?name=alder&state=TX")
    }
    assert found == {
        "": ["Alder Valley", "Brierfield", "Elsewhere"],
        "?name=alder": ["Alder Valley"],
        "?name=harrow": ["Brierfield"],
        "?state=TX": ["Elsewhere"],
        "?name=alder&state=TX": [],
    }


def test_nothing_found_says_what_to_try(client: Client, cast: Cast) -> None:
    page = text(client, reverse("systems:list") + "?name=zzz")
    assert page.count("No school system is called that. Try a part of its name, or another state.") == 1


def test_a_state_that_is_none_is_told_and_narrows_nothing(client: Client, cast: Cast) -> None:
    page = text(client, reverse("systems:list") + "?state=QQ")
    assert (page.count("Alder Valley"), page.count("QQ is not one of the available choices.")) == (1, 1)


def test_the_list_costs_the_same_with_one_system_and_with_three(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for query in ("?name=alder", ""):
        with django_assert_num_queries(8):
            client.get(reverse("systems:list") + query)


def test_a_system_page_says_how_many_of_how_many_by_whom(client: Client, cast: Cast) -> None:
    source = Source.objects.create(
        slug="s", title="Public schools", publisher="DHS", as_of="2024-01-31", standing=20243
    )
    lake = enter_system(by=cast.operator, slug="lake", name="Lake County Schools", town="Tavares", state="FL")
    district = District.objects.create(leaid="1201050", name="LAKE", state="FL", stub=True, source=source)
    give_districts(by=cast.operator, system=lake, districts=[district])
    for n, students in enumerate((1200, None)):
        School.objects.create(
            nces_id=f"12010500000{n}", district=district, name=f"S{n}", state="FL", students=students, low_grade=0,
            high_grade=5, source=source, told={"students": source.pk} if students else {},
        )  # fmt: skip
    add_department(by=cast.operator, system=lake, name="Teaching and learning")
    tag_schools(by=cast.operator, system=lake, name="Ridge pattern", schools=School.objects.filter(name="S1"))
    page = text(client, reverse("systems:system", args=["lake"]))
    for sentence in (
        '<dt class="n">2</dt><dd><strong>schools</strong>',
        "1 of 2 schools reported.",
        "kindergarten to grade 5",
        "NCES id 1201050",
        "known only from its schools’ rows; no district row is published in the editions read so far",
        "Public schools, 2024-01-31",
        "Teaching and learning",
        "Ridge pattern",
    ):
        assert (sentence, page.count(sentence) > 0) == (sentence, True)
    assert page.count("every person, school system and figure here is invented") == 0


def test_an_invented_system_says_so(client: Client, cast: Cast) -> None:
    invent_school(by=cast.operator, system=cast.alder, name="Quarry Ridge Middle")
    for name in ("systems:system", "systems:schools"):
        page = text(client, reverse(name, args=["alder-valley"]))
        assert page.count("every person, school system and figure here is invented") == 1


def test_a_system_without_schools_says_how_they_come_in(client: Client, cast: Cast) -> None:
    page = text(client, reverse("systems:system", args=["alder-valley"]))
    assert page.count("An operator brings them in with “pergola directory import” and the published files.") == 1


@pytest.mark.parametrize("name", ["systems:system", "systems:schools"])
def test_an_unknown_system_is_not_found(client: Client, cast: Cast, name: str) -> None:
    assert client.get(reverse(name, args=["nowhere"])).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("systems:system", 12), ("systems:schools", 7)])
def test_one_school_or_three_cost_the_same(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int
) -> None:
    for made in (1, 2):
        for n in range(made):
            invent_school(by=cast.operator, system=cast.alder, name=f"School {made} {n}")
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=["alder-valley"]))


def test_the_rows_come_a_hundred_a_page(client: Client, cast: Cast) -> None:
    for n in range(101):
        invent_school(by=cast.operator, system=cast.alder, name=f"School {n:03}")
    address = reverse("systems:schools", args=["alder-valley"])
    first, second = text(client, address), text(client, f"{address}?page=2")
    assert [page.count('<th scope="row">') for page in (first, second)] == [100, 1]
    assert (
        first.count("Page 1 of 2"),
        second.count("Page 2 of 2"),
        text(client, f"{address}?page=x").count("Page 1 of 2"),
    ) == (1, 1, 1)


def test_a_system_leads_to_what_the_reader_may_see_of_it(client: Client, cast: Cast) -> None:
    address = reverse("systems:system", args=["alder-valley"])
    team, room = f"/teams/{cast.alder_team.pk}/", f"/communities/{cast.talk.pk}/"
    seen = {
        name: [one in browser_of(cast.actors[name]).get(address).content.decode() for one in (team, room)]
        for name in ("visitor", "member", "coach", "hub director", "person of another system")
    }
    assert seen == {
        "visitor": [False, False],
        "member": [True, True],
        "coach": [False, True],
        "hub director": [True, False],
        "person of another system": [False, False],
    }
    assert address.removesuffix("alder-valley/") in client.get("/").content.decode()
