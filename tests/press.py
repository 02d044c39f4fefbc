"""PDF is drawn by a process of its own, with the system's Pango. Tests that read one use the fixture `printer`; for all others something quick
stands in its place, which is there on every machine."""

from pergola.kernel.press import sheets

REAL = sheets.PRINTER
STANDS_IN = ("echo", "%PDF-")
MISSING = "Pango is not here: on Debian, apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def stand_in() -> None:
    sheets.PRINTER = STANDS_IN
