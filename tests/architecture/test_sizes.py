"""Size is a test: what grows past these is two things."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pergola"
MODULE, CLASS, FUNCTION, VIEW, TEMPLATE = 400, 250, 50, 30, 150


def _modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def _definitions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_are_short() -> None:
    assert {str(p.relative_to(ROOT)): n for p in _modules() if (n := len(p.read_text().splitlines())) > MODULE} == {}


def test_classes_and_functions_are_short() -> None:
    limits = {ast.ClassDef: CLASS, ast.FunctionDef: FUNCTION, ast.AsyncFunctionDef: FUNCTION}
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": _lines(node)
        for path in _modules()
        for node in _definitions(path)
        if _lines(node) > limits[type(node)]
    }
    assert long == {}


def test_views_are_shorter_still() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": _lines(node)
        for path in _modules()
        if "views" in path.parts
        for node in _definitions(path)
        if not isinstance(node, ast.ClassDef) and _lines(node) > VIEW
    }
    assert long == {}


def test_templates_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in SOURCE.glob("*/templates/**/*.html")
        if (n := len(path.read_text().splitlines())) > TEMPLATE
    }
    assert long == {}
