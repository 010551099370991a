"""A notice of a licence or penalty lacks facts that such a notice must show (双公示).

What it sees
    The tables of licence and penalty decisions on each page, by their labels. Labels are compared with a list of
    words for each field (`record_fields.toml`); a field counts as shown if any label of the table means it, or if its
    words stand elsewhere on the page. Pages older than `look_back` are left alone.

Why it matters
    A notice without the number, the party, the grounds or the day of the decision cannot be checked by anyone, and
    credit platforms refuse it.

When it cannot tell
    The page has attachments, which may hold the full table; a label is there but the cell is empty (the organ may
    have had nothing to say); or a column of licences or penalties holds pages without any table that can be read.

Example
    A penalty table with 文号, 被处罚单位, 处罚类别, 处罚事由, 处罚结果 and 决定日期, but no word on the legal basis and
    none on the deciding organ: flagged, both named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.record_fields import NOTHING, field_kinds, fields_in_text, fields_named, is_none_notice, values_of
from checks.window import Window
from crawler.catalogue.queries import ItemRow, RecordRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”公示的{kind}信息缺少：{observed}，页面其他位置也没有这些内容。"
    "请补全公示项目：{threshold}。",
    Verdict.CLEAR: "“{subject}”的公示项目齐全。",
    Verdict.UNSURE: "“{subject}”的公示项目是否齐全无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”早于检查范围（{look_back}内）。",
}
_KINDS = {"licence": "行政许可", "penalty": "行政处罚"}
_COLUMNS = frozenset({"col.licence", "col.penalty", "col.dual"})
_OTHER_PAPERS = re.compile(r"目录|清单|流程|指南|办法|规定|制度|通知|方案|基准|标准|表格|名单|依据|说明|解读")


class MissingRecordFieldsOptions(Options):
    """The fields that a licence and a penalty must show, by their ids in `record_fields.toml`."""

    licence: tuple[str, ...]
    penalty: tuple[str, ...]
    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: MissingRecordFieldsOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each page whose records lack a field; one for each column whose pages cannot be read."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    lacking: dict[int, set[str]] = {}
    for item_id, records in facts.records_by_item.items():
        item = facts.items[item_id]
        if item.published_on is not None and item.published_on < oldest:
            rest.takes(Verdict.NOT_APPLICABLE, item.key)
        elif missing := _missing(records, options):
            lacking[item_id] = missing
        elif not _blank(records, options):
            rest.takes(Verdict.CLEAR, item.key)
        else:
            lacking[item_id] = set()
    texts, attached = facts.texts(lacking), facts.attachments(lacking)
    for item_id, missing in lacking.items():
        item, records = facts.items[item_id], facts.records_by_item[item_id]
        judged = _judgement(facts, options, item, records, missing, texts.get(item_id, ""), bool(attached.get(item_id)))
        if not rest.takes(judged.verdict, item.key):
            yield judged
    yield from rest.batches()
    yield from _unreadable(facts, oldest)


def _missing(records: Sequence[RecordRow], options: MissingRecordFieldsOptions) -> set[str]:
    """Fields that some record of the page has no label for."""
    found: set[str] = set()
    for record in records:
        shown: set[str] = set().union(*(fields_named(label) for label in record.fields))
        if record.decided_on is not None:
            shown.add("decided")
        if record.doc_no is not None:
            shown.add("number")
        found |= set(_wanted(record, options)) - shown
    return found


def _blank(records: Sequence[RecordRow], options: MissingRecordFieldsOptions) -> set[str]:
    """Fields whose label is there, with nothing but empty cells under it in some record."""
    found: set[str] = set()
    for record in records:
        for field in _wanted(record, options):
            values = [value for _, value in values_of(record, field)]
            if values and all(value in NOTHING for value in values):
                found.add(field)
    return found


def _wanted(record: RecordRow, options: MissingRecordFieldsOptions) -> tuple[str, ...]:
    return options.penalty if record.kind == "penalty" else options.licence


def _judgement(
    facts: SiteFacts,
    options: MissingRecordFieldsOptions,
    item: ItemRow,
    records: Sequence[RecordRow],
    missing: set[str],
    text: str,
    attached: bool,
) -> Judgement:
    missing = missing - fields_in_text(text)
    if "organ" in missing and _names_organ(facts, item, text):
        missing.discard("organ")
    wanted = _wanted(records[0], options)
    blank = _blank(records, options) if not missing else set()
    verdict, reason = Verdict.CLEAR, ""
    if missing and not attached:
        verdict = Verdict.FLAGGED
    elif missing:
        verdict, reason = Verdict.UNSURE, f"页面表格没有{_names(missing, wanted)}，但有附件，附件中可能有"
    elif blank:
        verdict, reason = Verdict.UNSURE, f"{_names(blank, wanted)}一栏有空白，是否确无内容需人工核对"
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed=_names(missing, wanted),
        threshold=_names(set(wanted), wanted),
        evidence=(item.capture_id,),
        kind=_KINDS.get(records[0].kind, "决定"),
        reason=reason,
        look_back=options.look_back.chinese,
    )


def _names_organ(facts: SiteFacts, item: ItemRow, text: str) -> bool:
    """True if the page says whose decision it is: by its publisher line or by name in the text."""
    return bool(item.publisher) or any(name and name in text for name in (facts.site.organ, facts.site.name))


def _names(fields: set[str], order: Sequence[str]) -> str:
    kinds = field_kinds()
    return "、".join(kinds[field].name for field in (*order, *sorted(fields - set(order))) if field in fields)


def _unreadable(facts: SiteFacts, oldest: date) -> Iterator[Judgement]:
    """Columns of decisions with pages that hold no table: an image, a file, or a decision in plain words."""
    for column in facts.columns:
        if column.identity not in _COLUMNS:
            continue
        plain = [
            item
            for listing in facts.listings_by_column.get(column.path, [])
            if (item := facts.items.get(listing.item_id)) is not None and _is_plain(facts, item, oldest)
        ]
        if plain:
            yield say(
                MESSAGES,
                Verdict.UNSURE,
                facts.column_subject(column),
                observed=f"{len(plain)}条",
                evidence=tuple(item.capture_id for item in plain[:3]),
                reason=f"有{len(plain)}条信息没有可识别的公示表格（如“{plain[0].title or plain[0].url}”），需人工查看",
            )


def _is_plain(facts: SiteFacts, item: ItemRow, oldest: date) -> bool:
    """True for a page that was read, is named after a decision, and shows no table of one."""
    title = item.title or ""
    if item.kind == "listed" or item.id in facts.records_by_item or is_none_notice(title):
        return False
    if item.published_on is not None and item.published_on < oldest:
        return False
    return ("处罚" in title or "许可" in title) and not _OTHER_PAPERS.search(title)


RULE = Rule("双公示项目不全", SubjectKind.ITEM, MissingRecordFieldsOptions, judge, MESSAGES)
