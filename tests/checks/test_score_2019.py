"""The arithmetic of 2019: the worked example, caps, bonus, organs without services, and what no defect may do twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks.engine import CheckResult, check_site
from checks.facts import Coverage
from checks.model import Batch, Clause, Confidence, Finding, Judgement, NoService, Pack, Subject, SubjectKind, Verdict
from checks.pack import SHIPPED, load_pack
from checks.score import Score, SiteVerdict, score_site
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home_row, letter, row
from tests.builders_history import crawled, seen

INSPECTION = load_pack(SHIPPED / "inspection-2019.toml")
POINT = date(2019, 6, 20)
OBSERVED = datetime(2019, 6, 21, 1, 0, tzinfo=UTC)
WHOLE = Coverage(True, 10, 10, 100, 100, {})
MESSAGES, STATS = ColumnClass.MESSAGES, ColumnClass.STATS_SERVICE
SERVICES = column("办事服务", ColumnClass.STATIC, kind="page", published="2019-01-01", identity="col.service")


# --- driven through the real engine -------------------------------------------------------------------------------


def _site(*parts: object, news: str = "2019-06-18") -> sqlite3.Connection:
    """A site that is in order for 2019, but for the parts given."""
    return catalogue_with(
        column("工作动态", last=news, identity="col.news"),
        home_row("工作动态最新信息", news),
        column("局长信箱", MESSAGES, last="2019-06-01", identity="col.consult"),
        SERVICES,
        *parts,  # type: ignore[arg-type]
        observed=OBSERVED,
    )


def _check(conn: sqlite3.Connection, *packs: Pack) -> CheckResult:
    return check_site(conn, "bureau", packs=packs or (INSPECTION,), as_of=POINT, now=OBSERVED)


def _scored(conn: sqlite3.Connection, *packs: Pack) -> Score:
    score = _check(conn, *packs).score
    assert score is not None
    return score


def _own_pack(folder: Path, points: Mapping[str, float]) -> Pack:
    """A user's copy of the pack, in which points that were not known stand."""
    text = (SHIPPED / "inspection-2019.toml").read_text(encoding="utf-8")
    for name, value in points.items():
        head = f'id = "{name}"\n'
        assert head in text
        text = text.replace(head, f'{head}points = {value}\npoints_confidence = "B"\n')
    path = folder / "inspection-2019.toml"
    path.write_text(text, encoding="utf-8")
    return load_pack(path)


def test_worked_example_four_defects_eleven_points_eighty_nine_passes(tmp_path: Path) -> None:
    conn = catalogue_with(
        column("工作动态", last="2019-06-18", identity="col.news"),
        home_row("工作动态最新信息", "2019-06-18"),
        column("政策文件", ColumnClass.POLICY, last="2018-12-19", identity="col.policy"),
        SERVICES,
        column("办事服务/办事统计", STATS, last="2019-03-19", identity="col.service_stats"),
        column("互动交流/留言公开", MESSAGES, last="2019-04-19", identity="col.consult"),
        observed=OBSERVED,
    )
    score = _scored(conn, _own_pack(tmp_path, {"i19.d.overview": 1}))
    known = {line.clause: line.points for line in score.lines if line.points is not None}
    assert known == {"i19.d.policy": 5, "i19.d.svc.stats": 2, "i19.d.int.open": 3, "i19.d.overview": 1}
    assert (score.points, score.verdict) == (89, SiteVerdict.PASSED)
    assert score.arithmetic[0] == "基础分 100"
    assert "政策文件：1处，只扣一次，5分，扣5分" in score.arithmetic
    assert "扣分合计 11" in score.arithmetic
    assert "得分 89" in score.arithmetic
    assert score.arithmetic[-1] == "总分 89", "above 80, with an empty bonus list"


def test_days_before_the_windows_close_nothing_is_deducted() -> None:
    conn = catalogue_with(
        column("工作动态", last="2019-06-06", identity="col.news"),
        home_row("工作动态最新信息", "2019-06-06"),
        column("政策文件", ColumnClass.POLICY, last="2018-12-20", identity="col.policy"),
        SERVICES,
        column("办事服务/办事统计", STATS, last="2019-03-20", identity="col.service_stats"),
        column("互动交流/留言公开", MESSAGES, last="2019-04-20", identity="col.consult"),
        observed=OBSERVED,
    )
    assert _scored(conn).points == 100


