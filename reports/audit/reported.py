"""The lines of a paper that report something: not its list of sources, nor what is only told to its writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.audit.folding import fold
from reports.audit.paper import Line, Paper

_SOURCES = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]*)?(?:数据|数字)来源(?:说明)?[:：]?")
_TO_THE_WRITER = re.compile(r"\s*[【(（]?\s*填报人注意")


def reported_lines(paper: Paper) -> Iterator[Line]:
    """The lines that report something: not where each number comes from, nor what is only told to the writer."""
    sources: int | None = None
    for line in paper.lines():
        if line.level is not None and (sources is None or line.level <= sources):
            sources = line.level if _SOURCES.fullmatch(fold(line.text).text) else None
        if sources is None and not _TO_THE_WRITER.match(line.text):
            yield line
