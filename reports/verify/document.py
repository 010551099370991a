"""Verifying one document: what stands in the file, what the catalogue counts, what the archive holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from checks.model import Finding, Pack
from crawler.running import software
from reports.document import Document
from reports.figures import written
from reports.scope import Scope
from reports.tracing import Trace, TracedSource, pack_digest, register_digests
from reports.verify.edits import edits, short
from reports.verify.evidence import look_at_evidence
from reports.verify.file import Opened
from reports.verify.lists import files_changed, list_differs, lists_beside, recorded_lists
from reports.verify.recount import ListAgain, Recount, Recounted, recount
from reports.verify.remarks import About, Level, Remark, Verified
from reports.verify.texts import settled

Progress = Callable[[int, int, str], None]


def verify_document(
    opened: Opened,
    trace: Trace,
    scope: Scope,
    findings: Sequence[Finding],
    archive: Path,
    *,
    packs: Sequence[Pack | TracedSource] = (),
    kept: Mapping[str, bytes] | None = None,
    sample: int | None = None,
    progress: Progress | None = None,
    made_again: Document | None = None,
) -> Verified:
    """Verify a document against a catalogue and its archive.

    `scope` is pinned to the document's moment (`recount.scope_for`), `findings` are the judgements of a check as of
    its day with `packs`. `kept` are lists that a snapshot keeps, by digest. `sample` narrows what is looked at in the
    archive to so many captures. `made_again` is a document of a round, made again.
    """
    found = Verified(opened.path, trace)
    found.remarks += edits(opened, trace)
    found.remarks += _ground(trace, scope, packs)
    workbook = opened.path.suffix.lower() == ".xlsx"
    again = recount(trace, scope, findings, progress, made_again, workbook=workbook)
    beside = lists_beside(opened.path, trace)
    found.remarks += _recounted(opened, again)
    found.remarks += _lists(trace, again, recorded_lists(beside, kept or {}, trace), found.remarks)
    found.remarks += files_changed(beside, again.lists)
    look_at_evidence(again.lists, scope, archive, found, sample=sample, progress=progress)
    return found


def edits_only(opened: Opened, trace: Trace, why: str) -> Verified:
    """What the file alone can tell, where there is no catalogue to count from."""
    found = Verified(opened.path, trace)
    found.remarks += edits(opened, trace)
    found.remarks.append(Remark(Level.UNSEEN, About.RECOUNT, f"未能重新统计：{why}"))
    return found


def _ground(trace: Trace, scope: Scope, packs: Sequence[Pack | TracedSource]) -> Iterator[Remark]:
    """What has changed in what the numbers rest on; a number that is touched by it is named by itself."""
    if trace.software != software():
        message = f"文书由{trace.software}生成，现用{software()}重新统计"
        yield Remark(Level.NOTE, About.SOFTWARE, message, was=trace.software, now=software())
    now = {entry.name: entry.sha256 for entry in register_digests(scope.registers)}
    was = {entry.name: entry.sha256 for entry in trace.registers}
    for name in sorted(was.keys() | now.keys()):
        if name not in now:
            yield Remark(Level.NOTE, About.REGISTER, f"台账{name}现在没有了，文书生成时有", was=was[name])
        elif name not in was:
            yield Remark(Level.NOTE, About.REGISTER, f"台账{name}是文书生成以后才有的", now=now[name])
        elif now[name] != was[name]:
            message = f"台账{name}的内容在文书生成以后有改动"
            yield Remark(Level.NOTE, About.REGISTER, message, was=was[name], now=now[name])
    digests = {
        pack.id if isinstance(pack, Pack) else pack.name: pack_digest(pack) if isinstance(pack, Pack) else pack.sha256
        for pack in packs
    }
    for entry in trace.packs:
        if digests.get(entry.name) != entry.sha256:
            gone = "现在没有了" if entry.name not in digests else "在文书生成以后有改动"
            yield Remark(Level.NOTE, About.PACK, f"规则包{entry.name}{gone}", was=entry.sha256)
    for run in trace.runs if trace.round is None else ():  # a round looks at each site as of a day, not at its newest
        yield from _run(run.site, run.run, scope)


def _run(site: str, run: int | None, scope: Scope) -> Iterator[Remark]:
    there = next((one for one in (scope.bureau, scope.municipal) if one is not None and one.id == site), None)
    now = scope.run(there) if there is not None else None
    if (now.id if now else None) != run:
        said = f"第{now.id}次采集" if now else "没有采集"
        message = f"网站{site}：文书依据第{run}次采集，目录库中在那个时刻是{said}"
        yield Remark(Level.WRONG, About.RECOUNT, message)


def _recounted(opened: Opened, again: Recounted) -> Iterator[Remark]:
    places = {seen.id: (seen.place, short(seen.sentence)) for seen in opened.figures}
    titles = {entry.recorded.name: entry.recorded.title for entry in again.lists}
    for one in again.figures:
        place, sentence = places.get(one.figure.id, ("", ""))
        title = titles.get(one.figure.list, one.figure.metric)
        said = {"figure": one.figure.id, "place": place, "sentence": sentence}
        if one.count is None:
            yield Remark(Level.UNSEEN, About.RECOUNT, f"“{title}”无法重新统计：{one.why}", **said)
        elif not one.holds:
            message = f"“{title}”重新统计为{_value(one.value)}，文书记录为{_value(one.figure.value)}"
            was, now = _value(one.figure.value), _value(one.value)
            yield Remark(Level.WRONG, About.RECOUNT, message, was=was, now=now, **said)
        elif (expected := _misprinted(one)) is not None:
            message = f"“{title}”应写作“{expected}”，文书记录为“{one.figure.shown}”"
            yield Remark(Level.WRONG, About.RECOUNT, message, was=one.figure.shown, now=expected, **said)


def _misprinted(one: Recount) -> str | None:
    """What the figure ought to show where it shows something else than its number."""
    if one.shown is not None:
        return one.shown if settled(one.shown) != settled(one.figure.shown) else None
    if one.value is None:
        return None
    expected = written(one.value * one.figure.scale)
    digits = any(char.isdigit() for char in one.figure.shown)
    return expected if digits and expected not in one.figure.shown.replace(",", "") else None


def _lists(
    trace: Trace, again: Recounted, recorded: Mapping[str, bytes], remarks: Sequence[Remark]
) -> Iterator[Remark]:
    why = "；".join(remark.message for remark in remarks if remark.about in _REASONS)
    for entry in again.lists:
        if entry.redefined:
            yield Remark(Level.NOTE, About.LIST, f"“{entry.recorded.title}”的统计口径与文书生成时不同")
        told = list_differs(entry, recorded.get(entry.recorded.name), _because(entry, why))
        if told is not None:
            yield replace(told, figures=trace.figures_on(entry.recorded.name))


_REASONS = (About.REGISTER, About.PACK, About.SOFTWARE)


def _because(entry: ListAgain, why: str) -> str:
    return f"。可能的原因：{why}" if why and entry.recorded.source != "crawl" else ""


def _value(value: Decimal | None) -> str:
    return "未填报" if value is None else written(value)
