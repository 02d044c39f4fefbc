"""Where a page is. The same address is worked out once, and not fifty times a page."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address_of(route: str, *args: object) -> str:
    """What Django's `reverse` says, remembered. For what a page names often: its navigation, things, posts."""
    return _worked_out(get_script_prefix(), route, args)


@lru_cache(maxsize=8192)
def _worked_out(_prefix: str, route: str, args: tuple[object, ...]) -> str:
    return reverse(route, args=args)
