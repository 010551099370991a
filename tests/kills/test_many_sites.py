"""Many sites in one process, on a system that allows few open files."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.crawling.server import serving
from benchmarks.crawling.site import Size
from benchmarks.workspaces import make_workspace, run


@pytest.mark.slow
@pytest.mark.e2e
def test_sixty_sites_are_crawled_where_sixty_files_may_be_open(tmp_path: Path) -> None:
    with serving(Size(columns=1, items=2, paragraphs=2)) as server:
        homes = {f"s{number}": server.site(number) for number in range(1, 61)}
        workspace = make_workspace(tmp_path / "w", homes)
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (60, hard))  # children inherit it
        try:
            code = run(workspace, "crawl")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert code == 0, (workspace / "log.txt").read_text("utf-8")[-2000:]


@pytest.mark.parametrize(("soft", "hard", "after"), [(64, 4096, 2656), (64, 512, 512), (3000, 4096, 3000)])
def test_the_limit_is_raised_as_far_as_needed_and_allowed(soft: int, hard: int, after: int) -> None:
    script = (
        "import resource; from crawler.limits import make_room;"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard})); make_room(100);"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) == after
