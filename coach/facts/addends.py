"""Which of the vendor's prices a sentence adds up, and whether its total is theirs: デザインと印刷を合わせて27万円."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.facts.apart import Priced
from coach.facts.claims import Claim, plain
from coach.facts.taxes import TAX, tax_of
from coach.text import normalise

_ADDS = re.compile(
    r"合計|総額|小計|トータル|計(?![画算測])|合わせ|あわせ|足し|足す|加え|加わ|全部で|込みで|[一-龠々ァ-ヺー](?:の[0-9]つ)?で(?:、)?[0-9]"
)
# What is taken off or left out makes another total than that of the things named.
_LESS = re.compile(
    r"割引|値引|引い|引き|差額|差し引|除[きくい]|以外|別途|別に|抜き?で|含ま(?:ない|ず|れ)|[0-9]%"
)
_ITEMISED = re.compile(r"内訳|明細")
# More addends than these, or more sums of them, are no quotation; the limits keep a hostile text quick.
_MOST = 8
_MOST_SUMS = 4000
_MOST_TIMES = 1000


@dataclass(frozen=True)
class Addition:
    """What a sentence adds up to a total: whether it comes to that, and what the things named come to once each."""

    is_right: bool
    names: tuple[str, ...]
    total: Decimal

    @property
    def why(self) -> str:
        """What is wrong with the total, as a Japanese sentence."""
        named = "".join(f"「{name}」" for name in self.names)
        return f"元の材料の{named}を足すと{plain(self.total)}円です。"


def addition(
    total: Claim,
    sentence: str,
    at: int,
    claims: Sequence[Claim],
    prices: Sequence[Priced],
    following: str = "",
) -> Addition | None:
    """Return what the folded ``sentence`` adds up to ``total``, which stands at ``sentence[at]``; None where it names
    fewer than two prices, or does not say that it adds.

    ``claims`` are those of the text, ``prices`` what the sources price, ``following`` the next sentence, which may
    itemise.
    """
    if total.bound or len(total.numbers) != 1 or not _ADDS.search(sentence) or _LESS.search(sentence):
        return None
    named = _named(sentence, prices)
    runs = list(_ends([one for place, one in named if place < at]))
    if not runs:
        rest = [one for place, one in named if place > at]
        if not rest and _ITEMISED.search(following):
            rest = [one for _, one in _named(following, prices)]
        runs = [rest] if 2 <= len(rest) <= _MOST else []
    if not runs:
        return None
    said = tax_of(total)
    times = {Decimal(1), *_times(sentence, claims)}
    others = [one for one in claims if one.kind == "money" and len(one.numbers) == 1 and one is not total]
    used = {one.price.figure for one in runs[0]}
    spare = [one for one in others if one.figure not in used][:_MOST]
    is_right = any(_comes_to(total, run, times, spare, said) for run in runs)
    once = sum(_in_tax(one.price, said) for one in runs[0])
    return Addition(is_right, tuple("・".join(one.nouns) for one in runs[0]), Decimal(round(once)))


def _ends(named: Sequence[Priced]) -> Iterator[list[Priced]]:
    """Yield what may be added up of the things before a total: all, or the last ones."""
    if len(named) <= _MOST:
        for start in range(len(named) - 1):
            yield list(named[start:])


def _named(sentence: str, prices: Sequence[Priced]) -> list[tuple[int, Priced]]:
    """Return the priced things that a folded sentence names, with their places, in order.

    A noun that several things share names the one whose other nouns stand there too.
    """
    owners: dict[str, int] = {}
    for one in prices:
        for noun in one.nouns:
            owners[noun] = owners.get(noun, 0) + 1
    free = sentence
    found: dict[tuple[str, str], tuple[int, Priced]] = {}
    for one in sorted(prices, key=lambda one: -len(one.nouns)):
        whole = all(noun in free for noun in one.nouns)
        told = one.nouns if whole else [noun for noun in one.nouns if owners[noun] == 1 and noun in free]
        if told and one.price.figure not in found:
            found[one.price.figure] = (min(free.index(noun) for noun in told), one)
            for noun in told:
                free = free.replace(noun, "\0" * len(noun), 1)
    return sorted(found.values(), key=lambda pair: pair[0])


def _times(sentence: str, claims: Iterable[Claim]) -> Iterator[Decimal]:
    """Yield how often a price may be taken: the counts and months that the sentence names."""
    for claim in claims:
        counts = claim.kind == "count" or (claim.kind == "period" and claim.unit == "月")
        if counts and normalise(claim.quote) in sentence:
            yield from (number for number in claim.numbers if 0 < number <= _MOST_TIMES)


def _comes_to(
    total: Claim, run: Sequence[Priced], times: Iterable[Decimal], spare: Sequence[Claim], said: str
) -> bool:
    """Whether all of ``run``, each once or as often as ``times`` allow, and any of ``spare`` come to the total."""
    value = total.numbers[0]
    sums = {Decimal(0)}
    for one in run:
        amount = _in_tax(one.price, said)
        sums = {known + amount * often for known in sums for often in times}
    for claim in spare:
        sums |= {known + _in_tax(claim, said) for known in sums}
        if len(sums) > _MOST_SUMS:
            break
    # Each amount may have lost less than a yen; without a tax said, the total may be told with it.
    factors = (Decimal(1),) if said else (Decimal(1), TAX)
    return any(abs(known * factor - value) < len(run) for known in sums for factor in factors)


def _in_tax(price: Claim, said: str) -> Decimal:
    had = tax_of(price)
    amount = price.numbers[0]
    if not said or not had or said == had:
        return amount
    return amount * TAX if said == "税込" else amount / TAX
