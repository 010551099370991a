"""What belongs to a site that a webmaster is not responsible for is not there: 404, in no list, in no count."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.console.inspected_city import Inspected
from tests.console.security.endpoints import WHOSE, for_webmasters, rules_of
from tests.console.security.test_doors import CHANGING, ask
from tests.console.security.things import things_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Named = tuple[str, str, set[str]]


@pytest.fixture
def things(workspace: Inspected) -> dict[str, str]:
    return things_of(workspace.place, "bureau", workspace.now)


@pytest.fixture
def named(app: Flask, things: dict[str, str]) -> list[Named]:
    """(endpoint, path, methods) of every address that names a thing of the bureau."""
    found = []
    adapter = app.url_map.bind("localhost")
    for rule in rules_of(app):
        kinds = WHOSE.get(rule.endpoint)
        if not kinds or not for_webmasters(rule.endpoint):
            continue
        values = {
            argument: kind.removeprefix("=") if kind.startswith("=") else things[kind]
            for argument, kind in kinds.items()
            if argument in rule.arguments
        }
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        found.append((rule.endpoint, adapter.build(rule.endpoint, values, method=method), set(rule.methods or ())))
    return found


def test_things_of_another_site_are_not_there_to_look_at_or_to_change(
    workspace: Inspected, named: list[Named], visit: Callable[[str], Visitor]
) -> None:
    shen = visit("shen")  # of the municipal portal
    before = _state(workspace)
    wrong = []
    for endpoint, path, methods in named:
        for method in sorted(methods & (CHANGING | {"GET"})):
            answer = ask(shen, path, method)
            if answer.status_code != 404:
                wrong.append((endpoint, method, path, answer.status_code))
    assert wrong == []
    assert _state(workspace) == before


def test_the_same_things_are_there_for_the_sites_own_webmaster(
    named: list[Named], visit: Callable[[str], Visitor]
) -> None:
    wang = visit("wang")
    looked = [
        (path, wang.get(path).status_code)
        for endpoint, path, methods in named
        if "GET" in methods and endpoint != "captures.compare"  # of one crawl there are no two of an address
    ]
    assert [(path, code) for path, code in looked if code not in (200, 302)] == []


def test_things_that_are_not_there_at_all_look_the_same(
    app: Flask, named: list[Named], things: dict[str, str], visit: Callable[[str], Visitor]
) -> None:
    shen = visit("shen")
    for _, path, methods in named:
        if "GET" in methods and re.search(r"\d", path):
            nowhere = re.sub(r"\d+", "999999999", path)
            hidden, absent = shen.get(path), shen.get(nowhere)
            assert (hidden.status_code, absent.status_code) == (404, 404), path
            assert re.sub(r'value="[^"]*"', "", hidden.text) == re.sub(r'value="[^"]*"', "", absent.text), path


def test_no_list_page_or_file_of_a_webmaster_tells_of_another_site(
    app: Flask, workspace: Inspected, things: dict[str, str], visit: Callable[[str], Visitor]
) -> None:
    shen = visit("shen")
    home = next(each.home for each in workspace.place.profiles() if each.id == "bureau")
    secrets = [home.rstrip("/"), "机密", things["finding"], things["doubt"]]
    wrong = []
    for rule in rules_of(app):
        if "GET" not in (rule.methods or ()) or not for_webmasters(rule.endpoint):
            continue
        if rule.arguments - {"form"}:
            continue
        for form in ("csv", "json", "jsonl", "xlsx") if "form" in rule.arguments else ("",):
            path = re.sub(r"<[^>]*form>", form, rule.rule)
            for query in ({}, {"site": "bureau"}, {"q": "安全"}, {"clause": "stale-column"}):
                answer = shen.get(path, **query)
                assert answer.status_code in (200, 302, 400, 404, 422), (path, query, answer.status_code)
                told = answer.get_data().decode("utf-8", "replace")
                wrong += [(path, query, secret) for secret in secrets if secret in told]
    assert wrong == []


def test_capture_is_not_opened_by_a_finding_that_does_not_rest_on_it(
    workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    conn = workspace.place.open_catalogue()
    finding = conn.execute("SELECT printf('F-%06d', id) FROM findings WHERE site = 'bureau'").fetchone()[0]
    evidence = {
        number
        for row in conn.execute("SELECT evidence FROM findings UNION ALL SELECT evidence FROM doubts")
        for number in map(int, re.findall(r"\d+", row[0]))
    }
    foreign = [
        row[0]
        for row in conn.execute(
            "SELECT DISTINCT v.capture_id FROM visits v JOIN runs r ON r.id = v.run_id"
            " WHERE r.site = 'municipal' AND v.capture_id IS NOT NULL"
            " AND v.capture_id NOT IN (SELECT v2.capture_id FROM visits v2 JOIN runs r2 ON r2.id = v2.run_id"
            " WHERE r2.site = 'bureau' AND v2.capture_id IS NOT NULL) LIMIT 40"
        )
        if row[0] not in evidence
    ]
    conn.close()
    wang = visit("wang")
    codes = {
        wang.get(f"/captures/{number}{part}", finding=finding).status_code
        for number in foreign[:10]
        for part in ("", "/frame")
    }
    assert len(foreign) > 5 and codes == {404}


def _state(workspace: Inspected) -> list[object]:
    conn = workspace.place.open_catalogue()
    found = [tuple(row) for row in conn.execute("SELECT id, state, deadline FROM findings")]
    found += [tuple(row) for row in conn.execute("SELECT id, state FROM doubts")]
    found += [conn.execute("SELECT count(*) FROM finding_events").fetchone()[0]]
    found += [tuple(row) for row in conn.execute("SELECT * FROM waivers")]
    conn.close()
    return found
