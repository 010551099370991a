"""What a column is taken for."""

from __future__ import annotations

import pytest

from crawler.columns import identify, read_sheet, sheet
from crawler.errors import ConfigError
from crawler.model import ColumnClass


def entry(**changes: object) -> dict[str, object]:
    column = {"id": "col.x", "name": "某栏", "class": "policy", "expects_items": True, "synonyms": [], "slugs": []}
    return column | changes


@pytest.mark.parametrize(
    ("path", "column_id", "column_class"),
    [
        ("政务公开/工作动态", "col.news", ColumnClass.DYNAMIC),
        ("政务公开/安监动态", "col.news", ColumnClass.DYNAMIC),
        ("要闻动态/柘城要闻", "col.news", ColumnClass.DYNAMIC),
        ("政务公开/公 示 公 告", "col.notice", ColumnClass.POLICY),
        ("政务公开/政策解读", "col.interpret", ColumnClass.INTERPRETATION),
        ("政务公开/部门文件解读", "col.interpret", ColumnClass.INTERPRETATION),
        ("公示公告/行政许可公示", "col.licence", ColumnClass.EVENT),
        ("行政执法/2016年行政处罚信息公示", "col.penalty", ColumnClass.EVENT),
        ("重点领域信息公开/生产安全事故调查报告", "col.acc_report", ColumnClass.EVENT),
        ("财政信息/2016年部门预算公开", "col.finance", ColumnClass.ANNUAL),
        ("互动交流/局长信箱", "col.consult", ColumnClass.MESSAGES),
        ("信息公开/依申请公开", "oip.request", ColumnClass.STATIC),
        ("政府信息公开/政府信息公开指南", "oip.guide", ColumnClass.STATIC),
        ("政府信息公开/信息公开年报", "oip.report", ColumnClass.ANNUAL),
        ("专题专栏", "col.topic", ColumnClass.ARCHIVE),
    ],
)
def test_column_is_known_by_name_synonym_or_contained_synonym(
    path: str, column_id: str, column_class: ColumnClass
) -> None:
    found = identify(tuple(path.split("/")))
    assert (found.id, found.column_class) == (column_id, column_class)
    assert found.reason


def test_every_name_and_synonym_of_the_sheet_finds_its_own_row() -> None:
    for column in sheet().columns:
        for name in (column.name, *column.synonyms):
            assert identify(("某版块", name)).id == column.id, name


def test_column_in_a_topic_is_the_topics_and_not_what_its_name_says() -> None:
    found = identify(("专题专栏", "安全生产月", "统计数据"))
    assert (found.id, found.column_class) == (None, ColumnClass.ARCHIVE)


def test_column_that_only_stands_on_the_topic_shelf_is_still_that_column() -> None:
    assert identify(("专题专栏", "应急管理")).id == "col.emergency"
    assert identify(("专题专栏", "应急管理", "应急预案")).id == "col.emergency"


def test_child_of_news_or_messages_that_no_name_identifies_is_unknown() -> None:
    assert identify(("互动交流", "常见问题")).column_class is ColumnClass.UNKNOWN
    assert identify(("新闻中心", "光影东莞")).column_class is ColumnClass.UNKNOWN


def test_double_publicity_stands_for_both_columns_it_holds() -> None:
    dual = sheet().column("col.dual")
    assert dual is not None
    assert dual.stands_for == ("col.licence", "col.penalty")


def test_petitions_are_not_taken_for_messages() -> None:
    found = identify(("互动交流", "网上信访"))
    assert (found.id, found.column_class) == (None, ColumnClass.UNKNOWN)


def test_letter_statistics_are_not_taken_for_statistics() -> None:
    assert identify(("互动交流", "信件统计")).id is None


def test_shelf_says_nothing_of_the_columns_on_it() -> None:
    assert identify(("政务公开",)).column_class is ColumnClass.UNKNOWN
    assert identify(("政务公开", "城市风光")).column_class is ColumnClass.UNKNOWN


def test_child_that_no_name_identifies_takes_the_class_of_its_parent_but_not_its_id() -> None:
    found = identify(("政策法规", "国家"))
    assert (found.id, found.column_class) == (None, ColumnClass.POLICY)


def test_slug_helps_where_the_name_says_nothing() -> None:
    assert identify(("政务", "最新"), "http://x.gov.cn/zwgk/gzdt/index.html").id == "col.news"
    assert identify(("政务", "最新"), "http://x.gov.cn/zwgk/tzgg_251/").id == "col.notice"


def test_name_beats_slug() -> None:
    assert identify(("政务公开", "通知公告"), "http://x.gov.cn/gzdt/").id == "col.notice"


