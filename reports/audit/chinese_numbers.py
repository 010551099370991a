"""The value of a number written in Chinese characters: 一百二十八, 二〇一六, 两千, 3万5千, 十二点五."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
_LONGEST = 24  # signs: no number that anybody counts is longer
SIGNS = "".join(DIGITS) + "".join(TENS) + "".join(MYRIADS) + "廿"


def value_of(text: str) -> Decimal | None:
    """The value of a number in Chinese characters, None where the characters are no number."""
    if len(text) > _LONGEST:
        return None
    whole, point, rest = text.partition("点")
    value = _whole(whole.replace("廿", "二十"))
    if value is None or not point:
        return Decimal(value) if value is not None else None
    if not rest or any(sign not in DIGITS for sign in rest):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[sign]) for sign in rest)}")


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(sign in DIGITS for sign in text):
        return _digit_by_digit(text)
    for sign in ("亿", "万"):
        head, found, tail = text.rpartition(sign) if sign == "亿" else text.partition(sign)
        if found:
            return _parts(head, tail, MYRIADS[sign])
    return _below_myriad(text)


def _digit_by_digit(text: str) -> int | None:
    """二〇一六 is a number; 七八 is "seven or eight" and no number."""
    if len(text) == 2 and not set(text) & set("零〇"):
        return None
    return int("".join(str(DIGITS[sign]) for sign in text))


def _parts(head: str, tail: str, unit: int) -> int | None:
    high = _whole(head)
    if high is None or (set(head) <= set(DIGITS) and len(head) > 1):
        return None
    low = _tail(tail, unit)
    return None if low is None else high * unit + low


def _tail(tail: str, unit: int) -> int | None:
    if not tail:
        return 0
    bare = tail.lstrip("零〇")
    if not bare:
        return None
    if bare == tail and len(tail) == 1 and tail in DIGITS:
        return DIGITS[tail] * unit // 10  # 三万五: the digit belongs to the next unit
    low = _whole(bare) if not (len(bare) > 1 and set(bare) <= set(DIGITS)) else None
    return low if low is not None and low < unit else None


def _below_myriad(text: str) -> int | None:
    total, digit, last, gap = 0, None, 10_000, False
    for place, sign in enumerate(text):
        if sign in TENS:
            unit = TENS[sign]
            if unit >= last or (digit is None and not (unit == 10 and (place == 0 or gap or total))):
                return None
            if digit == 0:
                return None
            total, digit, last, gap = total + (digit if digit is not None else 1) * unit, None, unit, False
        elif DIGITS[sign] == 0:
            if gap or digit is not None or not total:
                return None
            gap = True
        elif digit is not None:
            return None
        else:
            digit = DIGITS[sign]
    if digit is None:
        return None if gap else total
    return total + (digit if gap or last == 10 else digit * last // 10)
