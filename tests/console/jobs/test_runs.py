"""The ledger of runs: whose runs one sees, what a run says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.catalogue.run_ledger import Wanted, count_runs, failed_addresses, runs_page, standing_of, was_met
from crawler.catalogue.runs import read_run
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e


def test_the_ledger_shows_runs_of_visible_sites_only(workspace: Inspected, visit: Callable[[str], Visitor]) -> None:
    conn = workspace.place.open_catalogue()
    runs = {row["site"]: row["id"] for row in conn.execute("SELECT id, site FROM runs")}
    jian, wang = visit("jian"), visit("wang")
    assert len(jian.see("/runs/").select("tbody tr")) == len(runs)
    assert len(wang.see("/runs/").select("tbody tr")) == 1
    assert [option["value"] for option in wang.see("/runs/").select("#site option")] == ["", "bureau"]
    assert wang.get(f"/runs/{runs['municipal']}").status_code == 404
    assert wang.get("/runs/", site="municipal").status_code == 404
    assert wang.get("/runs/99999").status_code == 404
    page = wang.see(f"/runs/{runs['bureau']}")
    assert "应到的都到了" in page.text
    assert "没有符合条件" in wang.see("/runs/", state="incomplete").text

    conn.execute(
        "UPDATE frontier SET state = 'failed', outcome = 'timeout' WHERE id IN"
        " (SELECT id FROM frontier WHERE run_id = ? AND role = 'article' ORDER BY id LIMIT 7)",
        (runs["bureau"],),
    )
    conn.execute("UPDATE runs SET state = 'incomplete', failures = '{\"timeout\": 7}' WHERE id = ?", (runs["bureau"],))
    conn.execute(
        "UPDATE column_states SET complete = 0, pages_walked = 1, pages_stated = 4 WHERE run_id = ? AND column_id ="
        " (SELECT max(column_id) FROM column_states WHERE run_id = ?)",
        (runs["bureau"], runs["bureau"]),
    )
    page = wang.see(f"/runs/{runs['bureau']}")
    assert "超时（7）" in page.text
    assert "另有 2 处" in page.text
    assert "1 / 4" in page.text
    run = read_run(conn, runs["bureau"])
    assert len(failed_addresses(conn, run, "timeout", limit=100)) == 7
    assert standing_of(conn, run.id).failures == {"timeout": 7}
    assert standing_of(conn, run.id).columns > 10
    conn.close()


def test_pages_of_runs_do_not_overlap(workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    for number in range(120):
        conn.execute(
            "INSERT INTO runs (site, mode, state, started_at, software) VALUES ('bureau', ?, 'complete', ?, 'x')",
            ("update" if number % 2 else "full", "2017-01-21T00:00:00Z"),
        )
    wanted = Wanted(("bureau",), mode="update")
    assert count_runs(conn, wanted) == 60
    seen: list[int] = []
    while page := runs_page(conn, wanted, before=seen[-1] if seen else None, limit=25):
        seen += [run.id for run in page]
    assert len(seen) == len(set(seen)) == 60
    home = workspace.place.profiles(["bureau"])[0].home
    key = conn.execute("SELECT key FROM visits WHERE url = ? LIMIT 1", (home,)).fetchone()["key"]
    assert was_met(conn, "bureau", key)
    assert not was_met(conn, "municipal", "http://nobody.example/")
    conn.close()
