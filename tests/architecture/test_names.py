"""Names that say something, files that mean one thing, and no import hidden in a function."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pergola"
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|misc|base|stuff|manager)(_|$)")
ALLOWED_TEMPLATE = {"base"}  # the one page every page extends


def _modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_no_name_says_nothing() -> None:
    names = {
        p.relative_to(SOURCE) for p in SOURCE.rglob("*") if p.suffix in {".py", ".html", ""} and "vendor" not in p.parts
    }
    assert {str(p) for p in names if SAYS_NOTHING.search(p.stem) and p.stem not in ALLOWED_TEMPLATE} == set()


def test_no_import_inside_a_function() -> None:
    hidden = {
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_no_signals_of_our_own() -> None:
    assert {str(p.relative_to(ROOT)) for p in _modules() if re.search(r"@receiver|Signal\(", p.read_text())} == set()


def test_actions_are_keyword_only_and_say_who_acts() -> None:
    """`verb_noun(*, by=…)`: the acting person is never positional and never missing."""
    wrong = {
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in _modules()
        if "actions" in path.parts or path.name == "actions.py"
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (node.args.args or "by" not in {arg.arg for arg in node.args.kwonlyargs})
    }
    assert wrong == set()


def test_no_content_admin() -> None:
    """Django's admin is a second, unguarded door."""
    assert {str(p.relative_to(ROOT)) for p in _modules() if "django.contrib.admin" in p.read_text()} == set()
