"""Registers by name: English, as their files are called, or Chinese."""

from __future__ import annotations

import difflib

from crawler.errors import ConfigError
from reports.registers.forms import FORMS, TITLES


def register_name(text: str) -> str:
    """The name of a register by its English or Chinese name (with or without 台账, or a file's name).

    Raises ConfigError, naming the nearest.
    """
    wanted = text.strip().removesuffix(".csv").removesuffix(".xlsx")
    if wanted in FORMS:
        return wanted
    chinese = {title: name for name, title in TITLES.items()}
    known = {**chinese, **{title.removesuffix("台账"): name for title, name in chinese.items()}}
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, [*FORMS, *known], n=1, cutoff=0.5)
    fix = f'did you mean "{near[0]}"?' if near else f"registers are named {', '.join(FORMS)}"
    raise ConfigError(f'there is no register "{text}"', fix=fix)
