"""Values that take long to compute, kept until what they were computed from changes.

Kept in the memory of this process alone: another process, or this one started anew, computes them again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT = 512  # values of all kinds


class Memory:
    """A value for each (name, key), thrown away when its mark is another one, or when many newer ones came."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._working: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._kept = kept

    def remembered(self, name: str, key: Hashable, mark: Hashable, compute: Callable[[], T]) -> T:
        """The value for this key as computed at this mark; computed now where it is not known.

        Of several threads that ask at once one computes and the others wait for it. What `compute` raises is passed
        on and nothing is kept. The value is shared: it must not be changed.
        """
        whole = (name, key)
        with self._lock:
            if found := self._at(whole, mark):
                return found[0]  # type: ignore[no-any-return]
            working = self._working.setdefault(whole, threading.Lock())
        with working:
            try:
                with self._lock:
                    if found := self._at(whole, mark):
                        return found[0]  # type: ignore[no-any-return]
                value = compute()
                with self._lock:
                    self._values[whole] = (mark, value)
                    self._values.move_to_end(whole)
                    while len(self._values) > self._kept:
                        self._values.popitem(last=False)
            finally:
                with self._lock:
                    if self._working.get(whole) is working:
                        del self._working[whole]
        return value

    def _at(self, whole: Hashable, mark: Hashable) -> tuple[Any] | None:
        kept = self._values.get(whole)
        if kept is None or kept[0] != mark:
            return None
        self._values.move_to_end(whole)
        return (kept[1],)


def remembered(name: str, key: Hashable, mark: Hashable, compute: Callable[[], T]) -> T:
    """The same in the memory of the console that serves this request. `name` is that of the kind of value."""
    from gongkai.console.here import house

    return house().memory.remembered(name, key, mark, compute)
