"""What a service guide (办事指南) says: its eight classes of elements, seen by their labels.

The classes are those of the census of 2015 and of the inspection of 2019 (guide table of the fact sheets). A page is
taken for a guide only where several labels stand in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.facts import SiteFacts
from crawler.catalogue.queries import ColumnRow, ItemRow

ELEMENTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(labels)
    for name, labels in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
MIN_LABELS = 3  # fewer labels: a notice or an article, or a guide whose content is a picture
GUIDE_IDENTITIES = ("col.service",)
GUIDE_WORDS = ("办事指南", "办事指引", "服务指南", "办理指南", "办事程序", "办事流程")
_FLAT = re.compile(r"[ \t\u3000\xa0]+")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: which classes of elements it shows, and why their absence would prove nothing (None: it would)."""

    item: ItemRow
    found: tuple[str, ...]
    missing: tuple[str, ...]
    doubt: str | None


def guides(facts: SiteFacts) -> Iterator[Guide]:
    """The guides that the site's service columns list, by item."""
    columns = {column.path for column in facts.columns if is_guide_column(column)}
    ids = {row.item_id for path in columns for row in facts.listings_by_column.get(path, [])}
    items = [item for item in (facts.items.get(one) for one in sorted(ids)) if item is not None]
    texts = facts.texts(item.id for item in items if item.kind == "article")
    files = facts.attachments(item.id for item in items)
    for item in items:
        if not facts.is_internal(item.url) or item.kind not in ("article", "listed", "page"):
            continue
        found = elements(item.title or "", texts.get(item.id, ""))
        missing = tuple(name for name in ELEMENTS if name not in found)
        yield Guide(item, found, missing, _doubt(item, found, bool(files.get(item.id))))


def is_guide_column(column: ColumnRow) -> bool:
    """True for columns of guides: by their identity, unless their name says that they hold something else."""
    if any(word in column.name for word in ("下载", "表格", "查询", "大厅", "公共服务", "便民")):
        return False
    return column.identity in GUIDE_IDENTITIES or any(word in column.name for word in GUIDE_WORDS)


def elements(title: str, text: str) -> tuple[str, ...]:
    """The classes that the text names. A label of four characters counts wherever it stands, since tables lose their
    lines on the way; a shorter one only before a colon or alone on its line.

    The title of a guide that names its matter (… 办事指南) counts as 事项名称.
    """
    flat = _FLAT.sub("", text)
    found = {name for name, labels in ELEMENTS.items() if any(_is_named(flat, label) for label in labels)}
    if any(word in title and len(title) > len(word) for word in GUIDE_WORDS):
        found.add("事项名称")
    return tuple(name for name in ELEMENTS if name in found)


def _is_named(flat: str, label: str) -> bool:
    if len(label) >= 4:
        return label in flat
    return re.search(rf"{label}[:：】]|(?:^|\n)[^\n]{{0,3}}{label}(?:\n|$)", flat) is not None


def _doubt(item: ItemRow, found: tuple[str, ...], has_files: bool) -> str | None:
    if item.kind == "listed":
        return "正文没有读到"
    if len(found) < MIN_LABELS:
        return "正文中见到的要素标签不足以认定是办事指南，内容可能在图片或附件中"
    if has_files and len(found) < len(ELEMENTS):
        return "有附件，缺少的要素可能在附件中"
    return None
