"""Two editions side by side, alone and over one site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from checks.comparing import Comparison, SiteComparison, compare_packs, compare_site
from checks.engine import check_site
from checks.pack import SHIPPED, load_pack
from crawler.model import ColumnClass, Outcome
from tests.builders import Part, catalogue_with, column

CENSUS, INSPECTION = (load_pack(SHIPPED / f"{name}.toml") for name in ("census-2015", "inspection-2019"))


def _changes(found: Comparison, clause_id: str) -> dict[str, tuple[str, str]]:
    (pair,) = (pair for pair in found.changed if pair.new.id == clause_id)
    return {change.what: (change.before, change.after) for change in pair.changes}


def test_a_pack_compared_with_itself_has_no_differences() -> None:
    found = compare_packs(CENSUS, CENSUS)
    assert (found.added, found.gone, found.changed) == ((), (), ())
    assert [pair.new.id for pair in found.same] == [entry.id for entry in CENSUS.clauses if entry.basis == "rule"]


def test_vetoes_of_2019_are_new_and_others_stay() -> None:
    found = compare_packs(CENSUS, INSPECTION)
    added = {entry.id for entry in found.added}
    assert {"i19.v.security.fraud", "i19.v.service.none", "i19.v.reply.nochannel", "i19.d.fn.ipv6"} <= added
    assert {"i19.v.home_stale", "i19.v.unreachable"} <= {pair.new.id for pair in found.same}
    assert "c15.d.home_count" in {entry.id for entry in found.gone}


def test_every_clause_is_told_exactly_once() -> None:
    found = compare_packs(CENSUS, INSPECTION)
    after = [*found.added, *(pair.new for pair in (*found.changed, *found.same))]
    assert sorted(entry.id for entry in after) == sorted(entry.id for entry in INSPECTION.clauses)
    before = {entry.id for entry in found.gone} | {
        entry.id for pair in (*found.changed, *found.same) for entry in pair.old
    }
    assert before == {entry.id for entry in CENSUS.clauses if entry.basis == "rule"}, "practice belongs to no edition"


def test_changed_points_levels_and_channels_are_worded() -> None:
    found = compare_packs(CENSUS, INSPECTION)
    assert _changes(found, "i19.d.policy") == {"分值": ("未知", "5（只扣一次）"), "只计一级栏目": ("否", "是")}
    assert _changes(found, "i19.d.fn.links")["合并"] == ("c15.d.link_home、c15.d.link_other", "i19.d.fn.links")
    assert "投诉" in _changes(found, "i19.v.reply.late")["不计的渠道"][0]
    assert "投诉" not in _changes(found, "i19.v.reply.late")["不计的渠道"][1]


def test_a_changed_window_and_a_veto_are_worded() -> None:
    news = next(entry for entry in CENSUS.clauses if entry.id == "c15.d.basic_news")
    stricter = replace(news, window=load_pack(SHIPPED / "census-2015.toml").deadline_other, veto=True)
    found = compare_packs(
        replace(CENSUS, clauses=(news,)), replace(CENSUS, clauses=(replace(stricter, replaces=(news.id,)),))
    )
    assert _changes(found, news.id) == {"期限": ("14天", "10个工作日"), "后果": ("扣分，未知", "单项否决")}


def _under_both(*parts: Part) -> SiteComparison:
    conn = catalogue_with(*parts)
    old, new = (
        check_site(
            conn, "bureau", packs=[pack], as_of=date(2016, 12, 31), now=datetime(2017, 1, 20, tzinfo=UTC), force=True
        )
        for pack in (CENSUS, INSPECTION)
    )
    return compare_site(old, new)


def _names(changes: tuple[object, ...]) -> set[str]:
    return {change.column for change in changes}  # type: ignore[attr-defined]


def test_columns_that_fail_under_the_new_edition_only() -> None:
    found = _under_both(
        column("留言公开", ColumnClass.MESSAGES, last="2016-10-30", identity="col.consult"),
        column("办事统计", ColumnClass.STATS_SERVICE, last="2016-10-30", identity="col.service_stats"),
    )
    assert "留言公开" in _names(found.fails_now)
    assert "办事统计" not in _names(found.fails_now), "three months are not over"
    (change,) = (change for change in found.fails_now if change.column == "留言公开")
    assert [one.clause.id for one in change.after] == ["i19.d.int.open"]


def test_sub_columns_no_longer_fail_where_first_level_columns_count() -> None:
    found = _under_both(column("工作动态", last="2016-12-30"), column("工作动态/镇街动态", last="2016-05-01"))
    assert "工作动态/镇街动态" in _names(found.fails_no_longer)
    assert "工作动态" not in _names(found.fails_no_longer)


def test_column_that_cannot_be_told_under_the_new_edition_is_not_called_better() -> None:
    found = _under_both(column("工作动态", last="2016-05-01"), column("工作动态/镇街动态", outcome=Outcome.TIMEOUT))
    assert found.fails_no_longer == () or "工作动态" not in _names(found.fails_no_longer)
    stale = _under_both(
        column("规划计划", ColumnClass.PERSONNEL_PLAN, last="2012-01-01"),
        column("规划计划/专项规划", ColumnClass.EVENT, last="2012-01-01"),
    )
    assert "规划计划" not in _names(stale.fails_no_longer)


def test_what_changed_is_said_in_chinese() -> None:
    found = compare_packs(CENSUS, INSPECTION)
    changes = {(pair.new.id, change.what): change for pair in found.changed for change in pair.changes}
    required = changes["i19.d.columns", "应设栏目"]
    assert required.before.startswith("栏目：机构职能、领导信息、联系方式、")
    assert required.after == "栏目：工作动态、政策文件；栏目：政策解读，存疑：没有出台政策文件的单位可以不设"
    assert not any("col." in change.before or "organ_words" in change.before for change in changes.values())
    for pair in found.changed:
        assert len(pair.changes) == len(set(pair.changes)), f"{pair.new.id} says the same twice"
