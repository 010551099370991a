"""Making a snapshot out of a scope: every metric counted, and what it was counted from kept by digest."""

from __future__ import annotations

import hashlib
import inspect
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

import reports.metrics
from checks.model import Clause, Finding, Pack
from checks.rule import rules
from checks.window import Window
from crawler.archive.chain import read_chain
from crawler.clock import stamp
from crawler.errors import GongkaiError
from crawler.running import software
from reports.count import Count, count
from reports.metrics.base import Metric, metrics
from reports.registers import Registers, read_registers
from reports.registers.reading import register_files
from reports.render import list_csv
from reports.scope import Scope
from reports.snapshots.model import ChainHead, FileKept, FrozenSite, FrozenValue, Snapshot, State
from reports.tracing import TracedSource, definition_digest, pack_digest, register_digests, runs_of

_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])


def freeze(
    scope: Scope,
    findings: Sequence[Finding],
    *,
    packs: Sequence[Pack],
    registers: Path,
    archive: Path,
    made_by: str,
    note: str,
    checked_on: date | None,
    now: datetime,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Snapshot, dict[str, bytes]]:
    """A snapshot of a pinned scope, not stored yet, and its contents by digest.

    `registers` is the folder that the scope's registers were read from, `archive` that of the WARC files.
    """
    contents: dict[str, bytes] = {}
    judged = _put(contents, _kept(findings))
    values = tuple(_values(scope, contents, progress))
    complete, _ = scope.coverage(("bureau", "municipal"))
    sites = [site for site in (scope.bureau, scope.municipal) if site is not None]
    state = State(
        year=scope.year,
        as_of=scope.as_of,
        known_at=scope.known.moment,
        newest_run=scope.known.newest,
        bureau=scope.bureau.id,
        municipal=scope.municipal.id if scope.municipal else None,
        organ={**scope.organ, "name": scope.organ_name or ""},
        sites=tuple(FrozenSite(**{name: getattr(site, name) for name in FrozenSite.model_fields}) for site in sites),
        runs=runs_of(scope),
        chains=tuple(_head(archive, site.id) for site in sites),
        registers=register_digests(scope.registers),
        register_files=tuple(_files(registers, contents)),
        packs=tuple(TracedSource(name=pack.id, sha256=pack_digest(pack)) for pack in packs),
        pack_files=tuple(
            FileKept(name=Path(pack.file).name, sha256=_put(contents, Path(pack.file).read_bytes())) for pack in packs
        ),
        judged=judged,
        checked_on=checked_on,
        software=software(),
    )
    made = Snapshot(
        id=0,
        made_at=stamp(now),
        made_by=made_by,
        note=note,
        complete=complete,
        state=state,
        values=values,
        previous=None,
        digest="",
    )
    return made, contents


def _values(
    scope: Scope, contents: dict[str, bytes], progress: Callable[[int, int, str], None] | None
) -> Iterator[FrozenValue]:
    known = metrics()
    for number, name in enumerate(known):
        if progress is not None:
            progress(number, len(known), known[name].title)
        yield frozen(count(scope, name), contents)


def frozen(made: Count, contents: dict[str, bytes]) -> FrozenValue:
    """A count as a snapshot keeps it; its list goes into `contents`."""
    metric = made.metric
    return FrozenValue(
        metric=metric.name,
        title=metric.title,
        unit=metric.unit,
        source=metric.source.value,
        definition=definition_digest(metric),
        query=query_digest(metric),
        value=Decimal(made.value) if made.value is not None else None,
        parts={part: Decimal(value) for part, value in made.parts.items()},
        complete=made.complete,
        note=made.note,
        rows=len(made.rows),
        list=_put(contents, list_csv(made)),
        stated=Decimal(made.stated) if made.stated is not None else None,
    )


def query_digest(metric: Metric) -> str:
    """16 hex digits over the program text that counts a metric: its own file and what metrics share."""
    try:
        text = Path(inspect.getfile(inspect.unwrap(metric.rows))).read_bytes()
    except (TypeError, OSError):  # no function of a file
        text = b""
    return hashlib.sha256(text + _shared_text() + definition_digest(metric).encode()).hexdigest()[:16]


@cache
def _shared_text() -> bytes:
    """The digests of those files of the metrics' folder that offer no metric themselves."""
    shared = (path for folder in reports.metrics.__path__ for path in sorted(Path(folder).glob("*.py")))
    texts = (path.read_bytes() for path in shared)
    return b"".join(hashlib.sha256(text).digest() for text in texts if b"\nMETRIC = " not in text)


def _head(archive: Path, site: str) -> ChainHead:
    seals, _ = read_chain(archive, site)
    last = seals[-1] if seals else None
    return ChainHead(site=site, seal=last.seal if last else None, at=last.at if last else None, lines=len(seals))


def _files(folder: Path, contents: dict[str, bytes]) -> Iterator[FileKept]:
    for path in register_files(folder, []):
        yield FileKept(name=path.name, sha256=_put(contents, path.read_bytes()))


def _put(contents: dict[str, bytes], data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    contents[digest] = data
    return digest


def _kept(findings: Sequence[Finding]) -> bytes:
    """Judgements as JSON from which they can be had again exactly. Raises GongkaiError where they cannot."""
    data = _FINDINGS.dump_json(tuple(findings))
    if findings_of(data) != tuple(findings):
        raise GongkaiError("the judgements of the check cannot be kept exactly", where="snapshot", fix="tell us")
    return data


def findings_of(data: bytes) -> tuple[Finding, ...]:
    """Judgements as a snapshot kept them."""
    read = _FINDINGS.validate_json(data)
    known: dict[tuple[str, str], Clause] = {}  # findings of one clause share it again
    for found in read:
        if (found.pack, found.clause.id) not in known:
            known[found.pack, found.clause.id] = replace(found.clause, options=_options(found.clause))
    return tuple(replace(found, clause=known[found.pack, found.clause.id]) for found in read)


def _options(clause: Clause) -> Mapping[str, object]:
    """The options of a clause in the types of its rule; as plain values where this version has no such rule."""
    plain: dict[str, Any] = _restored(clause.options)
    unit = rules().get(clause.rule or "")
    try:
        checked = unit.rule.options.model_validate(plain) if unit is not None else None
    except ValidationError:
        checked = None
    return plain if checked is None else {name: getattr(checked, name, value) for name, value in plain.items()}


def _restored(options: Any) -> Any:
    """Options of a clause with their windows, which JSON knows as plain objects only."""
    if isinstance(options, Mapping):
        if options.keys() == {"count", "unit"}:
            return Window(**options)
        return {name: _restored(value) for name, value in options.items()}
    return [_restored(value) for value in options] if isinstance(options, list) else options


def registers_of(files: Mapping[str, bytes]) -> Registers:
    """Registers as a snapshot kept their files, by name."""
    with tempfile.TemporaryDirectory(prefix="gongkai-registers-") as folder:
        for name, data in files.items():
            (Path(folder) / Path(name).name).write_bytes(data)
        return read_registers(Path(folder))
