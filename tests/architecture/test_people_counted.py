"""A number about people leaves the house by one door: the kernel's suppression, and what `commons/releasing.py` remembers of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "pergola"
KERNEL = SOURCE / "kernel" / "suppression"
TOLD = {"Told", "Share", "Suppressed", "Earlier", "Bands", "Hiding"}
"""What only the kernel makes: a number that may be told."""
MAKES = {SOURCE / "commons" / "releasing.py": {"Earlier"}}
"""It reads what was told before, for the kernel to judge."""
DOORS = (
    "pergola.kernel.suppression",
    "pergola.commons.releasing",
    "pergola.instruments.release",
    "pergola.gather.quiet",
)
COUNTS_OTHERWISE = {
    "commons/files/quota.py": "bytes of files",
    "gather/call_forms.py": "schools, to choose from",
    "gather/ending.py": "what a keeper gives up with a community, told to that keeper: people they see by name",
    "gather/workplace.py": "one's own line of the roster",
    "insight/actions.py": "releases already made, for the newest of them; the figures come through insight/together.py",
    "meetings/reading.py": "who was there, told by name to those who were there",
    "systems/counting.py": "published facts of schools, with their source",
    "systems/models/published.py": "schools of a district",
}
"""Modules that count past the doors and tell of no group of people: what they count instead."""

READS_EXACTLY = {
    "inquiry/limits.py": "hides and coarsens what it reads for others, by the same `Points`",
    "inquiry/staging.py": "tells that a chart moved, and no figure of it",
    "publishing/series.py": "for those whose measure it is (`desk/chain.py` asks)",
}
"""Who may read a measure’s observations past `points_of`, which asks whose it is, and `told_of`, which tells everybody."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, one.name) for one in node.names)


def makes_told(tree: ast.Module) -> set[str]:
    """The names by which what may be told is made here, whatever they were imported as."""
    from_kernel = {
        one.asname or one.name: one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pergola.kernel.suppression")
        for one in node.names
        if one.name in TOLD
    }
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    replaced = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return {name for alias, name in from_kernel.items() if alias in called} | (replaced & TOLD)


def counts_past_the_doors(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr == "COUNTING" and isinstance(node.value, ast.Name) and node.value.id == "Reason"
        for node in ast.walk(tree)
    )  # fmt: skip


def test_only_the_kernel_makes_a_number_that_may_be_told() -> None:
    found = {
        str(path.relative_to(SOURCE)): made
        for path, tree in modules()
        if KERNEL not in path.parents and (made := makes_told(tree) - MAKES.get(path, set()))
    }
    assert found == {}


def test_what_is_sealed_is_opened_in_one_place() -> None:
    """Nobody but the memory of releases reads or writes its table."""
    allowed = {"commons/models/__init__.py", "commons/models/figures.py", "commons/releasing.py"}
    users = {
        str(path.relative_to(SOURCE))
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name) and node.value.id == "FigureRelease"
    }  # fmt: skip
    assert users <= allowed
    assert users == {"commons/releasing.py"}


def test_whoever_counts_past_the_doors_tells_through_suppression_or_counts_no_people() -> None:
    otherwise = set()
    for path, tree in modules():
        name = str(path.relative_to(SOURCE))
        if not counts_past_the_doors(tree) or name.startswith(("walls/", "demo/")):
            continue
        if any(module.startswith(DOORS) for module, _name in imports(tree)):
            continue
        otherwise.add(name)
    assert otherwise <= set(COUNTS_OTHERWISE), "say what it counts, or tell it through kernel.suppression"
    assert otherwise >= set(COUNTS_OTHERWISE), "named and gone"


def test_whoever_reads_a_measure_exactly_is_named() -> None:
    readers = {
        str(path.relative_to(SOURCE))
        for path, tree in modules()
        for module, name in imports(tree)
        if module == "pergola.inquiry.points" and name in {"point_of", "exactly"}
    }
    assert readers == set(READS_EXACTLY)


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_nobody_says_of_every_reader_that_the_measure_is_their_own() -> None:
    """`own` is asked of the doors: it is never simply true."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in {"points_of", "show", "limited"}:
                given = {one.arg: one.value for one in node.keywords}
                assert not isinstance(given.get("own"), ast.Constant), path


def test_no_template_reads_what_is_sealed() -> None:
    for path in SOURCE.glob("*/templates/**/*.html"):
        assert ".sealed" not in path.read_text(encoding="utf-8").replace("{% sealed", ""), path


def test_a_share_made_outside_is_noticed() -> None:
    outside = "from pergola.kernel.suppression import Share as S\n\ndef told():\n    return S(34.0, 1)\n"
    assert makes_told(ast.parse(outside)) == {"Share"}
    assert makes_told(ast.parse("from pergola.kernel.suppression.together import Told\nx: Told\n")) == set()
    assert counts_past_the_doors(ast.parse("Membership.objects.unrestricted(Reason.COUNTING).count()"))
