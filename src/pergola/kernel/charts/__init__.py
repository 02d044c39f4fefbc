"""Charts, drawn by the server as SVG in the classes of the look. See docs/decisions/0002-charts-drawn.md."""

from pergola.kernel.charts.between import between_chart
from pergola.kernel.charts.cover import CoverBay, cover
from pergola.kernel.charts.multiples import Panel, Small, small_multiples
from pergola.kernel.charts.pair import Pair, PairDrawing, pair_chart
from pergola.kernel.charts.run import Drawing, cache_key, run_chart
from pergola.kernel.charts.spec import Edge, Event, Level, RunPicture, Shift, Tone

__all__ = [
    "CoverBay",
    "Drawing",
    "Edge",
    "Event",
    "Level",
    "Pair",
    "PairDrawing",
    "Panel",
    "RunPicture",
    "Shift",
    "Small",
    "Tone",
    "between_chart",
    "cache_key",
    "cover",
    "pair_chart",
    "run_chart",
    "small_multiples",
]
