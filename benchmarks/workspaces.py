"""A workspace for one synthetic portal, and the real command line on it in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def make_workspace(folder: Path, homes: dict[str, str], fetch: str = "delay_seconds = 0\nconcurrency = 4\n") -> Path:
    """A workspace with one site for each id and home address; `fetch` is the profile's table of that name."""
    sites = folder / "sites"
    sites.mkdir(parents=True)
    (folder / "gongkai.toml").write_text('[fetch]\nallow_net = ["127.0.0.0/8"]\n', encoding="utf-8")
    for site, home in homes.items():
        (sites / f"{site}.toml").write_text(f'id = "{site}"\nhome = "{home}"\n\n[fetch]\n{fetch}', encoding="utf-8")
    return folder


def start(workspace: Path, *arguments: str, log: Path | None = None) -> subprocess.Popen[bytes]:
    """`gongkai ARGUMENTS` on a workspace, in a process group of its own; what it prints goes to `log`."""
    command = [sys.executable, "-m", "gongkai", *arguments, "--workspace", str(workspace)]
    environment = {**os.environ, "GONGKAI_STATE": str(workspace / "state")}
    with (log or workspace / "log.txt").open("ab") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, env=environment, start_new_session=True)


def run(workspace: Path, *arguments: str, log: Path | None = None) -> int:
    """The same, waited for; returns the exit code."""
    return start(workspace, *arguments, log=log).wait()


def children(pid: int) -> list[int]:
    """The processes that a process started and that still live; crawling workers only."""
    found: list[int] = []
    try:
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in file.read_text().split()]
        return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pids: Sequence[int]) -> list[int]:
    """Which of these processes are still there (a zombie is not)."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found.append(pid)
    return found
