"""The systemd unit that keeps `gongkai schedule run` going, as root for one user, or in the user's own manager."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from crawler.errors import ConfigError

SYSTEM_FOLDER = Path("/etc/systemd/system")

# In a user's own manager these need namespaces that many machines do not give to users: the unit would not start.
_SANDBOX = """\
ProtectSystem=strict
ReadWritePaths={writes}
ProtectHome=read-only
# The hosts' turns: crawls by hand keep the same distance where they run with this GONGKAI_STATE too.
StateDirectory=gongkai
Environment=GONGKAI_STATE=%S/gongkai
PrivateTmp=true
PrivateDevices=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectControlGroups=true
RestrictNamespaces=true
CapabilityBoundingSet=
"""

_UNIT = """\
[Unit]
Description=gongkai schedules of {shown}
{after}
[Service]
Type=exec
{user}WorkingDirectory={directory}
ExecStart={python} -m gongkai schedule run --workspace {root}
Environment=PYTHONUTF8=1 PYTHONUNBUFFERED=1
Restart=on-failure
RestartSec=30
# 2: the settings are wrong; trying again does not mend them.
RestartPreventExitStatus=2
# The scheduler alone is told to stop; it asks its runs to end in good order, and they can be resumed.
KillMode=mixed
TimeoutStopSec=90
NoNewPrivileges=true
UMask=0027
RestrictSUIDSGID=true
RestrictRealtime=true
LockPersonality=true
SystemCallArchitectures=native
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
{sandbox}
[Install]
WantedBy={wanted}
"""


def unit_name(root: Path) -> str:
    """The unit's file name: readable, and different for every workspace."""
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", root.name).strip("-")[:40]
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:6]
    return f"gongkai-{readable}-{digest}.service" if readable else f"gongkai-{digest}.service"


def unit_path(root: Path, *, user: bool) -> Path:
    """Where the unit belongs."""
    if not user:
        return SYSTEM_FOLDER / unit_name(root)
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user" / unit_name(root)


def unit_text(root: Path, writes: Sequence[Path], *, user: bool) -> str:
    """The unit of one workspace; `writes` are the folders it writes to. All paths are absolute.

    Raises ConfigError where a path cannot stand in a unit.
    """
    for path in (root, *writes):
        if any(ord(letter) < 32 for letter in str(path)):
            raise ConfigError("a path with control characters cannot stand in a systemd unit", where=repr(str(path)))
    runs_as = os.environ.get("SUDO_USER") or getpass.getuser()
    return _UNIT.format(
        shown=str(root).replace("%", "%%"),
        after="" if user else "After=network-online.target\nWants=network-online.target\n",
        user="" if user else f"User={runs_as}\n",
        directory=str(root).replace("%", "%%"),
        python=_quoted(sys.executable),
        root=_quoted(str(root)),
        sandbox="" if user else _SANDBOX.format(writes=" ".join(_quoted(str(path), command=False) for path in writes)),
        wanted="default.target" if user else "multi-user.target",
    )


def _quoted(text: str, *, command: bool = True) -> str:
    """A word as units write it; `%` and, in command lines, `$` stand for themselves only when doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped.replace("$", "$$") if command else escaped}"'
