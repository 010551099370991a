"""The JSON API: what the command line says, for programs with a token, and never more than their account sees."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from schemathesis.generation import GenerationMode
from werkzeug.test import TestResponse

from crawler.clock import clock_starting_at
from gongkai.cli import run
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.console.people.accounts import find_account
from gongkai.console.people.tokens import make_token, revoke
from gongkai.console.rooms.api.declaring import OPERATIONS
from gongkai.console.rooms.api.document import document
from gongkai.searching import path_beside, renew_index
from gongkai.workspace import load_workspace
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
V1 = "/api/v1"
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def city(inspected: Inspected, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """A copy for all tests of this module: nothing here changes it, but for the index of words."""
    root = tmp_path_factory.mktemp("api") / "city"
    shutil.copytree(inspected.place.root, root)
    place = load_workspace(root)
    renew_index(place.open_catalogue(), path_beside(place.catalogue))
    return Inspected(place, inspected.truth, inspected.now)


@pytest.fixture(scope="module")
def api(city: Inspected) -> Iterator[Flask]:
    made = create_app(city.place, clock=clock_starting_at(city.now))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture(scope="module")
def tokens(api: Flask, city: Inspected) -> dict[str, str]:
    found = {}
    with api.extensions[EXTENSION].store.borrow() as conn:
        for name in ("jian", "wang", "shen", "nian"):
            found[name] = make_token(conn, find_account(conn, name), "test", city.now)[1]
    return found


@pytest.fixture
def ask(api: Flask, tokens: dict[str, str]) -> Ask:
    """`ask("/findings", who="wang", site="bureau")`."""

    def asked(path: str, who: str = "jian", **query: Any) -> TestResponse:
        return api.test_client().get(
            f"{V1}{path}", query_string=query, headers={"Authorization": f"Bearer {tokens[who]}"}
        )

    return asked


def said(city: Inspected, *arguments: str) -> Any:
    """What a command prints with --json."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run([*arguments, "--json", "-w", str(city.place.root)]) == 0
    return json.loads(out.getvalue())


# --- the same facts ---------------------------------------------------------------------------------------------


def test_findings_are_those_of_the_command(ask: Ask, city: Inspected) -> None:
    clock = ["--clock", city.now.isoformat()]
    listed = said(city, "findings", "list", *clock)
    answer = ask("/findings", size=200).json
    assert answer["findings"] == listed
    assert answer["total"] == len(listed) > 20
    assert [row["number"] for row in ask("/findings", size=3, page=2).json["findings"]] == [
        row["number"] for row in listed[3:6]
    ]
    veto = ask("/findings", veto="true", size=200).json
    assert veto["findings"] == [row for row in listed if row["veto"]]


def test_one_finding_and_one_doubt_are_those_of_the_command(ask: Ask, city: Inspected) -> None:
    for number, path in (("F-000001", "findings"), ("D-000001", "doubts")):
        answer, printed = ask(f"/{path}/{number}").json, said(city, "findings", "show", number)
        answer["overdue"] = printed.get("overdue")  # depends on the day, which the command is not told
        assert {**printed, "overdue": printed.get("overdue")} == answer
        assert path == "doubts" or answer["captures"]


def test_doubts_are_those_of_the_command(ask: Ask, city: Inspected) -> None:
    answer = ask("/doubts", size=200).json
    assert answer["doubts"] == said(city, "findings", "list", "--unsure")


def test_figures_are_those_of_the_command(ask: Ask, city: Inspected) -> None:
    whose = ["--year", "2016", "--as-of", "2016-12-31"]
    answer = ask("/counts", "nian", year=2016, as_of="2016-12-31").json
    printed = {each["metric"]: each for each in said(city, "count", *whose)}
    for figure in answer["counts"]:
        assert figure == {"parts": {}, **printed[figure["metric"]]}
    assert len(answer["counts"]) == len(printed)
    whole = said(city, "count", "published.total", "--rows", *whose)
    one = ask("/counts/published.total", "nian", year=2016, as_of="2016-12-31", size=200).json
    assert one["value"] == whole["value"] == 813
    assert one["total"] == 813
    assert one["rows"] == whole["rows"][:200]
    last = ask("/counts/published.total", "nian", year=2016, as_of="2016-12-31", size=200, page=5).json
    assert last["rows"] == whole["rows"][800:]


def test_items_are_those_of_the_command(ask: Ask, city: Inspected) -> None:
    answer = ask("/items", q="通知", size=20).json
    assert answer.pop("size") == 20
    assert answer == said(city, "items", "search", "通知")
    assert answer["total"] > 20
    number = answer["items"][0]["number"]
    item, versions = ask(f"/items/{number}").json, ask(f"/items/{number}/versions").json
    assert item["title"] == answer["items"][0]["title"]
    assert item["versions"] == len(versions["versions"]) >= 1
    assert versions["versions"][-1]["text"]


def test_runs_say_how_complete_they_were(ask: Ask) -> None:
    answer = ask("/runs", size=1).json
    assert (answer["total"], len(answer["runs"]), answer["next"]) == (2, 1, 2)
    older = ask("/runs", size=1, before=2).json
    assert (older["runs"][0]["site"], older["next"]) == ("bureau", None)
    one = ask("/runs/1").json
    assert {**older["runs"][0], "failures": one["failures"], "open_columns": one["open_columns"]} == one


# --- who may ask ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [each.path for each in OPERATIONS])
def test_nothing_is_told_without_a_token(api: Flask, path: str) -> None:
    place = V1 + path.format(number="F-000001", run="1", metric="published.total")
    for headers in ({}, {"Authorization": "Bearer gongkai_wrong"}, {"Authorization": "Basic amlhbjp4"}):
        answer = api.test_client().get(place, headers=headers)
        assert answer.status_code == 401
        assert "Bearer" in answer.headers["WWW-Authenticate"]
        assert answer.json is not None
        assert answer.json["error"]["status"] == 401


