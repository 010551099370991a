"""The demo's story from an empty folder to written documents, each step by the same calls that the commands make."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.catalogue import queries
from crawler.catalogue.queries import RunRow
from crawler.errors import ConfigError
from gongkai.check_work import Checked
from gongkai.checking import run_checks
from gongkai.crawling import crawl_online
from gongkai.demo.city import City, running_city
from gongkai.demo.compare import Fault, Faults, Figure, compare_faults, compare_figures
from gongkai.report_order import ReportOrder, carry_out
from gongkai.scaffold import NewSite, NewWorkspace, write_workspace
from gongkai.scoping import open_scope
from gongkai.screen import note
from gongkai.workspace import Workspace
from reports.count import Count, all_counts
from reports.registers import write_register

DOCUMENTS = ("annual", "statistics", "columns", "self-check", "ledger", "bulletin")
MARKER = ".gongkai-demo"
_LOOPBACK = "127.0.0.0/8"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demo came to."""

    folder: Path
    figures: tuple[Figure, ...]
    parts: tuple[Figure, ...]  # of some of them: published.by_month/3月
    faults: Faults
    documents: tuple[Path, ...]
    runs: tuple[RunRow, ...]
    pages: int
    crawl_seconds: float
    seconds: float

    @property
    def complete(self) -> bool:
        return all(run.complete for run in self.runs)

    @property
    def right(self) -> bool:
        """True if every figure equals its truth, every planted fault was found and nothing else was flagged."""
        return (
            all(figure.right for figure in (*self.figures, *self.parts))
            and not self.faults.missed
            and not self.faults.false
        )

    def as_json(self) -> dict[str, Any]:
        """The promised object of `gongkai demo --json`."""
        return {
            "figures": {figure.name: {"counted": figure.counted, "truth": figure.truth} for figure in self.figures},
            "parts": {part.name: {"counted": part.counted, "truth": part.truth} for part in self.parts},
            "faults": {
                "planted": len(self.faults.planted),
                "found": len(self.faults.found),
                "missed": [{"clause": fault.clause, "subject": fault.subject} for fault in self.faults.missed],
                "false": [{"clause": fault.clause, "subject": fault.subject} for fault in self.faults.false],
            },
            "documents": [str(path) for path in self.documents],
            "crawl": {"pages": self.pages, "seconds": round(self.crawl_seconds, 2), "complete": self.complete},
            "seconds": round(self.seconds, 2),
        }


def run_demo(folder: Path, *, seed: int, family: str, variant: str | None = None, quiet: bool = False) -> Outcome:
    """Start a city, crawl its two sites, check as of its monitoring point, write the documents, compare with the truth.

    Everything is made anew in `folder`. Raises ConfigError where the folder holds something that is not a demo.
    """
    began = time.monotonic()
    _tell(f"合成城市：种子 {seed}，页面系统 {family}", quiet)
    with running_city(seed, family, variant) as city:
        truth = city.truth()
        place = make_workspace(folder, city, truth)
        started = time.monotonic()
        moment = datetime.fromisoformat(f"{city.as_of}T09:00")
        runs = crawl_online(place, place.profiles(), start=moment, allow_net=(_LOOPBACK,), fresh=True, quiet=quiet)
        crawl_seconds = time.monotonic() - started
    conn = place.open_catalogue()
    pages = sum(len(queries.visits(conn, run.site, run=run.id)) for run in runs)
    _tell(f"采集：{pages} 页，{crawl_seconds:.1f} 秒", quiet)
    as_of = date.fromisoformat(truth["monitoring_point"])
    checked = list(run_checks(place, conn, ["bureau"], packs=None, as_of=as_of, now=_after(runs)))
    _tell(f"检查：监测时间点 {as_of}，{sum(len(entry.result.findings) for entry in checked)} 个问题", quiet)
    scope = open_scope(place, conn, truth["year"], as_of=as_of, pinned=True)
    order = ReportOrder(DOCUMENTS, truth["year"], _after(runs), as_of=as_of)
    documents = carry_out(place, order).documents
    counts = all_counts(scope)
    parts = _parts(counts, truth["parts"])
    outcome = Outcome(
        folder=folder,
        figures=compare_figures(_values(counts), truth["figures"]),
        parts=compare_figures(parts, _flat(truth["parts"], parts)),
        faults=compare_faults(found_faults(checked), truth["faults"]),
        documents=documents,
        runs=tuple(runs),
        pages=pages,
        crawl_seconds=crawl_seconds,
        seconds=time.monotonic() - began,
    )
    conn.close()
    return outcome


def make_workspace(folder: Path, city: City, truth: dict[str, Any]) -> Workspace:
    """A new workspace for a city in an empty folder, or in place of an older demo; registers filled from the truth."""
    _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("written by `gongkai demo`, which may delete this folder\n", encoding="utf-8")
    organ = truth["organ"]
    sites = (
        NewSite("bureau", "bureau", city.bureau, truth["sites"]["bureau"]["name"], delay_seconds=0, concurrency=8),
        NewSite(
            "municipal",
            "municipal",
            city.municipal,
            truth["sites"]["municipal"]["name"],
            organ["name"],
            delay_seconds=0,
            concurrency=8,
        ),
    )
    known = ("office", "address", "postcode", "phone", "fax", "email")
    details = {name: str(organ[name]) for name in known if organ.get(name)}
    plan = NewWorkspace(sites, organ["name"], "demo@localhost", details, (_LOOPBACK,))
    place = write_workspace(folder, plan)
    (place.root / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, rows in truth["registers"].items():
        write_register(place.registers, name, rows, year=truth["year"])
    return place


def found_faults(checked: Sequence[Checked]) -> list[Fault]:
    """Everything that was flagged, as clause and subject."""
    return [Fault(finding.clause.id, finding.subject.shown) for entry in checked for finding in entry.result.findings]


def _clear(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARKER).is_file():
        raise ConfigError(
            "this folder is not empty and was not made by `gongkai demo`",
            where=str(folder),
            fix="name another one with --keep DIR",
        )
    shutil.rmtree(folder)


def _after(runs: Sequence[RunRow]) -> datetime:
    """The city's own time when the last run ended: findings are recorded by the clock of the story."""
    return max(datetime.fromisoformat(run.finished_at) for run in runs if run.finished_at)


def _values(counts: Mapping[str, Count]) -> dict[str, int | None]:
    return {name: None if entry.value is None else int(entry.value) for name, entry in counts.items()}


def _parts(counts: Mapping[str, Count], named: Mapping[str, Any]) -> dict[str, int | None]:
    """Every part of these metrics that holds anything, as published.by_month/3月: those of the truth and all others."""
    return {
        f"{name}/{part}": int(value)
        for name, truth in named.items()
        for part, value in ({**dict.fromkeys(truth, 0), **counts[name].parts}).items()
        if value or part in truth
    }


def _flat(named: Mapping[str, Mapping[str, int]], counted: Iterable[str]) -> dict[str, int]:
    """The truth of the same parts; of a part that was counted and that the truth does not know it is 0."""
    truth = {f"{name}/{part}": number for name, parts in named.items() for part, number in parts.items()}
    return {**dict.fromkeys(counted, 0), **truth}


def _tell(text: str, quiet: bool) -> None:
    if not quiet:
        note(text)
