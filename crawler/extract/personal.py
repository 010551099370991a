"""Numbers of natural persons in a text: identity numbers, mobile numbers, bank cards. Pure.

Found only where the number itself proves what it is (check digit, date and region; prefix and Luhn) or its label says
so. Unified credit codes, serials, 索引号, document and order numbers and amounts are none of them. Whoever finds a
number gets it masked; `mask` gives a text in which nothing of it can be read any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from stdnum import luhn, numdb
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError


class Kind(StrEnum):
    """What a number is."""

    IDENTITY = "identity"  # 居民身份证号
    MOBILE = "mobile"
    BANK_CARD = "bank_card"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number, masked. `start` and `end` are its place in the text (Python slices)."""

    kind: Kind
    masked: str
    start: int
    end: int
    label: str = ""  # the word in front of it that says what it is, as far as it is known
    contact: bool = False  # given by the organ as a way to reach somebody (联系电话), or to pay to it: no leak


# Not part of a longer number or word, of an address or of a file's name.
_FREE = r"(?<![0-9A-Za-z_/=&?.*〔\[#])(?<![0-9]-)"
_END = r"(?![0-9A-Za-z_*])(?!-[0-9])(?!\.[0-9A-Za-z])"
_IDENTITY = re.compile(rf"{_FREE}[1-8][0-9]{{5}}[ ]?(?:19|20)[0-9]{{6}}[ ]?[0-9]{{3}}[0-9Xx]{_END}")
_OLD_IDENTITY = re.compile(rf"{_FREE}[1-8][0-9]{{14}}{_END}")
_BEFORE_MOBILE = r"(?<![0-9A-Za-z_/=&?.*〔\[#])(?<![0-9]-)(?:(?:\+|00)?86[- ]?)?"
_MOBILE = re.compile(rf"{_BEFORE_MOBILE}(?P<number>1[3-9][0-9](?P<gap>[- ]?)[0-9]{{4}}(?P=gap)[0-9]{{4}}){_END}")
_GROUPS = r"[3-6][0-9]{3}(?P<gap>[ -])[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{4}(?:(?P=gap)[0-9]{1,3})?"
_CARD = re.compile(rf"{_FREE}(?:{_GROUPS}|[3-6][0-9]{{15,18}}){_END}")
_CARD_PREFIXES = ("62", "4", "51", "52", "53", "54", "55", "35", "60")
_MAYBE = re.compile("[0-9\uff10-\uff19][0-9\uff10-\uff19 \u3000\uff0d-]{9}")  # most texts hold no such run
_WIDE_DIGITS = re.compile("[\uff10-\uff19]")
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF38: "X", 0xFF58: "x", 0x3000: " ", 0xFF0D: "-"}

_GROWN = 2012  # the last year of birth that is believed without a label
_LABEL_REACH = 24  # characters in front of a number in which its label is looked for
_IDENTITY_LABEL = re.compile(r"(?:居民)?身份证(?:件)?(?:号码|号|件号)?|公民身份号码|证件号码?|ID\s*(?:号|card)", re.I)
_CODE_LABEL = re.compile(
    r"信用代码|机构代码|索引号|文号|编号|流水号|序列号|订单号|单号|条码|受理号|许可证号|登记号|注册号|批次"
)
_CARD_LABEL = re.compile(r"(?:银行)?(?:卡号|账号|帐号|账户|帐户)|储蓄卡|借记卡|信用卡")
_PAYEE = re.compile(r"收款|缴[款纳费]|专户|罚没|财政|对公|汇款至|非税|代收|保证金|开户(?:名|单位)")
_PHONE_LABEL = re.compile(r"(?:移动)?(?:电话|手机)(?:号码?)?|手机号|联系方式|热线|传真|Tel|Mobile|微信", re.I)
_OFFICE = re.compile(
    r"联系(?:人|电话|方式|手机)|联系?人及?电话|咨询|监督|举报|投诉|值班|服务|热线|报名|报送|办公|受理|报警|救援|应急|预约|技术支持|经办|承办|负责人"
    r"|客服|订餐|招聘|报修|查询|传真"
)
_PARTY = re.compile(
    r"当事人|相对人|被处罚人|申请人|受害人|死者|伤者|家属|住址|户籍|公民|本人|身份证|法定代表人|考生|学员|业主|患者|求助人|写信人|来信人|留言人|投诉人|举报人"
)
_SENTENCE = re.compile(r"[。!！?？\n;；]")


