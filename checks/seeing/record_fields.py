"""What the labels of a licence or penalty record mean: its fields, whatever words a site uses for them.

The words are data (`record_fields.toml`); this file only compares them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from crawler.catalogue.queries import RecordRow
from crawler.errors import ConfigError

SHEET = Path(__file__).with_name("record_fields.toml")
_MARKS = re.compile(r"[\s\u200b::()\[\]【】〔〕_、,.]+")
_KEYS = {"id", "name", "labels", "but"}
_PIECES = re.compile(r"[\s|,,。;;::、()()]+")
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "空", "null", "NULL", "不涉及", "不适用"})

_NONE = re.compile(
    r"(?:无|没有|未|零)(?:作出|发生|办理|受理|新增)?(?:任何|新的)?(?:行政|安全生产)*(?:处罚|许可|双公示|案件|公示)"
    r"|(?:处罚|许可|公示)[^，。]{0,6}(?:为零|为0|[：:]\s*无)"
)


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A fact that a record may show, with the words that name it."""

    id: str
    name: str  # as messages call it
    labels: tuple[str, ...]
    but: tuple[str, ...]

    def named_by(self, label: str) -> bool:
        """True if a label (already compacted) means this field."""
        return any(word in label for word in self.labels) and not any(word in label for word in self.but)


@cache
def field_kinds(path: Path = SHEET) -> Mapping[str, FieldKind]:
    """All fields by id. Raises ConfigError that names the file for unknown keys or doubled ids."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, FieldKind] = {}
    for entry in data.get("field", []):
        wrong = set(entry) ^ _KEYS
        if wrong or entry["id"] in found:
            what = f"unknown or missing keys {sorted(wrong)}" if wrong else f'field "{entry["id"]}" is there twice'
            raise ConfigError(what, where=str(path), fix=f"each field has {', '.join(sorted(_KEYS))} once")
        found[entry["id"]] = FieldKind(entry["id"], entry["name"], tuple(entry["labels"]), tuple(entry["but"]))
    return found


@lru_cache(maxsize=8192)
def fields_named(label: str) -> frozenset[str]:
    """Ids of the fields that a label may mean; several where one label covers several (项目名称)."""
    plain = compact(label)
    return frozenset(kind.id for kind in field_kinds().values() if kind.named_by(plain))


def compact(text: str) -> str:
    """A label or text for comparing: width-folded, without blanks and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def values_of(record: RecordRow, field: str) -> Iterator[tuple[str, str]]:
    """(label, value) of every cell of the record under a label of this field."""
    for label, value in record.fields.items():
        if field in fields_named(label):
            yield label, value.strip()


def first_value(record: RecordRow, field: str) -> str:
    """The first value of a field that says something; empty where there is none."""
    return next((value for _, value in values_of(record, field) if value not in NOTHING), "")


def fields_in_text(text: str) -> frozenset[str]:
    """Ids of the fields whose labels stand anywhere in a text: said there in prose, or under another table.

    Piece by piece, so that 处罚决定 inside 处罚决定书文号 is not taken for the result.
    """
    pieces = {piece for piece in _PIECES.split(text) if piece}
    return frozenset().union(*(fields_named(piece) for piece in pieces))


def is_none_notice(title: str) -> bool:
    """True for 本月无行政处罚, 2016年8月没有作出行政许可: a notice that there was nothing, as good as a list."""
    return _NONE.search(title) is not None
