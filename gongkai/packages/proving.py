"""Proving a package on its own: every byte, every table, every capture, and all figures again from the archive.

Nothing but the package is read, nothing is written beside a temporary folder, and no network is used.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.catalogue.captures import capture_digests
from crawler.catalogue.pairing_decisions import decide_by_url
from crawler.errors import ConfigError, GongkaiError
from crawler.replay import replay
from crawler.sqlite_files import transaction
from gongkai.crawling import pair_replayed
from gongkai.packages import tables
from gongkai.packages.contents import SCOPE
from gongkai.packages.datapackage import NAME as DATAPACKAGE
from gongkai.packages.described import description_problems
from gongkai.packages.manifest import compare, read_manifest
from gongkai.packages.tables import COUNTED, COUNTED_FIELDS, PAIRS, VALUES, Value
from gongkai.packages.zipping import unzip
from gongkai.scoping import open_scope
from gongkai.workspace import CONFIG_NAME, Workspace, load_workspace
from reports.count import Count, all_counts
from reports.typography import cell_text
from reports.verify.file import open_document

Progress = Callable[[str, int, int], None]  # step, done, of how many
_KINDS = {"changed": "内容被改动", "missing": "缺失", "added": "不在清单中"}


class _Scope(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    software: str
    year: int
    as_of: date
    known_at: str
    bureau: str
    municipal: str | None = None


@dataclass
class Step:
    """One part of the proof. `wrong`: what is not as it must be; `unseen`: what could not be looked at."""

    name: str
    done: int = 0
    wrong: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a package."""

    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        return not any(step.wrong for step in self.steps)

    @property
    def whole(self) -> bool:
        """False where something could not be looked at."""
        return not any(step.unseen for step in self.steps)


