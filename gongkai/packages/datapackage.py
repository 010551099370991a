"""`datapackage.json`: the package as a Frictionless data package (version 1), its tables with their schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.packages.manifest import NAME as MANIFEST
from gongkai.packages.manifest import digest_of, files_in
from gongkai.packages.tables import COUNTED, COUNTED_FIELDS, PAIR_FIELDS, PAIRS, VALUE_FIELDS, VALUES

NAME = "datapackage.json"
_TABLES: Mapping[str, tuple[str, ...]] = {VALUES: VALUE_FIELDS, COUNTED: COUNTED_FIELDS, PAIRS: PAIR_FIELDS}
_TYPES: Mapping[str, str] = {
    "序号": "integer",
    "日期": "date",
    "数量": "number",
    "信息编号": "integer",
    "同一信息编号": "integer",
    "快照编号": "integer",
    "台账行号": "integer",
    "明细行数": "integer",
    "采集时间（UTC）": "datetime",
}
_MEDIA: Mapping[str, str] = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".wacz": "application/wacz",
}


def write_datapackage(folder: Path, *, name: str, title: str, description: str, created: str) -> None:
    """Describe every file of a package folder but the manifest (which holds the digest of this description)."""
    resources = [_resource(path, place) for path, place in files_in(folder).items() if path not in (NAME, MANIFEST)]
    facts = {
        "profile": "data-package",
        "name": name,
        "title": title,
        "description": description,
        "created": created,
        "resources": resources,
    }
    (folder / NAME).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(path: str, place: Path) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": _name(path),
        "path": path,
        "bytes": place.stat().st_size,
        "hash": f"sha256:{digest_of(place)}",
        "mediatype": _MEDIA.get(place.suffix.lower(), "application/octet-stream"),
    }
    if path not in _TABLES:
        return facts
    return {
        **facts,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {
            "fields": [{"name": field, "type": _TYPES.get(field, "string")} for field in _TABLES[path]],
            "missingValues": [""],
        },
    }


def _name(path: str) -> str:
    """A name as Frictionless allows it: lower-case letters, digits, dots, dashes and underscores, one for each path."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in path.lower())
    if plain == path:
        return plain
    import hashlib

    return f"{plain.strip('-.')}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"
