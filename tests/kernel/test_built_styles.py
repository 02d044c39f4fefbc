"""What is committed is what assets/ builds, and it is as light and as strict as the look asks."""

import gzip
import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
STATIC = ROOT / "src/pergola/kernel/static"
ROMANS = ("literata-latin-wght-normal.woff2", "source-sans-3-latin-wght-normal.woff2")


def packed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_the_committed_style_is_built_from_the_committed_sources() -> None:
    named = ["build.mjs", "package-lock.json", "pergola.scss", "tabler.keep.json", "tabler.scss"]
    digest = hashlib.sha256()
    for name in sorted(named + [f"css/{path.name}" for path in (ASSETS / "css").iterdir()]):
        digest.update(f"{name}\n".encode() + (ASSETS / name).read_bytes())
    built = (STATIC / "pergola.css").read_text()
    assert built.startswith(f"/*! sources {digest.hexdigest()[:16]};"), "run `npm ci && npm run build` in assets/"


def test_every_component_style_is_taken_in() -> None:
    used = set(re.findall(r'@use "css/([\w-]+)"', (ASSETS / "pergola.scss").read_text()))
    assert used == {path.stem for path in (ASSETS / "css").iterdir()}


def test_script_and_style_of_a_page_weigh_at_most_60_kb_and_its_fonts_82() -> None:
    assert packed("pergola.css") <= 25_000
    assert packed("pergola.js") <= 4_000
    assert packed("pergola.css") + packed("pergola.js") + packed("vendor/htmx.min.js") <= 60_000
    assert sum((STATIC / "vendor" / name).stat().st_size for name in ROMANS) <= 82_000


def test_nothing_in_them_breaks_the_policy_or_asks_for_a_file_that_is_not_there() -> None:
    for path in STATIC.rglob("*.*"):
        if path.suffix in {".css", ".js", ".svg"}:
            assert "sourceMappingURL" not in path.read_text()
    style = (STATIC / "pergola.css").read_text()
    assert "data:" not in style
    assert "@import" not in style
    for url in re.findall(r"url\(([^)]+)\)", style):
        assert (STATIC / url).is_file()


def test_every_borrowed_file_is_listed_with_its_version() -> None:
    listed = (STATIC / "vendor/VERSIONS.md").read_text()
    for package in ("htmx.org", "@tabler/core", "literata", "source-sans-3", "axe-core"):
        assert package in listed
