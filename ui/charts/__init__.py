"""Charts, one function a shape. Give a tidy table, the columns by name, the unit and a key that is the chart's own.

Every chart follows the reader's theme and language, describes itself to a screen reader, and can be saved as a picture.
Units: `money` (EUR), `percent` (a share from 0 to 1), `number` (a count or ratio), `days`.
"""

from ui.charts.flows import sankey, waterfall
from ui.charts.frame import Mark
from ui.charts.grids import heatmap
from ui.charts.lines import areas, band, fan, lines, points
from ui.charts.rows import bars, dumbbell, intervals, ranked

__all__ = [
    "Mark",
    "areas",
    "band",
    "bars",
    "dumbbell",
    "fan",
    "heatmap",
    "intervals",
    "lines",
    "points",
    "ranked",
    "sankey",
    "waterfall",
]
