"""A picture on paper: it carries its own letters and its own colours, always light, and looks the same wherever it is opened."""

import re
from base64 import b64encode
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.utils.html import escape
from PIL import Image, ImageDraw, ImageFont

from pergola.kernel.charts.marks import Line, Mark, Picture, Rect, Shape, Words, drawn

FONTS: Final = Path(__file__).resolve().parents[1] / "static" / "vendor"
LATIN, EXTENDED, VIETNAMESE = (
    f"source-sans-3-{name}-wght-normal.woff2" for name in ("latin", "latin-ext", "vietnamese")
)
GROUND, SHEET, INK, SOFT, TIMBER = "#fffefa", "#fffefa", "#261d25", "#594e57", "#77745f"
BAND = "#f1f0e6"
FIG, FIG_WASH, LEAF, STRAW, STRAW_WASH, SLATE = "#6b2757", "#f2e6ee", "#35602f", "#7d4b00", "#fbeccb", "#2c5872"
MARGIN: Final = 24
TITLE: Final = 40

VIEW: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')

type Style = dict[str, str | float | tuple[int, int]]

STYLES: Final[dict[str, Style]] = {
    "g-timber": {"fill": TIMBER},
    "g-axis": {"stroke": TIMBER, "width": 2.0},
    "g-grid": {"stroke": "#d3d1c0", "width": 1.0},
    "g-sup": {"stroke": LEAF, "width": 2.5},
    "g-con": {"stroke": STRAW, "width": 2.5, "dash": (7, 5)},
    "g-node": {"fill": SHEET, "stroke": TIMBER, "width": 1.5},
    "g-node-on": {"fill": SHEET, "stroke": TIMBER, "width": 1.5},
    "g-node-leaf": {"fill": SHEET, "stroke": LEAF, "width": 1.5},
    "g-node-straw": {"fill": STRAW_WASH, "stroke": STRAW, "width": 2.0, "dash": (6, 4)},
    "g-pt": {"fill": SHEET, "stroke": INK, "width": 2.0},
    "g-pt-on": {"fill": LEAF, "stroke": LEAF, "width": 2.0},
    "g-pt-straw": {"fill": STRAW, "stroke": STRAW, "width": 2.0},
    "g-pt-slate": {"fill": SLATE, "stroke": SLATE, "width": 2.0},
    "g-line": {"stroke": INK, "width": 2.0},
    "g-med": {"stroke": SLATE, "width": 2.0},
    "g-med-x": {"stroke": SLATE, "width": 2.0, "dash": (6, 5)},
    "g-pred": {"stroke": FIG, "width": 2.0, "dash": (2, 4)},
    "g-band": {"fill": BAND},
    "g-rep": {"stroke": LEAF, "width": 6.0},
    "g-rep2": {"stroke": GROUND, "width": 2.0},
    "g-lab": {"fill": GROUND},
    "g-dot": {"fill": SOFT},
    "": {"fill": SOFT, "weight": 400.0},
    "t-b": {"fill": INK, "weight": 600.0},
    "t-leaf": {"fill": LEAF, "weight": 600.0},
    "t-straw": {"fill": STRAW, "weight": 600.0},
    "t-fig": {"fill": FIG, "weight": 600.0},
    "t-slate": {"fill": SLATE, "weight": 600.0},
    "t-title": {"fill": INK, "weight": 600.0, "size": 20.0},
}
"""What each class of the look is on paper: the light tokens."""


def svg_file(picture: Picture, title: str, foot: str) -> bytes:
    """To be saved. Its letters are inside it."""
    wide, high = _size(picture)
    faces = "".join(
        f'@font-face{{font-family:"Source Sans 3";font-weight:200 900;src:url(data:font/woff2;base64,{_packed(name)})'
        f' format("woff2");unicode-range:{reach}}}'
        for name, reach in _needed(
            " ".join([title, foot, *(one.text for one in picture.marks() if isinstance(one, Words))])
        )
    )
    style = f'<style>{faces}text{{font:400 15px "Source Sans 3",sans-serif}}{"".join(map(_rule, STYLES))}</style>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" role="img">'
    label = f"<title>{escape(title)}</title><desc>{escape(picture.alt)}</desc>{style}"
    ground = f'<rect width="{wide:g}" height="{high:g}" fill="{GROUND}"/>'
    body = drawn([Words(MARGIN, MARGIN + 18, title, "t-title"), Words(MARGIN, high - 14, foot)])
    inside = f'<g transform="translate({MARGIN} {MARGIN + TITLE})">{drawn(picture.marks())}</g>'
    return f"{head}{label}{ground}{body}{inside}</svg>".encode()


def standing_alone(drawn_for_a_page: str, family: str = '"Source Sans 3",sans-serif') -> str:
    """A drawing of a page as one that brings its own colours: to be shown as a picture. Its letters are the paper’s."""
    size = VIEW.search(drawn_for_a_page)
    wide, high = size.groups() if size else ("", "")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
    style = f"<style>text{{font-family:{family};font-size:15px}}{''.join(map(_rule, STYLES))}</style>"
    start, close, rest = drawn_for_a_page.removeprefix("<svg ").partition(">")
    return f"{head}{start}{close}{style}{rest}"


