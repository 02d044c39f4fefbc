"""Every word on a page can be said in another language: no template holds words of its own outside `translate`."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "pergola"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
OURS = {"Pergola", "NCES"}
"""A name is the same in every language."""

SAID = re.compile(
    r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL
)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SHOWN = re.compile(r"""\s(?:alt|title|aria-label|placeholder|aria-description)=(?:"([^"]*)"|'([^']*)')""")
MARKUP = re.compile(r"<!--.*?-->|<(?:script|style).*?</(?:script|style)>|<[^>]*>|&[a-z]+;|&#\d+;", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated(text: str) -> set[str]:
    """The words somebody would read that stand in the template itself, in its text or in an attribute that is read out."""
    plain = TAGS.sub("", SAID.sub("", text))
    read_out = [one or other for one, other in SHOWN.findall(plain)]
    return {word for part in (*read_out, MARKUP.sub(" ", plain)) for word in WORD.findall(part)} - OURS


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: str(one.relative_to(SOURCE)))
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == set()


def test_words_are_noticed() -> None:
    assert untranslated('<p class="note">{{ name }} waits</p>') == {"waits"}
    assert untranslated('<a href="/x/" aria-label="Way back">{% translate "Back" %}</a>') == {"Way", "back"}
    assert (
        untranslated('{% blocktranslate %}{{ n }} days{% endblocktranslate %} · <b title="{% translate "x" %}">2</b>')
        == set()
    )
