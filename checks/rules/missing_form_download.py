"""An entry of a download column offers nothing to download (表格样表不能下载).

What it sees
    Entries of columns named 表格下载, 资料下载, 下载中心 and the like. Their page must have an attachment, or the entry
    must be a file itself; an attachment that the site itself answers as not there is none.

Why it matters
    The form is what a citizen came for. Census and inspection count each one that cannot be had.

When it cannot tell
    The page was not read; it has a text of its own, in which the form may stand; an attachment did not open for a
    reason that may be ours. Entries that lead to other sites are not asked.

Example
    表格下载 lists 安全生产许可证申请表, whose page shows the title and no file: flagged. Its page links to 申请表.doc:
    clear. Its page has the form as text: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.queries import ItemRow
from crawler.identity import canonical_key
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”（栏目“{column}”）没有可下载的表格：{observed}。请上传表格或样表并检查下载链接。",
    Verdict.CLEAR: "“{subject}”有可下载的文件。",
    Verdict.UNSURE: "“{subject}”（栏目“{column}”）能否下载表格无法判断：{observed}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不作下载检查：{observed}。",
}


class MissingFormDownloadOptions(Options):
    """Words in the name of a download column, and from how many characters on a page has a text of its own."""

    column_words: tuple[str, ...] = ("表格下载", "资料下载", "下载中心", "常用表格", "样表下载", "文件下载", "表格样表")
    text_chars: int = Field(default=60, ge=1)


def judge(facts: SiteFacts, options: MissingFormDownloadOptions) -> Iterator[Judgement]:
    """One judgement for each entry of a download column."""
    columns = [column for column in facts.columns if any(word in column.name for word in options.column_words)]
    listed = {row.item_id: column.path for column in columns for row in facts.listings_by_column.get(column.path, [])}
    items = [item for item in (facts.items.get(one) for one in sorted(listed)) if item is not None]
    files = facts.attachments(item.id for item in items)
    texts = facts.texts(item.id for item in items)
    outcomes = {target.key: target.outcome for target in facts.targets}
    for item in items:
        verdict, observed = _verdict(
            facts, options, item, files.get(item.id, ()), outcomes, len(texts.get(item.id, ""))
        )
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(item),
            observed=observed,
            threshold="有可下载的文件",
            evidence=(item.capture_id,),
            column=listed[item.id],
        )


def _verdict(
    facts: SiteFacts,
    options: MissingFormDownloadOptions,
    item: ItemRow,
    files: Sequence[tuple[str, str]],
    outcomes: dict[str, str],
    text_chars: int,
) -> tuple[Verdict, str]:
    if not facts.is_internal(item.url):
        return Verdict.NOT_APPLICABLE, "内容在其他网站"
    if item.kind == "listed":
        if item.outcome in (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE):
            return Verdict.CLEAR, "条目本身是文件"
        if is_broken(item.outcome):
            return Verdict.FLAGGED, f"条目打不开，{outcome_in_chinese(item.outcome)}"
        return Verdict.UNSURE, f"页面没有读到，{outcome_in_chinese(item.outcome)}"
    if not files:
        if text_chars >= options.text_chars:
            return Verdict.UNSURE, "没有附件，但正文有内容，表格可能在正文中"
        return Verdict.FLAGGED, "页面没有附件，也没有正文"
    answers = [outcomes.get(canonical_key(url)) for url, _ in files]
    if any(answer in (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE) for answer in answers):
        return Verdict.CLEAR, "附件可以打开"
    if all(is_broken(answer) for answer in answers):
        return Verdict.FLAGGED, f"{len(files)}个附件都打不开，{outcome_in_chinese(answers[0])}"
    if any(answer is None for answer in answers):
        return Verdict.CLEAR, "页面有附件，没有逐个打开"
    return Verdict.UNSURE, f"附件没有打开，{outcome_in_chinese(answers[0])}"


RULE = Rule("表格样表不能下载", SubjectKind.ITEM, MissingFormDownloadOptions, judge, MESSAGES)
