"""What is written into a register is read back the same, whatever it is, as CSV and as XLSX."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from crawler.errors import RegisterError
from reports.registers import read_register, read_registers, write_register
from reports.registers.cells import guard, unguard
from reports.registers.results import results
from reports.registers.vocabulary import Applicant, Channel

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "+86 769",
    "-张三",
    "@SUM(A1)",
    "'=1",
    "''＝1",
    "\t=1",
    "甲\n乙",
    "a_x0041_b",
    "，",
    '"',
]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
) | st.sampled_from(HOSTILE)
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@st.composite
def requests(draw: st.DrawFn) -> list[dict[str, object]]:
    """Requests, answered or not, with whatever text a clerk may write."""
    numbers = draw(st.lists(TEXT.filter(lambda text: text.strip()), min_size=1, max_size=4, unique_by=str.strip))
    rows = []
    for number in numbers:
        received = draw(DAYS)
        answered = draw(st.none() | st.dates(received, date(2031, 1, 1)))
        rows.append(
            {
                "no": number,
                "received_on": received,
                "channel": draw(st.sampled_from(Channel)),
                "kind": draw(st.none() | st.sampled_from(Applicant)),
                "answered_on": answered,
                "result": draw(st.sampled_from(sorted(results()))) if answered else None,
                "extended": draw(st.none() | st.booleans() | DAYS),
                "fee": draw(st.decimals(0, 10**6, places=2)) if answered else None,
                "applicant": draw(TEXT),
                "evidence": draw(TEXT),
                "files": draw(TEXT),
                "filed_by": draw(TEXT),
                "filed_on": draw(st.none() | DAYS),
            }
        )
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(requests(), st.sampled_from([".csv", ".xlsx"]))
def test_register_is_read_as_it_was_written(rows: list[dict[str, object]], ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_register(Path(folder), "requests", rows, ending=ending)
        read = read_register(path)
    assert len(read) == len(rows)
    for row, entry in zip(rows, read, strict=True):
        for name, value in row.items():
            expected = value.strip() if isinstance(value, str) else value
            assert getattr(entry.form, name) == expected, name


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.sampled_from(HOSTILE))
def test_guard_is_taken_away_again(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).strip().startswith(("=", "＝", "@", "＠", "+", "＋"))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("text", [*HOSTILE, "长" * 5000])
def test_hostile_cell_is_kept_and_never_a_formula(tmp_path: Path, text: str, ending: str) -> None:
    path = write_register(
        tmp_path, "hearings", [{"held_on": "2016-03-05", "title": f"x{text}", "evidence": text}], ending=ending
    )
    form: Any = read_registers(tmp_path).tables["hearings"][0].form
    assert (form.title, form.evidence) == (f"x{text}".strip(), text.strip())
    if ending == ".xlsx":
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            written = list(csv.reader(file))[1]
        assert not [cell for cell in written if cell.lstrip().startswith(("=", "+", "@", "＝", "＋", "＠"))]


def test_text_that_no_cell_holds_is_refused_for_xlsx_and_kept_in_csv(tmp_path: Path) -> None:
    rows = [{"held_on": "2016-03-05", "title": "长" * 40_000}]
    with pytest.raises(RegisterError, match="32767"):
        write_register(tmp_path, "hearings", rows, ending=".xlsx")
    assert len(read_register(write_register(tmp_path / "csv", "hearings", rows))) == 1


def test_negative_number_is_not_disarmed() -> None:
    assert guard("-5") == "-5" and guard("-5甲") == "'-5甲"