def test_one_unanswered_letter_stops_everything() -> None:
    score = _scored(_site(letter("关于粉尘", sent="2019-03-19")))
    assert (score.verdict, score.points, score.final) == (SiteVerdict.FAILED_VETO, None, None)
    assert score.arithmetic == ("单项否决：留言超期未答", "判为不合格，不再计分")
    assert _scored(_site(letter("关于粉尘", sent="2019-03-20"))).verdict is SiteVerdict.PASSED


def test_unsure_veto_leaves_the_site_undecided() -> None:
    score = _scored(_site(letter("没有日期的信")))
    assert score.verdict is SiteVerdict.UNDECIDED
    assert "“留言超期未答”无法判断" in score.reason


def test_trace_of_a_forged_date_leaves_the_site_undecided_until_a_person_decides() -> None:
    old, late = row("旧闻", "2019-01-05", "2019-01-05"), row("倒填的动态", "2019-05-01", "2019-05-01")
    news = column("工作动态", rows=[old], identity="col.news")
    then = column("工作动态", rows=[row("新闻", "2019-06-18", "2019-06-18"), late, old], identity="col.news")
    mailbox = column("局长信箱", MESSAGES, last="2019-06-01", identity="col.consult")
    conn = seen(
        crawled("2019-04-22", news, mailbox, SERVICES),
        crawled("2019-05-21", news, mailbox, SERVICES),
        crawled("2019-06-20", then, mailbox, SERVICES, home_row("新闻", "2019-06-18")),
    )
    score = _scored(conn)
    assert score.verdict is SiteVerdict.UNDECIDED
    assert "弄虚作假（伪造发稿日期等）”有1处线索，须人工认定" in score.reason


def test_what_a_person_must_look_at_is_named_beside_the_verdict() -> None:
    score = _scored(_site())
    assert score.verdict is SiteVerdict.PASSED
    assert {"泄露国家秘密", "造成严重负面舆情", "站点无法访问"} <= set(score.not_covered)
    assert "未计入" in score.reason, "columns of the table are missing, whose points nobody knows"


def test_new_media_have_a_verdict_of_their_own() -> None:
    score = _scored(_site())
    (part,) = score.parts
    assert (part.part, part.verdict) == ("政务新媒体", SiteVerdict.UNDECIDED)


def test_a_blank_column_is_not_deducted_again_as_another_column(tmp_path: Path) -> None:
    pack = _own_pack(tmp_path, {"i19.d.other_blank": 2})
    score = _scored(_site(column("在线访谈")), replace(pack, clauses=_sure(pack, "i19.d.other_blank")))
    assert {line.clause: line.points for line in score.lines}["i19.d.other_blank"] == 2


def _sure(pack: Pack, clause_id: str) -> tuple[Clause, ...]:
    return tuple(replace(entry, confidence=Confidence.B) if entry.id == clause_id else entry for entry in pack.clauses)


# --- the arithmetic alone -----------------------------------------------------------------------------------------


def _clause(clause_id: str, points: float | None, **more: object) -> Clause:
    base = next(entry for entry in INSPECTION.clauses if entry.id == "i19.d.fn.links")
    sure = None if points is None else Confidence.B
    return replace(base, id=clause_id, title=clause_id, points=points, points_confidence=sure, group="", indicator="",
                   **more)  # type: ignore[arg-type]  # fmt: skip


def _pack(*clauses: Clause, **score: object) -> Pack:
    assert INSPECTION.score is not None
    return replace(INSPECTION, clauses=clauses, score=replace(INSPECTION.score, **score))  # type: ignore[arg-type]


def _told(
    clause: Clause,
    *keys: str,
    verdict: Verdict = Verdict.FLAGGED,
    kind: SubjectKind = SubjectKind.COLUMN,
    **more: object,
) -> list[Finding]:
    return [
        Finding(key, "bureau", "p", clause, Judgement(verdict, Subject(kind, key, key), "", **more), None)  # type: ignore[arg-type]
        for key in keys
    ]


def _score(pack: Pack, *found: Sequence[Finding], site: str = "bureau", **more: object) -> Score:
    return score_site(pack, [one for some in found for one in some], WHOLE, True, site=site, **more)  # type: ignore[arg-type]


def _keys(count: int) -> list[str]:
    return [f"x{number}" for number in range(count)]


