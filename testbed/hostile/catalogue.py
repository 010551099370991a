"""All behaviours, found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from testbed.hostile.model import BEHAVIOURS, Behaviour


@cache
def behaviours() -> Mapping[str, Behaviour]:
    """Behaviours by name, group by group. A module of this folder registers its own when it is imported."""
    import testbed.hostile as folder

    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        if module not in ("__main__", "command", "certificates", "server", "table"):
            importlib.import_module(f"testbed.hostile.{module}")
    return dict(sorted(BEHAVIOURS.items(), key=lambda entry: entry[1].group))
