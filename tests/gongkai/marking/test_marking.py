"""For each kind of place: what is marked, what is said where nothing can be, and that nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from checks.rule import rules
from crawler.archive.harmless import Banner, harmless_page, shown_tree
from gongkai.marking import Place, Sought, Why, mark
from gongkai.marking.differing import changes, visible_lines
from gongkai.marking.places import ABSENCE, PLACES, UNSEEN
from gongkai.marking.rows import ReadRow, missing_rows, put_before
from tests.archive.hostile_page import hostile
from tests.archive.test_harmless import assert_harmless

AT = "http://x.test/list/"
ITEM = "http://x.test/a/1.htm"
LIST = """<html><body><div>首页 通知公告</div><ul><li><a href="/a/1.htm">关于开展检查的通知</a>
<span>2016年3月5日</span></li><li><a href="/a/2.htm">关于放假安排的很长很长的标题…</a><span>[16-02-03]</span></li></ul>
<div>版权所有：某局 网站标识码：4400000001</div></body></html>"""


def sought(rule: str, kind: str = "column", **words: str | None) -> Sought:
    known: dict[str, str | None] = {
        "key": "",
        "label": "通知公告",
        "url": AT,
        "observed": "",
        "threshold": "",
        "message": "",
    }
    return Sought(rule=rule, kind=kind, **{**known, **words})  # type: ignore[arg-type]


def marked(page: str, wanted: Sought, at: str = AT) -> tuple[Place | None, Why, list[str]]:
    tree = shown_tree(page.encode(), "text/html; charset=utf-8")
    assert tree is not None
    before = tree.text_content()
    found = mark(tree, wanted, at)
    assert tree.text_content() == before
    assert [each.get("id") for each in tree.iter("mark")][:1] in ([], ["here"])
    return found.place, found.why, [each.text_content() for each in tree.iter("mark")]


@pytest.mark.parametrize(
    "written",
    [
        "2016-03-05", "2016-3-5", "2016/03/05", "2016.3.5", "2016年3月5日", "2016年03月05日", "２０１６－０３－０５",
        "20160305", "二〇一六年三月五日", "二○一六年三月五日",
        "2016-03-<b>05</b>", "2016-03-05 10:20", "[2016-03-05]", "03-05", "3月5日",
    ],
)  # fmt: skip
def test_a_day_is_found_in_every_form(written: str) -> None:
    page = f"<p>12016-03-051</p><p>2016-03-15</p><p>发布：{written}</p><p>2016-03-06</p>"
    place, why, words = marked(page, sought("stale_column", observed="最新2016-03-05，距监测时间点46天"))
    assert (place, why) == (Place.DATE, Why.SEEN)
    assert "".join(words).strip("日") in written.replace("<b>", "").replace("</b>", "")


def test_the_monitoring_point_is_no_place() -> None:
    wanted = sought("stale_column", message="到监测时间点2016-03-05已46天没有更新", observed="无日期")
    assert marked(LIST, wanted)[0] is Place.NAME


@pytest.mark.parametrize(
    ("wanted", "place", "why", "words"),
    [
        (sought("undated_item", "item", label="关于开展检查的通知", url=ITEM), Place.ROW, Why.ABSENT, "开展检查"),
        (sought("repeated_item", "item", label="不同的标题", url=ITEM), Place.ROW, Why.SEEN, "关于开展检查的通知"),
        (
            sought("channel_mismatch", "item", label="关于放假安排的很长很长的标题的后半", url="http://x.test/other"),
            Place.ROW, Why.ABSENT, "关于放假安排的很长很长的标题",
        ),
        (sought("dead_link", "link", label="检查", url=ITEM), Place.LINK, Why.SEEN, "关于开展检查的通知"),
        (sought("missing_footer_mark", "site"), Place.FOOT, Why.ABSENT, "版权所有"),
        (
            sought("missing_column", "column_id", message="没有找到；最接近的栏目：通知公告、领导。"),
            Place.NEAREST, Why.ABSENT, "通知公告",
        ),
        (sought("word_list", observed="“放假”1处"), Place.PHRASE, Why.SEEN, "放假"),
        (sought("pubdate_format", "site"), None, Why.UNSEEN, ""),
        (sought("yearly_form_not_on_home", "site"), None, Why.ABSENT, ""),
        (sought("stale_column", observed="最新2001-01-01", label="别的"), None, Why.NOT_FOUND, ""),
        (sought("a_rule_of_tomorrow", message="说的是“检查”"), Place.PHRASE, Why.SEEN, "检查"),
    ],
)  # fmt: skip
def test_each_kind_of_place(wanted: Sought, place: Place | None, why: Why, words: str) -> None:
    found = marked(LIST, wanted)
    assert found[:2] == (place, why)
    assert words in "".join(found[2])


@pytest.mark.parametrize(
    ("page", "rule", "words"),
    [
        ("<p>您访问的页面不存在</p>", "dead_link", "您访问的页面不存在"),
        ("<p>栏目建设中，敬请期待</p>", "page_under_construction", "栏目建设中"),
        ("<p>通知公告</p><p>暂无信息</p>", "blank_column", "暂无信息"),
        ("<p>身份证号：11010519491231002X 等</p>", "privacy_leak", "11010519491231002X"),
        ("<p>东安监罚〔2016〕3号、东安监罚〔2016〕 7号</p>", "doc_no_gap", "东安监罚〔2016〕3号东安监罚〔2016〕 7号"),
    ],
)
def test_places_on_the_subjects_own_page(page: str, rule: str, words: str) -> None:
    label = "东安监罚〔2016〕" if rule == "doc_no_gap" else "通知公告"
    kind = "link" if rule == "dead_link" else "item"
    found = marked(page, sought(rule, kind, label=label))
    assert words in "".join(found[2])


def test_a_link_in_pieces_and_marks_of_the_page_itself() -> None:
    page = "<mark id=here>假</mark><a href='/a/1.htm'><b>关于</b>开展<i>检查</i></a>"
    assert marked(page, sought("dead_link", "link", url=ITEM))[2] == ["关于", "开展", "检查"]


def test_every_rule_has_a_place_or_a_reason_for_none() -> None:
    known = {unit.id for unit in rules().values()}
    assert known - PLACES.keys() - UNSEEN == set()
    assert (PLACES.keys() | UNSEEN | ABSENCE) - known == set()
    assert PLACES.keys() & UNSEEN == set()


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<a href=/a/1.htm>", "</a>", "<!--x-->", "<mark id=here>"]),
        st.sampled_from(["2016-03-05", "通知", "公告", "“检查”", "404", "&lt;script&gt;", "<script>x</script>"]),
        st.text(max_size=6),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(_PIECES, st.sampled_from(sorted(PLACES)), st.sampled_from(["item", "column", "link", "site"]))
def test_marking_changes_no_letter_and_lets_nothing_through(pieces: list[str], rule: str, kind: str) -> None:
    wanted = sought(rule, kind, url=ITEM, observed="最新2016-03-05，“检查”", message="通知、公告：“检查”，2016-03-05")
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    plain = shown_tree(body, "text/html")
    assert plain is not None
    before = plain.text_content()
    mark(plain, wanted, AT)
    assert plain.text_content() == before
    banner = Banner("t", (), "n")
    safe = harmless_page(body, "text/html", banner, lambda tree: mark(tree, wanted, AT))
    document = lxml_html.document_fromstring(safe.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    for found in document.iter("mark"):
        assert found.attrib.items() in ([], [("id", "here")])
        found.attrib.clear()
    assert_harmless(document)


def test_a_hostile_page_stays_harmless_when_marked() -> None:
    wanted = sought("word_list", observed="“关于开展检查的通知”1处")
    page = harmless_page(
        hostile("http://evil.test").encode(), "text/html", Banner("t", (), "n"), lambda t: mark(t, wanted, AT)
    )
    tree = lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    (found,) = tree.iter("mark")
    assert found.text == "关于开展检查的通知"
    found.attrib.clear()
    assert_harmless(tree)


def test_a_list_that_a_script_writes_is_put_before_the_page() -> None:
    rows = [ReadRow("甲<script>", "2016-01-01", "http://x.test/1"), ReadRow("乙", "", "javascript:alert(1)")]
    tree = shown_tree("<body>正文<script>写出列表</script></body>".encode(), "text/html")
    assert tree is not None
    assert missing_rows(tree, rows)
    put_before(tree, rows, "由抓取读出")
    assert tree.text_content() == "由抓取读出甲<script>2016-01-01乙正文"
    assert not missing_rows(tree, rows)
    assert not missing_rows(tree, [])


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ("某市安全生产监督管理局关于甲事项的通知", False),
        ("某市安全生产监督管理局关于…", False),
        ("某市安全生产监督管理局关于甲..", False),
        ("某市安全生产监督管理局关于乙事项的通知", True),
        ("某市安全生产监督管理局", True),
    ],
)
def test_a_cut_title_stands_there_and_a_like_one_does_not(shown: str, missing: bool) -> None:
    tree = shown_tree(f"<body><p>{shown}</p>".encode(), "text/html")
    assert tree is not None
    assert missing_rows(tree, [ReadRow("某市安全生产监督管理局关于甲事项的通知", "", "")]) is missing


def test_differences_are_lines_that_came_and_went() -> None:
    old, new = (
        shown_tree(text.encode(), "text/html")
        for text in ("<p>一</p><p>二<b>三</b></p>", "<p>一</p><p>二</p><p>四<br>五")
    )
    assert old is not None
    assert new is not None
    assert visible_lines(old) == ["一", "二三"]
    found = list(changes(visible_lines(old), visible_lines(new)))
    assert [(each.added, each.line, each.text) for each in found] == [
        (False, 2, "二三"), (True, 2, "二"), (True, 3, "四"), (True, 4, "五"),
    ]  # fmt: skip
    assert list(changes(["一"], ["一"])) == []
