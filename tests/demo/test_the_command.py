"""`pergola demo` loads once; a half that breaks leaves nothing of itself."""

import pytest
from click.testing import CliRunner

from pergola.demo import invented, published
from pergola.demo.command import command
from pergola.insight.figures import Figure
from pergola.insight.models import NumbersRelease
from pergola.people.models import Identity, Person
from pergola.systems.models import District, School
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.mark.django_db
def test_loading_twice_is_loading_once() -> None:
    first = CliRunner().invoke(command, [])
    assert first.exit_code == 0, first.output
    people = Identity.objects.count()
    second = CliRunner().invoke(command, [])
    assert second.exit_code == 0
    assert second.output.count("here already") == 4
    assert "Marisol Vega" in second.output
    assert "bin/demo --directory" in second.output
    assert Identity.objects.count() == people
    with walls([1]):
        assert NumbersRelease.objects.unrestricted(Reason.DEMO).count() == 2
    again = CliRunner().invoke(command, ["--reset"])
    assert again.exit_code != 0
    assert "still a demo" in again.output


@pytest.mark.django_db
def test_killed_half_way_nothing_stays_and_it_can_be_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(self: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pergola.demo.story.Story.happen", dies)
        with pytest.raises(KeyboardInterrupt):
            invented.load()
    assert not invented.is_loaded()
    assert not Identity.objects.exists()
    assert not published.is_loaded()


@pytest.mark.django_db
def test_the_real_schools_are_counted_once_they_are_there_and_until_then_it_says_how_to_get_them() -> None:
    operator = Person.objects.create(name="Ola Operator", is_operator=True)
    published.load(by=operator)
    tulsa = District.objects.create(leaid="4030240", name="Tulsa")
    School.objects.create(nces_id="403024000001", name="A school", state="OK", district=tulsa)
    assert not published.is_counted()
    published.count_again(by=operator)
    assert published.is_counted()
    with walls([1]):
        before, after = NumbersRelease.objects.unrestricted(Reason.DEMO).order_by("as_of")
    schools = [
        next(Figure.from_json(one) for one in told.figures if one["key"] == "schools") for told in (before, after)
    ]
    assert [one.n for one in schools] == ["–", "1"]
    assert "nces.ed.gov" in before.purpose
    assert "nces.ed.gov" not in after.purpose
