"""Set-up for tests of schedules: a workspace on a portal of the loopback, whose home page can be held back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gongkai.scaffold import NewSite, NewWorkspace, write_workspace
from gongkai.workspace import Workspace, load_workspace
from tests.crawler.portal_server import Portal

PATIENCE = 120.0  # seconds; a busy machine takes long to start a process


class Gate:
    """Holds back the answers to one page of a portal while it is shut."""

    def __init__(self, portal: Portal, path: str = "/xwzx/tzgg/") -> None:
        self._open = threading.Event()
        self._open.set()
        self.waiting = threading.Event()
        answer = portal.answers[path]

        def hold(handler: Any) -> None:
            if not self._open.is_set():
                self.waiting.set()
                self._open.wait(PATIENCE)
            with suppress(ConnectionError):  # who waited may have been killed
                handler.reply(*answer)

        portal.answers[path] = hold

    def shut(self) -> None:
        """From now on whoever asks has to wait."""
        self.waiting.clear()
        self._open.clear()

    def open(self) -> None:
        """Let everybody through."""
        self._open.set()


@contextmanager
def serving(portal: Portal) -> Iterator[Portal]:
    """Serve a portal while the block runs."""
    thread = threading.Thread(target=portal.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        portal.shutdown()
        portal.server_close()


def scheduled_workspace(root: Path, home: str, tables: str) -> Workspace:
    """A workspace for one site with these [[schedule]] tables."""
    site = NewSite("bureau", "bureau", home, delay_seconds=0.0)
    write_workspace(root, NewWorkspace((site,), contact="test@example.org", allow_net=("127.0.0.0/8",)))
    path = root / "gongkai.toml"
    path.write_text(path.read_text(encoding="utf-8") + tables, encoding="utf-8")
    return load_workspace(root)


def until(condition: Callable[[], Any], what: str) -> None:
    """Wait for real time to bring something about."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
