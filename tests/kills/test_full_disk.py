"""A disk that fills up in mid-crawl: clear words, nothing lost, and the same command goes on once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.crawling.server import Served, serving
from benchmarks.crawling.site import Size
from benchmarks.robustness.told import differences, told
from benchmarks.workspaces import make_workspace, run

SIZE = Size(columns=4, items=20, awkward=True)
_NAMESPACE = ["unshare", "--map-root-user", "--mount", "sh", "-c"]


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_NAMESPACE, "mount -t tmpfs none /mnt"], capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving(SIZE) as found:
        yield found


def crawl_on_small_disk(folder: Path, site: str, size: str, *options: str) -> tuple[int, str, Path]:
    """Crawl on a disk of this size; returns exit code, what was said, and the workspace copied to a larger disk."""
    workspace = make_workspace(folder / "before", {"s": site})
    disk, after = folder / "disk", folder / "after"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size="$1" none "$2" && cp -r "$3/." "$2" || exit 99\n'
        'disk=$2; before=$3; after=$4; python=$5; shift 5; "$python" -m gongkai crawl "$@" --workspace "$disk"\n'
        'code=$?; cp -r "$disk" "$after"; exit $code'
    )
    done = subprocess.run(
        [*_NAMESPACE, script, "sh", size, str(disk), str(workspace), str(after), sys.executable, "s", *options],
        env={**os.environ, "GONGKAI_STATE": str(folder / "state")},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr, after


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.skipif(not _can_mount(), reason="no right to mount a small disk (unshare) on this machine")
@pytest.mark.parametrize(
    ("size", "options"),
    [("200k", ()), ("500k", ()), ("1m", ()), ("1m", ("--jobs", "2")), ("1500k", ()), ("1500k", ("--jobs", "2"))],
)
def test_full_disk_is_said_and_the_crawl_goes_on_when_there_is_room(
    tmp_path: Path, server: Served, size: str, options: tuple[str, ...]
) -> None:
    server.show(SIZE)
    whole = make_workspace(tmp_path / "whole", {"s": server.home})
    assert run(whole, "crawl", "s") == 0
    server.show(SIZE)
    code, said, workspace = crawl_on_small_disk(tmp_path, server.home, size, *options)
    assert code in (1, 2)
    assert "disk" in said and "Traceback" not in said and "internal error" not in said
    server.show(SIZE)
    assert run(workspace, "crawl", "s", *options) == 0
    assert differences(told(whole / "catalogue.sqlite"), told(workspace / "catalogue.sqlite")) == []
    assert run(workspace, "archive", "verify") == 0
