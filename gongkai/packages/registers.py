"""The registers of a package: every row, without what is private, and the files that prove them."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from reports.register_forms import FORMS
from reports.registers import read_registers

EVIDENCE = "evidence"


def copy_registers(source: Path, target: Path, *, with_files: bool) -> None:
    """Copy the registers of a workspace; names of applicants stay behind. Raises RegisterError for a wrong row."""
    target.mkdir()
    for name in read_registers(source).tables:
        _copy(source / f"{name}.csv", target / f"{name}.csv", name)
    files = source / EVIDENCE
    if with_files and files.is_dir():
        shutil.copytree(files, target / EVIDENCE)


def _copy(source: Path, target: Path, name: str) -> None:
    data = source.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    secret = {"applicant", *FORMS[name].labels.get("applicant", ())}
    hidden = [index for index, field in enumerate(header) if "".join(field.split()) in secret]
    for row in rows:
        for index in hidden:
            if index < len(row):
                row[index] = ""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([header, *rows])
