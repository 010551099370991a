"""What texts and titles say of accidents: tolls, grades, days, and which accident is meant."""

from __future__ import annotations

import re
from datetime import date

import pytest

from checks.seeing.accident_papers import Match, PaperKind, accident_name, kind_of_title, same_accident
from checks.seeing.accidents import Grade, Toll, accident_day, day_said, grade_of, signed_day, stated_grade, toll_of


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("造成3人死亡、2人重伤，直接经济损失约560.5万元。", Toll(3, 2, 560.5)),
        ("事故造成十二人死亡。", Toll(12, None, None)),
        ("造成二十人死亡，一百零五人重伤。", Toll(20, 105, None)),
        ("致1人当场死亡", Toll(1, None, None)),
        ("造成2名工人死亡", Toll(2, None, None)),
        ("造成1死2伤", Toll(1, None, None, 2)),
        ("未造成人员伤亡，直接经济损失1,200万元", Toll(0, None, 1200)),
        ("直接经济损失1.2亿元", Toll(None, None, 12000)),
        ("直接经济损失85000元", Toll(None, None, 8.5)),
        ("造成2人死亡。另一起造成3人死亡。", Toll(None, None, None)),
        ("公司现有员工120人。", Toll(None, None, None)),
    ],
)
def test_toll_is_read_where_a_text_states_it_once(text: str, toll: Toll) -> None:
    assert toll_of(text) == toll


@pytest.mark.parametrize(
    ("toll", "grade"),
    [
        (Toll(0, 0, 0), Grade.S),
        (Toll(2, 9, 999.9), Grade.S),
        (Toll(3, 0, 0), Grade.M),
        (Toll(0, 10, 0), Grade.M),
        (Toll(0, 0, 1000), Grade.M),
        (Toll(9, 49, 4999), Grade.M),
        (Toll(10, 0, 0), Grade.L),
        (Toll(0, 50, 0), Grade.L),
        (Toll(0, 0, 5000), Grade.L),
        (Toll(29, 99, 9999), Grade.L),
        (Toll(30, 0, 0), Grade.XL),
        (Toll(0, 100, 0), Grade.XL),
        (Toll(0, 0, 10000), Grade.XL),
        (Toll(None, 100, 10000), None),
        (Toll(1, None, None, 9), Grade.S),
        (Toll(1, None, None, 10), None),
        (Toll(3, None, None, 49), Grade.M),
        (Toll(1, 2, None, 10), Grade.S),
    ],
)
def test_worst_of_the_three_makes_the_grade(toll: Toll, grade: Grade | None) -> None:
    assert grade_of(toll) is grade


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("甲厂“3·5”一般机械伤害事故调查报告", Grade.S),
        ("甲厂较大生产安全事故调查报告", Grade.M),
        ("甲厂重大火灾事故", Grade.L),
        ("甲厂特别重大爆炸事故", Grade.XL),
        ("甲厂特大爆炸事故", Grade.XL),
        ("甲厂事故调查报告", None),
        ("重大事故隐患与一般事故", None),
    ],
)
def test_grade_is_read_off_a_title_that_names_one(title: str, grade: Grade | None) -> None:
    assert stated_grade(title) is grade


def test_day_of_the_accident_is_the_one_of_the_title_or_the_one_on_which_something_happened() -> None:
    text = "2010年6月1日成立。2016年3月5日14时，甲厂发生一起事故。2016年3月6日成立调查组。"
    assert accident_day(text, None) == date(2016, 3, 5)
    assert accident_day(text, (3, 6)) == date(2016, 3, 6)
    assert accident_day(text, (4, 1)) is None
    assert accident_day("2015年3月5日和2016年3月5日", (3, 5)) is None, "two years come into question"
    assert accident_day("2016年3月6日成立调查组。", None) is None


def test_date_under_a_paper_is_a_line_of_its_own() -> None:
    assert signed_day("正文\n调查组\n2016年4月20日") == date(2016, 4, 20)
    assert signed_day("正文\n调查组\n二〇一六年四月二十日\n") == date(2016, 4, 20)
    assert signed_day("正文提到2016年4月20日召开会议，并作了部署，要求各单位抓好落实。") is None
    by = re.compile("调查组")
    assert signed_day("市安监局\n2016年4月20日", by) is None
    assert signed_day("事故调查组\n（盖章）\n2016年4月20日", by) == date(2016, 4, 20)


def test_day_is_told_by_what_follows_it_in_its_sentence() -> None:
    reply = re.compile("批复")
    assert day_said("2016年5月6日，市政府批复结案。", reply) == date(2016, 5, 6)
    assert day_said("2016年5月6日召开会议。市政府批复结案。", reply) is None
    assert day_said("2016年5月6日批复，2016年5月9日再次批复。", reply) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甲厂“3·5”一般事故调查报告", PaperKind.REPORT),
        ("关于印发甲厂“3·5”事故调查报告的通知", PaperKind.REPORT),
        ("甲厂“3·5”事故调查报告（摘要）", PaperKind.EXCERPT),
        ("关于甲厂“3·5”事故调查报告的批复", PaperKind.REPLY),
        ("甲厂“3·5”事故结案", PaperKind.REPLY),
        ("甲厂“3·5”事故防范和整改措施落实情况评估报告", PaperKind.EVALUATION),
        ("关于对甲厂“3·5”事故查处挂牌督办的通知", PaperKind.SUPERVISION),
        ("甲厂“3·5”事故快报", PaperKind.NEWS),
        ("生产安全事故调查报告公开制度", None),
        ("关于学习“8·12”事故调查报告的通知", None),
        ("2016年上半年事故情况通报", None),
        ("关于做好事故信息报送工作的通知", None),
        ("安全生产月活动", None),
    ],
)
def test_titles_announce_their_papers(title: str, kind: PaperKind | None) -> None:
    assert kind_of_title(title) is kind


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("甲五金厂“3·5”事故调查报告", "关于长安镇甲五金厂“3.5”一般事故调查报告的批复", Match.YES),
        ("甲五金厂“3·5”事故调查报告", "甲五金厂“6·7”事故调查报告", Match.NO),
        ("甲五金厂“3·5”事故调查报告", "某企业“3·5”事故快报", Match.MAYBE),
        ("甲五金厂2015年“3·5”事故调查报告", "甲五金厂2016年“3·5”事故调查报告", Match.NO),
        ("长安镇甲五金制品厂机械伤害事故调查报告", "关于长安镇甲五金制品厂事故的批复", Match.YES),
        ("甲厂事故调查报告", "甲厂事故结案", Match.MAYBE),
        ("长安镇甲五金制品厂事故调查报告", "虎门镇乙塑胶公司事故结案", Match.NO),
    ],
)
def test_two_titles_mean_one_accident(one: str, other: str, match: Match) -> None:
    assert same_accident(accident_name(one), accident_name(other)) is match
