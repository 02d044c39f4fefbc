"""Whoever may not do what a lead does is told who leads, and whoever is not behind that wall is told nothing."""

import pytest
from tests.asking import browser_of
from tests.cast import Cast


@pytest.mark.parametrize("page", ["/communities/open/{}/", "/calls/{}/open/", "/pathways/{}/make/", "/polls/{}/ask/"])
def test_it_names_those_who_lead(cast: Cast, page: str) -> None:
    path = page.format(cast.alder_wall.pk)
    answer = browser_of(cast.facilitator).get(path)
    assert answer.status_code == 403
    assert f"This is for those who lead in {cast.alder_wall.name}. Ask {cast.lead_a.name}." in answer.text
    assert cast.lead_a.name not in browser_of(cast.lead_b).get(path).text
    assert browser_of(cast.lead_a).get(path).status_code == 200
