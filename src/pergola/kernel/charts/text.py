"""How wide a text will be at 15 px, before a browser measures it."""

from functools import lru_cache

# Source Sans 3 at weight 600, the wider of the two we use, in thousandths of an em, from the space to the tilde.
_WIDTHS = (
    *(200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344),
    *(513, 513, 513, 513, 513, 513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444),
    *(875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745, 657, 674),
    *(582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500),
    *(549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549),
    *(564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513),
)
_OTHERS = {"\u00a0": 200, "’": 275, "…": 964}
_ANOTHER_FACE = 1.06  # a fallback face is wider, and a label must not touch its neighbour then either
SIZE = 15


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """In px, a little too wide rather than too narrow. Letters we have no width for count as wide ones."""
    total = sum(_WIDTHS[ord(c) - 32] if " " <= c <= "~" else _OTHERS.get(c, 600) for c in text)
    return total * SIZE * _ANOTHER_FACE / 1000


@lru_cache(maxsize=1024)
def shorten(text: str, room: float) -> str:
    """The text, or as much of it as `room` holds and an ellipsis; nothing if not even five letters fit."""
    if width(text) <= room:
        return text
    for end in range(len(text) - 1, 4, -1):
        cut = text[:end].rstrip(" ,;:") + "…"
        if width(cut) <= room:
            return cut
    return ""
