"""Three doors on everything that can be read, and never a fourth."""

import inspect
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from pergola.walls.reasons import Reason

SOURCE = Path(__file__).resolve().parents[2] / "src" / "pergola"
DOORS = {"visible_to", "editable_by", "unrestricted"}
NOT_READ_BY_PEOPLE = {
    "Wall": "an id and a name, read by the two locks themselves",
    "WallMember": "who is behind which wall: read before any wall is open",
    "Identity": "how somebody signs in: read by sign-in alone",
    "Reach": "the rule itself",
}
MODELS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model.__module__.startswith("pergola.") and model.__name__ not in NOT_READ_BY_PEOPLE
]


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_every_model_has_the_three_doors(model: type[models.Model]) -> None:
    rows = model._default_manager.all()
    assert {door for door in DOORS if callable(getattr(rows, door, None))} == DOORS


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_no_fourth_door(model: type[models.Model]) -> None:
    """A public method of our querysets that takes a person is one of the three."""
    ours = [one for one in type(model._default_manager.all()).__mro__ if one.__module__.startswith("pergola.")]
    taking = {
        name
        for kind in ours
        for name, method in vars(kind).items()
        if inspect.isfunction(method) and not name.startswith("_") and "person" in inspect.signature(method).parameters
    }
    assert taking <= DOORS


def test_going_past_the_doors_names_a_reason() -> None:
    named = re.compile(r"\.unrestricted\(\s*(\S[^)]*)\)")
    given = {
        (str(path.relative_to(SOURCE)), match)
        for path in SOURCE.rglob("*.py")
        for match in named.findall(path.read_text())
        if not re.fullmatch(r"(?:reasons\.)?Reason\.([A-Z_]+)", match)
        or match.rpartition(".")[2] not in Reason.__members__
    }
    assert given == set()


def test_views_and_templates_never_go_past_the_doors_and_never_ask_a_bare_manager() -> None:
    bare = re.compile(r"\.objects\.(?!visible_to|editable_by)(\w+)")
    wrong = {
        f"{path.relative_to(SOURCE)}: {found}"
        for path in SOURCE.rglob("*.py")
        if "views" in path.parts
        for found in bare.findall(path.read_text()) + re.findall(r"\.(unrestricted)\(", path.read_text())
    }
    assert wrong == set()
