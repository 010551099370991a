"""What `gongkai audit` prints: for people on a terminal, for scripts as JSON."""

from __future__ import annotations

from typing import Any

from gongkai.auditing import Outside
from gongkai.screen import print_table, say
from reports.audit.as_document import STATES, claim_row, clause_of
from reports.audit.audited import Audited, as_json
from reports.audit.comparing import Standing
from reports.audit.facts import NAMES
from reports.audit.form import FORMS_IN_CHINESE

_BEFORE, _BEHIND = 18, 12  # characters that are shown around a number
_LONGEST = 60  # characters of a sentence that are shown


def audit_json(outside: Outside) -> dict[str, Any]:
    """The audit with the capture it came from."""
    return {**as_json(outside.audited), "capture": outside.capture}


def print_audit(outside: Outside) -> None:
    """The whole audit, the most important first."""
    audited = outside.audited
    _print_head(audited)
    _print_faults(audited)
    print_table(
        ("内容", "情况", "位置或说明"),
        [(part.title, STATES[part.state], part.place or part.why) for part in audited.parts],
        title="应有的内容",
        keep=(1,),
    )
    _print_claims(audited)
    _print_unread(audited)
    if outside.capture:
        say(f"已归档：{outside.capture}")


def _print_head(audited: Audited) -> None:
    known = audited.case.recognised
    say(audited.title)
    say(f"年度：{known.year or '没有认出'}；格式：{FORMS_IN_CHINESE.get(known.form or '', '没有认出')}")
    say(f"依据：{'；'.join(known.evidence) or '无'}")
    for doubt in known.doubts:
        say(f"疑问：{doubt}")
    say()
    if audited.facts:
        rows = [(NAMES.get(fact.name, fact.name), fact.value, fact.place) for fact in audited.facts]
        print_table(("事项", "内容", "位置"), rows, title="报告说明")


def _print_faults(audited: Audited) -> None:
    faults = [remark for remark in audited.remarks if remark.flagged]
    if not faults:
        say("没有发现问题。" if _all_clear(audited) else "没有发现问题；有些事项未能核对，见后。")
        say()
        return
    print_table(
        ("问题", "位置", "依据"),
        [(_shortened(remark.sentence, 3), remark.place, clause_of(remark)) for remark in faults],
        title=f"发现{len(faults)}个问题",
    )


def _all_clear(audited: Audited) -> bool:
    return not audited.unread and not audited.unsure


def _print_claims(audited: Audited) -> None:
    compared = {seen.claim: seen for seen in audited.compared}
    title = f"报告中的{len(audited.case.claims)}个数字"
    rows: list[tuple[str, ...]] = []
    for claim in audited.case.claims:
        seen = compared.get(claim)
        name, said, ours, gap, outcome, sentence = claim_row(claim, seen)
        words = around(sentence, claim.raw)
        if not audited.compared:
            rows.append((name, said, words))
            continue
        evidence = f"；{seen.rows}条清单 {seen.digest[:12]}" if seen is not None and seen.digest else ""
        quoted = f"：{words}" if seen is None or seen.standing is not Standing.HOLDS else ""
        rows.append((name, said, ours, gap, (outcome or "无法核对") + evidence + quoted))
    if audited.compared:
        print_table(("指标", "报告数", "统计数", "相差", "结论和依据"), rows, title=title, right=(1, 2, 3))
    else:
        print_table(("指标", "报告数", "原文"), rows, title=title, right=(1,))
    if audited.why_not:
        say(f"{'注意' if audited.compared else '没有与采集数据比较'}：{audited.why_not}")


def _print_unread(audited: Audited) -> None:
    if audited.unsure:
        say("未能核对：")
        for line in audited.unsure:
            say(f"  {line}")
    if audited.unread:
        say("没有读到：")
        for what in audited.unread:
            say(f"  {what}")
    tables = audited.case.tables
    if tables is not None and tables.cells:
        say(f"表格：读到{len(tables.cells)}格，共{len(tables.form.cells)}格（{tables.form.title}）。")


def around(sentence: str, raw: str) -> str:
    """The words around a number in its sentence."""
    start = max(0, sentence.find(raw) - _BEFORE)
    end = start + _BEFORE + len(raw) + _BEHIND
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"


def _shortened(text: str, times: int = 1) -> str:
    limit = _LONGEST * times
    return text if len(text) <= limit else text[:limit] + "…"
