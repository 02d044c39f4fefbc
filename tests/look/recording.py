"""What a browser made of the page of components: each box, each colour, each letter's form; and a picture without letters.

Why two, and why no letters: docs/decisions/0010-how-the-look-is-held.md.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Page

KEPT = Path(__file__).parent / "kept"
NEAR = 0.5
"""Pixels by which a box may differ: half of the smallest shift somebody could see."""
FAINT, TILE, FEW = 24, 32, 4
"""Levels of a channel, of 255, that a rounded corner may differ by; and how many pixels of a square may differ by more."""
WITHOUT_LETTERS = """
    *, ::before, ::after, ::placeholder, ::file-selector-button {
      -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important;
      caret-color: transparent !important }
    svg text { fill: transparent !important }
"""
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
STATES = {
    ".btn-primary": "hover",
    ".btn:not(.btn-primary):not(.btn-link):not(:disabled)": "hover",
    ".btn-link": "hover",
    "main a": "hover",
    "summary": "hover",
    "#id_day": "focus",
    "main .btn-primary >> nth=0": "focus",
}
READ = (Path(__file__).parent / "read.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Look:
    """One width, in light or dark."""

    lines: list[str]
    picture: Image.Image


def look(page: Page) -> Look:
    still = page.add_style_tag(content=STILL)
    page.evaluate("document.activeElement?.blur()")
    lines = page.evaluate(READ)
    for selector, state in STATES.items():
        one = page.locator(selector).first
        one.hover() if state == "hover" else one.focus()
        lines.append(f"{state} {selector}\t{one.evaluate('one => window.pergolaStyle(one)')}")
    page.mouse.move(0, 0)
    veil = page.add_style_tag(content=WITHOUT_LETTERS)
    page.locator("#id_one-day").focus()  # the ring belongs to the look
    taken = page.screenshot(full_page=True, animations="disabled")
    for style in (veil, still):
        style.evaluate("one => one.remove()")
    return Look(lines, Image.open(BytesIO(taken)).convert("RGB"))


def keep(name: str, now: Look) -> None:
    KEPT.mkdir(exist_ok=True)
    looks: dict[str, int] = {}
    short = [_put_short(line, looks) for line in now.lines]
    said = [f"@{number}\t{words}" for words, number in looks.items()]
    (KEPT / f"{name}.txt").write_text("\n".join([*said, *short]) + "\n", encoding="utf-8")
    now.picture.save(KEPT / f"{name}.png", optimize=True)


def _put_short(line: str, looks: dict[str, int]) -> str:
    """Most elements look like another: each look is written once, and called by a number."""
    before, _, words = line.rpartition("\t")
    return f"{before}\t@{looks.setdefault(words, len(looks))}"


def kept(name: str) -> Look:
    written = (KEPT / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    looks = dict(line.split("\t", 1) for line in written if line.startswith("@"))
    rest = [line.rpartition("\t") for line in written if not line.startswith("@")]
    lines = [f"{before}\t{looks[number]}" for before, _, number in rest]
    return Look(lines, Image.open(KEPT / f"{name}.png").convert("RGB"))


def words_differ(then: list[str], now: list[str]) -> list[str]:
    """What stands elsewhere, has another size, colour or letter, is new or is gone: a sentence each."""
    before, after = dict(map(_split, then)), dict(map(_split, now))
    told = [f"gone: {name}" for name in before.keys() - after.keys()]
    told += [f"new: {name}" for name in after.keys() - before.keys()]
    for name in before.keys() & after.keys():
        told += [f"{name}: {one}" for one in _differ(before[name], after[name])]
    return sorted(told)


def _split(line: str) -> tuple[str, str]:
    name, _, rest = line.partition("\t")
    return name, rest


def _differ(before: str, after: str) -> list[str]:
    told = []
    for one, other in zip(before.split("\t"), after.split("\t"), strict=True):
        if one != other and not _near(one, other):
            told.append(f"{one} is now {other}")
    return told


def _near(one: str, other: str) -> bool:
    numbers = [re.findall(r"-?\d+(?:\.\d+)?", side) for side in (one, other)]
    words = [re.sub(r"-?\d+(?:\.\d+)?", "#", side) for side in (one, other)]
    if not one.startswith("box ") or words[0] != words[1]:
        return False
    return all(abs(float(a) - float(b)) <= NEAR for a, b in zip(*numbers, strict=True))


def pictures_differ(then: Image.Image, now: Image.Image) -> list[str]:
    """Which squares of the picture are another picture."""
    if then.size != now.size:
        return [f"the page is {now.size[0]} by {now.size[1]} and was {then.size[0]} by {then.size[1]}"]
    red, green, blue = ImageChops.difference(then, now).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda level: 255 if level > FAINT else 0)
    box = worst.getbbox()
    if box is None:
        return []
    told = []
    for top in range(box[1] // TILE * TILE, box[3], TILE):
        for left in range(box[0] // TILE * TILE, box[2], TILE):
            square = worst.crop((left, top, min(left + TILE, now.width), min(top + TILE, now.height)))
            changed = square.histogram()[255]
            if changed > FEW:
                told.append(f"{changed} pixels differ near {left}, {top}")
    return told
