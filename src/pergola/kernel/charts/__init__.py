"""Charts, drawn by the server as SVG in the classes of the look. See docs/decisions/0002-charts-drawn.md."""

from pergola.kernel.charts.cover import CoverBay, cover
from pergola.kernel.charts.pair import Pair, PairDrawing, pair_chart
from pergola.kernel.charts.panels import Panel, Panels, panels
from pergola.kernel.charts.run import Drawing, cache_key, run_chart
from pergola.kernel.charts.spec import Event, Level, RunPicture, Shift, Tone

__all__ = [
    "CoverBay",
    "Drawing",
    "Event",
    "Level",
    "Pair",
    "PairDrawing",
    "Panel",
    "Panels",
    "RunPicture",
    "Shift",
    "Tone",
    "cache_key",
    "cover",
    "pair_chart",
    "panels",
    "run_chart",
]