@pytest.mark.parametrize(
    ("tenths", "points", "verdict"),
    [(400, 60.0, SiteVerdict.PASSED), (401, 59.9, SiteVerdict.FAILED_SCORE), (399, 60.1, SiteVerdict.PASSED)],
)
def test_sixty_passes_and_less_fails(tenths: int, points: float, verdict: SiteVerdict) -> None:
    entry = _clause("a.links", 0.1)
    score = _score(_pack(entry), _told(entry, *_keys(tenths)))
    assert (score.points, score.verdict) == (points, verdict)


@pytest.mark.parametrize(("tenths", "final"), [(200, 80.0), (199, 85.1), (0, 105.0)])
def test_bonus_opens_above_eighty_and_not_at_it(tenths: int, final: float) -> None:
    entry, bonus = _clause("a.links", 0.1), _clause("b.survey", 5, bonus=True)
    met = _told(bonus, "site", verdict=Verdict.CLEAR)
    score = _score(_pack(entry, bonus), _told(entry, *_keys(tenths)), met)
    assert score.final == final
    if tenths == 200:
        assert score.arithmetic[-1] == "得分没有超过80分，不计加分"
    else:
        assert score.arithmetic[-1] == f"总分 {final:g}"


@pytest.mark.parametrize("verdict", [Verdict.UNSURE, Verdict.NOT_APPLICABLE])
def test_bonus_that_was_not_seen_to_be_met_adds_nothing(verdict: Verdict) -> None:
    bonus = _clause("b.survey", 5, bonus=True)
    assert _score(_pack(bonus), _told(bonus, "site", verdict=verdict)).final == 100


def test_bonus_told_in_a_batch_counts_and_never_exceeds_its_part() -> None:
    many = [_clause(f"b.item{number}", 8, bonus=True) for number in range(5)]
    batches = [(entry, Batch(Verdict.CLEAR, SubjectKind.SITE, ["bureau"])) for entry in many]
    assert _score(_pack(*many), batches=batches).final == 130, "100 and 30, not 40"


def test_bonus_of_unknown_points_is_named_and_not_counted() -> None:
    bonus = _clause("b.survey", None, bonus=True)
    score = _score(_pack(bonus), _told(bonus, "site", verdict=Verdict.CLEAR))
    assert score.final == 100
    assert "加分 b.survey：加分值未知，不计分" in score.arithmetic


def test_deductions_under_one_indicator_stop_at_its_points() -> None:
    one = replace(_clause("a.one", 2), indicator="甲", cap=5)
    two = replace(_clause("a.two", 2), indicator="甲", cap=5)
    other = _clause("a.other", 2)
    score = _score(_pack(one, two, other), _told(one, *_keys(2)), _told(two, *_keys(3)), _told(other, "y"))
    assert [line.points for line in score.lines] == [4, 1, 2]
    assert score.points == 93
    assert "“甲”最多扣5分" in score.lines[1].text
    below = _score(_pack(one, two), _told(one, "x"), _told(two, "y"))
    assert below.points == 96
    assert not any("最多" in line.text for line in below.lines)


def test_group_never_costs_more_than_its_points() -> None:
    guides, forms = (replace(_clause(f"a.{name}", 10), group="办事服务") for name in ("guides", "forms"))
    score = _score(_pack(guides, forms), _told(guides, *_keys(2)), _told(forms, "a", "b"))
    assert [line.points for line in score.lines] == [20, 5]
    assert score.points == 75


def test_verified_points_fill_a_cap_before_those_from_memory() -> None:
    memory = replace(_clause("a.memory", 5), indicator="甲", cap=5, points_confidence=Confidence.C)
    sure = replace(_clause("a.sure", 4), indicator="甲", cap=5)
    score = _score(_pack(memory, sure), _told(memory, "x"), _told(sure, "y"))
    assert (score.points, score.verified_points) == (95, 96)


def test_points_that_count_once_do_so_however_many_subjects_there_are() -> None:
    entry = _clause("a.policy", 5, once=True)
    assert _score(_pack(entry), _told(entry, *_keys(7))).points == 95


def test_a_defect_counts_once_under_its_own_indicator_only() -> None:
    own, rest = _clause("a.news", 3), replace(_clause("a.other", 2), residual=True)
    found = (_told(own, "工作动态"), _told(rest, "工作动态", "工作动态/镇街动态", "预警警示"))
    score = _score(_pack(own, rest), *found)
    assert score.points == 95, "3 for the column, 2 for the other one; what stands below it would have refreshed it"
    assert "另有2处已在其他指标扣分，不重复扣" in score.lines[1].text
    assert score.lines[1].count == 1
    alone = _score(_pack(own, rest), _told(rest, "工作动态二", "预警警示"))
    assert alone.points == 96, "a like beginning is another column"


