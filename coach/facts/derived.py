"""Whether a figure is arithmetic over figures of the sources: a sum, difference, product or ratio."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from coach.facts.claims import Claim, rounds
from coach.facts.taxes import TAX
from coach.facts.totals import is_counted, is_total, spans_of_years

# Above this many figures of a kind, chance would find a sum for almost any number.
_MOST = 40
_CALCULATED = re.compile(
    r"合計|総額|計(?![画算測])|合わせ|あわせ|差|倍|割|減|増|短縮|%|あたり|込み|年間|税|平均|足し|引い|通し|全部で|加わ|加え|分の|分で|件分|超[え過]|残り|うち|目から|目以降|×|[0-9](?:点|本|名|社|個|台|枚|種類|品|部|冊|か所|カット)で(?!す|ご)"
)
_YEAR = Decimal(12)
# What changed, or is a part: only of such two figures is a percentage made.
_COMPARED = re.compile(r"うち|から.*(?:に|へ)|増|減|なっ|なり|短縮|改善|割合|[0-9](?:名|人|社|件|本|回|台)中")


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
    marked = telling or bool(_CALCULATED.search(sentence))
    if any(_is_sum(value, *pair) for pair in _alike(named) if pair[0].unit == claim.unit):
        return True
    if claim.kind == "period" and claim.unit == "月" and spans_of_years(claim, every):
        return True
    if claim.kind == "count" and is_counted(claim, lines, named, sentence):
        return True
    if not marked:
        return False
    if claim.kind == "money":
        yearly = "年" in sentence and any(
            value in {a.numbers[-1] + _YEAR * b.numbers[-1], b.numbers[-1] + _YEAR * a.numbers[-1]}
            for a, b in combinations(alike, 2)
        )
        return yearly or _is_price(value, alike, known) or (telling and is_total(value, lines, named, known))
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
