"""A QR code as SVG in the page itself: our policy allows no `data:` image, and no other site is asked to draw it."""

from html import escape

import qrcode  # type: ignore[import-untyped]


def drawn(text: str, label: str) -> str:
    """`text` as dark squares on white, also where the page is dark: cameras want it so. `label` says what it is."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(_stretches(row, y) for y, row in enumerate(rows))
    return (
        f'<svg viewBox="0 0 {size} {size}" width="{size * 5}" height="{size * 5}" role="img" aria-label="{escape(label)}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _stretches(row: list[bool], y: int) -> str:
    """Each run of dark squares of one row as one rectangle."""
    found, x = "", 0
    while x < len(row):
        length = 0
        while x + length < len(row) and row[x + length]:
            length += 1
        if length:
            found += f"M{x} {y}h{length}v1h-{length}z"
        x += length or 1
    return found
