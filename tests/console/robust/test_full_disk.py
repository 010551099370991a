"""A full disk: what was decided before stays, what cannot be kept is refused in words, and with room it goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.inspected_city import Inspected
from tests.console.jobs.test_killed import NAMESPACE, can_mount
from tests.console.robust.full_disk import REASON

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.mark.skipif(not can_mount(), reason="no right to mount a small disk (unshare) on this machine")
def test_a_decision_on_a_full_disk_changes_nothing_and_can_be_made_when_there_is_room(
    workspace: Inspected, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size for path in workspace.place.root.rglob("*") if path.is_file())
    script = 'mount -t tmpfs -o size="$1" none "$2" && exec "$3" -m tests.console.robust.full_disk "$2" "$4" "$5"'
    done = subprocess.run(
        [*NAMESPACE, script, "sh", str(size + 12 * 2**20), str(disk), sys.executable, str(workspace.place.root),
         workspace.now.isoformat()],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        cwd=Path.cwd(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["looked"] == 200
    assert told["refused"][0] == 507
    assert "磁盘已满" in told["refused"][1]
    assert told["between"]
    assert told["again"] == 302
    assert told["after"] == ["disputed", REASON]
