"""Whether a figure is arithmetic over figures of the sources: a sum, difference, product, ratio or total."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from coach.facts.claims import Claim, rounds
from coach.facts.taxes import TAX
from coach.text import normalise

# Above this many figures of a kind, chance would find a sum for almost any number.
_MOST = 40
_CALCULATED = re.compile(
    r"合計|総額|計(?![画算測])|合わせ|あわせ|差|倍|割|減|増|短縮|%|あたり|込み|年間|税|平均|足し|引い|通し|全部で|加わ|加え|分の|分で|件分|超[え過]|残り|うち|目から|目以降|×|[0-9](?:点|本|名|社|個|台|枚|種類|品|部|冊|か所|カット)で(?!す|ご)"
)
_YEAR = Decimal(12)
_EACH = re.compile(r"あたり|当たり|につき|月々|ずつ")
# How far what is called about so much may be off.
_ABOUT = Decimal("0.03")
# What changed, or is a part: only of such two figures is a percentage made.
_COMPARED = re.compile(r"うち|から.*(?:に|へ)|増|減|なっ|なり|短縮|改善|割合|[0-9](?:名|人|社|件|本|回|台)中")
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
    ("4", re.compile(r"四半期|3か月(?:ごと|に1回|に一度)")),
    ("12", re.compile(r"毎月|月次|月1回|月に1回|月に一度")),
    ("2", re.compile(r"半年(?:ごと|に1回|に一度)|半期")),
    ("6", re.compile(r"隔月|2か月に(?:1回|一度)")),
)


def is_calculated(
    claim: Claim, lines: Sequence[Sequence[Claim]], shown: frozenset[tuple[str, str]], sentence: str
) -> bool:
    """Tell whether ``claim`` follows from figures of the sources, given line by line.

    Two figures count only where they stand in one line or the text names both (``shown``: its values with their
    units), and a sum only where the text says so (合計, 差, …): small numbers follow from anything by chance.
    """
    if len(claim.numbers) != 1 or claim.kind not in {"money", "percent", "count", "period"}:
        return False
    every = [one for line in lines for one in line]
    known = _figures([one for one in every if one.kind == "money"]) + _figures(
        [one for one in every if one.kind != "money"]
    )
    named = [one for one in known if one.figure in shown]
    groups = [*(_figures(line) for line in lines), named]
    value = claim.numbers[0]
    if claim.kind == "percent":
        return any(_is_ratio(value, *pair) for pair in _alike(named)) or any(
            _is_ratio(value, *pair)
            for group in groups
            for pair in _alike(group)
            if all(_COMPARED.search(one.head) for one in pair)
        )
    alike = [one for one in known if (one.kind, one.unit) == (claim.kind, claim.unit)]
    # A price with three digits that count does not come out by chance; a small one may.
    digits = len(value.normalize().as_tuple().digits)
    telling = claim.kind == "money" and digits >= 3
    marked = telling or bool(_EACH.search(sentence)) or bool(_CALCULATED.search(sentence))
    if any(_is_sum(value, *pair) for pair in _alike(named) if pair[0].unit == claim.unit):
        return True
    if claim.kind == "period" and claim.unit == "月" and _spans_of_years(claim, every):
        return True
    if claim.kind == "count" and _is_counted(claim, lines, named, sentence):
        return True
    if claim.kind == "money" and _is_scaled(value, lines, named, sentence):
        return True
    if not marked:
        return False
    if claim.kind == "money":
        yearly = "年" in sentence and any(
            value in {a.numbers[-1] + _YEAR * b.numbers[-1], b.numbers[-1] + _YEAR * a.numbers[-1]}
            for a, b in combinations(alike, 2)
        )
        return (
            yearly
            or _is_price(value, alike, known)
            or (telling and _is_total(value, lines, named, known))
            or (telling and _is_more_of(value, alike, named, sentence))
            or _is_share(claim, alike, named, sentence)
        )
    near = [pair for group in groups for pair in _alike(group) if pair[0].unit == claim.unit]
    half_shown = [pair for pair in _alike(alike) if {pair[0].figure, pair[1].figure} & shown]
    return any(_is_sum(value, *pair) for pair in (*near, *half_shown))


def _alike(group: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    for left, right in combinations(group, 2):
        if (left.kind, left.unit) == (right.kind, right.unit):
            yield left, right


def _is_sum(value: Decimal, left: Claim, right: Claim) -> bool:
    ends = ((left.numbers[-1], right.numbers[-1]), (left.numbers[0], right.numbers[0]))
    return any(value in {a + b, abs(a - b)} for a, b in ends)


def _is_price(value: Decimal, prices: Sequence[Claim], known: Sequence[Claim]) -> bool:
    singles = [number for price in prices for number in price.numbers]
    if any(
        rounds(value, single * factor) or (factor != _YEAR and abs(value - single * factor) < 1)
        for single in singles
        for factor in (TAX, 1 / TAX, _YEAR, _YEAR * TAX)
    ):
        return True
    counts = [n for one in known if one.kind == "count" or one.unit == "月" for n in one.numbers]
    if any(value == single * count for single in singles for count in counts):
        return True
    if any(_is_sum(value, *pair) for pair in combinations(prices, 2)):
        return True
    return any(sum(one.numbers[-1] for one in three) == value for three in combinations(prices[:12], 3))


def _is_more_of(value: Decimal, prices: Sequence[Claim], named: Sequence[Claim], sentence: str) -> bool:
    """Whether an amount is one price and another as often as the sentence counts: 車1台と机18台で."""
    counts = _counts_in(sentence, named)
    singles = [price.numbers[0] for price in prices[:_MOST_PRICES] if len(price.numbers) == 1]
    return any(
        value == base + single * count
        for count in counts
        for base in singles
        for single in singles
        if single != base
    )


def _is_scaled(
    value: Decimal, lines: Sequence[Sequence[Claim]], named: Sequence[Claim], sentence: str
) -> bool:
    """Whether an amount is the price of so many, for as many as the sentence counts: 10名分で1万8,000円, 40名分で…."""
    said = [one for one in named if one.kind == "count" and normalise(one.quote) in sentence]
    return any(
        value * per.numbers[0] == price.numbers[0] * count.numbers[0]
        for line in lines
        for per in line
        if per.kind == "count" and per.numbers and per.numbers[0] > 1
        for price in line
        if price.kind == "money" and price.head == per.head
        for count in said
        if count.unit == per.unit and count.numbers
    )


def _is_share(claim: Claim, prices: Sequence[Claim], named: Sequence[Claim], sentence: str) -> bool:
    """Whether an amount is what one of so many, or one month of twelve, costs: 1名あたり約1万円, 月あたり1,500円."""
    if not _EACH.search(sentence):
        return False
    counts = [*_counts_in(sentence, named), _YEAR]
    value, near = claim.numbers[0], _ABOUT if claim.bound == "about" else Decimal(0)
    return any(
        count > 1 and abs(value * count - total) <= max(count, total * near)
        for count in counts
        for price in prices
        for total in price.numbers
    )


def _counts_in(sentence: str, named: Sequence[Claim]) -> list[Decimal]:
    return [
        one.numbers[0]
        for one in named
        if one.kind == "count" and len(one.numbers) == 1 and normalise(one.quote) in sentence
    ]


def _figures(known: Sequence[Claim]) -> list[Claim]:
    seen: dict[tuple[str, str, str], Claim] = {}
    for claim in known:
        if claim.numbers and claim.kind != "number":
            seen.setdefault((claim.kind, claim.unit, claim.value), claim)
    return list(seen.values())[:_MOST]


def _is_ratio(value: Decimal, left: Claim, right: Claim) -> bool:
    for a, b in ((left.numbers[-1], right.numbers[-1]), (right.numbers[-1], left.numbers[-1])):
        if not b:
            continue
        share = a / b * 100
        if any(rounds(value, result) for result in (share, share - 100, 100 - share) if result > 0):
            return True
    return False


def _is_total(
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


def _is_counted(
    claim: Claim, lines: Sequence[Sequence[Claim]], named: Sequence[Claim], sentence: str
) -> bool:
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


def _spans_of_years(claim: Claim, known: Iterable[Claim]) -> bool:
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
