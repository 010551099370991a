"""The inspection of 2019, clause by clause. Windows are asked as of 2016-12-31, where the small sites live."""

from __future__ import annotations

import pytest

from checks.pack import SHIPPED, load_pack
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, letter, link, row
from tests.builders_history import crawled, seen
from tests.builders_marks import footer, hidden_link, marks, see, without
from tests.packs import situations as on
from tests.packs.marking import clause
from tests.packs.putting import clause_of, put, verdict_under, verdicts_under
from tests.packs.situations import NEWS, Situation
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE


def each(situations: tuple[Situation, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("site", situations, ids=lambda site: site.name)


# --- vetoes -------------------------------------------------------------------------------------------------------


@clause("i19.v.security.expression", "clears", "unsure")
def test_expressions_are_only_pointed_at() -> None:
    conn = catalogue_with(column("动态", rows=[row("截止目前的情况", "2016-12-30", "2016-12-30")]))
    assert set(verdicts_under(conn, "i19.v.security.expression", words=["截止目前 → 截至目前"]).values()) == {UNSURE}
    assert set(verdicts_under(conn, "i19.v.security.expression", words=["另一个词"]).values()) == {CLEAR}


@clause("i19.v.security.illegal", "clears", "unsure")
@clause("i19.v.security.attack", "clears", "unsure")
@pytest.mark.parametrize("clause_id", ["i19.v.security.illegal", "i19.v.security.attack"])
def test_links_that_intruders_hide_are_told_and_decided_by_a_person(clause_id: str) -> None:
    broken_into, clean = (
        catalogue_with(NEWS),
        catalogue_with(NEWS, link("http://www.dg.gov.cn/", "市政府", outcome=None)),
    )
    see(broken_into, marks(), hidden_link("http://www.bet-macau.example/", "澳门博彩"))
    see(clean, marks())
    found = put(broken_into, clause_id)
    assert [one.verdict for one in found.values()] == [UNSURE]
    assert all(one.candidate for one in found.values())
    assert set(verdicts_under(clean, clause_id).values()) == {CLEAR}


@clause("i19.v.security.fraud", "clears", "unsure")
@pytest.mark.parametrize(("stated", "verdict"), [("2016-03-01", UNSURE), ("2016-03-25", CLEAR)])
def test_forged_dates_are_told_with_their_evidence_and_decided_by_a_person(stated: str, verdict: object) -> None:
    old, late = row("旧闻", "2016-01-05", "2016-01-05"), row("倒填的动态", stated, stated)
    conn = seen(
        crawled("2016-02-22", column("新闻/工作动态", rows=[old])),
        crawled("2016-03-21", column("新闻/工作动态", rows=[old])),
        crawled("2016-03-28", column("新闻/工作动态", rows=[late, old])),
    )
    found = put(conn, "i19.v.security.fraud", "2016-04-30")["倒填的动态"]
    assert found.verdict is verdict
    if verdict is UNSURE:
        assert len(found.evidence) == 2
        assert "须人工认定" in found.message
        assert "后台的发布日志" in found.message, "says what to look at"


@clause("i19.v.unreachable", "flags", "clears", "unsure")
@each(on.UNREACHABLE)
def test_unreachable(site: Situation) -> None:
    assert site.shown_by("i19.v.unreachable")


@clause("i19.v.home_stale", "flags", "clears", "unsure")
@each(on.HOME_STALE)
def test_home_stale(site: Situation) -> None:
    assert site.shown_by("i19.v.home_stale")


@clause("i19.v.col_stale.core", "flags", "clears", "unsure")
@each(on.core_veto(5, first_level=True))
def test_five_stale_first_level_columns(site: Situation) -> None:
    assert site.shown_by("i19.v.col_stale.core")


@clause("i19.v.col_stale.any", "flags", "clears", "unsure")
@each(on.any_veto())
def test_ten_stale_columns(site: Situation) -> None:
    assert site.shown_by("i19.v.col_stale.any")


@clause("i19.v.col_blank", "flags", "clears", "unsure")
@each(on.BLANK_VETO)
def test_five_blank_columns(site: Situation) -> None:
    assert site.shown_by("i19.v.col_blank")


@clause("i19.v.reply.nochannel", "flags", "clears", "unsure")
def test_no_channel() -> None:
    only_special = catalogue_with(NEWS, column("网上信访", ColumnClass.MESSAGES), column("纪检举报", kind="page"))
    mailbox = catalogue_with(NEWS, column("局长信箱", ColumnClass.MESSAGES, identity="col.consult"))
    platform = catalogue_with(NEWS, link("http://12345.dg.gov.cn/", "12345热线", on_home=True, outcome=None))
    assert verdict_under(only_special, "i19.v.reply.nochannel") is FLAGGED
    assert verdict_under(mailbox, "i19.v.reply.nochannel") is CLEAR
    assert verdict_under(platform, "i19.v.reply.nochannel") is UNSURE


@clause("i19.v.reply.late", "flags", "clears", "unsure")
@each(on.LATE_REPLY)
def test_late_reply(site: Situation) -> None:
    assert site.shown_by("i19.v.reply.late")


def test_complaints_count_from_2019_on() -> None:
    conn = catalogue_with(NEWS, letter("关于粉尘", sent="2016-05-01", column="互动/我要投诉"))
    assert list(verdicts_under(conn, "i19.v.reply.late").values()) == [FLAGGED]
    assert list(verdicts_under(conn, "c15.v.reply").values()) == [NOT_APPLICABLE]


@clause("i19.v.service.none", "clears", "unsure")
@each(on.missing("办事服务", "col.service", UNSURE))
def test_services_offered(site: Situation) -> None:
    assert site.shown_by("i19.v.service.none")


@clause("i19.v.service.guide", "flags", "clears", "unsure")
@each(on.poor_guides(few=False))
def test_five_poor_guides(site: Situation) -> None:
    assert site.shown_by("i19.v.service.guide")


@clause("i19.v.service.few", "flags", "clears", "unsure")
@each(on.poor_guides(few=True))
def test_few_guides_all_poor(site: Situation) -> None:
    assert site.shown_by("i19.v.service.few")


def test_numbers_that_were_never_seen_fail_nobody_alone() -> None:
    assert clause_of("i19.v.service.guide").unverified
    assert clause_of("i19.v.service.few").unverified


# --- deductions: disclosure ---------------------------------------------------------------------------------------


@clause("i19.d.overview", "flags", "clears", "unsure")
@each(on.missing("概况信息", "col.overview"))
def test_overview(site: Situation) -> None:
    assert site.shown_by("i19.d.overview")


@clause("i19.d.org", "flags", "clears", "unsure")
@each(on.missing("机构职能", "col.org"))
def test_organ(site: Situation) -> None:
    assert site.shown_by("i19.d.org")


@clause("i19.d.leader", "flags", "clears", "unsure")
@each(on.missing("领导信息", "col.leader"))
def test_leaders(site: Situation) -> None:
    assert site.shown_by("i19.d.leader")


@clause("i19.d.columns", "flags", "clears", "unsure")
def test_columns_of_the_table() -> None:
    found = verdicts_under(catalogue_with(NEWS), "i19.d.columns")
    assert (found["工作动态"], found["政策文件"], found["政策解读"]) == (CLEAR, FLAGGED, UNSURE)


@clause("i19.d.news", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.DYNAMIC, "2016-12-16", "2016-12-17"))
def test_news(site: Situation) -> None:
    assert site.shown_by("i19.d.news")


@clause("i19.d.policy", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.POLICY, "2016-06-29", "2016-06-30"))
def test_policy(site: Situation) -> None:
    assert site.shown_by("i19.d.policy")