def test_amount_multiplies_the_points() -> None:
    entry = _clause("a.home", 5)
    score = _score(_pack(entry), _told(entry, "site", amount=4.0))
    assert score.points == 80
    assert "计4次，每次扣5分，扣20分" in score.lines[0].text


def test_organ_without_services_is_scaled_and_one_decimal_kept() -> None:
    served = replace(_clause("a.guide", 5), group="办事服务")
    entry = _clause("a.policy", 11)
    pack = _pack(served, entry, no_service=NoService("办事服务", ("bureau",)))
    score = _score(pack, _told(entry, "x"), _told(served, "y"))
    assert score.points == 85.3, "(75 - 11) * 4/3 = 85.33"
    assert any("（75−11）× 100/75，保留一位小数" in line for line in score.arithmetic)
    assert [line.clause for line in score.lines] == ["a.policy"], "services are not asked"
    assert _score(pack, _told(entry, "x"), _told(served, "y"), site="other").points == 84


@pytest.mark.parametrize(("deducted", "points", "verdict"), [(30, 60.0, "合格"), (30.1, 59.9, "不合格（低于60分）")])
def test_scaled_score_at_the_boundary(deducted: float, points: float, verdict: str) -> None:
    entry = _clause("a.policy", deducted)
    score = _score(_pack(entry, no_service=NoService("办事服务", ("bureau",))), _told(entry, "x"))
    assert (score.points, score.verdict) == (points, verdict)


def test_points_nobody_knows_are_listed_and_said() -> None:
    entry = _clause("a.org", None)
    score = _score(_pack(entry), _told(entry, "x", "y"))
    assert (score.points, score.verdict) == (100, SiteVerdict.PASSED)
    assert "不计分" in score.lines[0].text
    assert "另有2处问题因标准扣分值未知未计入" in score.reason


@pytest.mark.parametrize(("unsure", "verdict"), [(400, SiteVerdict.PASSED), (401, SiteVerdict.UNDECIDED)])
def test_what_was_not_seen_could_fail_the_site_and_leaves_it_undecided(unsure: int, verdict: SiteVerdict) -> None:
    entry = _clause("a.links", 0.1)
    score = _score(_pack(entry), _told(entry, *_keys(unsure), verdict=Verdict.UNSURE))
    assert score.verdict is verdict
    assert score.points == 100


def test_coverage_stands_beside_each_rate() -> None:
    entry = _clause("a.links", 0.1)
    batch = Batch(Verdict.CLEAR, SubjectKind.LINK, _keys(6))
    found = (_told(entry, "a", "b"), _told(entry, "c", "d", verdict=Verdict.UNSURE))
    (line,) = _score(_pack(entry), *found, batches=[(entry, batch)]).lines
    assert line.coverage == 0.8
    assert "判断了8/10处" in line.text


def test_bonus_item_in_a_users_pack_is_judged_by_its_rule_and_is_no_finding(tmp_path: Path) -> None:
    text = (SHIPPED / "inspection-2019.toml").read_text(encoding="utf-8").replace("bonus = []\n", "")
    entry = """
[[bonus]]
id = "local.bonus.survey"
title = "征集调查"
rule = "few_events"
window = "1 year"
source = "本省指标"
clause = "加分"
text = "1年内开展6次以上征集调查。"
confidence = "B"
points = 2
points_confidence = "B"
advice = "多开展征集调查。"
options = { what = "征集调查", ids = ["col.survey"], at_least = 6 }
"""
    path = tmp_path / "inspection-2019.toml"
    path.write_text(text + entry, encoding="utf-8")
    pack = load_pack(path)

    def surveys(count: int) -> Mapping[str, object]:
        rows = [row(f"征集{number}", "2019-03-01", "2019-03-01") for number in range(count)]
        result = _check(_site(column("征集调查", ColumnClass.SURVEY_TALK, rows=rows, identity="col.survey")), pack)
        assert result.score is not None
        flagged = [found.clause.id for found in result.findings]
        return {"bonus": result.score.bonus, "finding": "local.bonus.survey" in flagged}

    assert surveys(6) == {"bonus": 2, "finding": False}
    assert surveys(5) == {"bonus": 0, "finding": False}


def test_site_that_was_not_seen_is_not_failed() -> None:
    conn = catalogue_with(column("工作动态", outcome=Outcome.SERVER_ERROR), observed=OBSERVED)
    assert _scored(conn).verdict is SiteVerdict.UNDECIDED
