"""The forty exam reports as they are kept: the text of a report, its tables, and the truth about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

APPLICANTS = ("natural", "company", "research", "public", "legal", "other", "total")
ENDS = ("upheld", "corrected", "other", "pending", "total")
FIELDS_2021 = {
    "regulations": ("made", "abolished", "in_force"),
    "normative": ("made", "abolished", "in_force"),
    "licences": ("decided",),
    "penalties": ("decided",),
    "coercions": ("decided",),
    "charges": ("collected",),
}
FIELDS_2019 = {
    "regulations": ("made", "published", "public_total"),
    "normative": ("made", "published", "public_total"),
    "licences": ("projects_before", "change", "decided"),
    "services": ("projects_before", "change", "decided"),
    "penalties": ("projects_before", "change", "decided"),
    "coercions": ("projects_before", "change", "decided"),
    "charges": ("projects_before", "change"),
    "procurement": ("purchases", "spent"),
}


@dataclass(frozen=True)
class Text:
    """A paragraph, or a heading where `level` is 1, 2 or 3; the title has level 0."""

    text: str
    level: int | None = None
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table as noted: "^" continues the cell above, "<" the cell on the left."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    heads: int

    def spans(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Every cell that is drawn: row, field, how many rows and fields it covers, its text."""
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if text in ("^", "<"):
                    continue
                wide = 1
                while c + wide < len(row) and row[c + wide] == "<":
                    wide += 1
                high = 1
                while r + high < len(self.rows) and self.rows[r + high][c] == "^":
                    high += 1
                yield r, c, high, wide, text


def read_source(text: str) -> list[Text | Table]:
    """Blocks of a source: every line is a paragraph; `#` headings, `**` bold lines, tables between `::` lines."""
    blocks: list[Text | Table] = []
    lines = iter(text.splitlines())
    for line in lines:
        if not line.strip():
            continue
        if line.startswith("::"):
            blocks.append(_table(line[2:].strip(), lines))
        elif mark := re.match(r"(#+) ", line):
            first = not blocks
            blocks.append(Text(line[mark.end() :], 0 if first else max(1, len(mark.group(1)) - 1)))
        elif line.startswith("**") and line.endswith("**"):
            blocks.append(Text(line[2:-2], bold=True))
        else:
            blocks.append(Text(line))
    return blocks


def _table(caption: str, lines: Iterator[str]) -> Table:
    rows: list[tuple[str, ...]] = []
    heads = 0
    for line in lines:
        if line == "::":
            break
        if line == "|---":
            heads = len(rows)
            continue
        rows.append(tuple(cell.strip() for cell in line.strip()[1:-1].split("|")))
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"uneven table: {caption}")
    return Table(caption, tuple(rows), heads)


def number(raw: str) -> Decimal | None:
    """The number that a cell holds as written, None where it holds none."""
    found = re.search(r"-?[\d,]+(\.\d+)?", raw)
    try:
        return Decimal(found.group().replace(",", "")) if found else None
    except InvalidOperation:
        return None


def value_of(claim: Mapping[str, Any]) -> Decimal:
    """The value of a claim of the truth, exactly as it is written there."""
    return Decimal(str(claim["value"]))


@dataclass(frozen=True)
class Report:
    """One of the forty: its source and what is true of it."""

    slug: str
    source: str
    truth: Mapping[str, Any] = field(repr=False)

    @property
    def year(self) -> int:
        """The report year."""
        return int(self.truth["year"])

    @property
    def form(self) -> str:
        """Which form the year had."""
        return str(self.truth["form"])

    @property
    def file(self) -> str:
        """Which kind of file it is made into."""
        return str(self.truth["file"])

    @property
    def make(self) -> Mapping[str, Any]:
        """How the file is made."""
        made: Mapping[str, Any] = self.truth["make"]
        return made

    @cached_property
    def blocks(self) -> list[Text | Table]:
        """Title, headings, paragraphs and tables in their order."""
        return read_source(self.source)

    @cached_property
    def prose(self) -> str:
        """Everything but the tables, without blanks."""
        return re.sub(r"\s", "", "".join(block.text for block in self.blocks if isinstance(block, Text)))

    @cached_property
    def cells(self) -> dict[str, str]:
        """Every cell of the form by its full name, as written."""
        cells: dict[str, str] = {}
        for name, raw in self.truth.get("cells", {}).items():
            if isinstance(raw, str):
                cells[name] = raw
                continue
            table, _, row = name.partition(".")
            fields: tuple[str, ...] = APPLICANTS if table == "t2" else ENDS
            if table == "t1":
                fields = (FIELDS_2019 if self.form == "oia-2019" else FIELDS_2021)[row]
            cells |= {f"{name}.{each}": value for each, value in zip(fields, raw, strict=True)}
        return cells


def forty() -> list[Report]:
    """The forty reports in the order of their numbers."""
    return reports_in("forty")


def reports_in(folder: str) -> list[Report]:
    """The exam reports of a folder beside this file ("forty", "unseen") in the order of their numbers."""
    return [
        Report(path.stem, path.with_suffix(".md").read_text("utf-8"), tomllib.loads(path.read_text("utf-8")))
        for path in sorted((HERE / folder).glob("*.toml"))
    ]