@clause("i19.d.interpret", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.INTERPRETATION, "2016-06-29", "2016-06-30"))
def test_interpretation(site: Situation) -> None:
    assert site.shown_by("i19.d.interpret")


@clause("i19.d.other_blank", "flags", "clears", "unsure")
@each(on.BLANK)
def test_other_columns_blank(site: Situation) -> None:
    assert site.shown_by("i19.d.other_blank")


@clause("i19.d.other_stale", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.PERSONNEL_PLAN, "2015-12-30", "2015-12-31"))
def test_other_columns_stale(site: Situation) -> None:
    assert site.shown_by("i19.d.other_stale")


def test_other_columns_without_a_period_are_for_a_person() -> None:
    conn = catalogue_with(column("预警警示", ColumnClass.EVENT, last="2012-01-01"))
    assert verdict_under(conn, "i19.d.other_stale") is UNSURE


@clause("i19.undated", "flags", "clears", "unsure")
@each(on.UNDATED)
def test_undated_items(site: Situation) -> None:
    assert site.shown_by("i19.undated")


# --- deductions: services and interaction -------------------------------------------------------------------------


@clause("i19.d.svc.public", "clears", "unsure")
@each(on.missing("办事服务", "col.service", UNSURE))
def test_services_in_one_place(site: Situation) -> None:
    assert site.shown_by("i19.d.svc.public")


@clause("i19.d.svc.guide", "flags", "clears", "unsure")
@each(on.GUIDE)
def test_guides(site: Situation) -> None:
    assert site.shown_by("i19.d.svc.guide")


@clause("i19.d.svc.form", "flags", "clears", "unsure")
@each(on.FORM)
def test_forms(site: Situation) -> None:
    assert site.shown_by("i19.d.svc.form")


