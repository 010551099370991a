"""Whether `datapackage.json` describes the files that are there: sizes, digests, and the fields of the tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from gongkai.packages.datapackage import NAME
from gongkai.packages.manifest import NAME as MANIFEST
from gongkai.packages.manifest import digest_of, files_in


def description_problems(folder: Path) -> tuple[int, list[str]]:
    """(number of described files, what is not as described). Raises ValueError where it is no JSON object."""
    facts = json.loads((folder / NAME).read_text("utf-8"))
    resources = facts.get("resources") if isinstance(facts, dict) else None
    if not isinstance(resources, list):
        raise ValueError(f"{NAME} lists no resources")
    there = files_in(folder)
    described = {str(entry.get("path")): entry for entry in resources if isinstance(entry, dict)}
    wrong = [f"{NAME} 没有说明 {name}" for name in there if name not in described and name not in (NAME, MANIFEST)]
    for name, entry in described.items():
        if name not in there:
            wrong.append(f"{NAME} 所说的 {name} 不存在")
        else:
            wrong += [f"{name}：{problem}" for problem in _problems(there[name], entry)]
    return len(described), wrong


def _problems(path: Path, entry: dict[str, Any]) -> list[str]:
    found = []
    if entry.get("bytes") != path.stat().st_size:
        found.append(f"大小与 {NAME} 不符")
    if entry.get("hash") != f"sha256:{digest_of(path)}":
        found.append(f"SHA-256 与 {NAME} 不符")
    if "schema" in entry:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
        if header != [field.get("name") for field in entry["schema"].get("fields", [])]:
            found.append(f"表头与 {NAME} 不符")
    return found
