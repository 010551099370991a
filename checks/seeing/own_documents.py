"""Which documents an organ made itself: the periods of disclosure bind their maker, not who passes them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.catalogue.queries import ItemRow
from crawler.identity import normal_doc_no


def number_word(item: ItemRow) -> str:
    """The word of a document's number: 东安监 of 东安监〔2016〕5号; empty without a number."""
    return (normal_doc_no(item.doc_no) or "").partition("〔")[0]


def own_words(items: Iterable[ItemRow], names: Sequence[str]) -> frozenset[str]:
    """The words of the numbers of documents whose title begins with one of the organ's names."""
    return frozenset(
        number_word(item) for item in items if (item.title or "").startswith(tuple(names)) and number_word(item)
    )


def may_be_own(item: ItemRow, names: Sequence[str]) -> bool:
    """False where the page names another organ as its maker or source."""
    makers = [maker for maker in (item.publisher, item.source) if maker]
    return not makers or any(name in maker or maker in name for maker in makers for name in names)
