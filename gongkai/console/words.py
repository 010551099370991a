"""English words of closed lists whose Chinese ones stand beside their enums."""

from __future__ import annotations

_OWN = {"false_alarm": "false alarm", "claimed": "said to be fixed", "reopened": "came back", "cut_off": "cut off"}


def english_of(value: str) -> str:
    """The English word of an enum's value."""
    return _OWN.get(value, value.replace("_", " "))