def png_file(picture: Picture, title: str, foot: str, *, scale: int = 2) -> bytes:
    """The same as dots, `scale` for each px."""
    wide, high = _size(picture)
    image = Image.new("RGB", (int(wide * scale), int(high * scale)), GROUND)
    pen = _Pen(ImageDraw.Draw(image), scale)
    pen.put(Words(MARGIN, MARGIN + 18, title, "t-title"), 0, 0)
    pen.put(Words(MARGIN, high - 14, foot), 0, 0)
    for one in picture.marks():
        pen.put(one, MARGIN, MARGIN + TITLE)
    held = BytesIO()
    image.save(held, "PNG", compress_level=3)
    return held.getvalue()


def _size(picture: Picture) -> tuple[float, float]:
    return picture.wide + 2 * MARGIN, picture.high + 2 * MARGIN + TITLE + 20


def _rule(css: str) -> str:
    style = STYLES[css]
    if "weight" in style:
        size = f";font-size:{style['size']}px" if "size" in style else ""
        return f"text{'.' + css if css else ''}{{fill:{style['fill']};font-weight:{style['weight']:g}{size}}}"
    said = [f"fill:{style.get('fill', 'none')}"]
    if "stroke" in style:
        said.append(f"stroke:{style['stroke']};stroke-width:{style['width']}")
    if "dash" in style:
        said.append("stroke-dasharray:{} {}".format(*_dash(style)))
    return f".{css}{{{';'.join(said)}}}"


def _dash(style: Style) -> tuple[int, int]:
    dash = style["dash"]
    assert isinstance(dash, tuple)
    return dash


RANGES: Final = {
    LATIN: "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212",
    EXTENDED: "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+20A0-20AB,U+20AD-20C0",
    VIETNAMESE: "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+20AB",
}


def _needed(text: str) -> list[tuple[str, str]]:
    """Of the three files of letters those the words ask for."""
    wanted = [LATIN]
    if any("\u0100" <= one <= "\u02ff" for one in text):
        wanted.append(EXTENDED)
    if any("\u1ea0" <= one <= "\u1ef9" for one in text):
        wanted += [EXTENDED, VIETNAMESE]
    return [(name, RANGES[name]) for name in dict.fromkeys(wanted)]


@cache
def faces() -> str:
    """Our letters as rules for a page on paper, each file a family of its own: what one lacks the next has."""
    named = {"Source Sans 3": LATIN, "Source Sans 3 Extended": EXTENDED, "Source Sans 3 Vietnamese": VIETNAMESE}
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:200 900;src:url(data:font/woff2;base64,{_packed(name)})}}'
        for family, name in named.items()
    )


@cache
def _packed(name: str) -> str:
    return b64encode((FONTS / name).read_bytes()).decode()


@cache
def _face(name: str, weight: float, size: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(FONTS / name, size)
    face.set_variation_by_axes([weight])
    return face


class _Pen:
    """Draws marks as dots."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: int) -> None:
        self.draw, self.scale = draw, scale

    def put(self, one: Mark, dx: float, dy: float) -> None:
        style, k = STYLES.get(one.css.split()[-1] if one.css else "", STYLES["g-node"]), self.scale
        match one:
            case Rect():
                corner = [(one.x + dx) * k, (one.y + dy) * k, (one.x + dx + one.wide) * k, (one.y + dy + one.high) * k]
                self._box(corner, style)
            case Line():
                self._line([((x + dx) * k, (y + dy) * k) for x, y in one.points], style)
            case Words():
                self._words(one, (one.x + dx) * k, (one.y + dy) * k, style)
            case Shape():
                x, y, r = (one.x + dx) * k, (one.y + dy) * k, one.radius * k
                stroke, wide = style.get("stroke"), int(float(str(style.get("width", 0))) * k)
                if one.kind == "circle":
                    self.draw.ellipse([x - r, y - r, x + r, y + r], style["fill"], stroke, wide)
                else:
                    self.draw.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], style["fill"], stroke, wide)

    def _box(self, corner: list[float], style: Style) -> None:
        wide = int(float(str(style.get("width", 0))) * self.scale)
        if "dash" not in style:
            self.draw.rounded_rectangle(corner, 3 * self.scale, style["fill"], style.get("stroke"), wide)
            return
        left, top, right, bottom = corner
        self.draw.rounded_rectangle(corner, 3 * self.scale, style["fill"])
        self._line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], style)

    def _line(self, points: list[tuple[float, float]], style: Style) -> None:
        wide = round(float(str(style["width"])) * self.scale)
        if "dash" not in style:
            self.draw.line(points, style["stroke"], wide, joint="curve")
            return
        on, off = (n * self.scale for n in _dash(style))
        for (x1, y1), (x2, y2) in pairwise(points):
            far = max(abs(x2 - x1), abs(y2 - y1))
            at = 0.0
            while at < far:
                a, b = at / far, min(at + on, far) / far
                ends = [(x1 + (x2 - x1) * a, y1 + (y2 - y1) * a), (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)]
                self.draw.line(ends, style["stroke"], wide)
                at += on + off

    def _words(self, one: Words, x: float, y: float, style: Style) -> None:
        """Each stretch of letters in the file that has them."""
        size, weight = int(float(str(style.get("size", 15))) * self.scale), float(str(style["weight"]))
        for name, text in _stretches(one.text):
            face = _face(name, weight, size)
            self.draw.text((x, y), text, style["fill"], face, anchor="ls")
            x += face.getlength(text)


def _stretches(text: str) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for letter in text:
        name = VIETNAMESE if "\u1ea0" <= letter <= "\u1ef9" else EXTENDED if "\u0100" <= letter <= "\u02ff" else LATIN
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + letter)
        else:
            runs.append((name, letter))
    return runs
