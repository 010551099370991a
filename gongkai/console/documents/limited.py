"""The process that reads one file: it gives up time and memory first, and answers with JSON on standard output.

Started by `examining` with the request on standard input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.errors import GongkaiError

MEMORY = {"verify": 3 << 30, "audit": 2 << 30}  # bytes of address space
CPU = {"verify": 1500, "audit": 240}  # seconds


def main() -> None:
    """Read the request, answer it."""
    request = json.load(sys.stdin)
    limit(request["kind"])
    doing: Callable[[Mapping[str, Any]], Mapping[str, Any]] = {"verify": _verify, "audit": _audit}[request["kind"]]
    try:
        answer = doing(request)
    except GongkaiError as error:
        print(error, file=sys.stderr)
        answer = {"refused": error.what}
    except (MemoryError, RecursionError):
        from gongkai.console.documents.examining import TOO_MUCH

        answer = {"refused": TOO_MUCH}
    json.dump(answer, sys.stdout, ensure_ascii=False, default=str)


def _verify(request: Mapping[str, Any]) -> Mapping[str, Any]:
    from gongkai.verifying import exit_code, facts, verify_file

    now = datetime.fromisoformat(request["now"])
    found = verify_file(Path(request["path"]), workspace=Path(request["workspace"]), now=now)
    return {"result": {**facts(found), "document": request["name"]}, "code": int(exit_code(found))}


def _audit(request: Mapping[str, Any]) -> Mapping[str, Any]:
    from gongkai.audit_screen import audit_json
    from gongkai.auditing import Request, run_audit
    from gongkai.exits import ExitCode
    from gongkai.workspace import load_workspace

    published, alone = request.get("published"), request.get("alone", False)
    outside = run_audit(
        Request(
            request["path"],
            year=request.get("year"),
            published=date.fromisoformat(published) if published else None,
            site=request.get("site"),
            portal=request.get("portal"),
            name=request["name"],
        ),
        None if alone else load_workspace(Path(request["workspace"])),
    )
    flagged = any(remark.flagged for remark in outside.audited.remarks)
    return {"result": audit_json(outside), "code": int(ExitCode.FINDINGS if flagged else ExitCode.DONE)}


def limit(kind: str) -> None:
    """Limit this process, where the system can: address space, processor time, no core file."""
    try:
        import resource
    except ImportError:  # no such limits on Windows; the time on the wall still ends it
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY[kind]),
        (resource.RLIMIT_CPU, CPU[kind]),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


if __name__ == "__main__":
    main()
