"""Annual reports as real sites published them: pages of the shared corpus, read and audited."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from reports.audit.audited import Audited, audit_paper
from reports.audit.parts import State
from reports.audit.read import read_paper

MIRROR = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "mirrors" / "www.zhecheng.gov.cn.warc.gz"
ADDRESS = "http://www.zhecheng.gov.cn/xxgk/xxgknb/bmnb/2018-07-12/{}.html"


@cache
def pages() -> dict[str, bytes]:
    wanted = {ADDRESS.format(number) for number in (7484, 7491)}
    found: dict[str, bytes] = {}
    with MIRROR.open("rb") as file:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "response" and url in wanted:
                found[url] = record.content_stream().read()
    return found


def audited(number: int) -> Audited:
    if not MIRROR.exists():
        pytest.skip("the corpus of real pages (../shared/corpus) is not there")
    url = ADDRESS.format(number)
    return audit_paper(read_paper(pages()[url], name=url))


@pytest.mark.parametrize(
    ("number", "title", "published"),
    [
        (7484, "柘城县畜牧局2017年政府信息公开工作年度报告", date(2018, 3, 27)),
        (7491, "柘城县招商服务中心2017年政府信息公开工作年度报告", date(2018, 3, 16)),
    ],
)
def test_a_real_report_is_recognised(number: int, title: str, published: date) -> None:
    made = audited(number)
    known = made.case.recognised
    assert (made.paper.title, made.paper.published) == (title, published)
    assert (known.form, known.year, known.period_years, known.doubts) == ("stats-2014", 2017, (2017,), ())


def test_its_parts_are_found_where_they_are_told_not_where_they_are_listed() -> None:
    places = {part.check: part.place for part in audited(7484).parts if part.state is State.PRESENT}
    assert {"ar08.1", "ar08.2", "ar08.3", "ar08.5", "ar08.6"} <= set(places)
    assert "第1段" not in {places[f"ar08.{part}"] for part in (2, 3, 5, 6)}


def test_its_headings_are_parts() -> None:
    parts = {part.check: (part.state, part.how) for part in audited(7491).parts}
    assert {parts[f"ar08.{number}"] for number in range(1, 7)} == {(State.PRESENT, "heading")}


@pytest.mark.parametrize("number", [7484, 7491])
def test_nothing_is_said_against_it_that_is_not_so(number: int) -> None:
    faults = {remark.check for remark in audited(number).remarks if remark.flagged}
    assert faults == {"ar.lead.where", "ar.lead.contact", "ar08.8"}


def test_navigation_and_footer_are_no_text() -> None:
    whole = "".join(line.text for line in audited(7491).paper.lines())
    assert "版权" not in whole
    assert "首页" not in whole
    assert whole.count("招商服务中心") < 40
