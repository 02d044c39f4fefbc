"""Every route there is, from the resolver itself; those of the demo too."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def every_route() -> dict[str, str]:
    """Name with namespace → pattern. A route without a name is called by its pattern, so that none can hide."""
    return {name: pattern for name, pattern, _view in _walk(get_resolver().url_patterns, "", "")}


def every_view() -> dict[str, Callable[..., Any]]:
    """Name with namespace → what answers there."""
    return {name: view for name, _pattern, view in _walk(get_resolver().url_patterns, "", "")}


def _walk(
    patterns: list[URLPattern | URLResolver], space: str, before: str
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for one in patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, inside, pattern)
        else:
            yield (f"{space}{one.name}" if one.name else pattern), pattern, one.callback
