"""Pictures made of marks: a tree, a fishbone, a ladder; and on paper, as SVG and PNG that carry their letters."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pergola.kernel.charts.fishbone import Bone, Rung, fishbone, ladder
from pergola.kernel.charts.marks import Picture, Rect, Words, svg
from pergola.kernel.charts.paper import STYLES, png_file, svg_file
from pergola.kernel.charts.tree import Twig, tree

NAMES = ("Aim", "Primary drivers", "Secondary drivers", "Change ideas")
LONG = "Every student says a reason aloud to a partner before anybody in the room has written a word of it"


def diagram(primary: int = 3, second: int = 2, ideas: int = 3, words: str = LONG, *, slim: bool = False) -> Picture:
    def leaf(n: int) -> Twig:
        return Twig(f"i{n}", 3, words, found="contradicted in 1 cycle", sign="contradicts" if n % 2 else "both")

    def branch(n: int) -> Twig:
        return Twig(
            f"s{n}", 2, words, tuple(leaf(one) for one in range(ideas)), "supported in 1 cycle", "supports", "#x"
        )

    trunk = tuple(Twig(f"p{n}", 1, words, (*(branch(one) for one in range(second)), leaf(n))) for n in range(primary))
    return tree(Twig("aim", 0, words, trunk), NAMES, "A diagram", slim=slim)


def boxes(picture: Picture) -> list[Rect]:
    return [one for one in picture.marks() if isinstance(one, Rect) and "g-node" in one.css]


@pytest.mark.parametrize("slim", [False, True])
@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 2, 3), (6, 3, 2), (1, 0, 0)])
def test_no_box_lies_on_another_or_leaves_the_picture(shape: tuple[int, int, int], slim: bool) -> None:
    picture = diagram(*shape, slim=slim)
    every = boxes(picture)
    for one in every:
        assert one.x >= 0
        assert one.x + one.wide <= picture.wide
        assert one.y + one.high <= picture.high
        for other in every:
            apart = other.x >= one.x + one.wide or one.x >= other.x + other.wide
            apart = apart or other.y >= one.y + one.high or one.y >= other.y + other.high
            assert one is other or apart


def test_a_picture_says_what_was_found_in_words_and_by_shape_and_hides_nothing_from_a_reader() -> None:
    drawn = svg(diagram(1, 1, 2))
    assert "contradicted in 1 cycle" in drawn
    assert drawn.count("g-pt-straw") == 3, "a diamond for each that is contradicted"
    assert 'role="group"' in drawn
    assert "<script" not in svg(diagram(1, 1, 1, "<script>alert(1)</script>"))


def test_a_large_diagram_fits_a_sheet_that_lies_down() -> None:
    """Sixty parts, and the letters stay large enough to be read: 6 points and more on a sheet of letter paper."""
    picture = diagram(5, 2, 4, "Partners change every other week", slim=True)
    assert min(700 / picture.wide, 400 / picture.high) * 15 > 4.5


def test_on_paper_it_carries_its_letters_and_asks_nobody_for_anything() -> None:
    told = svg_file(diagram(1, 1, 1), "Löwen & Šípek", "Foot").decode()
    assert told.count("@font-face") == 2, "Latin, and extended Latin for one letter"
    assert "url(data:font/woff2;base64," in told
    assert not re.search(r"url\((?!data:)", told)
    assert "http" not in told.replace("http://www.w3.org/2000/svg", "")
    assert "Löwen &amp; Šípek" in told


def test_a_png_is_a_picture_of_it() -> None:
    picture = diagram(1, 1, 1)
    image = Image.open(BytesIO(png_file(picture, "Title", "Foot")))
    assert image.width > 2 * picture.wide
    assert len(image.convert("RGB").getcolors(1 << 20) or []) > 20


def test_colours_on_paper_are_the_light_tokens() -> None:
    tokens = (Path(__file__).resolve().parents[2] / "assets/css/tokens.css").read_text()
    light = set(re.findall(r"light-dark\((#[0-9a-f]{6}),", tokens))
    used = {str(value) for style in STYLES.values() for name, value in style.items() if name in ("fill", "stroke")}
    assert used <= light


def test_every_mark_has_its_style_on_paper() -> None:
    pictures = [
        diagram(2, 2, 2),
        diagram(2, 2, 2, slim=True),
        fishbone("x", [Bone("a", ("b",))], ""),
        ladder(Rung("a", "b"), ""),
    ]
    assert {css for one in pictures for mark in one.marks() for css in mark.css.split()} <= set(STYLES)


def test_a_fishbone_has_every_category_and_cause_and_a_ladder_every_why() -> None:
    bones = [Bone(f"Category {n}", tuple(f"Cause {n}{m}" for m in range(n))) for n in range(5)]
    picture = fishbone("The problem", bones, "alt")
    words = " ".join(one.text for one in picture.marks() if isinstance(one, Words))
    assert all(f"Category {n}" in words for n in range(5))
    assert "Cause 43" in words
    for one in boxes(picture):
        assert one.y >= 0
        assert one.y + one.high <= picture.high
    steps = ladder(
        Rung("Time", "Haste", (Rung("Why 1", "The bell", (Rung("Why 2", "Labs"),)), Rung("Why 1", "Talk"))), "alt"
    )
    assert [one.x for one in boxes(steps)] == [1, 31, 61, 31]
