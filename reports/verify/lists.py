"""The lists behind figures: the CSV files beside a document, and which rows came or went."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reports.render import list_csv
from reports.tracing import Trace, TracedList
from reports.verify.recount import ListAgain
from reports.verify.remarks import About, Level, Remark

_TELLING = ("分类", "标题", "日期", "数量", "网址", "快照SHA-256", "台账文件", "台账行号", "说明")
"""The fields that say what was counted; numbers of captures and items may differ on another machine."""
_MOST = 20  # rows that a remark names
_LARGEST = 200 << 20

Row = tuple[str, ...]


def lists_beside(path: Path, trace: Trace) -> dict[str, bytes]:
    """The CSV files in the folder beside a document, by name of their list; empty where it was not handed on."""
    folder = path.parent / f"{trace.stem}-figures"
    found: dict[str, bytes] = {}
    if not _is_name(trace.stem) or folder.is_symlink():
        return found
    for entry in trace.lists:
        if not _is_name(entry.name):
            continue
        file = folder / f"{entry.name}.csv"
        if file.is_file() and file.stat().st_size <= _LARGEST:
            found[entry.name] = file.read_bytes()
    return found


def _is_name(text: str) -> bool:
    """True for a name that stays in its folder: whoever edits a trace must not choose which files are read."""
    return text not in ("", ".", "..") and not any(sign in text for sign in "/\\\0:")


def recorded_lists(beside: Mapping[str, bytes], kept: Mapping[str, bytes], trace: Trace) -> dict[str, bytes]:
    """The lists as they were when the document was made: kept in a snapshot, or beside it and unchanged."""
    return {
        entry.name: data
        for entry in trace.lists
        for data in (kept.get(entry.sha256), beside.get(entry.name))
        if data is not None and hashlib.sha256(data).hexdigest() == entry.sha256
    }


def files_changed(beside: Mapping[str, bytes], again: Sequence[ListAgain]) -> Iterator[Remark]:
    """CSV files beside the document that are not the recorded ones, with the rows that were changed."""
    if again and not beside:
        yield Remark(Level.NOTE, About.LIST, "文书旁边没有明细文件，未核对")
        return
    for entry in again:
        recorded = entry.recorded
        data = beside.get(recorded.name)
        if data is None:
            if recorded.value is not None:
                yield Remark(Level.NOTE, About.LIST, f"旁边没有明细文件{recorded.name}.csv，未核对")
        elif hashlib.sha256(data).hexdigest() != recorded.sha256:
            rows = list(differing(list_csv(entry.count), data)) if entry.count is not None and entry.same else []
            yield Remark(
                Level.WRONG, About.LIST, f"明细文件{recorded.name}.csv被改动，与文书中的摘要不符", rows=rows[:_MOST]
            )


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a list; a file that is no list any more has none."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    try:
        return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(io.StringIO(text))]
    except csv.Error:
        return []


def telling(row: Mapping[str, str]) -> Row:
    """What a row says was counted."""
    return tuple(row.get(name, "") for name in _TELLING)


def differing(was: bytes, now: bytes) -> Iterator[str]:
    """Rows that went and rows that came, in words."""
    old, new = rows_of(was), rows_of(now)
    gone = Counter(map(telling, old))
    gone.subtract(map(telling, new))
    for row in old:
        if gone[telling(row)] > 0:
            gone[telling(row)] -= 1
            yield f"少：{named(row)}"
    for row in new:
        if gone[telling(row)] < 0:
            gone[telling(row)] += 1
            yield f"多：{named(row)}"


def named(row: Mapping[str, str]) -> str:
    """A row in a few words: title, day, where it stands."""
    where = row.get("网址") or (f"{row['台账文件']}第{row.get('台账行号', '')}行" if row.get("台账文件") else "")
    number = row.get("数量", "")
    parts = (row.get("分类", ""), row.get("日期", ""), "" if number in ("", "1") else f"数量{number}", where)
    return f"“{row.get('标题', '')}”（{'，'.join(part for part in parts if part)}）"


def list_differs(entry: ListAgain, recorded: bytes | None, why: str) -> Remark | None:
    """What to say of a list that is not the recorded one; None where it is."""
    if entry.count is None or entry.same:
        return None
    title = _title(entry.recorded)
    if recorded is None:
        message = f"{title}的明细与当时的不同（摘要不符），当时的明细不在，无法指出是哪几行{why}"
        return Remark(Level.WRONG, About.LIST, message)
    rows = list(differing(recorded, list_csv(entry.count)))
    if not rows:
        message = f"{title}的明细逐条相同，只有编号或写法与当时的文件不同{why}"
        return Remark(Level.NOTE, About.LIST, message)
    message = f"{title}的明细与当时的不同：{len(rows)}处{why}"
    return Remark(Level.WRONG, About.LIST, message, rows=rows[:_MOST])


def _title(recorded: TracedList) -> str:
    return f"“{recorded.title}”（{recorded.name}）"
