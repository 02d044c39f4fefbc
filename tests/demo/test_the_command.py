"""`pergola demo` loads once; a half that breaks leaves nothing of itself."""

import pytest
from click.testing import CliRunner

from pergola.demo import invented, published
from pergola.demo.command import command
from pergola.insight.models import NumbersRelease
from pergola.people.models import Identity
from pergola.walls.opening import walls
from pergola.walls.reasons import Reason


@pytest.mark.django_db
def test_loading_twice_is_loading_once() -> None:
    first = CliRunner().invoke(command, [])
    assert first.exit_code == 0, first.output
    people = Identity.objects.count()
    second = CliRunner().invoke(command, [])
    assert second.exit_code == 0
    assert second.output.count("here already") == 2
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