def is_package(path: Path) -> bool:
    """True for a folder, and for a file that ends in .zip."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def prove(path: Path, progress: Progress | None = None) -> Proof:
    """Prove a package, folder or ZIP. Raises ConfigError where it is none or cannot be read."""
    tell = progress or (lambda step, done, total: None)
    with tempfile.TemporaryDirectory(prefix="gongkai-verify-") as scratch:
        folder = unzip(path, _made(Path(scratch) / "package")) if path.is_file() else path
        stated = read_manifest(folder)
        steps = [_bytes(folder, stated)]
        with _noting(steps, "数据说明") as step:
            step.done, step.wrong = description_problems(folder)
        values: list[Value] = []
        with _noting(steps, "明细重算") as step:
            values = tables.read_values(folder / VALUES)
            _recount_tables(step, folder, values)
        with _noting(steps, "从网页原件重新统计") as step:
            _recount_archive(step, folder, Path(scratch) / "again", values, tell)
        with _noting(steps, "文书") as step:
            _documents(step, folder, values)
        return Proof(tuple(steps))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@contextmanager
def _noting(steps: list[Step], name: str) -> Iterator[Step]:
    """A step whose own failure is what it found: a damaged file must not hide the other steps."""
    step = Step(name)
    steps.append(step)
    try:
        yield step
    except (GongkaiError, OSError, ValueError, LookupError) as error:
        step.wrong.append(f"无法进行：{error}")


def _bytes(folder: Path, stated: dict[str, str]) -> Step:
    step = Step("文件清单", done=len(stated))
    step.wrong = [f"{entry.path}：{_KINDS[entry.kind]}" for entry in compare(folder, stated)]
    step.wrong += [
        f"清单中没有{name}" for name in (VALUES, COUNTED, PAIRS, DATAPACKAGE, SCOPE, CONFIG_NAME) if name not in stated
    ]
    return step


def _recount_tables(step: Step, folder: Path, values: list[Value]) -> None:
    """The values against the rows of counted.csv alone, as a third party would."""
    rows = tables.read_table(folder / COUNTED, COUNTED_FIELDS)
    kinds = {value.metric: value.summary for value in values}
    again = tables.recounted(rows, kinds)
    for value in values:
        step.done += 1
        if value.value is None:
            continue
        found = again.get((value.metric, value.part), Decimal(0))
        if found != value.value:
            step.wrong.append(f"{_name(value)}：{VALUES} 为 {value.value}，按 {COUNTED} 重算为 {found}")


def _name(value: Value) -> str:
    return f"{value.metric}（{value.part}）" if value.part else value.metric


def _recount_archive(step: Step, folder: Path, again: Path, values: list[Value], tell: Progress) -> dict[str, Count]:
    """Crawl the archives again into a fresh catalogue, and count all metrics from it."""
    asked = _read_scope(folder)
    place = _workspace(folder, again)
    runs = []
    for profile in place.profiles():
        wacz = folder / "archive" / f"{profile.id}.wacz"
        if not wacz.is_file():
            step.unseen.append(f"没有网站{profile.id}的网页原件")
            continue

        def told(state: Any, site: str = profile.id) -> None:
            tell(f"重放{site}", state.done, state.done + state.queued)

        runs.append(replay(profile, [wacz], catalogue=place.catalogue, archive=place.archive, progress=told))
    pair_replayed(place, runs)
    conn = place.open_catalogue(create=True)
    try:
        with transaction(conn):
            for row in tables.read_table(folder / PAIRS, tables.PAIR_FIELDS):
                at = datetime.fromisoformat(row["时间（UTC）"])
                if not decide_by_url(conn, row["网址一"], row["网址二"], row["结论"], row["认定人"], row["依据"], at):
                    step.unseen.append(f"人工认定的一对信息在网页原件中找不到：{row['网址一']}、{row['网址二']}")
        scope = open_scope(place, conn, asked.year, site=asked.bureau, portal=asked.municipal, as_of=asked.as_of)
        counts = all_counts(scope)
        _compare_counts(step, folder, counts, values)
        _captures(step, folder, capture_digests(conn))
        return counts
    finally:
        conn.close()


def _read_scope(folder: Path) -> _Scope:
    try:
        return _Scope.model_validate(tomllib.loads((folder / SCOPE).read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"cannot be read ({str(error).splitlines()[0]})", where=SCOPE) from error


def _workspace(folder: Path, again: Path) -> Workspace:
    """A workspace beside the package: its settings, sites, packs and registers, and an empty catalogue."""
    again.mkdir()
    shutil.copyfile(folder / CONFIG_NAME, again / CONFIG_NAME)
    for name in ("sites", "packs", "registers"):
        if (folder / name).is_dir():
            shutil.copytree(folder / name, again / name)
    return load_workspace(again)


def _compare_counts(step: Step, folder: Path, counts: dict[str, Count], values: list[Value]) -> None:
    rows: dict[str, set[tuple[str, str, str]]] = {}
    for row in tables.read_table(folder / COUNTED, COUNTED_FIELDS):
        rows.setdefault(row["指标"], set()).add((row["标题"], row["日期"], row["网址"]))
    apart = {name: _rows_apart(count, rows.get(name, set())) for name, count in counts.items()}
    for value in values:
        step.done += 1
        count = counts.get(value.metric)
        if count is None:
            step.unseen.append(f"{value.metric}：本版本没有这个统计指标")
            continue
        found = count.value if not value.part else count.part(value.part)
        if (None if found is None else Decimal(found)) != value.value:
            stated, again = ("未填报" if one is None else one for one in (value.value, found))
            words = f"{VALUES} 为 {stated}，重新统计为 {again}{apart.pop(value.metric, '')}"
            step.wrong.append(f"{_name(value)}：{words}")
    step.wrong += [f"{name}：数值相符，但所列条目不同{words}" for name, words in apart.items() if words]


def _rows_apart(count: Count, stated: set[tuple[str, str, str]]) -> str:
    again = {(cell_text(row.title), str(row.on) if row.on else "", cell_text(row.url or "")) for row in count.rows}
    parts = []
    for words, found in (("多列", stated - again), ("少列", again - stated)):
        if found:
            names = "；".join(f"{title}（{day}）" for title, day, _ in sorted(found)[:3])
            parts.append(f"{words}{len(found)}条：{names}")
    return f"（{COUNTED} 比网页原件{'，'.join(parts)}）" if parts else ""


def _captures(step: Step, folder: Path, digests: frozenset[str]) -> None:
    """Every counted row's page is in the archive, with the digest that the row states."""
    for number, row in enumerate(tables.read_table(folder / COUNTED, COUNTED_FIELDS), start=2):
        digest = row["快照SHA-256"]
        if digest and digest not in digests:
            step.wrong.append(f"{COUNTED} 第{number}行：网页原件中没有 {row['网址']}（SHA-256 {digest[:12]}…）")
        elif not digest and row["网址"]:
            step.unseen.append(f"{COUNTED} 第{number}行没有网页原件：{row['网址']}")


def _documents(step: Step, folder: Path, values: list[Value]) -> None:
    """The figures of the documents against values.csv, and against what they themselves recorded."""
    known = {(value.metric, value.part): value.value for value in values}
    year = _read_scope(folder).year
    for path in sorted((folder / "documents").glob("*.*")):
        if path.suffix not in (".docx", ".html", ".xlsx") or not path.is_file():
            continue
        opened = open_document(path)
        if opened.trace is None or not opened.trace.intact:
            step.wrong.append(f"{path.name}：数字的追溯信息缺失或被改动")
            continue
        recorded = {figure.id: figure for figure in opened.trace.figures}
        for seen in opened.figures:
            step.done += 1
            figure = recorded.get(seen.id)
            if figure is None or seen.shown != figure.shown:
                before = figure.shown if figure else "无"
                step.wrong.append(f"{path.name}：“{seen.shown}”被手工改动，原为“{before}”（{seen.sentence[:60]}）")
            elif figure.year == year and known.get((figure.metric, figure.part or ""), figure.value) != figure.value:
                stated = known[figure.metric, figure.part or ""]
                step.wrong.append(f"{path.name}：{figure.metric} 为 {figure.value}，{VALUES} 为 {stated}")
