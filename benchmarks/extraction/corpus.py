"""How many facts of labelled real pages are read right: `python -m benchmarks.extraction.corpus [CORPUS]`.

Prints right, wrong and absent per field, and every wrong or absent one. The labels are what a reader sees on the
page; a label that is missing in the manifest is not measured.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.extract.article import read_article
from crawler.model import Article
from crawler.page import Page

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact of one page: what the label says and what was read."""

    file: str
    field: str
    expected: str
    found: str | None

    @property
    def verdict(self) -> str:
        """`right`, `wrong` or `absent`."""
        if self.found is None:
            return "absent"
        return "right" if self.found == self.expected else "wrong"


def load(corpus: Path = CORPUS, kind: str = "article") -> Iterator[tuple[dict[str, Any], Page]]:
    """The labelled pages of one kind, with their labels."""
    for line in (corpus / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["kind"] == kind:
            yield entry, Page(entry["url"] or "", (corpus / entry["file"]).read_bytes())


def compare(entry: dict[str, Any], article: Article) -> Iterator[Comparison]:
    """Every labelled fact of a page beside what was read."""
    labels: dict[str, Any] = entry["labels"]
    found: dict[str, str | None] = {
        "title": article.title,
        "pubdate": article.published.value.isoformat() if article.published else None,
        "date_made": article.written.value.isoformat() if article.written else None,
        "source": article.source,
        "publisher": article.publisher,
        "department": article.publisher,
        "index_no": article.index_no,
        "doc_no": article.doc_no,
    }
    for field, value in found.items():
        if field in labels:
            yield Comparison(entry["file"], field, labels[field], value)
    if "attachments" in labels:
        urls = " ".join(file.url for file in article.attachments) or None
        yield Comparison(entry["file"], "attachments", " ".join(labels["attachments"]), urls)


def main(corpus: Path = CORPUS) -> int:
    """Print the table; the exit code says whether every labelled fact is right."""
    comparisons: list[Comparison] = []
    spent = size = 0.0
    for entry, page in load(corpus):
        start = time.perf_counter()
        article = read_article(page)
        spent += time.perf_counter() - start
        size += len(page.body)
        comparisons.extend(compare(entry, article))
    counts = Counter((item.field, item.verdict) for item in comparisons)
    for field in dict.fromkeys(item.field for item in comparisons):
        print(field.ljust(12), *(f"{verdict} {counts[field, verdict]:3}" for verdict in ("right", "wrong", "absent")))
    for item in comparisons:
        if item.verdict != "right":
            print(f"{item.verdict}: {item.field} of {item.file}\n  label {item.expected!r}\n  read  {item.found!r}")
    print(f"{spent * 1000:.0f} ms for {size / 1024:.0f} KB, decoding and parsing included")
    return 0 if all(item.verdict == "right" for item in comparisons) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS))
