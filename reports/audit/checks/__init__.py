"""The checks of the audit, a file each family; each offers `check(case)`, which yields remarks."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache

from reports.audit.case import Case
from reports.audit.remark import Remark

Check = Callable[[Case], Iterator[Remark]]


@cache
def families() -> dict[str, Check]:
    """Every family of this folder by the name of its file, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module.check for name, module in modules.items()}
