"""Files that a transfer, a disk or an enemy has changed: read as far as they go, or refused; never a crash."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ConfigError
from reports.audit.checking import check_paper
from reports.audit.read import read_paper
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import as_docx, as_html, as_pdf


@cache
def whole(kind: str) -> bytes:
    maker = {"docx": as_docx, "pdf": as_pdf, "html": as_html}[kind]
    return maker(title(2016), report(2016, {}))


def changed(body: bytes, seed: int) -> bytes:
    """The same bytes with a few of them altered, lost or doubled."""
    rng = random.Random(seed)
    out = bytearray(body)
    for _ in range(rng.choice((1, 3, 10, 50))):
        place, length = rng.randrange(len(out)), rng.randrange(1, 40)
        what = rng.randrange(3)
        if what == 0:
            out[place] = rng.randrange(256)
        elif what == 1:
            del out[place : place + length]
        else:
            out[place:place] = out[place : place + length]
    return bytes(out)


def changed_inside(body: bytes, seed: int) -> bytes:
    """A DOCX file that is a sound archive of changed parts."""
    rng = random.Random(seed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changed(part, seed) if rng.random() < 0.3 else part)
    return out.getvalue()


def bear(body: bytes) -> None:
    try:
        paper = read_paper(body, name="broken")
    except ConfigError as error:
        assert error.fix
        return
    check_paper(paper, [])


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
@pytest.mark.parametrize("seed", range(8))
def test_changed_bytes_are_borne(kind: str, seed: int) -> None:
    bear(changed(whole(kind), seed))


@pytest.mark.parametrize("seed", range(12))
def test_changed_parts_of_a_word_file_are_borne(seed: int) -> None:
    bear(changed_inside(whole("docx"), seed))


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body><table>"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_borne(body: bytes, begin: bytes) -> None:
    bear(begin + body)


def test_a_page_that_lost_data_is_named() -> None:
    body = as_pdf(title(2016), ["全年公开政府信息813条。" * 40] * 30)
    start = body.index(b"stream", len(body) // 2) + 40
    paper = read_paper(body[:start] + b"\0" * 60 + body[start + 60 :], name="report.pdf")
    assert paper.unread == ("第4页没有读到文字（是空白页，或者已损坏）",)
