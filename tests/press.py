"""PDF needs Pango, which is the system's: without it these tests say so."""

import pytest

from pergola.kernel.press import sheets


def needs_pango() -> None:
    if not sheets.can_print():
        pytest.skip(
            "Pango is not here: on Debian, apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
