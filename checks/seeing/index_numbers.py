"""Numbers of the disclosure catalogue (索引号), taken apart: unit and column code, year, serial.

    00733451-2/2016-00123 → series 00733451-2/2016-, serial 123

Only forms in which the serial is plain are understood; a serial glued to a date is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.identity import normal_index_no

_SEPARATED = re.compile(r"^(?P<unit>.*[^0-9])?(?P<year>(?:19|20)\d\d)(?P<mark>[-—–/_.年])(?P<serial>\d{2,8})号?$")
_GLUED = re.compile(r"^(?P<unit>.*[^0-9])(?P<year>(?:19|20)\d\d)(?P<mark>)(?P<serial>\d{5})$")
_PLAIN = re.compile(r"[0-9A-Z./_-]*[0-9A-Z][0-9A-Z./_-]*")
_SHORTEST_UNIT = 4  # letters and digits of a unit code; less is a date or a plain counter


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """A 索引号 whose serial is understood."""

    series: str  # all before the serial: unit code, column code, year
    year: int
    serial: int
    digits: int  # of the serial as written

    def neighbour(self, serial: int) -> str:
        """Another number of the same series, as it would be written."""
        return f"{self.series}{serial:0{self.digits}d}"


def normal_number(number: str) -> str | None:
    """A 索引号 for comparing, as `normal_index_no` gives it; the usual plain ones cost nothing."""
    return number if _PLAIN.fullmatch(number) else normal_index_no(number)


@lru_cache(maxsize=65536)
def parse_index_no(number: str | None) -> IndexNumber | None:
    """The parts of a 索引号, None where it has none that can be told apart."""
    text = normal_number(number) if number else None
    if text is None:
        return None
    match = _SEPARATED.match(text) or _GLUED.match(text)
    if match is None or len(re.sub(r"[^0-9A-Z]", "", match["unit"] or "")) < _SHORTEST_UNIT:
        return None
    series = text[: match.start("serial")]
    return IndexNumber(series, int(match["year"]), int(match["serial"]), len(match["serial"]))
