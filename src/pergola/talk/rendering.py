"""What people write, as HTML that is safe to show: Markdown without raw HTML, and a sanitiser behind it all the same.

Nothing rendered is stored: the words are kept as written, and the newest pages' worth of HTML in memory.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS: Final = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
MARKS: Final = "[]*_`!<"
MOST_MARKS: Final = 1000
SCHEMES: Final = {"http", "https", "mailto"}


def _heading(self: Any, tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    """A heading somebody typed becomes a strong line: the page's own outline stays the page's."""
    return "<p><strong>" if tokens[place].nesting == 1 else "</strong></p>\n"


def _words(state: StateCore) -> None:
    """Read the marks of each paragraph; one with more marks than anybody writes is shown as it stands.

    What a mark belongs to is looked for in the whole paragraph, so that ten thousand of them take ten thousand times ten
    thousand steps, each time somebody looks.
    """
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if sum(map(token.content.count, MARKS)) <= MOST_MARKS:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            continue
        for number, line in enumerate(token.content.split("\n")):
            token.children += [Token("softbreak", "br", 0)] if number else []
            token.children.append(Token("text", "", 0, content=line))


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    reader.core.ruler.at("inline", _words)
    for mark in ("heading_open", "heading_close"):
        reader.add_render_rule(mark, _heading)
    return reader


_READER: Final = _reader()


@lru_cache(maxsize=1024)
def as_html(text: str) -> SafeString:
    """The words of one post, lesson or plan, as safe HTML; the same words are read once."""
    html = nh3.clean(
        _READER.render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
    )
    return mark_safe(html)  # noqa: S308 - cleaned one line above


@lru_cache(maxsize=1024)
def as_words(text: str) -> str:
    """The same words without any marks, on one line, for lists."""
    plain = nh3.clean(_READER.render(text), tags=set())
    return " ".join(_entities(plain).split())


def _entities(text: str) -> str:
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text
