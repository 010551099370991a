"""Charts drawn on the server: pure functions of values to SVG, each with the same numbers as a table.

Only presentation attributes, because the console's policy forbids inline styles; never colour alone: what differs in
colour differs in lightness, pattern or number besides.
"""

from gongkai.console.charts.bars import bars, stacked
from gongkai.console.charts.heat import Cell, HeatRow, Seen, heat
from gongkai.console.charts.line import line, spark
from gongkai.console.charts.picture import Picture

__all__ = ["Cell", "HeatRow", "Picture", "Seen", "bars", "heat", "line", "spark", "stacked"]
