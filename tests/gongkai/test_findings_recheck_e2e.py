"""A finding rechecked against a city that stands, is mended, and falls silent: through the command line."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.city import serving
from tests.gongkai.conftest import Answer

pytestmark = pytest.mark.e2e
NET = ("--allow-net", "127.0.0.0/8")
STALE = "c15.d.basic_news"


def ask(address: str, *, post: bool = False) -> Any:
    request = urllib.request.Request(address, method="POST" if post else "GET")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def write_profile(folder: Path, home: str) -> None:
    (folder / "sites").mkdir(exist_ok=True)
    for path in (folder / "sites").glob("*.toml"):
        path.unlink()
    (folder / "sites" / "bureau.toml").write_text(
        f'id = "bureau"\nhome = "{home}"\n\n[fetch]\ndelay_seconds = 0\nconcurrency = 4\nretry_seconds = [0.1, 0.2]\n',
        encoding="utf-8",
    )


def test_column_still_stale_then_mended_then_a_server_that_is_down(
    gongkai: Callable[..., Answer], workspace: Path
) -> None:
    w = ("-w", workspace)
    with serving() as addresses:
        write_profile(workspace, addresses["bureau"])
        crawled = gongkai("crawl", "bureau", *NET, "--clock", "2017-01-20T12:00", "--json", *w)
        assert crawled.code == 0, crawled.err
        gongkai("check", "bureau", "--as-of", "2017-01-20", "--pack", "census-2015", *w)
        control = addresses["control"]
        faults = [fault for fault in ask(f"{control}truth.json")["faults"] if fault["kind"] == "stale_news"]
        rows = gongkai("findings", "list", "--clause", STALE, "--json", *w).json
        numbers = {row["subject"]: row["number"] for row in rows}
        first, second = (numbers[fault["subject"]] for fault in faults[:2])

        still = gongkai("findings", "recheck", first, *NET, "--clock", "2017-01-20T15:00", "--json", *w)
        assert (still.code, still.json["recheck"]["result"], still.json["state"]) == (4, "still", "open")

        gongkai("findings", "claim", first, "--by", "站长", "--note", "已补发", "--clock", "2017-01-20T15:30", *w)
        refused = gongkai("findings", "recheck", first, *NET, "--clock", "2017-01-20T16:00", "--json", *w)
        assert (refused.code, refused.json["state"], refused.json["claims_refused"]) == (4, "open", 1)

        gongkai("findings", "claim", first, "--by", "站长", "--clock", "2017-01-20T17:00", *w)
        ask(f"{control}mend?fault={faults[0]['id']}", post=True)
        ask(f"{control}requests/clear", post=True)
        mended = gongkai("findings", "recheck", first, *NET, "--clock", "2017-01-20T18:00", "--json", *w)
        assert mended.code == 0, mended.out + mended.err
        assert (mended.json["recheck"]["result"], mended.json["state"]) == ("mended", "fixed")
        asked = [row["path"] for row in ask(f"{control}requests.json") if row["site"] == "bureau"]
        assert 0 < len([path for path in asked if path != "/robots.txt"]) <= 6, asked

        # A check on the crawl from before the mending brings nothing back, and does not count it.
        again = gongkai("check", "bureau", "--as-of", "2017-01-20", "--pack", "census-2015", "--json", *w).json
        entry = next(found for found in again["checks"][0]["findings"] if found["number"] == first)
        assert entry["state"] == "fixed"
    down = gongkai("findings", "recheck", second, *NET, "--clock", "2017-01-21T09:00", *w)
    assert down.code == 3, down.out + down.err
    assert "状态不变" in down.out
    shown = gongkai("findings", "show", second, "--json", *w).json
    assert shown["state"] == "open"
    assert [event["kind"] for event in shown["history"]][-1] == "rechecked"
    assert [event["kind"] for event in gongkai("findings", "show", first, "--json", *w).json["history"]] == [
        "opened",
        "rechecked",
        "claimed",
        "claim_refused",
        "claimed",
        "seen_fixed",
    ]


# Kind of fault → the most requests that its recheck may cost (robots.txt included).
MENDED = {
    "stale_policy": 8,
    "blank_column": 12,
    "missing_column": 80,  # a new column may show on any page of the menu: each column is asked once
    "outdated_guide": 4,
    "dead_link_home": 4,
    "dead_link": 4,
    "undated_item": 4,
    "date_conflict": 8,
    "unanswered_letter": 4,
}


def test_every_kind_of_fault_that_can_be_mended_closes_with_few_requests(
    gongkai: Callable[..., Answer], workspace: Path
) -> None:
    w = ("-w", workspace)
    with serving() as addresses:
        write_profile(workspace, addresses["bureau"])
        gongkai("crawl", "bureau", *NET, "--clock", "2017-01-20T12:00", *w)
        gongkai("check", "bureau", "--as-of", "2017-01-20", "--clock", "2017-01-20T14:00", *w)
        control = addresses["control"]
        rows = {row["subject"]: row["number"] for row in gongkai("findings", "list", "--json", *w).json}
        faults = {fault["kind"]: fault for fault in reversed(ask(f"{control}truth.json")["faults"])}
        came_to: dict[str, tuple[int, str]] = {}
        for kind, most in MENDED.items():
            ask(f"{control}mend?fault={faults[kind]['id']}", post=True)
            ask(f"{control}requests/clear", post=True)
            number = rows[faults[kind]["subject"]]
            answer = gongkai("findings", "recheck", number, *NET, "--clock", "2017-01-21T12:00", "--json", *w)
            requests = [row for row in ask(f"{control}requests.json") if row["site"] == "bureau"]
            assert len(requests) <= most, (kind, len(requests))
            came_to[kind] = (answer.code, answer.json["state"])
        assert came_to == dict.fromkeys(MENDED, (0, "fixed"))
        known = gongkai("export", "bureau", "--what", "columns", *w).out.count("\n")
        updated = gongkai("crawl", "bureau", "--mode", "update", *NET, "--clock", "2017-01-22T12:00", "--json", *w)
        assert updated.code == 0, updated.err
        assert gongkai("export", "bureau", "--what", "columns", *w).out.count("\n") == known + 1
