"""Documents: one file each, found by walking this folder. A module offers its document as `KIND`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from reports.kinds.base import Kind

__all__ = ["Kind", "kinds"]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of documents by name."""
    found: dict[str, Kind] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        unit = getattr(importlib.import_module(f"{__name__}.{module}"), "KIND", None)
        if isinstance(unit, Kind):
            found[unit.name] = unit
    return found
