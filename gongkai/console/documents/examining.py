"""Carrying out one examination: a process of its own with limits reads the file, and what was handed in is removed.

A bomb may use up that process; neither the console nor the job that waits for it is touched.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.errors import ConfigError
from gongkai.console.documents import examinations, incoming
from gongkai.console.documents.examinations import Examination
from gongkai.console.documents.schema import document_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.exits import ExitCode
from gongkai.workspace import Workspace

SECONDS = {"verify": 1800, "audit": 300}  # of the clock on the wall; counting a large catalogue takes its time
_LARGEST_ANSWER = 32 * 1024 * 1024
TOO_MUCH = "takes more time or memory than a report may"
_UNREADABLE = "cannot be read"


def examine(place: Workspace, number: int, now: datetime) -> ExitCode:
    """Make an examination that was entered, and enter its outcome. Raises ConfigError where there is none to make."""
    conn = open_store(place.root / FILE_NAME, document_migrations)
    try:
        asked = examinations.find(conn, number)
        if asked is None or asked.ended or asked.path is None:
            raise ConfigError(f"examination {number} is not waiting to be made", fix="ask for it in the console")
        try:
            answer = _answer_of(place, asked, now)
            result = answer.get("result")
            examinations.end(conn, number, now, result=result, refused=answer.get("refused"))
        finally:
            if asked.uploaded:
                incoming.remove(place.root, asked.path)
    finally:
        conn.close()
    if result is None:
        return ExitCode.USAGE
    return ExitCode(answer.get("code", ExitCode.DONE))


def _answer_of(place: Workspace, asked: Examination, now: datetime) -> Mapping[str, Any]:
    request = {
        "kind": asked.kind,
        "path": str(asked.path),
        "name": asked.name,
        "workspace": str(place.root),
        "now": now.isoformat(),
        **asked.asked,
    }
    # -P: nothing in the workspace's folder may pass itself off as one of our modules.
    command = [sys.executable, "-P", "-m", "gongkai.console.documents.limited"]
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module
                command,
                input=json.dumps(request).encode(),
                stdout=out,
                cwd=place.root,
                timeout=SECONDS[asked.kind],
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"refused": TOO_MUCH}
        size = out.tell()
        out.seek(0)
        if done.returncode < 0 or size > _LARGEST_ANSWER:  # a signal: a limit was reached
            return {"refused": TOO_MUCH}
        try:
            found: Mapping[str, Any] = json.loads(out.read())
        except ValueError:
            return {"refused": _UNREADABLE}
    return found
