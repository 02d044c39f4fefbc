"""The guides, one for each kind of person: written as Markdown in docs/guides, read here as pages."""

from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

PACKAGED = Path(__file__).parent / "guides_text"
CHECKOUT = Path(__file__).resolve().parents[3] / "docs" / "guides"

GUIDES: dict[str, Promise] = {
    "member": _("For a member: three minutes on a phone"),
    "facilitator": _("For a facilitator or a coach"),
    "team-lead": _("For a team lead"),
    "system-lead": _("For a system lead"),
    "hub": _("For the hub"),
    "visitor": _("For a visitor"),
    "operator": _("For an operator"),
}


@cache
def guide_html(name: str) -> str:
    """A guide as HTML. Its words are ours, and HTML in them is off all the same."""
    folder = PACKAGED if PACKAGED.is_dir() else CHECKOUT
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
    return str(reader.renderer.render(tokens, reader.options, {}))
