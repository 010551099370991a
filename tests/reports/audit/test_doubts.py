"""Whether a claim was read surely: only such a claim may be held against a table (reports/audit/doubts.py)."""

from __future__ import annotations

import pytest

from reports.audit import doubts
from tests.reports.audit.reading_claims import paper_of, said

SURE = [
    ("2016年主动公开政府信息813条。", "published.total"),
    ("收到依申请公开信息4宗，全部按要求答复。", "requests.received"),
    ("收到申请36件，其中网络申请22件。", "requests.network"),
    ("申请办结后予以公开9件。", "requests.granted"),
    ("全年未召开新闻发布会。", "press_conferences.held"),
    ("依申请公开未收取任何费用。", "fees.charged"),
    ("网站645条、微博118条、微信240条。", "published.own_site"),
    ("收到申请9件。予以公开的6件，不予处理的3件。", "requests.not_handled"),
]
UNSURE = [
    ("收到依申请公开信息4宗，全部按要求答复。", "requests.answered", doubts.CONCLUDED),
    ("# 依申请公开\n网络提交的22件。", "requests.network", doubts.CARRIED),
    ("收到申请6件。信函方式的有5件。", "requests.letter", doubts.CARRIED),
    ("专职人员2名、兼职人员5名，共7人。", "staff.total", doubts.SUMMED),
    ("兼职人员9人，没有专职人员。", "staff.part_time", doubts.DENIED),
    ("收到公开申请按要求应当答复12件。", "requests.received", doubts.WISHED),
    ("收到公开申请12件比上年多。", "requests.received", doubts.COMPARED),
    ("收到个别公开申请12件。", "requests.received", doubts.PART),
]


@pytest.mark.parametrize(("text", "indicator"), SURE, ids=[text[:20] for text, _ in SURE])
def test_what_stands_beside_its_own_words_is_sure(text: str, indicator: str) -> None:
    assert [claim.doubts for claim in said(text) if claim.indicator == indicator] == [()]


@pytest.mark.parametrize(("text", "indicator", "why"), UNSURE, ids=[text[:20] for text, _, _ in UNSURE])
def test_what_leans_on_other_words_is_not(text: str, indicator: str, why: str) -> None:
    claims = [claim for claim in said(text) if claim.indicator == indicator]
    assert claims and not claims[0].sure
    assert why in claims[0].doubts


@pytest.mark.parametrize("mark", ["[5]", "[12]", "［7］", "[36][37]"])
def test_the_mark_of_a_note_is_no_part_of_a_number(mark: str) -> None:
    [claim] = said(f"主动公开政府信息813{mark}条。")
    assert (claim.indicator, claim.value, claim.unit, claim.raw) == ("published.total", 813, "条", "813")


def test_numbers_of_documents_in_brackets_stay_what_they_are() -> None:
    assert said("根据粤府办[2016]32号文件要求，做好信息公开工作。") == []


@pytest.mark.parametrize("heading", ["数据来源", "六、数据来源", "（六）数据来源"])
def test_where_numbers_come_from_is_no_claim(heading: str) -> None:
    text = f"# 主动公开\n主动公开政府信息813条。\n# {heading}\n行政许可决定公示信息98条。\n网站公开信息5条。"
    assert [(claim.indicator, claim.value) for claim in said(text)] == [("published.total", 813)]
    assert len(said(text + "\n# 附注\n微博发布信息20条。")) == 2


@pytest.mark.parametrize("begin", ["填报人注意：", "【填报人注意】", "  填报人注意（发文前删去）："])
def test_what_is_told_to_the_writer_is_no_claim(begin: str) -> None:
    assert said(f"{begin}台账中没有记录的申请数按0填写，网站公开信息12条。") == []


def test_a_paper_without_such_parts_is_read_whole() -> None:
    assert len(list(paper_of("甲。\n乙。").lines())) == 2
