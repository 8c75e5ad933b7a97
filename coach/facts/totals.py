"""Figures that a text works out from several others: a total of the listed prices, how often a year, how many years."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from coach.facts.claims import Claim

_YEAR = Decimal(12)
# Smaller counts follow from others by chance.
_TELLING = 10
# More listed prices, or more sums of them, are no quotation; the limits keep a hostile text quick.
_MOST_PRICES = 8
_MOST_SUMS = 1000
# A price is taken so often at the most: 役員会資料 four times a year, not 300 of something small.
_OFTEN = 12
_TOGETHER = re.compile(r"合わせ|あわせ|合計|計(?![画算測])|全部で|体制")
# How often a year what the sources call so happens.
_YEARLY = (
    ("4", re.compile(r"四半期|3[かヵカヶケ箇]月(?:ごと|に1回|に一度)")),
    ("12", re.compile(r"毎月|月次|月1回|月に1回|月に一度")),
    ("2", re.compile(r"半年(?:ごと|に1回|に一度)|半期")),
    ("6", re.compile(r"隔月|2[かヵカヶケ箇]月に(?:1回|一度)")),
)


def is_total(
    value: Decimal, lines: Sequence[Sequence[Claim]], named: Sequence[Claim], known: Sequence[Claim]
) -> bool:
    """Tell whether an amount is the sum of prices that the text names, or a basic price and so many times another.

    ``lines`` are the claims of the sources line by line, ``named`` those of them that the text shows, ``known`` all.
    """
    counts = {
        number
        for one in known
        if one.kind == "count" or (one.kind, one.unit) == ("period", "月")
        for number in one.numbers
    }
    for line in lines:
        prices = _prices(line)
        if any(
            value > base and price != base and (value - base) / price in counts
            for base in prices
            for price in prices
            if price
        ):
            return True
    often = {Decimal(1), _YEAR, *(n for one in named if one.unit == "回" for n in one.numbers if n <= _OFTEN)}
    sums = {Decimal(0)}
    for price in _prices(named):
        sums |= {total + price * times for total in sums for times in often if total + price * times <= value}
        if value in sums:
            return True
        if len(sums) > _MOST_SUMS:
            return False
    return False


def _prices(claims: Iterable[Claim]) -> list[Decimal]:
    singles = (one.numbers[0] for one in claims if one.kind == "money" and len(one.numbers) == 1)
    return list(dict.fromkeys(singles))[:_MOST_PRICES]


def is_counted(claim: Claim, lines: Sequence[Sequence[Claim]], named: Sequence[Claim], sentence: str) -> bool:
    """Tell whether a count is how often a year something happens (四半期ごと, 年4回), so many months of what happens in
    one, or all of one line together. ``named`` are the claims of the sources that the text shows.
    """
    months = [one.numbers[0] for one in named if (one.kind, one.unit) == ("period", "月")]
    if any(
        one.figure[1] == claim.unit and "月" in one.head and one.numbers[0] * length == claim.numbers[0]
        for line in lines
        for one in line
        if one.kind == "count" and one.numbers[0] >= _TELLING
        for length in months
    ):
        return True
    if claim.unit == "回" and "年" in sentence:
        pattern = dict(_YEARLY).get(claim.value)
        if pattern and any(pattern.search(one.head) for line in lines for one in line):
            return True
    if not _TOGETHER.search(sentence):
        return False
    for line in lines:
        parts = [one.numbers[0] for one in line if one.figure[1] == claim.unit and len(one.numbers) == 1]
        if len(parts) > 1 and sum(parts) == claim.numbers[0]:
            return True
    return False


def spans_of_years(claim: Claim, known: Iterable[Claim]) -> bool:
    """Tell whether so many months lie between two dates of one clause: 2021年10月から2026年9月まで are five years."""
    months: dict[str, list[int]] = {}
    for one in known:
        year, _, rest = one.value.partition("-")
        month = rest.partition("-")[0]
        if one.kind == "date" and year.isdigit() and month.isdigit():
            months.setdefault(one.head, []).append(int(year) * 12 + int(month))
    said = int(claim.numbers[0])
    for stretch in months.values():
        length = max(stretch) - min(stretch) + (1 if len(stretch) > 1 else 0)
        # 3年半あまり of 44 months; a stretch is rounded to the half year before.
        if said >= 12 and (length == said or (claim.bound in {"lower", "about"} and 0 <= length - said < 6)):
            return True
    return False
