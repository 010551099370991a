"""Opening a file that may be one of our documents: its trace, its figures, its words."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from crawler.errors import ConfigError
from reports.tracing import Trace
from reports.verify.texts import Gatherer, SeenFigure, SeenText

LARGEST = 200 << 20  # bytes of a file, and of each part of it when unpacked
ENDINGS = (".docx", ".html", ".htm", ".xlsx")


class NotOursError(ConfigError):
    """The file is no document of gongkai, or holds no trace any more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands in a file. `trace` None where it holds none (any more) though it has marked figures."""

    path: Path
    trace: Trace | None
    figures: Sequence[SeenFigure]
    texts: Sequence[SeenText]


def open_document(path: Path) -> Opened:
    """Read a document. Raises NotOursError for what is none, ConfigError for what cannot be read."""
    if path.suffix.lower() not in ENDINGS:
        raise NotOursError("is not a document", where=str(path), fix=f"name a file that ends in {', '.join(ENDINGS)}")
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path), fix="check the path") from error
    if data is None:
        raise NotOursError("is larger than 200 MB", where=str(path), fix="our documents are smaller")
    return read_document(data, path)


def read_document(data: bytes, path: Path) -> Opened:
    """Read the bytes of a document; `path` says by its ending what it is."""
    from reports.verify import docx_file, html_file, xlsx_file

    reader = {".docx": docx_file.read, ".xlsx": xlsx_file.read}.get(path.suffix.lower(), html_file.read)
    found = Gatherer()
    try:
        text = reader(data, found)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise NotOursError(
            f"cannot be read as {path.suffix[1:].upper()} ({' '.join(str(error).split())[:120]})",
            where=str(path),
            fix="name a file that gongkai report wrote",
        ) from error
    trace = _trace(text, path) if text is not None else None
    if trace is None and not found.figures:
        raise NotOursError(
            "holds no traced figure: there is nothing to count again",
            where=str(path),
            fix="name a document with figures (a ledger has none); reports of others: `gongkai audit`",
        )
    return Opened(path, trace, found.figures, found.texts)


def _trace(text: str, path: Path) -> Trace:
    try:
        return Trace.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise NotOursError(
            f"its trace cannot be read ({place}: {first['msg']})",
            where=str(path),
            fix="use the file as gongkai report wrote it",
        ) from error
