"""What we look at beside the guideline: encryption, hidden links, numbers of persons, listed expressions."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from crawler.model import Outcome
from tests.builders import column, home, link, row
from tests.builders_guideline import POINT, site_of_2018
from tests.builders_marks import MOBILE, bank_card, encrypted, hidden_link, identity_number, marks, see
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, UNSURE


@clause("g17.practice.tls", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([encrypted()], UNSURE),  # http answers beside it
        ([encrypted(outcome=Outcome.TLS, error="certificate has expired")], FLAGGED),
        (
            [encrypted(outcome=Outcome.TLS, error="Hostname mismatch, certificate is not valid for 'bureau.example'")],
            FLAGGED,
        ),
        ([encrypted(outcome=Outcome.TLS, error="self-signed certificate")], FLAGGED),
        ([encrypted(outcome=Outcome.TLS, error="unable to get local issuer certificate")], UNSURE),
        ([encrypted(outcome=Outcome.TLS, error="sslv3 alert handshake failure")], UNSURE),
        ([encrypted(outcome=Outcome.REDIRECT, redirect="http://bureau.example/")], FLAGGED),
        ([], UNSURE),
    ],
)
def test_site_can_be_reached_over_a_trusted_connection(answers: list[encrypted], verdict: Verdict) -> None:
    conn = site_of_2018()
    see(conn, *answers)
    assert verdict_under(conn, "g17.practice.tls", POINT) is verdict


def test_http_that_forwards_to_https_is_in_order() -> None:
    conn = site_of_2018(home(redirect="https://bureau.example/"))
    assert verdict_under(conn, "g17.practice.tls", POINT) is CLEAR


@clause("g17.practice.hidden", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (hidden_link("http://www.a1.example/", "澳门博彩"), FLAGGED),
        (hidden_link("http://www.bet365-88.example/", "官网", "not_shown"), FLAGGED),
        (hidden_link("http://www.a1.example/", "友好单位"), UNSURE),
        (hidden_link("http://www.a1.example/", "友好单位", "not_shown"), CLEAR),
        (hidden_link("http://www.a1.example/", "打击网络赌博专项行动"), UNSURE),
        (hidden_link("http://alphabet.example/", "友情链接", "not_shown"), CLEAR),
        (hidden_link("http://www.mps.gov.cn/", "打击网络赌博"), CLEAR),
        (hidden_link("https://s4.cnzz.com/stat.php", "站长统计", "zero_size"), CLEAR),
        (hidden_link("http://m.bureau.example/", "手机版"), CLEAR),
    ],
)
def test_hidden_link_to_another_host(told: hidden_link, verdict: Verdict) -> None:
    conn = site_of_2018()
    see(conn, marks(), told)
    assert verdict_under(conn, "g17.practice.hidden", POINT) is verdict


@pytest.mark.parametrize(("how", "verdict"), [("off_screen", FLAGGED), ("not_shown", CLEAR)])
def test_block_of_strange_links_out_of_sight(how: str, verdict: Verdict) -> None:
    conn = site_of_2018()
    see(conn, marks(), *(hidden_link(f"http://www.a{number}.example/", f"站{number}", how) for number in range(3)))
    assert set(verdicts_under(conn, "g17.practice.hidden", POINT).values()) == {verdict}
    one_less = site_of_2018()
    see(one_less, marks(), *(hidden_link(f"http://www.a{number}.example/", f"站{number}", how) for number in range(2)))
    assert FLAGGED not in verdicts_under(one_less, "g17.practice.hidden", POINT).values()


def test_suspect_link_in_plain_sight_is_a_doubt_where_illegal_links_are_asked_for() -> None:
    conn = site_of_2018(
        link("http://www.a1.example/", "澳门博彩官网", on_home=True, outcome=None),
        link("http://www.a2.example/", "严厉打击网络赌博", on_home=True, outcome=None),
    )
    told = put(conn, "g17.practice.hidden", POINT, about="illegal")
    assert told["澳门博彩官网"].verdict is UNSURE
    assert FLAGGED not in {found.verdict for found in told.values()}
    assert [found.verdict for found in told.values()].count(UNSURE) == 1
    assert UNSURE not in verdicts_under(conn, "g17.practice.hidden", POINT).values()


@clause("g17.practice.privacy", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"当事人张某，身份证号：{identity_number()}，罚款五百元。", FLAGGED),
        (f"序号1 {identity_number()} 二等奖", UNSURE),
        (f"请将款项汇入银行卡号：{bank_card()} 张某", FLAGGED),
        (f"当事人手机{MOBILE}", UNSURE),
        (f"联系人：王先生，联系电话：{MOBILE}。", CLEAR),
        ("统一社会信用代码：91441900MA4UKRD17P，索引号：007330010/2018-00021", CLEAR),
        ("咨询电话：0769-22830000", CLEAR),
    ],
)
def test_numbers_of_persons(text: str, verdict: Verdict) -> None:
    conn = site_of_2018(column("公示", rows=[row("处罚公示", "2018-05-02", "2018-05-02", text=text)]))
    found = put(conn, "g17.practice.privacy", POINT)["处罚公示"]
    assert found.verdict is verdict
    assert identity_number() not in found.message
    assert MOBILE not in found.message
    assert bank_card() not in found.message


def test_texts_that_were_not_read_are_not_called_clear() -> None:
    conn = site_of_2018(column("公示", rows=[row("处罚公示", "2018-05-02", outcome=Outcome.TIMEOUT)]))
    found = put(conn, "g17.practice.privacy", POINT)
    assert [(told.verdict, told.observed) for told in found.values()] == [(UNSURE, "1条未读")]


@clause("g17.practice.words", "clears", "unsure")
def test_listed_expression_goes_to_a_person() -> None:
    conn = site_of_2018(
        column("动态", rows=[
            row("汛期检查", "2018-05-02", "2018-05-02", text="截止目前共检查企业12家。"),
            row("表彰", "2018-05-03", "2018-05-03", text="截至目前没有发现问题。"),
        ])
    )  # fmt: skip
    found = put(conn, "g17.practice.words", POINT, words=("截止目前 → 截至目前",))
    assert {label: told.verdict for label, told in found.items()} == {"汛期检查": UNSURE, "表彰": CLEAR}
    assert "【截止目前】共检查企业12家" in found["汛期检查"].message
    assert verdict_under(conn, "g17.practice.words", POINT) is UNSURE, "without a list nothing was looked for"
