"""An evidence package of a crawled city: recounted by a third party, proven offline elsewhere, each change named."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from gongkai.packages.datapackage import NAME as DATAPACKAGE
from gongkai.packages.datapackage import write_datapackage
from gongkai.packages.manifest import compare, files_in, read_manifest, write_manifest
from gongkai.packages.proving import prove
from tests.gongkai.test_demo_e2e import FIGURES, shell

pytestmark = pytest.mark.e2e
EXPECTED = {name: FIGURES[name] for name in ("published.own_site", "published.municipal", "published.total")}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of the demo's city; the workspace it was made from is gone."""
    work = tmp_path_factory.mktemp("城")
    assert shell("demo", "--keep", "demo", "--json", cwd=work).code == 0
    made = shell("report", "evidence", "--year", "2016", "--out", "out", "--workspace", "demo", "--json", cwd=work)
    assert made.code == 0, made.err
    again = shell("report", "evidence", "--year", "2016", "--out", "again", "--workspace", "demo", "--json", cwd=work)
    assert json.loads(made.out)["sha256"] == json.loads(again.out)["sha256"], "the same facts give the same bytes"
    shutil.rmtree(work / "demo")
    shutil.rmtree(work / "again")
    return work / "out" / "evidence-bureau-2016"


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(package, tmp_path / package.name))


def seal(folder: Path) -> None:
    """What a forger would do: describe the changed files anew and write the manifest again."""
    facts = json.loads((folder / DATAPACKAGE).read_text("utf-8"))
    write_datapackage(folder, **{name: facts[name] for name in ("name", "title", "description", "created")})
    write_manifest(folder)


def problems(folder: Path) -> dict[str, list[str]]:
    return {step.name: step.wrong for step in prove(folder).steps if step.wrong}


def test_it_holds_elsewhere_without_workspace_and_network(package: Path, tmp_path: Path) -> None:
    answer = shell("verify", str(package.with_suffix(".zip")), "--json", cwd=tmp_path)
    found = json.loads(answer.out)
    assert (answer.code, found["holds"], found["whole"]) == (0, True, True), found
    assert all(step["looked_at"] > 0 for step in found["steps"])


def test_line_of_the_docs_recounts_with_plain_sql(package: Path) -> None:
    line = next(line for line in (package / "README.md").read_text("utf-8").splitlines() if line.startswith("sqlite3 "))
    docs = (Path(__file__).parents[3] / "docs" / "package.md").read_text("utf-8")
    assert line in docs, "the package and the docs show the same line"
    if shutil.which("sqlite3"):
        done = subprocess.run(line, shell=True, cwd=package, capture_output=True, text=True, check=True)
        told = dict(row for row in csv.reader(done.stdout.splitlines()))
    else:
        told = dict(_sql(package / "counted.csv", re.search(r"'(SELECT .*)'", line)[1]))  # type: ignore[index]
    assert {name: float(told[name]) for name in EXPECTED} == EXPECTED


def _sql(path: Path, statement: str) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    conn = sqlite3.connect(":memory:")
    fields = ", ".join(f'"{name}" TEXT' for name in header)
    conn.execute(f"CREATE TABLE counted ({fields})")
    conn.executemany(f"INSERT INTO counted VALUES ({','.join('?' * len(header))})", rows)
    return conn.execute(statement).fetchall()


def test_data_package_is_valid_and_a_changed_table_is_not(copy: Path) -> None:
    from frictionless import validate

    assert validate(str(copy / DATAPACKAGE)).valid
    table = copy / "counted.csv"
    table.write_bytes(table.read_bytes().replace(b"2016-0", b"2016_0", 1))
    assert not validate(str(copy / DATAPACKAGE)).valid


def test_one_byte_changed_in_any_file_is_named(copy: Path) -> None:
    stated = read_manifest(copy)
    assert set(stated) | {"manifest-sha256.txt"} == set(files_in(copy))
    for name, path in files_in(copy).items():
        if name not in stated:
            continue
        data = path.read_bytes()
        place = len(data) // 2
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] if data else b"x")
        assert [entry.path for entry in compare(copy, stated)] == [name]
        path.write_bytes(data)
    assert compare(copy, stated) == []


def test_changed_byte_is_named_on_the_command_line(copy: Path, tmp_path: Path) -> None:
    values = copy / "values.csv"
    values.write_bytes(values.read_bytes().replace(b"813", b"814", 1))
    answer = shell("verify", str(copy), cwd=tmp_path)
    assert answer.code == 4
    assert "values.csv：内容被改动" in answer.out


def _more(folder: Path) -> None:
    path = folder / "values.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",813,", ",815,", 1), "utf-8-sig")


def _added_row(folder: Path) -> None:
    path = folder / "counted.csv"
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    extra = next(line for line in lines if line.startswith("published.total,"))
    path.write_text("".join([*lines, extra.replace(".htm,", "9.htm,", 1)]), "utf-8-sig")


def _edited_document(folder: Path) -> None:
    path = folder / "documents" / "annual-2016.html"
    text = path.read_text("utf-8")
    assert ">813</a>" in text
    path.write_text(text.replace(">813</a>", ">913</a>", 1), "utf-8")


def _broken_archive(folder: Path) -> None:
    path = folder / "archive" / "bureau.wacz"
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def _register(folder: Path) -> None:
    path = folder / "registers" / "hearings.csv"
    path.write_text("".join(path.read_text("utf-8-sig").splitlines(keepends=True)[:-1]), "utf-8-sig")


def test_forgeries_that_renew_the_manifest_are_each_found(copy: Path) -> None:
    for forge in (_more, _added_row, _edited_document, _register):
        forge(copy)
    seal(copy)
    found = problems(copy)
    assert "文件清单" not in found
    for step, words in (
        ("明细重算", "815"),
        ("从网页原件重新统计", "published.total"),
        ("从网页原件重新统计", "hearings.held"),
        ("文书", "913"),
    ):
        assert any(words in line for line in found.get(step, [])), (step, words, found)


def test_archive_with_a_changed_byte_proves_nothing(copy: Path) -> None:
    _broken_archive(copy)
    seal(copy)
    assert any("bureau" in line for line in problems(copy)["从网页原件重新统计"])


def test_names_of_applicants_stay_behind(package: Path) -> None:
    with (package / "registers" / "requests.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert not any(row.get("申请人") for row in rows)
