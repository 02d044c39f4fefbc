"""What somebody typed into one box: words at all, not too many, and a first line that can stand as a title."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pergola.commons.forms import LONGEST_TEXT
from pergola.kernel.errors import Refusal

LONGEST_TITLE = 200


def must_be_words(text: str, *, field: str = "body") -> str:
    """The text without space around it; refused if nothing is left, or more than anybody reads at one go."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refusal(_("There is nothing written yet."), field=field)
    if over := max(0, len(text) - LONGEST_TEXT):
        raise Refusal(
            ngettext(
                "This is %(over)s character longer than the 20,000 that fit in one post. Shorten it, or post it in two parts.",
                "This is %(over)s characters longer than the 20,000 that fit in one post. Shorten it, or post it in parts.",
                over,
            )
            % {"over": f"{over:,}"},
            field=field,
        )
    return text


def split_title(text: str) -> tuple[str, str]:
    """The first line as the title; all of it below again if the line had to be cut."""
    first, _rest, body = text.partition("\n")
    first = first.lstrip("# ").strip()
    if len(first) <= LONGEST_TITLE:
        return first, body.strip()
    cut = first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    return f"{cut}…", text


def joined(title: str, body: str) -> str:
    """The title and what is below it, in one box again."""
    return body if title.endswith("…") and body.startswith(title[:-1]) else f"{title}\n\n{body}".strip()