def test_the_login_of_a_browser_opens_nothing(api: Flask) -> None:
    jian = Visitor(api, "jian")
    assert jian.get("/").status_code == 200
    assert jian.get(f"{V1}/findings").status_code == 401
    assert jian.get(f"{V1}/sites").status_code == 401


def test_a_revoked_or_expired_token_is_worth_nothing(api: Flask, city: Inspected) -> None:
    with api.extensions[EXTENSION].store.borrow() as conn:
        account = find_account(conn, "jian")
        token, text = make_token(conn, account, "short", city.now)
        headers = {"Authorization": f"Bearer {text}"}
        assert api.test_client().get(f"{V1}/sites", headers=headers).status_code == 200
        revoke(conn, account, token.id, city.now)
    assert api.test_client().get(f"{V1}/sites", headers=headers).status_code == 401


def test_with_a_token_nothing_can_be_changed(api: Flask, tokens: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {tokens['jian']}"}
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(api.test_client(), method)(f"{V1}/findings", headers=headers)
        assert answer.status_code in (400, 401, 405), method
    assert api.test_client().get("/findings/", headers=headers).status_code in (302, 401, 404)


def test_a_webmaster_sees_his_site_alone(ask: Ask) -> None:
    for who, own, other in (("wang", "bureau", "municipal"), ("shen", "municipal", "bureau")):
        sites = ask("/sites", who).json
        assert [site["id"] for site in sites["sites"]] == [own]
        for path in ("/findings", "/doubts", "/items", "/runs"):
            assert ask(path, who, site=other).status_code == 404, path
            answer = ask(path, who, size=200).json
            assert {row["site"] for row in next(value for value in answer.values() if isinstance(value, list))} <= {own}
        assert ask("/counts", who, year=2016).status_code == 403
    for path in ("/findings/F-000001", "/doubts/D-000001", "/runs/1", "/items/1", "/items/1/versions"):
        assert ask(path, "wang").status_code == 200, path
        assert ask(path, "shen").status_code == 404, path
    answer = ask("/findings", "shen").json
    assert answer["total"] == 0


def test_what_cannot_be_understood_is_told(ask: Ask) -> None:
    for path, query, words in (
        ("/findings", {"page": "0"}, "page"),
        ("/findings", {"page": "1.0"}, "page"),
        ("/findings", {"size": "201"}, "size"),
        ("/findings", {"state": "gone"}, "state"),
        ("/findings", {"sites": "bureau"}, "sites"),
        ("/findings", {"since": "1483228800"}, "since"),
        ("/findings", {"clause": ["a", "b"]}, "clause"),
        ("/counts", {}, "year"),
        ("/items", {"q": '""'}, "q"),
    ):
        answer = ask(path, **query)
        assert answer.status_code == 422, (path, query)
        assert answer.json is not None
        assert words in answer.json["error"]["detail"]
    for path in (
        "/findings/F-1x",
        "/findings/D-000001",
        "/runs/٣",
        "/items/1e3",
        "/nowhere",
    ):
        assert ask(path).status_code == 404, path
    assert ask("/counts/nothing", year=2016).status_code == 404


# --- the document -----------------------------------------------------------------------------------------------


def test_the_document_is_one(api: Flask) -> None:
    answer = api.test_client().get(f"{V1}/openapi.json")
    assert answer.json == json.loads(json.dumps(document()))
    found = document()
    assert found["openapi"] == "3.1.0"
    assert set(found["paths"]) == {each.path for each in OPERATIONS}
    for schema in found["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = [path["get"]["operationId"] for path in found["paths"].values()]
    assert len(set(names)) == len(names)
    text = json.dumps(found)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in found["components"]["schemas"], name


def test_a_person_finds_a_description(api: Flask) -> None:
    page = Visitor(api).see(f"{V1}/")
    for each in OPERATIONS:
        assert f"{V1}{each.path}" in page.text


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", [each.path for each in OPERATIONS])
def test_every_question_of_the_document_is_answered_as_it_says(
    api: Flask, tokens: dict[str, str], path: str, mode: GenerationMode
) -> None:
    """No 5xx, every answer of a declared status and shape; what the document forbids is refused."""
    schema = schemathesis.openapi.from_wsgi(f"{V1}/openapi.json", api)
    schema.raw_schema.pop("security")  # every question here has its token; those without one are asked above
    asked = schema[path]["GET"]
    declared = document()["paths"][path]["get"]["parameters"]
    if mode is GenerationMode.NEGATIVE and not declared:
        return  # without parameters nothing can be asked wrongly
    headers = {"Authorization": f"Bearer {tokens['jian']}"}

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    @given(case=asked.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        case.call_and_validate(headers=headers)

    answered()


# --- the documentation ------------------------------------------------------------------------------------------

_GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
_CALLS = re.findall(r'^curl -H "Authorization: Bearer \$TOKEN" "\$CONSOLE(/\S+)"$', _GUIDE, re.MULTILINE)


@pytest.mark.parametrize("call", _CALLS)
def test_every_example_of_the_documentation_is_answered(api: Flask, tokens: dict[str, str], call: str) -> None:
    answer = api.test_client().get(call, headers={"Authorization": f"Bearer {tokens['jian']}"})
    assert answer.status_code == 200, answer.text


def test_the_documentation_has_an_example_of_every_operation() -> None:
    asked = {call.partition("?")[0].removeprefix(V1) for call in _CALLS}
    for each in OPERATIONS:
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(each.path))
        assert any(re.fullmatch(pattern, path) for path in asked), each.path
