"""What an article says, with every number of a person masked: the form in which it is stored. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from crawler.extract.personal import PersonalNumber, find_personal, mask, masked_by
from crawler.model import Article, DateFact

Found = tuple[str, PersonalNumber]  # where it stands (`PersonalRow.place`), and what

_OF_THE_OFFICE = re.compile(r"咨询|监督|举报|投诉|服务|值班")


def masked_article(article: Article) -> tuple[Article, list[Found]]:
    """The article without whole numbers of persons, and the numbers that it shows, masked.

    Addresses, 索引号 and 文号 stay as they are: pages and documents are known by them.
    """
    found: list[Found] = []
    letter = article.letter
    text = _noted(article.text, "letter" if letter is not None else "text", found)
    title = _noted(article.title, "title", found) if article.title else article.title
    subtitle = _noted(article.subtitle, "title", found) if article.subtitle else article.subtitle
    fields = _table(article.fields, "field", found)
    records = []
    for position, record in enumerate(article.records):
        of_record: list[Found] = []
        records.append(replace(record, fields=_table(record.fields, f"record:{position}", of_record)))
        found += [(place, _of_party(place, number)) for place, number in of_record]
    return (
        replace(
            article,
            text=text,
            title=title,
            subtitle=subtitle,
            published=_masked_day(article.published),
            letter=replace(letter, status=mask(letter.status)) if letter is not None and letter.status else letter,
            fields=fields,
            records=tuple(records),
            source=mask(article.source) if article.source else article.source,
            publisher=mask(article.publisher) if article.publisher else article.publisher,
            attachments=tuple(
                replace(entry, name=_noted(entry.name, "attachment", found)) for entry in article.attachments
            ),
            candidates=tuple(
                replace(entry, raw=raw, value=mask(entry.value) if entry.value else entry.value)
                if (raw := mask(entry.raw)) != entry.raw
                else entry
                for entry in article.candidates
            ),
        ),
        found,
    )


def masked_title(title: str) -> tuple[str, list[Found]]:
    """A list row's title, masked, and what was masked in it."""
    found: list[Found] = []
    return _noted(title, "listing", found), found


def _masked_day(day: DateFact | None) -> DateFact | None:
    """What a page writes around its date may hold anything."""
    return replace(day, raw=mask(day.raw)) if day is not None else None


def _noted(text: str, place: str, found: list[Found]) -> str:
    numbers = find_personal(text)
    found += [(place, number) for number in numbers]
    return masked_by(text, numbers)


def _table(fields: Mapping[str, str], place: str, found: list[Found]) -> dict[str, str]:
    """The values of a table; the label beside a value says what it is, as the words in front of it do in a text."""
    shown: dict[str, str] = {}
    for label, value in fields.items():
        line = f"{label}：{value}"
        numbers = find_personal(line)
        found += [(f"{place}:{label}", number) for number in numbers]
        shown[label] = masked_by(line, numbers)[len(label) + 1 :]
    return shown


def _of_party(place: str, number: PersonalNumber) -> PersonalNumber:
    """In a licence or penalty a telephone is the party's, unless its label says that it is the office's."""
    if number.contact and not _OF_THE_OFFICE.search(place):
        return replace(number, contact=False)
    return number
