"""The boxes for words that the form on a page shows: what may be sent to it, whether or not somebody listed it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

WORDS = {"", "text", "search", "url", "email", "tel"}
"""Kinds of input that take what anybody writes."""


@dataclass
class _Forms(HTMLParser):
    path: str
    here: bool = False
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            to = urlsplit(said.get("action", "")).path or self.path
            self.here = said.get("method", "").lower() == "post" and to == self.path
        takes = tag == "textarea" or (tag == "input" and said.get("type", "").lower() in WORDS)
        if self.here and takes and said.get("name") and "disabled" not in said and "readonly" not in said:
            self.names.append(said["name"])

    def handle_endtag(self, tag: str) -> None:
        self.here = self.here and tag != "form"


def boxes(html: str, path: str) -> list[str]:
    """The names of those in forms that are sent to `path`, which is the page's own; each once."""
    forms = _Forms(path)
    forms.feed(html)
    return list(dict.fromkeys(forms.names))
