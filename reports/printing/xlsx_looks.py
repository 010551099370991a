"""How workbooks look: fonts, borders and colours of cells, and the page that sheets are printed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import Any

_A4 = 9  # as spreadsheets number paper
_ACROSS = 190  # characters across A4 landscape that are still large enough to be read
_FONT = "宋体"


@dataclass
class Looks:
    """The formats of one workbook."""

    book: Any
    head: Any = field(init=False)
    day: Any = field(init=False)
    link: Any = field(init=False)
    blank: Any = field(init=False)
    prose: Any = field(init=False)
    heading: Any = field(init=False)
    title: Any = field(init=False)

    def __post_init__(self) -> None:
        self._cell = {"font_name": _FONT, "font_size": 10, "text_wrap": True, "border": 1, "valign": "top"}
        self._texts: dict[tuple[str, bool, int], Any] = {}
        self.head = self._of(bold=True, bg_color="#DDE6F0", align="center", valign="vcenter")
        self.day = self._of(num_format="yyyy-mm-dd", align="center")
        self.link = self._of(font_color="#0B4F9E", underline=1)
        self.blank = self._of(bg_color="#FFF2A8")
        self.prose = self._of(border=0, font_size=11)
        self.heading = self._of(border=0, font_size=11, bold=True)
        self.title = self._of(border=0, font_size=14, bold=True)

    def _of(self, **more: object) -> Any:
        return self.book.add_format({**self._cell, **more})

    def text(self, align: str = "left", *, bold: bool = False, indent: int = 0) -> Any:
        """The look of a cell of text or of a number."""
        key = (align, bold, indent)
        if key not in self._texts:
            self._texts[key] = self._of(align=align, bold=bold, indent=indent)
        return self._texts[key]


def set_page(sheet: Any, title: str, *, chars: float, landscape: bool = True) -> None:
    """A4, as many pages across as `chars` need to be readable, title above, page number below."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.print_across()
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.6)
    sheet.fit_to_pages(max(1, ceil(chars / _ACROSS)) if landscape else 1, 0)
    shown = title[:100].replace("&", "&&")
    sheet.set_header(f'&C&"{_FONT},Bold"&12{" " if shown[:1].isdigit() else ""}{shown}')  # &122016 would be a size
    sheet.set_footer("&C第 &P 页，共 &N 页")
