"""The user's lists of wrong and sensitive expressions, from the workspace's folder `words/`.

`*.txt`: one expression a line, `wrong → right` (also `=>`, `->` or a tab) or a sensitive expression alone; a line that
begins with `!` is an exception (a longer expression in which the others are no fault), one with `#` a remark.
`*.csv`: the first column is the expression, the second (may be empty) its right form; a first row that names the
columns is passed over. Both may be UTF-8 or GB18030, as spreadsheet programs write them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from checks.rules.word_list import parse
from checks.seeing.words import Wording, WordLists
from crawler.errors import ConfigError

_LEAST = 2  # characters of an expression: a single one is in every text
_HEADINGS = frozenset({"错误", "错误表述", "错词", "表述", "敏感词", "词语", "wrong", "word"})


def load_words(folder: Path) -> WordLists:
    """All lists of a folder together; empty where there is none.

    Raises ConfigError that names file, line and fix: unreadable text, or an expression of a single character.
    """
    wordings: list[Wording] = []
    exceptions: list[str] = []
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.csv")]):
        entries = _rows(path) if path.suffix == ".csv" else _lines(path)
        for number, wording, exception in entries:
            if len(exception or wording.text) < _LEAST:
                raise ConfigError(
                    f'"{exception or wording.text}" is too short to be looked for',
                    where=f"{path.parent.name}/{path.name}, line {number}",
                    fix="write an expression of two characters or more",
                )
            if exception:
                exceptions.append(exception)
            elif wording.text != wording.right:
                wordings.append(wording)
    return WordLists(tuple(wordings), tuple(exceptions))


def _lines(path: Path) -> Iterator[tuple[int, Wording, str]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if written.startswith("!"):
            yield number, Wording("", None, path.stem), written[1:].strip()
        else:
            yield number, parse(written.replace("\t", "→", 1), path.stem), ""


def _rows(path: Path) -> Iterator[tuple[int, Wording, str]]:
    reader: Iterable[list[str]] = csv.reader(_text(path).splitlines())
    for number, row in enumerate(reader, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in _HEADINGS):
            continue
        right = cells[1] if len(cells) > 1 and cells[1] else None
        yield number, Wording(cells[0], right, path.stem), ""


def _text(path: Path) -> str:
    where = f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=where) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError("is neither UTF-8 nor GB18030 text", where=where, fix="save it as UTF-8")