def find_personal(text: str) -> list[PersonalNumber]:
    """The numbers of persons in a text, in its order; full-width digits count as digits."""
    if not text:
        return []
    if _MAYBE.search(text) is None:
        return []
    plain = text.translate(_WIDE) if _WIDE_DIGITS.search(text) is not None else text
    found = sorted(
        (number for reader in (_identities, _mobiles, _cards) for number in reader(plain)),
        key=lambda number: number.start,  # of two that begin together the surer kind stays in front
    )
    apart: list[PersonalNumber] = []
    for number in found:
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return apart


def mask(text: str) -> str:
    """The text with every number of a person masked; the same text where there is none. Its length stays."""
    return masked_by(text, find_personal(text))


def masked_by(text: str, found: list[PersonalNumber]) -> str:
    """The text with these numbers of it masked."""
    if not found:
        return text
    parts: list[str] = []
    last = 0
    for number in found:
        parts += (text[last : number.start], number.masked)
        last = number.end
    return "".join([*parts, text[last:]])


def _identities(text: str) -> Iterator[PersonalNumber]:
    for match in _IDENTITY.finditer(text):
        digits = match.group().replace(" ", "")
        if not _is_identity(digits):
            continue
        label = _label(text, match.start(), _IDENTITY_LABEL)
        if not label:
            coded = _label(text, match.start(), _CODE_LABEL)
            # A number of region, day and serial passes the check by chance; grown persons were born earlier.
            if int(digits[6:10]) > _GROWN or (coded and (not coded.endswith("代码") or uscc.is_valid(digits))):
                continue
        yield PersonalNumber(Kind.IDENTITY, _masked(match.group(), 4, 2), match.start(), match.end(), label)
    for match in _OLD_IDENTITY.finditer(text):
        label = _label(text, match.start(), _IDENTITY_LABEL)
        if label and _is_old_identity(match.group()):
            yield PersonalNumber(Kind.IDENTITY, _masked(match.group(), 4, 2), match.start(), match.end(), label)


def _mobiles(text: str) -> Iterator[PersonalNumber]:
    for match in _MOBILE.finditer(text):
        start, end = match.span("number")
        label = _label(text, match.start(), _PHONE_LABEL)
        if not label and _label(text, match.start(), _CODE_LABEL):
            continue
        contact = _is_contact(text, match.start())
        yield PersonalNumber(Kind.MOBILE, _masked(match["number"], 3, 4), start, end, label, contact)


def _cards(text: str) -> Iterator[PersonalNumber]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"[ -]", "", match.group())
        label = _label(text, match.start(), _CARD_LABEL)
        if not (label or match["gap"]) or not digits.startswith(_CARD_PREFIXES) or not luhn.is_valid(digits):
            continue
        if not label and _label(text, match.start(), _CODE_LABEL):
            continue
        contact = _PAYEE.search(_sentence(text, match.start(), 80)) is not None
        yield PersonalNumber(Kind.BANK_CARD, _masked(match.group(), 6, 4), match.start(), match.end(), label, contact)


@lru_cache(maxsize=4096)
def _is_identity(number: str) -> bool:
    """Check digit, a day of birth that is one, and a region that exists or once existed (in whatever year)."""
    if ric.calc_check_digit(number) != number[-1].upper() or not 1900 <= int(number[6:10]) <= 2035:
        return False
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return any("county" in facts for _, facts in numdb.get("cn/loc").info(number[:6]))


def _is_old_identity(digits: str) -> bool:
    """Of 15 digits there is no check digit: the day must be one, and the region."""
    grown = f"{digits[:6]}19{digits[6:]}"
    return _is_identity(grown + ric.calc_check_digit(f"{grown}0"))


def _masked(number: str, head: int, tail: int) -> str:
    """Stars between the first and the last characters; gaps stay, so that the length does."""
    middle = re.sub(r"[0-9Xx]", "*", number[head:-tail])
    return number[:head] + middle + number[-tail:]


def _label(text: str, start: int, pattern: re.Pattern[str]) -> str:
    """The last match of a label in front of a number, within reach and without another number between."""
    before = text[max(0, start - _LABEL_REACH) : start]
    before = _SENTENCE.split(re.split(r"[0-9*]{5,}", before)[-1])[-1]
    found: Any = None
    for found in pattern.finditer(before):  # noqa: B007 - the last one counts
        pass
    return found.group() if found is not None else ""


def _sentence(text: str, start: int, reach: int) -> str:
    """What stands in front of a number in its sentence or line."""
    return _SENTENCE.split(text[max(0, start - reach) : start])[-1]


def _is_contact(text: str, start: int) -> bool:
    """True where an office gives the number so that people may call it; not where it is said of a party to a case."""
    before = _sentence(text, start, 60)
    return _OFFICE.search(before) is not None and _PARTY.search(before) is None
