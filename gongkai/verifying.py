"""Verifying a document from a workspace: its catalogue, registers, packs and archive are what it is held against."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from crawler.archive.chain import read_chain
from crawler.clock import SHANGHAI
from crawler.errors import ConfigError, GongkaiError
from gongkai.exits import ExitCode
from gongkai.reporting import judged_for, packs_of
from gongkai.rounds import round_again
from gongkai.snapshots import Frozen, open_snapshot
from gongkai.workspace import CONFIG_NAME, Workspace, find_workspace, load_workspace
from reports.registers import NO_REGISTERS, read_registers
from reports.signatures import OPENING, signed_sentence
from reports.snapshots.signing import entries, standing
from reports.snapshots.store import content
from reports.tracing import Trace, pack_digest, register_digests
from reports.verify.document import edits_only, verify_document
from reports.verify.edits import short
from reports.verify.file import NotOursError, Opened, open_document
from reports.verify.recount import scope_for
from reports.verify.remarks import About, Level, Remark, Verified
from reports.verify.texts import settled

Progress = Callable[[int, int, str], None]


def verify_file(
    path: Path,
    *,
    workspace: Path | None = None,
    sample: int | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> Verified:
    """Verify a document. Raises NotOursError for what is none, ConfigError for a workspace that was named wrongly.

    Without a workspace the file alone is looked at, and that is said.
    """
    opened = open_document(path)
    trace = opened.trace
    if trace is None:
        raise NotOursError(
            f"has {len(opened.figures)} marked figures and no trace any more: nothing can be counted again",
            where=str(path),
            fix="use the file as gongkai report wrote it",
        )
    try:
        place = _workspace_of(path, workspace)
    except ConfigError as error:
        if workspace is not None:
            raise
        return edits_only(opened, trace, f"没有找到工作目录（{error.what}）")
    try:
        return _verified(opened, trace, place, sample, now, progress)
    except GongkaiError as error:
        return edits_only(opened, trace, str(error))


def _workspace_of(path: Path, named: Path | None) -> Workspace:
    """The workspace that was named, or that the file lies in, or that one is in."""
    if named is None:
        for folder in path.resolve().parents:
            if (folder / CONFIG_NAME).is_file():
                return load_workspace(folder)
    return find_workspace(named)


def _verified(
    opened: Opened, trace: Trace, place: Workspace, sample: int | None, now: datetime, progress: Progress | None
) -> Verified:
    conn = place.open_catalogue()
    if trace.snapshot is not None:
        return _verified_by_snapshot(opened, trace, place, conn, sample, progress)
    registers = read_registers(place.registers) if trace.round is None else NO_REGISTERS  # rounds rest on none
    scope = scope_for(trace, conn, registers=registers, organ=place.settings.organ.model_dump())
    packs = packs_of(place)
    checked = _checked(trace, now)
    again = round_again(place, conn, trace, checked, opened.path.suffix) if trace.round is not None else None
    judged = judged_for(place, conn, scope, checked) if again is None else []
    return verify_document(
        opened,
        trace,
        scope,
        judged,
        place.archive,
        packs=packs,
        sample=sample,
        progress=progress,
        made_again=again,
    )


def _verified_by_snapshot(
    opened: Opened,
    trace: Trace,
    place: Workspace,
    conn: sqlite3.Connection,
    sample: int | None,
    progress: Progress | None,
) -> Verified:
    """Registers and judgements are those that the snapshot kept; what is in the workspace now is only compared."""
    assert trace.snapshot is not None
    made = open_snapshot(conn, trace.snapshot.id)
    if made.snapshot.digest != trace.snapshot.digest:
        raise ConfigError(
            f"snapshot {trace.snapshot.id} of this catalogue is not the one that the document was made from",
            where=str(place.catalogue),
            fix="name the workspace that the document comes from with --workspace",
        )
    kept = {value.list: content(conn, value.list) for value in made.snapshot.values}
    found = verify_document(
        opened,
        trace,
        made.scope,
        made.findings,
        place.archive,
        packs=made.snapshot.state.packs,
        kept=kept,
        sample=sample,
        progress=progress,
    )
    found.remarks += [
        *_signed_words(opened, trace),
        *_signatures(trace, conn),
        *_changed_since(made, place),
        *_chains(made, place),
    ]
    return found


def _signed_words(opened: Opened, trace: Trace) -> Iterator[Remark]:
    """The sentence on who signed is no ordinary text: another name in it would be a forged signature."""
    right = {settled(signed_sentence(trace.snapshot, trace.signatures))} if trace.snapshot and trace.signatures else ()
    for text in opened.texts:
        words = settled(text.text)
        if words.startswith(OPENING) and words not in right:
            message = f"写明谁已签字的一句与追溯信息不符：“{short(text.readable)}”"
            yield Remark(Level.WRONG, About.SNAPSHOT, message, place=text.place)


def _signatures(trace: Trace, conn: sqlite3.Connection) -> Iterator[Remark]:
    """Signatures that the document names: each must be kept as it says, and one taken back since is told."""
    assert trace.snapshot is not None
    kept = entries(conn, trace.snapshot.id)
    known = {(entry.id, entry.who, entry.at) for entry in kept if entry.kind == "sign"}
    stands = {entry.id for entry in standing(kept)}
    for signed in trace.signatures:
        if (signed.id, signed.who, signed.at) not in known:
            message = f"文书写明{signed.who}已签字，快照{trace.snapshot.id}号没有这条签字"
            yield Remark(Level.WRONG, About.SNAPSHOT, message)
        elif signed.id not in stands:
            message = f"{signed.who}在快照{trace.snapshot.id}号上的签字，在文书生成以后撤回"
            yield Remark(Level.NOTE, About.SNAPSHOT, message)


def _changed_since(made: Frozen, place: Workspace) -> Iterator[Remark]:
    """Registers and packs that are others now; the document does not rest on them."""
    state = made.snapshot.state
    now = {entry.name: entry.sha256 for entry in register_digests(read_registers(place.registers))}
    for entry in state.registers:
        if now.get(entry.name) != entry.sha256:
            message = f"台账{entry.name}在冻结以后有改动；文书按快照{made.snapshot.id}号保存的台账核对"
            yield Remark(Level.NOTE, About.REGISTER, message)
    packs = {pack.id: pack_digest(pack) for pack in packs_of(place)}
    for entry in state.packs:
        if packs.get(entry.name) != entry.sha256:
            message = f"规则包{entry.name}在冻结以后有改动；文书按快照{made.snapshot.id}号保存的检查结果核对"
            yield Remark(Level.NOTE, About.PACK, message)


def _chains(made: Frozen, place: Workspace) -> Iterator[Remark]:
    """Is what was sealed when the figures were frozen still sealed so? The bytes before a seal cannot change then."""
    for head in made.snapshot.state.chains:
        if head.seal is None or not place.archive.is_dir():
            continue
        seals, _ = read_chain(place.archive, head.site)
        if head.lines > len(seals) or seals[head.lines - 1].seal != head.seal:
            message = f"网站{head.site}的存档封存链已不是冻结时的（第{head.lines}节应为{head.seal[:16]}…）"
            yield Remark(Level.WRONG, About.CAPTURE, message)


def _checked(trace: Trace, now: datetime) -> datetime:
    """The moment on whose day waivers are looked at: that of the document."""
    return datetime.combine(trace.checked_on, time(12), SHANGHAI) if trace.checked_on is not None else now


def exit_code(found: Verified) -> ExitCode:
    """4 where anything differs or was edited, 3 where something could not be seen, else 0."""
    if found.of(Level.WRONG):
        return ExitCode.FINDINGS
    return ExitCode.INCOMPLETE if found.of(Level.UNSEEN) else ExitCode.DONE


def facts(found: Verified) -> dict[str, Any]:
    """What `gongkai verify --json` prints."""
    trace = found.trace
    wrong = found.wrong_figures
    return {
        "document": str(found.path),
        "verdict": {0: "holds", 3: "not_all_seen", 4: "differs"}[int(exit_code(found))],
        "kind": trace.kind,
        "title": trace.title,
        "year": trace.year,
        "as_of": trace.as_of,
        "known_at": trace.known_at,
        "software": trace.software,
        "snapshot": trace.snapshot.model_dump() if trace.snapshot else None,
        "figures": {
            "total": len(trace.figures),
            "holding": found.holding,
            "wrong": sorted(wrong, key=lambda name: int(name[1:]) if name[1:].isdecimal() else 0),
        },
        "rows": found.rows,
        "captures": {"behind": found.captures, "looked_at": found.looked_at, "pages_read_again": found.read_again},
        "remarks": [_remark(remark) for remark in found.remarks],
    }


def _remark(remark: Remark) -> Mapping[str, Any]:
    return {
        "level": remark.level.value,
        "about": remark.about.value,
        "figure": remark.figure,
        "place": remark.place or None,
        "sentence": remark.sentence or None,
        "message": remark.message,
        "was": remark.was,
        "now": remark.now,
        "rows": list(remark.rows),
        "figures": list(remark.figures),
    }
