"""A system of sixteen hundred schools: its leads tag them, and say where students go on to, on a phone."""

import re

import pytest
from django.urls import reverse
from tests.asking import browser_of, queries
from tests.cast import Cast

from pergola.systems.actions import change_programme
from pergola.systems.models import Feeder, Programme, School, SystemSchool

MANY = 1600
PHONE = 200_000
"""Letters of a page that a phone reads at once. A list of all of them has a million."""


@pytest.fixture
def schools(cast: Cast) -> list[School]:
    made = [
        School(name=f"Borough School {n:04}", city="Queens", sample=True, open=True, nces_id=f"{n:012}")
        for n in range(1, MANY + 1)
    ]
    School.objects.bulk_create(made)
    SystemSchool.objects.bulk_create([SystemSchool(system=cast.alder, school=one) for one in made])
    return made


def test_tags_are_set_a_page_at_a_time_and_found_by_name(cast: Cast, schools: list[School]) -> None:
    page, lead = reverse("systems:programmes", args=["alder-valley"]), browser_of(cast.lead_a)
    tag = change_programme(
        by=cast.lead_a, system=cast.alder, name="Reading school", schools=[schools[3], schools[1500]]
    )
    assert tag is not None
    with queries() as asked:
        first = lead.get(f"{page}?tag={tag.pk}").text
    assert len(asked) <= 12
    assert len(first) < PHONE
    assert first.index("Borough School 1501") < first.index("Borough School 0001"), "those that carry it stand first"
    assert "Page 1 of 32" in first
    found = lead.get(f"{page}?tag={tag.pk}&school=borough+0777").text
    assert ("Borough School 0777" in found, "Borough School 0004" in found) == (True, False)
    shown = [schools[776].pk]
    sent = {"tag": tag.pk, "name": "Reading school", "schools": shown, "shown": shown}
    with queries() as asked:
        after = lead.post(f"{page}?tag={tag.pk}&school=borough+0777", sent)
    assert (after.status_code, len(asked) <= 20) == (302, True)
    assert set(tag.schools.all()) == {schools[3], schools[1500], schools[776]}, "what was not on the page stays"
    lead.post(f"{page}?tag={tag.pk}", {**sent, "schools": [], "shown": [schools[3].pk, schools[776].pk]})
    assert list(tag.schools.all()) == [schools[1500]]
    lead.post(f"{page}?tag={tag.pk}", {**sent, "schools": [], "shown": [schools[1500].pk]})
    assert not Programme.objects.exists()


def test_what_was_ticked_is_not_lost_where_the_name_is_refused(cast: Cast, schools: list[School]) -> None:
    page = reverse("systems:programmes", args=["alder-valley"])
    sent = {"name": "", "schools": [schools[1500].pk], "shown": [one.pk for one in (*schools[:50], schools[1500])]}
    refused = browser_of(cast.lead_a).post(page, sent)
    assert refused.status_code == 422
    ticked = refused.text.partition(f'value="{schools[1500].pk}"')[2].partition(">")[0]
    assert "checked" in ticked


def test_a_step_is_said_by_names_and_a_name_that_is_not_there_gets_a_sentence(
    cast: Cast, schools: list[School]
) -> None:
    page, lead = reverse("systems:feeder_by_hand", args=["alder-valley"]), browser_of(cast.lead_a)
    shown = lead.get(reverse("systems:feeders", args=["alder-valley"])).text
    assert len(shown) < PHONE
    refused = lead.post(page, {"school": "Borough School 5", "into": schools[9].nces_id})
    assert refused.status_code == 422
    assert "No school of this system is called so." in refused.text
    assert 'value="Borough School 5"' in refused.text
    assert lead.post(page, {"school": "borough school 0005", "into": schools[9].nces_id}).status_code == 302
    assert Feeder.objects.values_list("school", "into").get() == (schools[4].pk, schools[9].pk)


def test_a_table_of_a_thousand_steps_names_fifty_and_counts_the_rest(cast: Cast, schools: list[School]) -> None:
    rows = "\n".join(f"{one.nces_id},{other.nces_id}" for one, other in zip(schools[:1000], schools[600:], strict=True))
    read = browser_of(cast.lead_a).post(
        reverse("systems:feeder_table", args=["alder-valley"]), {"pasted": f"elementary,high\n{rows}", "look": "1"}
    )
    main = read.text.partition("<textarea")[0]
    assert ("1000 steps" in main or "1,000 steps" in main, "And 950 more." in main) == (True, True)
    assert main.count(", on to ") == 50


def test_of_a_school_of_which_little_is_known_no_dot_stands_first(cast: Cast) -> None:
    School.objects.create(name="Lonely Hill", sample=True, open=False)
    School.objects.create(name="Lonely Dale", sample=True)
    page = browser_of(cast.lead_a).get(reverse("systems:find"), {"name": "lonely"}).text
    assert "Lonely Hill" in page
    assert not re.search(r"<p[^>]*>\s*·", page), "a dot parts two things; there is only one"
    assert "closed, or not yet open · invented" in page
