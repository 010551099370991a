"""Numbers and codes of licences and penalties: 文号 that are broken, doubled or left out, credit codes."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from crawler.model import SiteKind
from tests.builders import catalogue_with, column, row, site_with
from tests.builders_decisions import decisions, licence, page, penalty
from tests.builders_marks import identity_number
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

# --- dp.chk.number ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("（东）安监罚〔2016〕12号", CLEAR),
        ("东安监罚[2016]12号", CLEAR),
        ("东安监罚［2016］第012号", CLEAR),
        ("东安监罚(2016)12-1号", CLEAR),
        ("东安监罚【2015】112号", CLEAR),  # decided early in the next year
        ("东安监罚〔2016〕号", FLAGGED),
        ("东安监罚〔2061〕12号", FLAGGED),
        ("东安监罚〔1978〕12号", FLAGGED),
        ("", FLAGGED),
        ("东安监罚〔2014〕12号", UNSURE),
        ("东安监罚〔16〕12号", UNSURE),
        ("441900201600123", UNSURE),
        ("无", UNSURE),
    ],
)
@clause("dp.chk.number", "flags", "clears", "unsure")
def test_numbers_of_decisions(number: str, verdict: Verdict) -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty(number))))
    assert verdict_under(conn, "dp.chk.number") is verdict


def test_year_after_the_monitoring_point_is_impossible_and_the_year_itself_is_not() -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("东安监罚〔2017〕1号", None))))
    assert verdict_under(conn, "dp.chk.number", "2016-12-31") is FLAGGED
    assert verdict_under(conn, "dp.chk.number", "2017-01-01") is CLEAR


def test_table_without_a_label_for_the_number_is_left_to_the_missing_fields() -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty(None))))
    assert verdict_under(conn, "dp.chk.number") is NOT_APPLICABLE
    assert verdict_under(conn, "dp.chk.fields") is FLAGGED


def test_identity_number_in_the_wrong_cell_is_never_told() -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("440106199001011234"))))
    assert "199001011234" not in put(conn, "dp.chk.number")["公示"].message


# --- dp.chk.number_unique ---------------------------------------------------------------------------


@clause("dp.chk.number_unique", "flags", "clears", "unsure")
def test_one_number_for_two_decisions() -> None:
    conn = catalogue_with(
        decisions(
            page("甲", "2016-03-10", penalty("东安监罚〔2016〕12号", "2016-03-05")),
            page("丙", "2016-06-10", penalty("东安监罚[2016]012号", "2016-06-09", 行政相对人名称="长安丙塑胶厂")),
            page("丁", "2016-07-10", penalty("东安监罚〔2016〕20号", "2016-07-01", 行政相对人名称="长安丁加油站")),
            page("戊", "2016-07-10", penalty("东安监罚〔2016〕20号", "2016-07-01", 行政相对人名称="虎门戊酒店")),
            page("己", "2016-07-10", penalty("东安监罚〔2016〕21号", "2016-07-01")),
        )
    )
    assert verdicts_under(conn, "dp.chk.number_unique") == {
        "甲": CLEAR,
        "丙": FLAGGED,
        "丁": CLEAR,
        "戊": UNSURE,  # several parties of one case, perhaps
        "己": CLEAR,
    }


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("同一决定的月度汇总", {}),
        ("当事人打码", {"行政相对人名称": "东莞市甲***有限公司"}),
        (
            "分局自行编号",
            {"处罚机关": "长安镇安全生产监督管理分局", "行政相对人名称": "长安丙塑胶厂", "处罚决定日期": "2016-06-01"},
        ),
    ],
)
def test_one_decision_in_two_places_is_no_fault(title: str, other: dict[str, str]) -> None:
    decided = other.get("处罚决定日期", "2016-03-05")
    conn = catalogue_with(
        decisions(page("原件", "2016-03-10", penalty("东安监罚〔2016〕12号"))),
        decisions(page(title, "2016-04-01", penalty("东安监罚〔2016〕12号", decided, **other)), path="双公示"),
    )
    assert set(verdicts_under(conn, "dp.chk.number_unique").values()) == {CLEAR}


@pytest.mark.parametrize("title", ["关于更正处罚公示的说明", "许可证延期公示", "重新公示"])
def test_correction_or_renewal_is_for_a_person(title: str) -> None:
    conn = catalogue_with(
        decisions(
            page("原件", "2016-03-10", penalty("东安监罚〔2016〕12号")),
            page(title, "2016-06-10", penalty("东安监罚〔2016〕12号", "2016-06-09", 行政相对人名称="长安丙塑胶厂")),
        )
    )
    assert verdicts_under(conn, "dp.chk.number_unique") == {"原件": CLEAR, title: UNSURE}


@pytest.mark.parametrize(
    ("party", "verdict"),
    [
        ("东莞市永辉鞋业有限公司", FLAGGED),  # place and form of a firm tell nothing
        ("东莞市甲五金制品有限责任公司", UNSURE),  # perhaps the same, written otherwise
        ("东莞市甲五金有限公司", UNSURE),
    ],
)
def test_names_of_firms_are_compared_without_place_and_form(party: str, verdict: Verdict) -> None:
    conn = catalogue_with(
        decisions(
            page("原件", "2016-03-10", penalty("东安监罚〔2016〕12号")),
            page("后来", "2016-06-10", penalty("东安监罚〔2016〕12号", "2016-06-09", 行政相对人名称=party)),
        )
    )
    assert verdicts_under(conn, "dp.chk.number_unique")["后来"] is verdict


def test_number_of_a_licence_that_is_renewed_is_not_the_number_of_a_decision() -> None:
    old = licence(None, "2016-01-05", 许可证编号="粤莞安经〔2016〕3号")
    new = licence(None, "2016-09-05", 许可证编号="粤莞安经〔2016〕3号", 行政相对人名称="新设丙加油站")
    conn = catalogue_with(decisions(page("旧证", "2016-01-06", old), page("新证", "2016-09-06", new)))
    assert verdicts_under(conn, "dp.chk.number_unique") == {}


def test_documents_with_one_number() -> None:
    number = "东安监〔2016〕5号"
    conn = catalogue_with(
        column(
            "通知公告",
            rows=[
                row("关于开展粉尘防爆专项整治的通知", "2016-02-01", "2016-02-01", doc_no=number),
                row("2016年安全生产月活动方案", "2016-05-03", "2016-05-03", doc_no=number),
                row("《关于开展粉尘防爆专项整治的通知》解读", "2016-02-09", "2016-02-09", doc_no=number),
                row("转发省局文件", "2016-05-03", "2016-05-03", doc_no="粤安监〔2016〕5号"),
                row("又一次转发", "2016-06-03", "2016-06-03", doc_no="粤安监〔2016〕5号"),
            ],
        )
    )
    assert verdicts_under(conn, "dp.chk.number_unique") == {
        "关于开展粉尘防爆专项整治的通知": CLEAR,
        "2016年安全生产月活动方案": FLAGGED,
    }


# --- dp.chk.number_gap ------------------------------------------------------------------------------


def _numbered(*serials: int, word: str = "东安监罚", pages: int = 1) -> column:
    rows = [page(f"{word}{serial}", "2016-03-10", penalty(f"{word}〔2016〕{serial}号")) for serial in serials]
    return decisions(*rows, pages=pages)


SERIES = "东安监罚〔2016〕"


@clause("dp.chk.number_gap", "flags", "clears", "unsure")
def test_gap_in_a_series_that_must_be_public() -> None:
    whole = [serial for serial in range(1, 21) if serial != 7]
    assert verdicts_under(catalogue_with(_numbered(*whole)), "dp.chk.number_gap") == {SERIES: FLAGGED}
    assert put(catalogue_with(_numbered(*whole)), "dp.chk.number_gap")[SERIES].observed == "7号"
    assert verdicts_under(catalogue_with(_numbered(3, 4, 5)), "dp.chk.number_gap") == {SERIES: CLEAR}
    assert verdicts_under(catalogue_with(_numbered(*whole, pages=2)), "dp.chk.number_gap") == {SERIES: UNSURE}


@pytest.mark.parametrize(("missing", "verdict"), [(4, FLAGGED), (5, UNSURE)])
def test_gap_is_certain_up_to_a_fifth_of_the_series(missing: int, verdict: Verdict) -> None:
    gone = range(3, 3 + 2 * missing, 2)  # every second one, so that no block is missing
    seen = [serial for serial in range(1, 21) if serial not in gone]
    assert verdicts_under(catalogue_with(_numbered(*seen)), "dp.chk.number_gap") == {SERIES: verdict}


@pytest.mark.parametrize(("missing", "verdict"), [(3, FLAGGED), (4, UNSURE)])
def test_block_of_numbers_may_be_kept_elsewhere(missing: int, verdict: Verdict) -> None:
    seen = [serial for serial in range(1, 41) if not 10 <= serial < 10 + missing]
    assert verdicts_under(catalogue_with(_numbered(*seen)), "dp.chk.number_gap") == {SERIES: verdict}


def test_gap_among_documents_is_only_a_question() -> None:
    rows = [row(f"通知{no}", "2016-03-01", "2016-03-01", doc_no=f"东安监〔2016〕{no}号") for no in (4, 5, 7)]
    found = put(catalogue_with(column("通知公告", rows=rows)), "dp.chk.number_gap")["东安监〔2016〕"]
    assert found.verdict is UNSURE
    assert "6号" in found.message
    assert "内部文件" in found.message


def test_number_on_the_municipal_portal_or_as_a_part_fills_the_gap() -> None:
    conn = catalogue_with(_numbered(1, 2, 4, 5, 6))
    site_with(
        conn,
        decisions(page("市平台", "2016-04-01", penalty("东安监罚[2016]3号"))),
        site="portal",
        kind=SiteKind.MUNICIPAL,
        name="市平台",
    )
    assert verdicts_under(conn, "dp.chk.number_gap") == {SERIES: CLEAR}
    rows = [page(f"公示{no}", "2016-03-10", penalty(f"东安监罚〔2016〕{no}号")) for no in ("1", "2-1", "2-2", "3")]
    assert verdicts_under(catalogue_with(decisions(*rows)), "dp.chk.number_gap") == {SERIES: CLEAR}


def test_numbers_of_other_organs_make_no_series() -> None:
    rows = [row(f"转发{no}", "2016-03-01", "2016-03-01", doc_no=f"粤安监〔2016〕{no}号") for no in (1, 2, 9)]
    conn = catalogue_with(column("通知公告", rows=rows), _numbered(1, 9, 30, word="长府罚"))
    assert set(verdicts_under(conn, "dp.chk.number_gap").values()) == {NOT_APPLICABLE}


def test_slip_of_the_pen_is_no_gap_of_millions() -> None:
    found = put(catalogue_with(_numbered(1, 2, 20160003)), "dp.chk.number_gap")[SERIES]
    assert found.verdict is UNSURE
    assert "序号相差过大" in found.message


# --- dp.chk.uscc ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("91110000600037341L", CLEAR),
        ("9111 0000 6000 3734 1l", CLEAR),
        ("统一社会信用代码：91110000600037341L", CLEAR),
        ("91110000600037341M", FLAGGED),
        ("91110000600O37341L", FLAGGED),  # the letter O for a zero
        ("9111000060003734L", UNSURE),  # one character is missing
        ("440106199001011234", UNSURE),  # perhaps a person's number, mistyped
        ("911101199001011234", UNSURE),
        ("91110000600037341L；9111000060003734L", UNSURE),
        ("91110000600037341L；91110000600037341M", FLAGGED),
        ("124401060123456789", UNSURE),
        ("441900000123456", NOT_APPLICABLE),  # registration number of the older kind
        ("911100006000373", NOT_APPLICABLE),
        ("44010619900101123", NOT_APPLICABLE),
        ("60003734-1", NOT_APPLICABLE),
        ("4401**********1234", NOT_APPLICABLE),
        ("", NOT_APPLICABLE),
        ("个人", NOT_APPLICABLE),
    ],
)
@clause("dp.chk.uscc", "flags", "clears", "unsure")
def test_check_character_of_the_credit_code(code: str, verdict: Verdict) -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("东安监罚〔2016〕1号", 行政相对人代码=code))))
    found = put(conn, "dp.chk.uscc")["公示"]
    assert found.verdict is verdict
    if verdict is UNSURE:
        assert code[4:14] not in found.message, "what may be a person's number is masked"


def test_identity_number_of_a_person_is_not_a_credit_code() -> None:
    code = "11010519491231002X"  # the example of GB 11643
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("东安监罚〔2016〕1号", 行政相对人代码=code))))
    assert verdict_under(conn, "dp.chk.uscc") is NOT_APPLICABLE


@pytest.mark.parametrize(("count", "more"), [(5, False), (6, True)])
def test_five_wrong_codes_are_named_and_the_rest_is_counted(count: int, more: bool) -> None:
    codes = [f"9111000060003734{last}M" for last in range(1, count + 1)]
    tables = [penalty(f"东安监罚〔2016〕{no}号", 行政相对人代码=code) for no, code in enumerate(codes)]
    found = put(catalogue_with(decisions(page("公示", "2016-03-10", *tables))), "dp.chk.uscc")["公示"]
    assert codes[4] in found.observed
    assert (f"等{count}个" in found.observed) is more


# --- dp.chk.privacy ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "value", "verdict"),
    [
        ("身份证号", identity_number(), FLAGGED),
        ("行政相对人代码", identity_number(), FLAGGED),
        ("行政相对人代码", "91110000600037341L", CLEAR),
        ("行政相对人代码", "4401**********1234", CLEAR),
        ("备注", identity_number(), UNSURE),  # a serial that passes the check by chance, perhaps
    ],
)
@clause("dp.chk.privacy", "flags", "clears", "unsure")
def test_numbers_of_persons_in_a_table(label: str, value: str, verdict: Verdict) -> None:
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("东安监罚〔2016〕1号", **{label: value}))))
    found = put(conn, "dp.chk.privacy")["公示"]
    assert found.verdict is verdict
    assert identity_number()[6:14] not in found.message


def test_number_of_a_person_is_no_wrong_credit_code() -> None:
    conn = catalogue_with(
        decisions(page("公示", "2016-03-10", penalty("东安监罚〔2016〕1号", 行政相对人代码=identity_number())))
    )
    assert verdict_under(conn, "dp.chk.uscc") is NOT_APPLICABLE
