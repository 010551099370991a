"""The systemd unit: what it says, and that systemd itself can read it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from gongkai.schedules.unit import unit_name, unit_text
from tests.gongkai.conftest import Answer


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if "=" in line and not line.startswith("#")]


def test_a_system_unit_is_hardened_and_starts_again_after_a_failure(workspace: Path) -> None:
    lines = lines_of(unit_text(workspace, [workspace, Path("/srv/evidence")], user=False))
    assert {"NoNewPrivileges=true", "ProtectSystem=strict", "Restart=on-failure", "KillMode=mixed"} <= set(lines)
    assert f'ReadWritePaths="{workspace}" "/srv/evidence"' in lines
    assert any(line.startswith("User=") for line in lines)
    assert "WantedBy=multi-user.target" in lines


def test_a_unit_of_a_user_names_no_user_and_needs_no_namespaces(workspace: Path) -> None:
    lines = lines_of(unit_text(workspace, [workspace], user=True))
    assert not [line for line in lines if line.startswith(("User=", "Protect", "Private", "ReadWrite"))]
    assert {"NoNewPrivileges=true", "WantedBy=default.target"} <= set(lines)


def test_letters_that_mean_something_to_systemd_are_written_so_that_they_do_not() -> None:
    lines = lines_of(unit_text(Path('/srv/100% "公开" $HOME'), [], user=True))
    assert 'WorkingDirectory=/srv/100%% "公开" $HOME' in lines
    (start,) = [line for line in lines if line.startswith("ExecStart=")]
    assert start == f'ExecStart="{sys.executable}" -m gongkai schedule run --workspace "/srv/100%% \\"公开\\" $$HOME"'


def test_a_path_that_would_write_lines_of_its_own_is_refused() -> None:
    with pytest.raises(ConfigError, match="control characters"):
        unit_text(Path("/srv/a\nExecStartPre=/bin/false"), [], user=True)


def test_every_workspace_has_a_unit_of_its_own() -> None:
    names = {unit_name(Path(path)) for path in ("/a/office", "/b/office", "/a/办公室", "/a/办公厅")}
    assert len(names) == 4
    assert all(name.startswith("gongkai-") and name.isascii() for name in names)


def test_install_prints_or_writes_the_same_unit(
    workspace: Path, gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "systemd" / "user"
    printed = gongkai("schedule", "install", "--user", "--print", "--workspace", workspace)
    assert printed.code == 0
    assert not folder.exists()
    written = gongkai("schedule", "install", "--user", "--workspace", workspace)
    assert written.code == 0
    (path,) = folder.iterdir()
    assert path.read_text(encoding="utf-8").strip() == printed.out.strip()
    assert f"systemctl --user enable --now {path.name}" in written.out


@pytest.mark.parametrize("user", [True, False])
def test_systemd_can_read_it(tmp_path: Path, user: bool) -> None:
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("no systemd-analyze on this machine")
    root = tmp_path / '检查 100% "x" $HOME'
    root.mkdir()
    unit = tmp_path / unit_name(root)
    unit.write_text(unit_text(root, [root], user=user), encoding="utf-8")
    answer = subprocess.run(
        [systemd, "--user" if user else "--system", "verify", "--recursive-errors=no", str(unit)],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert (answer.returncode, answer.stderr) == (0, "")
