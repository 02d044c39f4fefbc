"""Floors the import linter cannot see: foreign keys, template names and URL names point downwards too."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pergola"


def _floors() -> dict[str, int]:
    """App → floor, the lowest being 0, read from the linter's own contract so that there is one list."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return {app.strip(): level for level, layer in enumerate(reversed(layers)) for app in layer.split("|")}


FLOORS = _floors()


def _may_point(app: str, other: str) -> bool:
    return other == app or FLOORS[other] < FLOORS[app]


def test_every_app_has_a_floor() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(FLOORS)


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("pergola.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("pergola.")
        and not _may_point(model._meta.app_label, field.related_model._meta.app_label)
    ]  # fmt: skip
    assert wrong == []


TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"'#]+)""")
ROUTED = re.compile(r"""\{%\s*url\s+["']([a-z_]+):""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: str(one.relative_to(SOURCE)))
def test_templates_point_down(path: Path) -> None:
    app, text = path.relative_to(SOURCE).parts[0], path.read_text()
    named = {name.split("/")[0] for name in NAMED.findall(text) if "/" in name} & set(FLOORS)
    routed = set(ROUTED.findall(text)) & set(FLOORS)
    assert {other for other in named | routed if not _may_point(app, other)} == set()


REVERSED = re.compile(r"""(?:(?:reverse|reverse_lazy|redirect|resolve_url|address_of)\(\s*|\burl=)["']([a-z_]+):""")


@pytest.mark.parametrize("app", sorted(FLOORS))
def test_code_names_addresses_of_its_own_floor_or_below(app: str) -> None:
    wrong = {
        f"{path.relative_to(SOURCE)}: {other}"
        for path in (SOURCE / app).rglob("*.py")
        for other in REVERSED.findall(path.read_text())
        if other in FLOORS and not _may_point(app, other)
    }
    assert wrong == set()
