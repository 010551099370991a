"""Whether a number agrees with what a text says of it: exactly, 约, 多, 近, or rounded to 万."""

from __future__ import annotations

import re
from decimal import Decimal

from reports.audit.claim import Claim

_ROUNDED = re.compile("[万亿]")
_ABOVE = re.compile("超过|逾|以上|不少于|大于|突破|多于")


def agrees(claim: Claim, value: Decimal) -> bool:
    """True where `value` (in the claim's unit) does not contradict the claim.

    约1.2万 agrees with what lies within one step of its last digit (11,000 to 13,000), 1.2万余 with 12,000 up to, not
    including, 13,000, 近1.2万 with more than 11,000 up to 12,000, 超过1.2万 with all above. A plain 1.2万 is rounded.
    """
    step = last_step(claim.value)
    if claim.bound == "about":
        return abs(value - claim.value) < step or value == claim.value
    if claim.bound == "over":
        return value >= claim.value and (value < claim.value + step or bool(_ABOVE.search(claim.sentence)))
    if claim.bound == "under":
        return claim.value - step < value <= claim.value
    if value == claim.value:
        return True
    return bool(_ROUNDED.search(claim.raw)) and step > 1 and abs(value - claim.value) < step


def last_step(value: Decimal) -> Decimal:
    """What the last digit of a number that is not 0 stands for: 12,000 → 1,000; 120 → 10; 1.5 → 0.1."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)