def test_static_and_request_columns_expect_no_items() -> None:
    assert not identify(("机构概况", "机构职能")).expects_items
    assert not identify(("信息公开", "依申请公开")).expects_items
    assert identify(("政务公开", "通知公告")).expects_items


def test_unknown_key_in_the_sheet_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match="colour"):
        read_sheet({"column": [entry(colour="red")]}, "sheet.toml")
    with pytest.raises(ConfigError, match="columns"):
        read_sheet({"columns": []}, "sheet.toml")


def test_missing_key_and_unknown_class_in_the_sheet_are_errors() -> None:
    broken = entry()
    del broken["slugs"]
    with pytest.raises(ConfigError, match="slugs"):
        read_sheet({"column": [broken]}, "sheet.toml")
    with pytest.raises(ConfigError, match="weekly"):
        read_sheet({"column": [entry(**{"class": "weekly"})]}, "sheet.toml")


def test_one_name_for_two_columns_is_an_error() -> None:
    with pytest.raises(ConfigError, match="某栏"):
        read_sheet({"column": [entry(), entry(id="col.y")]}, "sheet.toml")


def test_column_below_a_township_has_its_class_and_is_not_the_sites_own_column() -> None:
    for above in ("某某镇", "东城街道", "镇街"):
        found = identify((above, "政务动态"))
        assert (found.id, found.column_class) == (None, ColumnClass.DYNAMIC), above
        assert above in found.reason
    assert identify(("新闻中心", "镇街动态")).id == "col.news"


def test_column_below_an_organ_of_the_portal_is_that_organs_column_of_the_name() -> None:
    assert identify(("信息公开目录", "市应急管理局", "工作动态")).id == "col.news"


@pytest.mark.parametrize(
    "name", ["县统计局", "市应急管理局", "市行政审批局", "市政府采购中心", "安平镇", "县政府办公室"]
)
def test_name_of_an_organ_is_not_taken_for_what_its_words_say(name: str) -> None:
    found = identify(("工作机构", name))
    assert (found.id, found.column_class, found.expects_items) == (None, ColumnClass.UNKNOWN, False)
    assert "organ" in found.reason


def test_examinations_are_not_taken_for_personnel() -> None:
    assert identify(("公共服务专区", "人事考试")).id is None
    assert identify(("政务公开", "人事信息")).id == "col.personnel"


@pytest.mark.parametrize(
    ("path", "column_class"),
    [
        ("双公示/公示", ColumnClass.EVENT),
        ("政府采购/公告", ColumnClass.EVENT),
        ("人事信息/公示", ColumnClass.PERSONNEL_PLAN),
        ("政务公开/公示", ColumnClass.POLICY),
        ("通知公告/公示", ColumnClass.POLICY),
    ],
)
def test_name_that_is_only_a_form_belongs_to_the_column_above(path: str, column_class: ColumnClass) -> None:
    assert identify(tuple(path.split("/"))).column_class is column_class


@pytest.mark.parametrize(
    "name", ["土地出让公告", "中标结果公示", "失信公示", "教育服务", "水资源公报", "法治政府建设年度报告"]
)
def test_name_with_another_subject_proves_nothing(name: str) -> None:
    assert identify(("某版块", name)).id in (None, "col.purchase", "col.hidden")
    assert identify(("某版块", name)).column_class not in (ColumnClass.POLICY, ColumnClass.STATIC, ColumnClass.ANNUAL)


def test_slug_of_the_folder_above_names_no_column() -> None:
    found = identify(("通知公告", "推荐免试"), "http://x.edu.cn/tzgg/tjms.htm")
    assert (found.id, found.column_class) == (None, ColumnClass.POLICY)


@pytest.mark.parametrize("slug", ["zfjg", "zfxx", "ldxx", "jggk", "yjs", "sgxx", "cgxx"])
def test_slug_that_stands_for_several_names_stands_for_none(slug: str) -> None:
    assert identify(("某版块", "某某"), f"http://x.gov.cn/{slug}/").id is None


@pytest.mark.parametrize("name", ["网站地图", "English", "无障碍浏览", "友情链接"])
def test_tool_of_the_site_is_no_column_and_says_so(name: str) -> None:
    found = identify((name,))
    assert (found.id, found.expects_items) == (None, False)
    assert "tool" in found.reason


def test_gazette_is_known_but_nobody_says_when_it_is_late() -> None:
    found = identify(("政务公开", "政府公报"))
    assert (found.id, found.column_class) == ("col.gazette", ColumnClass.UNKNOWN)


def test_field_of_the_key_areas_has_no_deadline_of_its_own() -> None:
    found = identify(("信息公开", "重点领域信息公开", "环境保护"))
    assert found.column_class is ColumnClass.UNKNOWN
    assert "重点领域信息公开" in found.reason
    assert identify(("信息公开", "重点领域信息公开", "政府采购")).id == "col.purchase"
