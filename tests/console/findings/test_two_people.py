"""People who decide at the same moment, each in a thread and a session of their own: one succeeds, all are told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from gongkai.words import EVENTS
from tests.console.findings.conftest import Office

pytestmark = pytest.mark.e2e

NAMES = ("wang", "jian", "jian", "wang")
DEEDS = ("claim", "confirm", "dispute", "dispute")


def at_once(*deeds: Callable[[], TestResponse]) -> list[TestResponse]:
    """Do all of this at the same moment, each in a thread."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], TestResponse]) -> TestResponse:
        start.wait(timeout=120)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_of_those_who_saw_the_same_exactly_one_decides(office: Office) -> None:
    visitors = [office.visit(name) for name in NAMES]
    tokens = [visitor.token() for visitor in visitors]
    for row in office.findings(sites=("bureau",))[:3]:
        seen = office.newest(row.number)

        def deed(index: int, number: str = row.number, seen: int = seen) -> Callable[[], TestResponse]:
            said = f"第{index}人所写"
            fields = {"csrf_token": tokens[index], "seen": str(seen), "note": said, "reason": said}
            return lambda: visitors[index].client.post(f"/findings/{number}/{DEEDS[index]}", data=fields)

        answers = at_once(*(deed(index) for index in range(len(NAMES))))
        assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]
        won = next(index for index, answer in enumerate(answers) if answer.status_code == 302)
        for index, answer in enumerate(answers):
            if index != won:
                assert f"第{index}人所写" in answer.text, "what was typed is kept"
                assert f"第{won}人所写" in answer.text, "what the other wrote is shown"
        entered = [event for event in office.history(row.number) if event.id > seen]
        assert [event.note for event in entered] == [f"第{won}人所写"]
        kind = {"claim": "claimed", "confirm": "confirmed", "dispute": "disputed"}[DEEDS[won]]
        assert entered[0].kind == kind and kind in EVENTS


def test_a_finding_sent_twice_in_two_bulk_changes_is_changed_once(office: Office) -> None:
    first, second = (row.number for row in office.findings(sites=("bureau",))[:2])
    visitors = [office.visit("jian"), office.visit("jian")]
    bodies = [
        {
            "csrf_token": visitor.token(),
            "deed": "confirm",
            "number": [first, second],
            f"seen-{first}": str(office.newest(first)),
            f"seen-{second}": str(office.newest(second)),
            "note": "看过",
        }
        for visitor in visitors
    ]
    before = {number: len(office.history(number)) for number in (first, second)}
    answers = at_once(
        *(
            lambda visitor=visitor, body=body: visitor.client.post("/findings/together", data=body)
            for visitor, body in zip(visitors, bodies, strict=True)
        )
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    for number, entries in before.items():
        assert len(office.history(number)) == entries + 1
    assert sum(answer.text.count("<td>办成") for answer in answers) == 2
    assert "打开页面之后别人改动过" in answers[0].text + answers[1].text


def test_the_clause_is_quoted_and_english_says_what_was_done(office: Office) -> None:
    row = office.findings(sites=("bureau",))[0]
    wang = office.visit("wang")
    assert wang.submit(f"/findings/{row.number}", "dispute", reason="误判").status_code == 302
    page = wang.see(f"/findings/{row.number}")
    clause = wang.see(f"/rules/packs/{row.pack}/{row.clause}")
    assert page.select("#clause-text")[0].text in clause.text
    assert "提出异议 · 王工" in page.select(".timeline")[0].text
    assert wang.send("/language/en").status_code == 302
    page = wang.see(f"/findings/{row.number}")
    assert "Disputed · 王工" in page.select(".timeline")[0].text
