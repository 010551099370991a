"""docs/safety.md says what the testbed says and what the settings are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.robustness.hostile import ROOT

PAGE = ROOT / "docs" / "safety.md"


def test_tables_are_those_that_would_be_written_now(tmp_path: Path) -> None:
    copy = tmp_path / "safety.md"
    copy.write_bytes(PAGE.read_bytes())
    subprocess.run([sys.executable, "-m", "testbed", "hostile", "--table", str(copy)], check=True, cwd=ROOT, timeout=60)
    assert copy.read_bytes() == PAGE.read_bytes(), "run `make docs`"


def test_limits_are_those_of_the_code() -> None:
    import crawler.settings as settings
    from crawler.middlewares import body, download
    from crawler.placing import MAX_PAGES
    from crawler.recorder import MAX_HOPS
    from crawler.robots import HOPS, LIMIT
    from crawler.traps import TELLING

    megabyte = 1024 * 1024
    text = PAGE.read_text(encoding="utf-8")
    for said in (
        f"`timeout_seconds` ({settings.DOWNLOAD_TIMEOUT}) for a page",
        f"{settings.DOWNLOAD_MAXSIZE // megabyte} MB a page, {settings.ATTACHMENT_MAXSIZE // megabyte} MB a file",
        f"{LIMIT // 1024} KiB robots.txt",
        f"{settings.DECOMPRESSION_RATIO} times the packed size (and {body.SLACK // megabyte} MB)",
        f"{body.MEMBERS:,} members",
        f"{download.MAX_HEADERS}, of {round(download.MAX_HEADER / 1024)} KB each",
        f"{MAX_PAGES} pages where no number is stated",
        f"at {settings.LEAST_RATE // 1024} KB a second",
    ):
        assert said in text, said
    assert (settings.ATTACHMENT_PATIENCE, MAX_HOPS, HOPS, TELLING) == (20, 5, 5, 8)
