"""Fills of cells and bars that stay apart in grey print and for the colour-blind."""

from __future__ import annotations

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
