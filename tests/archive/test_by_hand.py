"""What docs/evidence.md tells people to do by hand works, and finds what it should."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.crawled import crawl
from tests.crawler.mini_site import HOME

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"


def run_chain_script(folder: Path) -> str:
    """The loop as it stands on the page, in the folder of a site."""
    (script,) = re.findall(r"```bash\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    done = subprocess.run([bash, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_chain_can_be_checked_with_a_shell(tmp_path: Path) -> None:
    crawl(tmp_path).close()
    crawl(tmp_path).close()
    folder = tmp_path / "archive" / "mini"
    assert run_chain_script(folder) == ""
    chain = folder / "chain.tsv"
    assert len(chain.read_text().splitlines()) == 2
    whole = chain.read_text()
    chain.write_text(whole.replace("2017-01-20", "2017-01-21", 1))
    assert "does not fit" in run_chain_script(folder)
    chain.write_text(whole)
    warc = next(folder.glob("*.warc.gz"))
    warc.write_bytes(warc.read_bytes()[:-1] + b"!")
    assert run_chain_script(folder) == f"{warc.name} was changed\n"


def test_one_capture_can_be_taken_out_with_warcio(tmp_path: Path) -> None:
    conn = crawl(tmp_path)
    row = conn.execute("SELECT * FROM captures WHERE url = ?", (HOME,)).fetchone()
    conn.close()
    command = [Path(sys.executable).with_name("warcio"), "extract", "--payload"]
    place = [str(tmp_path / "archive" / row["warc_file"]), str(row["offset"])]
    done = subprocess.run([*command, *place], capture_output=True, check=True)
    assert hashlib.sha256(done.stdout).hexdigest() == row["sha256"]
