"""The census of 2015 and the quarterly checks of 2016, clause by clause, as of 2016-12-31."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.catalogue.pairing import pair_sites
from crawler.model import ColumnClass, Outcome, SiteKind
from tests.builders import OBSERVED, catalogue_with, column, home, home_row, letter, link, probes, row, site_with
from tests.builders_marks import footer, marks, see
from tests.packs import situations as on
from tests.packs.marking import clause
from tests.packs.putting import clause_of, put, verdict_under, verdicts_under
from tests.packs.situations import NEWS, Situation
from tests.rules.asking import CLEAR, FLAGGED, UNSURE

ORGAN = "东莞市安全生产监督管理局"


def each(situations: tuple[Situation, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("site", situations, ids=lambda site: site.name)


@clause("c15.v.unreachable", "flags", "clears", "unsure")
@each(on.UNREACHABLE)
def test_unreachable(site: Situation) -> None:
    assert site.shown_by("c15.v.unreachable")


@clause("c15.v.home_stale", "flags", "clears", "unsure")
@each(on.HOME_STALE)
def test_home_stale(site: Situation) -> None:
    assert site.shown_by("c15.v.home_stale")


@clause("c15.v.col_stale.core", "flags", "clears", "unsure")
@each(on.core_veto(5, first_level=False))
def test_five_stale_columns(site: Situation) -> None:
    assert site.shown_by("c15.v.col_stale.core")


@clause("c15.v.col_stale.any", "flags", "clears", "unsure")
@each(on.any_veto())
def test_ten_stale_columns(site: Situation) -> None:
    assert site.shown_by("c15.v.col_stale.any")


@clause("c15.v.col_blank", "flags", "clears", "unsure")
@each(on.BLANK_VETO)
def test_five_blank_columns(site: Situation) -> None:
    assert site.shown_by("c15.v.col_blank")


@clause("c15.v.error", "clears", "unsure")
def test_severe_errors_are_only_pointed_at() -> None:
    conn = catalogue_with(column("动态", rows=[row("截止目前的情况", "2016-12-30", "2016-12-30")]))
    assert set(verdicts_under(conn, "c15.v.error", words=["截止目前 → 截至目前"]).values()) == {UNSURE}
    assert set(verdicts_under(conn, "c15.v.error", words=["另一个词"]).values()) == {CLEAR}
    assert clause_of("c15.v.error").by_person, "a hit fails nobody"


@clause("c15.v.reply", "flags", "clears", "unsure")
@each(on.LATE_REPLY)
def test_late_reply(site: Situation) -> None:
    assert site.shown_by("c15.v.reply")


@clause("c15.d.home_avail", "flags", "clears", "unsure")
def test_home_availability_counts_whole_percents() -> None:
    assert verdict_under(catalogue_with(probes(failed=2)), "c15.d.home_avail") is FLAGGED
    assert verdict_under(catalogue_with(probes(failed=1)), "c15.d.home_avail") is CLEAR
    assert verdict_under(catalogue_with(NEWS), "c15.d.home_avail") is UNSURE


@clause("c15.d.link_home", "flags", "clears", "unsure")
@each(on.DEAD_LINKS)
def test_dead_links_of_the_home_page(site: Situation) -> None:
    assert not verdicts_under(site.conn(), "c15.d.link_home"), "they stand on another page"
    outcome = {FLAGGED: Outcome.NOT_FOUND, CLEAR: Outcome.OK, UNSURE: Outcome.TIMEOUT}[site.verdicts[0]]
    conn = catalogue_with(link("/x.html", "流程图", on_home=True, outcome=outcome))
    assert list(verdicts_under(conn, "c15.d.link_home").values()) == list(site.verdicts)


@clause("c15.d.link_other", "flags", "clears", "unsure")
@each(on.DEAD_LINKS)
def test_dead_links_of_other_pages(site: Situation) -> None:
    assert site.shown_by("c15.d.link_other")


@clause("c15.d.home_count", "flags", "clears", "unsure")
def test_ten_new_items_on_the_home_page() -> None:
    nine = [home_row(f"信息{number}", "2016-12-17") for number in range(9)]
    assert verdict_under(catalogue_with(*nine), "c15.d.home_count") is FLAGGED
    assert verdict_under(catalogue_with(*nine, home_row("第十条", "2016-12-31")), "c15.d.home_count") is CLEAR
    assert verdict_under(catalogue_with(*nine, home_row("第十条", "2016-12-16")), "c15.d.home_count") is FLAGGED
    assert verdict_under(catalogue_with(*nine, home(Outcome.TIMEOUT)), "c15.d.home_count") is UNSURE


@clause("c15.d.basic_news", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.DYNAMIC, "2016-12-16", "2016-12-17"))
def test_stale_news(site: Situation) -> None:
    assert site.shown_by("c15.d.basic_news")


@clause("c15.d.basic_policy", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.POLICY, "2016-06-29", "2016-06-30"))
def test_stale_policy(site: Situation) -> None:
    assert site.shown_by("c15.d.basic_policy")


@clause("c15.d.basic_plan", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.PERSONNEL_PLAN, "2015-12-30", "2015-12-31"))
def test_stale_plans(site: Situation) -> None:
    assert site.shown_by("c15.d.basic_plan")


def test_personnel_column_with_a_notice_of_nothing_is_updated() -> None:
    rows = [row("本年内确实没有发生人事信息变动", "2016-06-01", "2016-06-01")]
    conn = catalogue_with(column("人事信息", ColumnClass.PERSONNEL_PLAN, rows=rows))
    assert verdict_under(conn, "c15.d.basic_plan") is CLEAR


@clause("c15.d.int.consult", "flags", "clears", "unsure")
def test_consult_channel_open_and_used() -> None:
    used = catalogue_with(NEWS, letter("关于粉尘", sent="2016-05-01", replied="2016-05-03"))
    unused = catalogue_with(NEWS, column("局长信箱", ColumnClass.MESSAGES, identity="col.consult"))
    petitions = catalogue_with(NEWS, column("网上信访", ColumnClass.MESSAGES))
    assert verdict_under(used, "c15.d.int.consult") is CLEAR
    assert verdict_under(unused, "c15.d.int.consult") is UNSURE
    assert verdict_under(petitions, "c15.d.int.consult") is FLAGGED


@clause("c15.d.int.survey", "flags", "clears", "unsure")
@each(on.SURVEY)
def test_surveys(site: Situation) -> None:
    assert site.shown_by("c15.d.int.survey")


@clause("c15.d.int.talk", "flags", "clears", "unsure")
def test_talks() -> None:
    def talk(**more: object) -> column:
        return column("在线访谈", ColumnClass.SURVEY_TALK, identity="col.talk", **more)  # type: ignore[arg-type]

    assert verdict_under(catalogue_with(talk(last="2015-12-30")), "c15.d.int.talk") is FLAGGED
    assert verdict_under(catalogue_with(talk(last="2015-12-31")), "c15.d.int.talk") is CLEAR
    assert verdict_under(catalogue_with(talk(outcome=Outcome.TIMEOUT)), "c15.d.int.talk") is UNSURE


@clause("c15.d.svc.guide", "flags", "clears", "unsure")
@each(on.GUIDE)
def test_guides(site: Situation) -> None:
    assert site.shown_by("c15.d.svc.guide")


@clause("c15.d.svc.download", "flags", "clears", "unsure")
@each(on.FORM)
def test_forms(site: Situation) -> None:
    assert site.shown_by("c15.d.svc.download")


@clause("c15.d.svc.system", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("outcome", "verdict"), [(Outcome.NOT_FOUND, FLAGGED), (Outcome.OK, CLEAR), (Outcome.FORBIDDEN, UNSURE)]
)
def test_online_systems(outcome: Outcome, verdict: object) -> None:
    conn = catalogue_with(
        link("/apply", "许可证网上申报系统", on_home=True, outcome=outcome),
        link("/x.html", "流程图", outcome=Outcome.GONE),
    )
    assert verdicts_under(conn, "c15.d.svc.system") == {"许可证网上申报系统": verdict}


@clause("q16.entry", "clears", "unsure")
def test_finderror_entry_is_for_a_person_where_the_duty_is_not_known() -> None:
    without, with_it = catalogue_with(NEWS), catalogue_with(NEWS)
    see(without, marks(footer=footer(finder=None)))
    see(with_it, marks())
    assert verdict_under(without, "q16.entry") is UNSURE
    assert verdict_under(with_it, "q16.entry") is CLEAR


# --- columns ------------------------------------------------------------------------------------------------------


@clause("colchk.blank", "flags", "clears", "unsure")
@each(on.BLANK)
def test_blank_column(site: Situation) -> None:
    assert site.shown_by("colchk.blank")


@clause("colchk.missing", "flags", "clears", "unsure")
def test_missing_columns() -> None:
    found = verdicts_under(catalogue_with(NEWS), "colchk.missing")
    assert (found["工作动态"], found["人事信息"], found["挂牌督办"]) == (CLEAR, FLAGGED, FLAGGED)
    assert found["办事服务"] is UNSURE, "an organ may have no service function"
    unread = verdicts_under(catalogue_with(NEWS, column("公开", outcome=Outcome.TIMEOUT)), "colchk.missing")
    assert unread["人事信息"] is UNSURE


@clause("colchk.undated", "flags", "clears", "unsure")
@each(on.UNDATED)
def test_undated_items(site: Situation) -> None:
    assert site.shown_by("colchk.undated")


@clause("colchk.stale", "flags", "clears", "unsure")
def test_other_columns_have_no_period_unless_somebody_declares_one() -> None:
    quiet = catalogue_with(column("预警警示", ColumnClass.EVENT, last="2015-12-30"))
    busy = catalogue_with(column("预警警示", ColumnClass.EVENT, last="2015-12-31"))
    assert verdict_under(quiet, "colchk.stale") is UNSURE
    assert verdict_under(busy, "colchk.stale") is CLEAR
    declared = [{"columns": ["预警警示"], "window": "6 months"}]
    assert verdict_under(quiet, "colchk.stale", declared=declared) is FLAGGED


@clause("colchk.pages", "flags", "clears", "unsure")
def test_pages_of_lists() -> None:
    def notices(outcome: Outcome) -> column:
        return column("通知公告", ColumnClass.POLICY, last="2016-12-01", pages=2, page_outcome=outcome)

    assert verdict_under(catalogue_with(notices(Outcome.NOT_FOUND)), "colchk.pages") is FLAGGED
    assert verdict_under(catalogue_with(notices(Outcome.TIMEOUT)), "colchk.pages") is UNSURE
    walked = catalogue_with(notices(Outcome.OK))
    walked.execute("UPDATE column_states SET complete = 1, pages_walked = 2")
    assert verdict_under(walked, "colchk.pages") is CLEAR


@clause("colchk.one", "clears", "unsure")
def test_external_columns_are_listed_apart_and_not_called_blank() -> None:
    conn = catalogue_with(NEWS, column("政务服务", kind="external"))
    assert verdicts_under(conn, "colchk.one") == {"政务服务": UNSURE, "工作动态": CLEAR}
    assert FLAGGED not in verdicts_under(conn, "colchk.blank").values()


@clause("practice.account_link", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("outcome", "verdict"), [(Outcome.GONE, FLAGGED), (Outcome.OK, CLEAR), (Outcome.LOGIN, UNSURE)]
)
def test_links_to_accounts(outcome: Outcome, verdict: object) -> None:
    conn = catalogue_with(link("/wx.html", "官方微信", on_home=True, outcome=outcome))
    assert verdicts_under(conn, "practice.account_link") == {"官方微信": verdict}


@clause("practice.date_conflict", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2016-05-04", FLAGGED), ("2016-05-03", CLEAR)])
def test_dates_of_list_and_article(published: str, verdict: object) -> None:
    conn = catalogue_with(column("动态", rows=[row("甲", "2016-05-01", published)]))
    assert verdicts_under(conn, "practice.date_conflict") == {"甲": verdict}
    unread = catalogue_with(column("动态", rows=[row("甲", "2016-05-01", outcome=Outcome.TIMEOUT)]))
    assert set(verdicts_under(unread, "practice.date_conflict").values()) == {UNSURE}


@clause("practice.channel_mismatch", "flags", "clears", "unsure")
def test_portal_and_own_site() -> None:
    def item(title: str) -> row:
        return row(title, "2016-03-01", "2016-03-01", index_no=f"007-{title}", publisher=ORGAN)

    def city(*own: row, outcome: Outcome = Outcome.OK) -> dict[str, object]:
        conn = catalogue_with(column("工作动态", rows=own, outcome=outcome))
        portal = column(f"部门公开/{ORGAN}", rows=[item("关于年审的通知")])
        site_with(conn, portal, site="municipal", kind=SiteKind.MUNICIPAL, organ=ORGAN, name="市政府")
        pair_sites(conn, "bureau", "municipal", OBSERVED)
        return dict(verdicts_under(conn, "practice.channel_mismatch"))

    assert city(item("关于年审的通知")) == {"关于年审的通知": CLEAR}
    assert city(item("另一条")) == {"关于年审的通知": FLAGGED}
    assert city(outcome=Outcome.TIMEOUT) == {"关于年审的通知": UNSURE}


def test_crawl_before_the_monitoring_point_flags_no_absence() -> None:
    early = datetime(2016, 12, 20, tzinfo=UTC)
    conn = catalogue_with(column("工作动态", last="2016-11-01"), column("访谈"), observed=early)
    for name in ("c15.v.home_stale", "c15.d.basic_news", "c15.d.home_count", "c15.d.int.consult", "colchk.blank"):
        assert FLAGGED not in {found.verdict for found in put(conn, name).values()}, name
