"""Required parts: missing, not recognisable, out of order, or nothing but 无."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.model import Verdict
from reports.audit.case import Case
from reports.audit.paper import Grid, Line
from reports.audit.parts import State, find, options_of, required_parts
from reports.audit.remark import Remark
from reports.audit.standards import clauses_of, pack_of
from reports.audit.wording import compact, without_mark

_VERDICTS = {State.PRESENT: Verdict.CLEAR, State.MISSING: Verdict.FLAGGED, State.UNCLEAR: Verdict.UNSURE}
_FEE = re.compile("信息处理费|处理费|收费|收取")


def check(case: Case) -> Iterator[Remark]:
    """A remark for every part, then on the order of the six parts and on what the fifth and sixth say."""
    for part in required_parts(case):
        sentence = f"{part.why}。" if part.why else f"有“{part.title}”（{part.place}）。"
        yield case.remark(
            part.check,
            _VERDICTS[part.state],
            sentence,
            place=part.place,
            says=part.quote,
            should=part.title,
        )
    if case.year is not None and case.year < 2019:
        return
    lines = list(case.paper.lines())
    heads = [(name, find(lines, words, headed=True)) for name, words in _six(case)]
    yield _order(case, lines, heads)
    problems = next((line for name, line in heads if "问题" in name), None)
    if problems is not None:
        yield _substance(case, problems)
    if (case.year or 0) >= 2021:
        yield from _fees(case, next((line for name, line in heads if "其他" in name), None))


def _six(case: Case) -> list[tuple[str, tuple[str, ...]]]:
    clause = clauses_of(pack_of(case.year))["ar19.heads"]
    return [(part.name, part.words) for part in options_of(clause).parts]


def _order(case: Case, lines: Sequence[Line], heads: Sequence[tuple[str, Line | None]]) -> Remark:
    absent = [name for name, line in heads if line is None]
    if absent:
        verdict = Verdict.UNSURE
        return case.remark("ar19.heads", verdict, f"没有读到“{'、'.join(absent)}”的标题，次序不能核对。")
    places = [lines.index(line) for _, line in heads if line is not None]
    if places == sorted(places):
        return case.remark("ar19.heads", Verdict.CLEAR, "六个部分的标题齐全，次序与格式一致。")
    shown = "、".join(name for _, name in sorted(zip(places, (name for name, _ in heads), strict=True)))
    return case.remark(
        "ar19.heads",
        Verdict.FLAGGED,
        f"六个部分的次序与格式不符，报告中是：{shown}。",
        says=shown,
        should="、".join(name for name, _ in heads),
    )


def _substance(case: Case, head: Line) -> Remark:
    """Part five must say something."""
    empty = options_of(clauses_of(pack_of(case.year))["ar19.blank"]).empty_answers
    said = _under(case, head)
    if said is None:
        return case.remark("ar19.blank", Verdict.UNSURE, "问题部分的内容是表格，由人核对。", place=head.place)
    if not said:
        return case.remark(
            "ar19.blank", Verdict.FLAGGED, "问题部分只有标题，没有内容。", place=head.place, should="写明问题和改进情况"
        )
    if said.strip("。.") in empty:
        return case.remark(
            "ar19.blank",
            Verdict.FLAGGED,
            f"问题部分只写了“{said}”。",
            place=head.place,
            says=said,
            should="写明问题和改进情况",
        )
    return case.remark("ar19.blank", Verdict.CLEAR, "问题部分写有内容。", place=head.place)


def _under(case: Case, head: Line) -> str | None:
    """The text of a part up to the next heading of its level; None where a table stands there."""
    blocks = list(case.paper.blocks)
    start = blocks.index(head)
    own = compact(without_mark(head.text)).partition(":")[2] if head.level is None else ""
    said = [own]
    for block in blocks[start + 1 :]:
        if isinstance(block, Grid):
            return None
        if block.level is not None and block.level <= (head.level or 1):
            break
        said.append(compact(block.text))
    return "".join(said)


def _fees(case: Case, head: Line | None) -> Iterator[Remark]:
    if head is None:
        return
    said = _under(case, head)
    if said is not None and _FEE.search(said):
        yield case.remark("ar19.fee", Verdict.CLEAR, "写明了信息处理费的情况。", place=head.place)
    else:
        yield case.remark("ar19.fee", Verdict.UNSURE, "第六部分没有提到信息处理费，由人核对。", place=head.place)