@clause("i19.d.svc.stats", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.STATS_SERVICE, "2016-09-29", "2016-09-30"))
def test_service_statistics(site: Situation) -> None:
    assert site.shown_by("i19.d.svc.stats")


@clause("i19.d.int.open", "flags", "clears", "unsure")
@each(on.stale(ColumnClass.MESSAGES, "2016-10-30", "2016-10-31"))
def test_letters_published(site: Situation) -> None:
    assert site.shown_by("i19.d.int.open")


@clause("i19.d.int.survey", "flags", "clears", "unsure")
@each(on.SURVEY)
def test_surveys(site: Situation) -> None:
    assert site.shown_by("i19.d.int.survey")


# --- deductions: functions ----------------------------------------------------------------------------------------


@clause("i19.d.fn.domain", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("home", "verdict"),
    [
        ("http://www.dgsafety.com/", FLAGGED),
        ("http://dgsafety.dg.gov.cn/", CLEAR),
        ("http://10.1.2.3/", UNSURE),
    ],
)
def test_domain(home: str, verdict: object) -> None:
    assert verdict_under(catalogue_with(NEWS, address=home), "i19.d.fn.domain") is verdict


@clause("i19.d.fn.marks", "flags", "clears", "unsure")
def test_marks_at_the_foot() -> None:
    whole, poor, part = catalogue_with(NEWS), catalogue_with(NEWS), catalogue_with(NEWS)
    see(whole, marks())
    see(poor, marks(footer=footer(organ_mark=None, organ_colour=None)))
    see(part, marks(footer=footer(seen="part", organ_mark=None, organ_colour=None)))
    assert set(verdicts_under(whole, "i19.d.fn.marks").values()) == {CLEAR}
    assert list(verdicts_under(poor, "i19.d.fn.marks").values()).count(FLAGGED) == 1
    assert FLAGGED not in verdicts_under(part, "i19.d.fn.marks").values()
    assert UNSURE in verdicts_under(part, "i19.d.fn.marks").values()


@clause("i19.d.fn.links", "flags", "clears", "unsure")
@each(on.DEAD_LINKS)
def test_dead_links(site: Situation) -> None:
    assert site.shown_by("i19.d.fn.links")


def test_dead_links_of_the_home_page_count_as_well() -> None:
    conn = catalogue_with(link("/x.html", "流程图", on_home=True, outcome=Outcome.GONE))
    assert verdicts_under(conn, "i19.d.fn.links") == {"流程图": FLAGGED}


@clause("i19.d.fn.finderror", "flags", "clears", "unsure")
def test_finderror_entry() -> None:
    with_it, without_it, unseen = catalogue_with(NEWS), catalogue_with(NEWS), catalogue_with(NEWS)
    see(with_it, marks())
    see(without_it, marks(footer=footer(finder=None)))
    see(unseen, marks(footer=None))
    assert verdict_under(with_it, "i19.d.fn.finderror") is CLEAR
    assert verdict_under(without_it, "i19.d.fn.finderror") is FLAGGED
    assert verdict_under(unseen, "i19.d.fn.finderror") is UNSURE


@clause("i19.d.fn.meta", "flags", "clears", "unsure")
def test_tags() -> None:
    with_them, lacking = catalogue_with(NEWS), catalogue_with(NEWS)
    see(with_them, marks())
    see(lacking, without(marks(), "SiteIDCode"))
    assert verdict_under(with_them, "i19.d.fn.meta") is CLEAR
    assert verdict_under(lacking, "i19.d.fn.meta") is FLAGGED
    assert verdict_under(catalogue_with(NEWS), "i19.d.fn.meta") is UNSURE


# --- the pack as a whole ------------------------------------------------------------------------------------------


def test_six_vetoes_with_all_their_situations() -> None:
    pack = load_pack(SHIPPED / "inspection-2019.toml")
    vetoes = {entry.id for entry in pack.clauses if entry.veto and entry.part == "网站"}
    situations = {
        "security": 6, "unreachable": 1, "home_stale": 1, "col_stale": 2, "col_blank": 1, "reply": 2, "service": 3,
    }  # fmt: skip
    assert len(vetoes) == sum(situations.values())
    for name, count in situations.items():
        assert sum(entry.startswith(f"i19.v.{name}") for entry in vetoes) == count, name


def test_only_points_that_were_seen_in_print_are_there() -> None:
    pack = load_pack(SHIPPED / "inspection-2019.toml")
    points = {entry.id: entry.points for entry in pack.clauses if entry.points is not None}
    assert points == {"i19.d.policy": 5, "i19.d.svc.stats": 2, "i19.d.int.open": 3}
    assert not any(entry.bonus for entry in pack.clauses), "the bonus list is empty"
    assert pack.score is not None
    assert (pack.score.bonus_above, pack.score.bonus_max, dict(pack.score.groups)) == (80, 30, {"办事服务": 25})
