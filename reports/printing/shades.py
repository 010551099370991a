"""Fills of cells and bars that stay apart in grey print and for the colour-blind."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

FILLS = ("#FFFFFF", "#DCE6F0", "#A9BFD6", "#6B8DB3", "#1F3A5F")
"""Shades 0 to 4 of a cell: one hue, evenly darker."""

_FIRST_DARK = 4


def is_dark(shade: int) -> bool:
    """True where dark words would not be read on the shade."""
    return shade >= _FIRST_DARK


BARS = ("#1F3A5F", "#E69F00", "#7FB2D9", "#B9462C", "#CFE3B4", "#8C8C8C", "#F4D9C6")
"""Colours of the parts of a bar, dark and light by turns; each has a pattern of its own besides."""

PATTERNS = ("solid", "ltUpDiag", "smGrid", "dkDnDiag", "ltHorz", "pct50", "ltVert")
"""Preset patterns of DrawingML that go with the colours, so that the parts can be told apart in black and white."""

HATCHES: Mapping[str, Markup] = {
    "ltUpDiag": Markup('<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="#222" stroke-width=".8"/>'),
    "dkDnDiag": Markup('<path d="M0 0L6 6M-1 5L1 7M5 -1L7 1" stroke="#fff" stroke-width="1.2"/>'),
    "smGrid": Markup('<path d="M0 3H6M3 0V6" stroke="#222" stroke-width=".6"/>'),
    "ltHorz": Markup('<path d="M0 3H6" stroke="#222" stroke-width=".8"/>'),
    "ltVert": Markup('<path d="M3 0V6" stroke="#222" stroke-width=".8"/>'),
    "pct50": Markup('<circle cx="3" cy="3" r="1.2" fill="#222"/>'),
}
"""The same patterns as SVG, on a tile of six by six."""
