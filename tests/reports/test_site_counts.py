"""What else the own site shows: accident reports, normative documents, topics, the kinds of the website form."""

from __future__ import annotations

from datetime import date

from crawler.model import ColumnClass
from reports.count import count
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of

POLICY, EVENT, STATIC, ARCHIVE = ColumnClass.POLICY, ColumnClass.EVENT, ColumnClass.STATIC, ColumnClass.ARCHIVE


def builder() -> SiteBuilder:
    return SiteBuilder(empty(), BUREAU)


# --- accident reports -----------------------------------------------------------------------------------


def test_report_on_one_accident_counts_and_its_look_alikes_do_not() -> None:
    own = builder()
    column = own.column("事故调查报告", EVENT, identity="col.acc_report")
    own.item("东城某公司“3·5”一般机械伤害事故调查报告", "2016-06-01", column)
    for title in (
        "东城某公司“3·5”一般机械伤害事故调查报告（摘要）",
        "关于东城某公司“3·5”事故调查报告的批复",
        "一般生产安全事故调查报告公开制度",
        "2016年上半年事故统计分析报告",
        "关于学习某事故调查报告的通知",
    ):
        own.item(title, "2016-06-02", column)
    own.item("去年某公司“9·1”触电事故调查报告", "2015-12-31", column)
    own.finish()
    (row,) = count(scope_of(own.conn), "accident_reports.published").rows
    assert row.title == "东城某公司“3·5”一般机械伤害事故调查报告"


def replied_city(*published: str) -> SiteBuilder:
    own = builder()
    column = own.column("事故调查报告", EVENT)
    text = "2016年3月5日，某公司发生机械伤害事故。2016年5月6日，市政府批复同意该事故调查报告结案。"
    for number, day in enumerate(published):
        own.item(f"某{number}公司“3·5”机械伤害事故调查报告", day, column, name=f"r{number}", text=text)
    own.finish()
    return own


def test_twentieth_working_day_after_the_reply_is_in_time() -> None:
    own = replied_city("2016-06-03", "2016-06-06")
    made = count(scope_of(own.conn), "accident_reports.on_time")
    assert made.value == 1 and made.note == "另有1篇超过20个工作日"
    assert made.rows[0].evidence == "2016-05-06批复，隔20个工作日"


def test_in_time_is_not_known_where_no_report_tells_of_a_reply() -> None:
    own = builder()
    own.item("某公司“3·5”机械伤害事故调查报告", "2016-06-01", own.column("事故调查报告", EVENT))
    own.finish()
    made = count(scope_of(own.conn), "accident_reports.on_time")
    assert made.value is None and "没有写明批复日期" in made.note


def test_no_reports_are_none() -> None:
    own = builder()
    own.item("事故快报", "2016-06-01", own.column("事故信息", EVENT))
    own.finish()
    scope = scope_of(own.conn)
    assert count(scope, "accident_reports.published").value == count(scope, "accident_reports.on_time").value == 0


# --- normative documents ------------------------------------------------------------------------------


def test_normative_documents_have_a_number_and_stand_in_a_column_of_that_name() -> None:
    own = builder()
    shelf, other = own.column("政策法规/规范性文件", POLICY), own.column("政策法规/规范性文件解读", POLICY)
    own.item("关于印发管理办法的通知", "2016-03-01", shelf, doc_no="东安监〔2016〕5号")
    own.item("没有文号的说明", "2016-03-01", shelf)
    own.item("管理办法解读", "2016-03-01", other, doc_no="东安监〔2016〕6号")
    own.item("去年的办法", "2015-03-01", shelf, doc_no="东安监〔2015〕5号")
    own.finish()
    made = count(scope_of(own.conn), "normative.published")
    assert made.value == 1 and made.note == "另有1条列入规范性文件栏目的信息没有文号，未计入"


def test_normative_documents_are_not_known_without_such_a_column() -> None:
    own = builder()
    own.item("关于印发办法的通知", "2016-03-01", own.column("政策文件", POLICY), doc_no="东安监〔2016〕5号")
    own.finish()
    made = count(scope_of(own.conn), "normative.published")
    assert made.value is None and "没有以“规范性文件”命名的栏目" in made.note


