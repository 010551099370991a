"""What people decide on the findings' pages: the same rows as the commands write, and nothing for who was too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from checks.ledger import State
from crawler.clock import day_in_shanghai
from gongkai.console.rooms.findings.decisions import DEEDS
from gongkai.console.rooms.findings.shown import _EVENTS
from gongkai.words import EVENTS
from tests.console.findings.conftest import Office

pytestmark = pytest.mark.e2e
INSPECTOR, WEBMASTER = "检查员", "王工"


def signed(office: Office, name: str) -> str:
    """How the person is named in histories."""
    with office.app.app_context():
        from gongkai.console.people.accounts import accounts
        from tests.console.small import store_of

        store = store_of(office.city.place)
        try:
            return next(account.signature for account in accounts(store) if account.name == name)
        finally:
            store.close()


def test_every_action_writes_the_rows_that_the_command_writes(office: Office) -> None:
    one, two, three, four, five, six = (row.number for row in office.findings(sites=("bureau",))[:6])
    wang, jian = signed(office, "wang"), signed(office, "jian")
    later = (day_in_shanghai(office.city.now) + timedelta(days=20)).isoformat()
    by_wang, by_jian = office.visit("wang"), office.visit("jian")
    for who, number, deed, fields, words in (
        (by_wang, one, "dispute", {"reason": "栏目已迁移"}, ("dispute", one, "--reason", "栏目已迁移", "--by", wang)),
        (by_wang, two, "claim", {"note": "已更新"}, ("claim", two, "--note", "已更新", "--by", wang)),
        (
            by_jian, one, "resolve", {"accept": "no", "reason": "未见迁移", "deadline": later},
            ("resolve", one, "--reject", "--reason", "未见迁移", "--deadline", later, "--by", jian),
        ),
        (
            by_jian, two, "verify", {"mended": "no", "reason": "仍旧"},
            ("verify", two, "--still-there", "--reason", "仍旧", "--by", jian),
        ),
        (
            by_jian, three, "confirm", {"note": "看过", "deadline": later},
            ("confirm", three, "--note", "看过", "--deadline", later, "--by", jian),
        ),
        (
            by_jian, four, "waive",
            {"reason": "改版", "approver": "局长", "document": "1号", "until": later, "scope": "finding"},
            ("waive", four, "--reason", "改版", "--approver", "局长", "--document", "1号", "--until", later),
        ),
        (
            by_jian, five, "deadline", {"deadline": later, "reason": "工程量大"},
            ("deadline", five, "--deadline", later, "--reason", "工程量大", "--by", jian),
        ),
        (by_wang, six, "dispute", {"reason": "误判"}, ("dispute", six, "--reason", "误判", "--by", wang)),
        (
            by_jian, six, "resolve", {"accept": "yes", "reason": "确系误判"},
            ("resolve", six, "--accept", "--reason", "确系误判", "--by", jian),
        ),
        (
            by_jian, two, "verify", {"mended": "yes", "reason": "已改好"},
            ("verify", two, "--mended", "--reason", "已改好", "--by", jian),
        ),
    ):  # fmt: skip
        answer = who.submit(f"/findings/{number}", deed, **fields)
        assert answer.status_code == 302, (deed, BeautifulSoup(answer.text, "lxml").get_text(" ", strip=True)[:2000])
        office.run(*words)
        assert office.alike(), deed
    waiver = office.find(four).waiver
    assert waiver is not None
    assert by_jian.submit(f"/findings/waivers/{waiver.number}", "revoke", reason="改完").status_code == 302
    office.run("waivers", "revoke", waiver.number, "--reason", "改完", "--by", jian)
    assert office.alike()


def test_doubts_are_decided_as_the_commands_do(office: Office) -> None:
    first, second = (row.number for row in office.doubts()[:2])
    jian, visitor = signed(office, "jian"), office.visit("jian")
    assert visitor.submit(f"/findings/doubts/{first}", "dismiss", reason="看过").status_code == 302
    office.run("dismiss", first, "--reason", "看过", "--by", jian)
    answer = visitor.submit(f"/findings/doubts/{second}", "confirm", reason="确有")
    assert answer.status_code == 302 and "/findings/F-" in answer.headers["Location"]
    office.run("confirm", second, "--reason", "确有", "--by", jian)
    assert office.alike()
    assert visitor.send(f"/findings/doubts/{first}/dismiss", reason="再来", seen="0").status_code == 409


def test_who_comes_second_sees_both_and_keeps_what_was_typed(office: Office) -> None:
    number = office.findings(sites=("bureau",))[0].number
    wang, jian = office.visit("wang"), office.visit("jian")
    seen = str(office.newest(number))
    assert wang.submit(f"/findings/{number}", "claim", note="昨天已更新").status_code == 302
    before = office.rows(office.city.place.root)
    answer = jian.send(f"/findings/{number}/confirm", seen=seen, note="看过，属实")
    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "lxml")
    refused = page.find(id="refused")
    assert refused is not None
    assert "昨天已更新" in refused.text and "看过，属实" in refused.text and "确认属实" in refused.text
    assert "看过，属实" in page.select("#confirm textarea")[0].text
    assert page.select("#confirm input[name=seen]")[0]["value"] == str(office.newest(number))
    assert office.rows(office.city.place.root) == before
    assert jian.send(f"/findings/{number}/confirm", seen=str(office.newest(number)), note="看过").status_code == 302
    assert office.find(number).state is State.CONFIRMED


def test_what_the_state_forbids_is_explained_and_refused(office: Office) -> None:
    number = office.findings(sites=("bureau",))[0].number
    jian = office.visit("jian")
    page = jian.see(f"/findings/{number}")
    assert page.find("form", id="resolve") is None and "没有待处理的异议" in page.text
    answer = jian.send(f"/findings/{number}/resolve", accept="yes", reason="试试", seen=str(office.newest(number)))
    assert answer.status_code == 409 and "试试" in answer.text
    assert office.alike()


@pytest.mark.parametrize(
    ("deed", "fields", "words"),
    [
        ("dispute", {"reason": "  "}, "请写明为什么认为这个问题不成立"),
        ("claim", {"note": ""}, "请写明做了什么"),
        ("deadline", {"deadline": "2001-01-01", "reason": "x"}, "这一天已经过去了"),
        ("confirm", {"deadline": "2017-12-01", "note": ""}, "写明理由"),
        ("waive", {"reason": "说得很详细", "approver": "局长", "until": "2030-01-01"}, "最长到"),
        ("waive", {"reason": "说得很详细", "approver": "局长", "until": ""}, "请选择日期"),
        ("waive", {"reason": "说得很详细", "approver": "局长", "until": "2017-03-01", "scope": "planet"}, "error"),
        ("dispute", {"reason": "长" * 2001}, "请不要超过2000个字"),
    ],
)
def test_bad_input_comes_back_with_its_error_and_its_words(
    office: Office, deed: str, fields: dict[str, str], words: str
) -> None:
    number = office.findings(sites=("bureau",))[0].number
    answer = office.visit("jian").submit(f"/findings/{number}", deed, **fields)
    assert answer.status_code == 400 and words in answer.text
    for typed in fields.values():
        assert typed.strip() in answer.text or typed == "planet"
    assert office.alike()


def test_people_act_within_their_role_and_their_sites(office: Office) -> None:
    number = office.findings(sites=("bureau",))[0].number
    doubt = office.doubts(sites=("bureau",))[0].number
    wang, shen, nian = (office.visit(name) for name in ("wang", "shen", "nian"))
    assert {form.get("id") for form in wang.see(f"/findings/{number}").find_all("form")} >= {"claim", "dispute"}
    assert not {form.get("id") for form in wang.see(f"/findings/{number}").find_all("form")} & {"waive", "confirm"}
    assert not {form.get("id") for form in nian.see(f"/findings/{number}").find_all("form")} & set(DEEDS)
    for deed in ("confirm", "resolve", "waive", "deadline", "verify"):
        assert wang.send(f"/findings/{number}/{deed}", reason="x").status_code == 403
    assert nian.send(f"/findings/{number}/dispute", reason="x").status_code == 403
    assert wang.send(f"/findings/doubts/{doubt}/dismiss", reason="x").status_code == 403
    for path in (f"/findings/{number}", f"/findings/doubts/{doubt}", "/findings/?site=bureau", "/findings/F-999999",
                 "/findings/doubts/D-999999", "/findings/export.csv?site=bureau", "/findings/waivers?site=bureau",
                 f"/findings/together?deed=claim&number={number}"):  # fmt: skip
        assert shen.get(path).status_code == 404, path
    assert shen.send(f"/findings/{number}/dispute", reason="x").status_code == 404
    assert office.alike()


def test_each_event_has_its_word() -> None:
    assert {kind: str(words._args[0]) for kind, words in _EVENTS.items()} == EVENTS


def test_a_finding_waived_for_its_column_covers_the_column(office: Office) -> None:
    row = next(row for row in office.findings(sites=("bureau",)) if row.subject_kind == "column")
    until = (day_in_shanghai(office.city.now) + timedelta(days=60)).isoformat()
    jian = office.visit("jian")
    fields = {"reason": "改版", "approver": "局长", "until": until, "scope": "column", "column": row.subject_key}
    assert jian.submit(f"/findings/{row.number}", "waive", **fields).status_code == 302
    waiver = office.find(row.number).waiver
    assert waiver is not None and waiver.column == row.subject_key
    page = jian.see(f"/findings/waivers/{waiver.number}")
    assert row.number in page.text
    assert waiver.number in jian.see("/findings/waivers").text
    assert waiver.number not in office.visit("shen").see("/findings/waivers").text
    assert office.visit("shen").get(f"/findings/waivers/{waiver.number}").status_code == 404
    assert jian.submit(f"/findings/waivers/{waiver.number}", "revoke", reason="").status_code == 400
    assert jian.submit(f"/findings/waivers/{waiver.number}", "revoke", reason="改完").status_code == 302
    late = jian.send(f"/findings/waivers/{waiver.number}/revoke", reason="我也来")
    assert late.status_code == 409 and "我也来" in late.text
