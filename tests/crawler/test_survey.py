# ruff: noqa: E501 (markup is easier to check in one piece)
"""A survey of a small portal of pages in memory: what it fetches, what it finds, and what it is unsure of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.archive.writer import WarcWriter
from crawler.catalogue.database import connect
from crawler.errors import ProfileError
from crawler.model import ColumnClass, Fetched, Outcome
from crawler.profiles.profile import Profile, load_profile
from crawler.profiles.survey import Doubt, Found, Survey, SurveyColumn, Transport, survey_of
from crawler.profiles.writing import is_edited, profile_text, write_profile
from crawler.replay import replay
from crawler.scope import SURVEY, Scope

NOW = datetime(2016, 2, 1, 2, 0, tzinfo=UTC)
HOME = "http://www.example.gov.cn/"
MENU = (
    "<div class=nav><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a><ul><li><a href='/zwgk/gzdt/'>工作动态</a></li>"
    "<li><a href='/zwgk/qtxx/'>其他信息</a></li><li><a href='/zwgk/bjdt/'>不见动态</a></li></ul></li>"
    "<li>服务<ul><li><a href='/bsfw/bszn/'>办事指南</a></li></ul></li><li><a href='http://www.other.gov.cn/'>外部平台</a></li></ul></div>"
)
FOOT = "<div class=footer><a href='/wzdt.html'>网站地图</a> 网站标识码：4419000012 粤ICP备05012345号-1</div>"
BODY = "<p>" + "为了做好有关工作，现就有关事项通知如下，请各单位认真贯彻执行。" * 12 + "</p>"


def rows(folder: str, count: int, *, dated: bool = True) -> str:
    return "<ul class=list>" + "".join(
        f"<li><a href='/{folder}/201601/t201601{n:02}_{n}.html'>关于做好某项工作的通知第{n}号</a>{f'<span>2016-01-{n:02}</span>' if dated else ''}</li>"
        for n in range(count, 0, -1)
    ) + "</ul>"  # fmt: skip


def column(*names: str, body: str) -> str:
    crumb = "".join(f" &gt; <a href='{href}'>{name}</a>" for name, href in zip(names[::2], names[1::2], strict=True))
    return f"<div class=dqwz>当前位置：<a href='/'>首页</a>{crumb}</div>{body}"


ARTICLE = column(
    "政务公开",
    "/zwgk/",
    "工作动态",
    "/zwgk/gzdt/",
    body=f"<h1>关于做好某项工作的通知第5号</h1><p>发布日期：2016-01-05 来源：本局</p><div class=TRS_Editor>{BODY}</div>",
)
MAP = "<h2>网站地图</h2><dl><dt><a href='/zwgk/'>政务公开</a></dt><dd><a href='/zwgk/gzdt/'>工作动态</a><a href='/zwgk/qtxx/'>其他信息</a><a href='/zwgk/tzgg/'>通知公告</a></dd></dl><dl><dt><a href='/hdjl/'>互动交流</a></dt><dd><a href='/hdjl/jzxx/'>局长信箱</a><a href='/hdjl/zxft/'>在线访谈</a></dd></dl>"
PAGES = {
    "/": "<title>某市某局</title><p>欢迎访问</p>",
    "/zwgk/": column("政务公开", "/zwgk/", body="<h3><a href='/zwgk/gzdt/'>工作动态</a></h3>" + rows("zwgk/gzdt", 3) + "<h3><a href='/zwgk/qtxx/'>其他信息</a></h3>" + rows("zwgk/qtxx", 3)),
    "/zwgk/gzdt/": column("政务公开", "/zwgk/", "工作动态", "/zwgk/gzdt/", body=rows("zwgk/gzdt", 5) + "<div class=page>共45条 1/9页 <a href='/zwgk/gzdt/index_1.html'>下一页</a></div>"),
    "/zwgk/qtxx/": column("政务公开", "/zwgk/", "其他信息", "/zwgk/qtxx/", body=rows("zwgk/qtxx", 4, dated=False)),
    "/zwgk/tzgg/": column("政务公开", "/zwgk/", "通知公告", "/zwgk/tzgg/", body=rows("zwgk/tzgg", 2)),
    "/bsfw/bszn/": column("服务", "/bsfw/bszn/", "办事指南", "/bsfw/bszn/", body=rows("bsfw/bszn", 3)),
    "/wzdt.html": f"<title>网站地图</title>{MAP}",
    "/hdjl/": column("互动交流", "/hdjl/", body="<div class=list></div>"),
    "/zwgk/gzdt/201601/t20160105_5.html": ARTICLE,
}  # fmt: skip


def warc_of(folder: Path) -> Path:
    """The portal as a WARC file."""
    writer = WarcWriter(folder, "elsewhere", 7, NOW, software="other", committed={})
    for place, body in PAGES.items():
        page = f"<html><head></head><body>{MENU}{body}{FOOT}</body></html>".encode()
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.write(Fetched(f"{HOME.rstrip('/')}{place}", NOW, Outcome.OK, 200, headers, page))
    writer.close()
    return folder / writer.warc_file


PROFILE = Profile(id="office", home=HOME)


def surveyed(tmp_path: Path, *, depth: int | None = None, samples: int = 1) -> Survey:
    catalogue, archive = tmp_path / "survey.sqlite", tmp_path / "archive"
    scope = Scope(structure_only=True, depth=depth, samples=samples)
    run = replay(PROFILE, [warc_of(tmp_path / "other")], catalogue=catalogue, archive=archive, mode=SURVEY, scope=scope)  # fmt: skip
    conn = connect(catalogue)
    try:
        assert run.mode == SURVEY
        fetched = {row["url"].removeprefix(HOME.rstrip("/")) for row in conn.execute("SELECT url FROM visits")}
        assert not {url for url in fetched if "index_1" in url}, "a survey reads the first page of a list only"
        return survey_of(conn, archive, PROFILE, run.id, depth=depth)
    finally:
        conn.close()


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    return surveyed(tmp_path_factory.mktemp("survey"))


def of(survey: Survey, path: str) -> SurveyColumn:
    return next(column for column in survey.columns if column.path == path)


def doubts(survey: Survey, doubt: Doubt) -> list[str]:
    return [entry.subject for entry in survey.unsure if entry.doubt is doubt]


def test_survey_finds_the_tree_of_menus_and_site_map_with_levels(survey: Survey) -> None:
    assert {column.path: column.level for column in survey.columns} == {
        "政务公开": 1, "政务公开/工作动态": 2, "政务公开/其他信息": 2, "政务公开/不见动态": 2, "服务": 1, "服务/办事指南": 2,
        "外部平台": 1, "政务公开/通知公告": 2, "互动交流": 1, "互动交流/局长信箱": 2, "互动交流/在线访谈": 2,
    }  # fmt: skip


def test_survey_names_the_site_by_its_home_page(survey: Survey) -> None:
    assert (survey.name, survey.site_id_code, survey.icp) == ("某市某局", "4419000012", "粤ICP备05012345号-1")


def test_list_shows_rows_total_newest_and_transport(survey: Survey) -> None:
    news = of(survey, "政务公开/工作动态")
    assert (news.rows, news.total, news.newest) == (5, 45, date(2016, 1, 5))
    assert (news.column_class, news.identity, news.transport) == (ColumnClass.DYNAMIC, "col.news", Transport.HTML)
    assert news.reason


def test_survey_tells_what_only_the_site_map_names(survey: Survey) -> None:
    assert of(survey, "政务公开/通知公告").found is Found.SITEMAP
    assert of(survey, "政务公开/工作动态").found is Found.MENU
    assert doubts(survey, Doubt.ONLY_SITEMAP) == ["政务公开/通知公告", "互动交流"]


def test_column_that_could_not_be_read_is_unsure_and_makes_the_survey_incomplete(survey: Survey) -> None:
    assert doubts(survey, Doubt.UNREAD) == ["政务公开/不见动态", "互动交流/局长信箱", "互动交流/在线访谈"]
    assert not survey.complete


def test_undated_list_unknown_class_heading_and_foreign_column_are_unsure(survey: Survey) -> None:
    assert doubts(survey, Doubt.UNDATED) == ["政务公开/其他信息"]
    assert doubts(survey, Doubt.UNKNOWN_CLASS) == ["政务公开/其他信息"]
    assert doubts(survey, Doubt.HEADING) == ["服务"]
    assert doubts(survey, Doubt.EXTERNAL) == ["外部平台"]
    assert survey.other_hosts == ("www.other.gov.cn",)


def test_deeper_columns_are_named_and_not_visited(tmp_path: Path) -> None:
    shallow = surveyed(tmp_path, depth=1, samples=0)
    assert doubts(shallow, Doubt.TOO_DEEP) == [column.path for column in shallow.columns if column.level > 1]
    assert not doubts(shallow, Doubt.UNREAD)
    assert of(shallow, "政务公开/工作动态").outcome == "not_tried"


# --- the profile ------------------------------------------------------------------------------------


def test_written_profile_loads_and_expects_what_was_seen(survey: Survey, tmp_path: Path) -> None:
    path = tmp_path / "sites" / "office.toml"
    write_profile(path, profile_text(survey, PROFILE))
    profile = load_profile(path)
    assert (profile.id, profile.home, profile.name) == ("office", HOME, "某市某局")
    assert (profile.expect.columns, profile.expect.items) == (11, survey.items * 95 // 100)
    assert profile.columns == {} and profile.hosts == ()
    text = path.read_text(encoding="utf-8")
    assert '# [columns."政务公开/其他信息"]' in text
    assert '# hosts = ["www.other.gov.cn"]' in text


def test_profile_nobody_touched_is_written_again_and_an_edited_one_is_not(survey: Survey, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    text = profile_text(survey, PROFILE)
    write_profile(path, text)
    write_profile(path, text)
    path.write_text(text + "# 本局补充\n", encoding="utf-8")
    with pytest.raises(ProfileError, match="--force"):
        write_profile(path, text)
    assert path.read_text(encoding="utf-8").endswith("# 本局补充\n")
    write_profile(path, text, force=True)
    assert not is_edited(path.read_text(encoding="utf-8"))


def test_settings_of_the_earlier_profile_are_kept(survey: Survey, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(
        f'name = "本局"\nhome = "{HOME}"\nhosts = ["bs.example.gov.cn"]\n[fetch]\ndelay_seconds = 2.5\nallow_net = ["10.0.0.0/8"]\n'
        '[columns."政务公开/其他信息"]\nclass = "event"\narchived = true\n[expect]\ncolumns = 3\n',
        encoding="utf-8",
    )
    earlier = load_profile(path)
    write_profile(path, profile_text(survey, earlier), force=True)
    later = load_profile(path)
    assert (later.name, later.hosts, later.fetch, later.columns) == (
        earlier.name, earlier.hosts, earlier.fetch, earlier.columns,
    )  # fmt: skip
    assert later.expect.columns == 11
    assert '# [columns."政务公开/其他信息"]' not in path.read_text(encoding="utf-8")


def test_name_from_outside_cannot_break_out_of_its_line(survey: Survey, tmp_path: Path) -> None:
    from dataclasses import replace

    evil = replace(
        survey, name='某局"\nkind = "municipal', home="http://x.gov.cn/\nkind = 1", other_hosts=('a"]\nid = "b',)
    )
    path = tmp_path / "office.toml"
    write_profile(path, profile_text(evil, PROFILE))
    assert (load_profile(path).kind, load_profile(path).id) == ("bureau", "office")
