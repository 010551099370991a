"""What scheduled runs said: one file a run, the newest of each schedule are kept."""

from __future__ import annotations

from pathlib import Path

_KEPT = 30  # of each schedule


def log_path(root: Path, schedule: str, run_id: int) -> Path:
    """Where a run's output is kept."""
    return root / "logs" / f"{schedule}-{run_id:06d}.log"


def drop_old_logs(root: Path, schedule: str) -> None:
    """Remove the logs of a schedule but for the newest thirty."""
    number = len("-000000")
    logs = sorted(path for path in (root / "logs").glob(f"{schedule}-*.log") if path.stem[:-number] == schedule)
    for path in logs[:-_KEPT]:
        path.unlink(missing_ok=True)
