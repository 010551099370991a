# ruff: noqa: E501 (markup is easier to check in one piece)
"""Home addresses that are no home page: they forward, show a picture to click, or lead to their first column."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.archive.writer import WarcWriter
from crawler.catalogue.database import connect
from crawler.model import Fetched, Outcome
from crawler.profiles.survey import Survey, survey_of
from crawler.replay import replay
from crawler.scope import SURVEY, Scope

from .test_survey import FOOT, HOME, MENU, NOW, PAGES, PROFILE, of

REAL = f"<html><head><title>某市某局</title></head><body>{MENU}<p>欢迎访问</p>{FOOT}</body></html>"
TREE = {
    "政务公开", "政务公开/工作动态", "政务公开/其他信息", "政务公开/不见动态", "服务", "服务/办事指南", "外部平台", "政务公开/通知公告",
    "互动交流", "互动交流/局长信箱", "互动交流/在线访谈",
}  # fmt: skip
WAY = "sy/index.html"


def surveyed(tmp_path: Path, front: str | tuple[int, str]) -> Survey:
    """A survey of the portal with `front` at its home address: a page, or a status and where it forwards."""
    pages: dict[str, str | tuple[int, str]] = {
        place: f"<html><head></head><body>{MENU}{body}{FOOT}</body></html>" for place, body in PAGES.items()
    }
    pages |= {"/": front, f"/{WAY}": REAL, "/en/index.html": "<p>Welcome</p>"}
    writer = WarcWriter(tmp_path / "other", "elsewhere", 7, NOW, software="other", committed={})
    for place, answer in pages.items():
        if isinstance(answer, tuple):
            headers: tuple[tuple[str, str], ...] = (("Location", answer[1]),)
            writer.write(Fetched(f"{HOME.rstrip('/')}{place}", NOW, Outcome.REDIRECT, answer[0], headers, b""))
        else:
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            writer.write(Fetched(f"{HOME.rstrip('/')}{place}", NOW, Outcome.OK, 200, headers, answer.encode()))
    writer.close()
    catalogue, archive = tmp_path / "survey.sqlite", tmp_path / "archive"
    scope = Scope(structure_only=True, depth=None, samples=1)
    warc = tmp_path / "other" / writer.warc_file
    run = replay(PROFILE, [warc], catalogue=catalogue, archive=archive, mode=SURVEY, scope=scope)
    conn = connect(catalogue)
    try:
        return survey_of(conn, archive, PROFILE, run.id, depth=None)
    finally:
        conn.close()


def front(body: str, head: str = "") -> str:
    return f"<html><head><title>某市某局</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "answer",
    [
        (302, f"/{WAY}"),
        front("", f"<meta http-equiv=refresh content='0;url={WAY}'>"),
        front("<img src=a.jpg>", f"<script>setTimeout(\"location.href='{WAY}'\", 3000)</script>"),
        front(f"<a href='{WAY}'><img src=in.jpg alt=进入网站></a>"),
        front(f"<a href='{WAY}'><img src=in.jpg></a><p>粤ICP备05012345号</p>"),
        front(f"<a href='{WAY}'>中文版</a> <a href='en/index.html'>English</a>"),
        front(f"<a href='/zt/'><img src=zt.jpg alt=专题></a> <a href='{WAY}'>进入主站&gt;&gt;</a>"),
        front(f"<img usemap='#m'><map name=m><area href='{WAY}' coords='1,2,3,4'></map>"),
        front(f"<img src=a.jpg onclick=\"location.href='{WAY}'\">"),
        front(f"<iframe src='{WAY}' width=100%></iframe>"),
    ],
)
def test_home_address_that_only_leads_in_is_followed(tmp_path: Path, answer: str | tuple[int, str]) -> None:
    survey = surveyed(tmp_path, answer)
    assert {column.path for column in survey.columns} == TREE
    assert survey.name == "某市某局"


@pytest.mark.parametrize(
    "answer",
    [
        (302, "/zwgk/gzdt/"),
        front("", "<meta http-equiv=refresh content='0;url=/zwgk/gzdt/'>"),
        front("", "<script>location.replace('/zwgk/gzdt/')</script>"),
    ],
)
def test_home_address_that_forwards_to_its_first_column_does_not_swallow_it(
    tmp_path: Path, answer: str | tuple[int, str]
) -> None:
    survey = surveyed(tmp_path, answer)
    assert {column.path for column in survey.columns} == TREE
    assert of(survey, "政务公开/工作动态").rows == 5


@pytest.mark.parametrize(
    "body",
    [
        "<p>网站正在建设</p><a href='/zwgk/'>政务公开</a>",
        "<a href='/a.html'><img src=a.jpg></a><a href='/b.html'><img src=b.jpg></a>",
        "<a href='http://www.other.gov.cn/'><img src=a.jpg alt=进入网站></a>",
        "<a href='/en/index.html'>English</a>",
    ],
)
def test_front_page_that_names_no_single_way_in_is_not_followed(tmp_path: Path, body: str) -> None:
    survey = surveyed(tmp_path, front(body))
    assert survey.home == HOME
    assert "政务公开/工作动态" not in {column.path for column in survey.columns}