# --- topics -------------------------------------------------------------------------------------------


def test_topics_are_the_lowest_columns_below_their_shelf() -> None:
    own = builder()
    own.column("专题专栏", ARCHIVE, identity="col.topic", kind="group")
    own.column("专题专栏/热点专题", ARCHIVE, kind="group", identity="col.topic")
    for name in ("智慧安监", "安全生产月"):
        own.column(f"专题专栏/热点专题/{name}", ARCHIVE)
    own.column("新闻中心/图片新闻")
    own.finish()
    made = count(scope_of(own.conn), "topics.kept")
    assert [row.title for row in made.rows] == ["专题专栏/热点专题/智慧安监", "专题专栏/热点专题/安全生产月"]


def test_shelf_without_columns_below_it_does_not_tell_its_topics() -> None:
    own = builder()
    own.column("专题专栏", ARCHIVE, identity="col.topic")
    own.finish()
    made = count(scope_of(own.conn), "topics.kept")
    assert made.value is None and "须由填报人核实" in made.note


def test_site_without_topics_has_none() -> None:
    own = builder()
    own.column("新闻中心")
    own.finish()
    assert count(scope_of(own.conn), "topics.kept").value == 0


# --- the website form ---------------------------------------------------------------------------------


def test_website_form_parts_what_was_published_and_counts_single_pages() -> None:
    own = builder()
    news, catalogue = own.column("工作动态"), own.column("信息公开目录/规划计划", POLICY)
    duty = own.column("机构职能", STATIC, identity="col.org", kind="page")
    own.item("消息", "2016-03-01", news)
    own.item("目录里也有的消息", "2016-03-02", news, catalogue)
    own.item("通知", "2016-03-03", own.column("通知公告", POLICY))
    url = own.conn.execute("SELECT url FROM columns WHERE id = ?", (duty,)).fetchone()["url"]
    own.conn.execute("DELETE FROM frontier WHERE url = ?", (url,))
    own.item("机构职能", "2016-04-01", kind="page", address=url)
    own.finish()
    made = count(scope_of(own.conn), "website.published")
    assert made.value == 4 == sum(made.parts.values())
    assert made.parts == {"信息公开目录信息": 1, "政务动态信息": 1, "概况类信息": 1, "其他信息": 1}


def test_single_page_of_another_year_was_not_published_in_this_one() -> None:
    own = builder()
    own.item("机构职能", "2015-04-01", own.column("机构职能", STATIC, identity="col.org"), kind="page")
    own.finish()
    assert count(scope_of(own.conn), "website.published").value == 0


# --- surveys and interviews -----------------------------------------------------------------------------


def test_surveys_and_interviews_are_what_their_columns_list() -> None:
    own = builder()
    survey = own.column("互动交流/民意征集", ColumnClass.SURVEY_TALK, identity="col.survey")
    talk = own.column("互动交流/在线访谈", ColumnClass.SURVEY_TALK, identity="col.talk")
    own.item("征求意见公告", "2016-03-01", survey)
    own.item("征求意见结果反馈", "2016-04-01", survey)
    own.item("局长访谈", "2016-05-01", talk)
    own.item("报道：局长谈安全", "2016-05-02", own.column("工作动态"))
    own.finish()
    scope = scope_of(own.conn)
    assert (count(scope, "surveys.published").value, count(scope, "interviews.published").value) == (2, 1)


def test_interpretation_that_stands_in_a_column_of_the_old_menu_still_counts() -> None:
    own = builder()
    old = own.column("旧版/政策解读", ColumnClass.INTERPRETATION, identity="col.interpret")
    own.item("解读一", "2016-02-01", old)
    own.finish()
    own.conn.execute("DELETE FROM column_states WHERE column_id = ?", (old,))
    assert count(scope_of(own.conn, as_of=date(2016, 12, 31)), "interpretations.published").value == 1
