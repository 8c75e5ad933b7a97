"""Which of the vendor's prices a sentence adds up or multiplies, and whether it comes to what it says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach import kanji
from coach.facts.apart import Priced
from coach.facts.claims import Claim
from coach.facts.taxes import TAX, converted, tax_of

# What stands between the last thing and its total, or before a total that is itemised behind it.
_ADDS = re.compile(
    r"合計|総額|小計|トータル|計(?![画算測])|合わせ|あわせ|足し|足す|加え|加わ|全部で|込みで|初年度|(?:で|だと|なら)、?(?:税込|税別)?$"
)
# What is taken off or left out makes another total than that of the things named.
_LESS = re.compile(
    r"割引|値引|引い|引き|差額|差し引|除[きくい]|以外|別途|別に|抜き?で|含ま(?:ない|ず|れ)|[0-9]%"
)
_COMPOUND = kanji.compiled(r"[一-龠々]{4,}")
_ASIDE = re.compile(r"\([^()円]{0,60}\)")
_ITEMISED = re.compile(r"内訳|明細")
# これに撮影を加えて: what was told before counts too.
_GOES_ON = re.compile(r"(?:これ|それ|上記|先の[^、。]{1,8}|この金額|以上)に|加え")
# The other of two amounts in 14万円(税別)、税込では15万4千円.
_OTHER_TAX = re.compile(
    r"(?:\(?税[込別抜]み?\)?)?(?:です)?[、。]?\(?(?:消費税(?:\(?10%\)?)?[^円、。0-9]{0,10})?(?:税込|税別|税抜)[^円、。0-9]{0,10}"
)
# More addends than these, or more sums of them, are no quotation; the limits keep a hostile text quick.
_MOST = 8
_MOST_SUMS = 4000
_MOST_TIMES = 100_000
# So many code points before a total say that it is one.
_LEAD = 12


@dataclass(frozen=True)
class Reckoning:
    """Whether an amount is what the sentence works out, and if not, why, as a Japanese sentence."""

    is_right: bool
    why: str = ""


@dataclass(frozen=True)
class Figure:
    """A claim at its place in a folded sentence."""

    claim: Claim
    start: int
    end: int


@dataclass(frozen=True)
class _Addend:
    """A thing with its price, where a sentence names it, how often, and which amount it tells for it."""

    priced: Priced
    at: int
    often: frozenset[Decimal]
    told: Claim | None

    def amounts(self, tax: str) -> set[Decimal]:
        """What it may cost in a tax."""
        single = _in_tax(self.priced.price, tax)
        return {single * times for times in self.often} | ({_in_tax(self.told, tax)} if self.told else set())

    @property
    def name(self) -> str:
        return "・".join(self.priced.nouns)


def reckoning(
    total: Figure,
    sentence: str,
    figures: Sequence[Figure],
    prices: Sequence[Priced],
    *,
    before: Sequence[Claim] = (),
    elsewhere: Sequence[Claim] = (),
    following: str = "",
) -> Reckoning | None:
    """Return whether ``total`` is what the folded ``sentence`` adds up or multiplies; None where it does neither.

    ``figures`` are those of the sentence in order, ``prices`` what the sources price, ``before`` the amounts that
    the text told earlier, ``elsewhere`` those of other sentences, which may tell what a thing costs so many times,
    ``following`` the next sentence, which may itemise.
    """
    claim = total.claim
    if claim.bound or len(claim.numbers) != 1 or _LESS.search(sentence):
        return None
    if other := _before_tax(total, sentence, figures):
        is_right = bool(converted(claim.numbers[0], other))
        return Reckoning(is_right, "" if is_right else f"「{other.quote}」の税込・税別の計算が合いません。")
    addends = _addends(_without_asides(sentence, total.start), figures, prices, total)
    ahead = [one for one in addends if one.at < total.start]
    lead = sentence[max((one.at for one in ahead), default=max(0, total.start - _LEAD)) : total.start]
    product = _product(claim, ahead[-1], lead, sentence, figures, total) if ahead else None
    if product and product.is_right:
        return product
    runs: list[Sequence[_Addend]] = []
    if _ADDS.search(lead) and 2 <= len(ahead) <= _MOST:
        runs = [ahead[start:] for start in range(len(ahead) - 1)]
    elif _ADDS.search(sentence[max(0, total.start - _LEAD) : total.start]) and not ahead:
        behind = addends or (_addends(following, (), prices, None) if _ITEMISED.search(following) else [])
        runs = [behind] if 2 <= len(behind) <= _MOST else []
    if not runs:
        return product
    told = {one.told for one in addends if one.told}
    others = [f.claim for f in figures if f.claim.kind == "money" and f.end <= total.start]
    spare = [one for one in others if one not in told and len(one.numbers) == 1]
    spare = [*spare, *(before if _GOES_ON.search(sentence) else ())][-_MOST:]
    if any(_comes_to(claim, run, spare, elsewhere) for run in runs):
        return Reckoning(True)
    once = round(sum(_in_tax(one.priced.price, tax_of(claim)) for one in runs[0]))
    named = "".join(f"「{one.name}」" for one in runs[0])
    return Reckoning(False, f"元の材料の{named}を1つずつ足すと{once:,}円です。")


def _without_asides(sentence: str, upto: int) -> str:
    """What stands in brackets before a total (修正2回を含む) is no addend, unless it has a price there."""
    return _ASIDE.sub(lambda match: "\0" * len(match.group()), sentence[:upto]) + sentence[upto:]


def sum_of_told(total: Claim, told: Sequence[Claim]) -> bool:
    """Tell whether an amount is the sum of at least two that the text has told, in the tax it says."""
    amounts = [_in_tax(one, tax_of(total)) for one in told if one.kind == "money" and len(one.numbers) == 1]
    sums: set[tuple[Decimal, bool]] = {(Decimal(0), False)}
    for amount in amounts[-_MOST:]:
        sums |= {(known + amount, known > 0) for known, _ in sums}
    return any(is_sum and _is_near(total, known, 1) for known, is_sum in sums)


def _before_tax(total: Figure, sentence: str, figures: Sequence[Figure]) -> Claim | None:
    """Return the amount that ``total`` tells again with or without the tax."""
    ahead = [one for one in figures if one.claim.kind == "money" and one.end <= total.start]
    if not ahead or not _OTHER_TAX.fullmatch(sentence[ahead[-1].end : total.start]):
        return None
    other = ahead[-1].claim
    return other if len(other.numbers) == 1 and tax_of(other) != tax_of(total.claim) else None


def _product(
    claim: Claim, last: _Addend, lead: str, sentence: str, figures: Sequence[Figure], total: Figure
) -> Reckoning | None:
    """Return whether an amount is so many times the price before it: 編集3本で15万円 of 1本5万円."""
    begins = min(
        (one.start for one in figures if _counts_what_follows(one, sentence, last.at)), default=last.at
    )
    counted = [one for one in figures if begins <= one.start and one.end <= total.start]
    if len(counted) != 1 or counted[0].claim.kind not in {"count", "period"}:
        return None
    count = counted[0].claim
    unit = re.sub(r"^[0-9.,万千百]+", "", count.quote)
    often = _often(count)
    if not often or not re.search(rf"(?<![0-9])1{re.escape(unit)}", last.priced.price.head):
        return None
    single = _in_tax(last.priced.price, tax_of(claim))
    if any(_is_near(claim, single * often * factor, 1) for factor in _factors(claim)):
        return Reckoning(True)
    # 撮影は2日、費用は…: the amount may be of something else; 撮影は2日で… and 200点の登録は… are of the thing itself.
    between = re.sub(
        r"は(?:税込|税別)?$", "", lead[lead.find(last.priced.nouns[-1]) + len(last.priced.nouns[-1]) :]
    )
    if re.search(r"[はが、。]", between.removeprefix("は")):
        return None
    return Reckoning(False, f"元の材料の「{last.name}」は{count.quote}で{round(single * often):,}円です。")


def _addends(
    sentence: str, figures: Sequence[Figure], prices: Sequence[Priced], total: Figure | None
) -> list[_Addend]:
    """Return the priced things that a folded sentence names, in order.

    A noun that several things share names the one whose other nouns stand there too.
    """
    owners: dict[str, int] = {}
    for one in prices:
        for noun in one.nouns:
            owners[noun] = owners.get(noun, 0) + 1
    free = sentence
    found: dict[tuple[str, str], tuple[int, Priced]] = {}
    for one in sorted(prices, key=lambda one: -len(one.nouns)):
        whole = re.search("[^、。]{0,8}?".join(map(re.escape, one.nouns)), free)
        telling = [noun for noun in one.nouns if owners[noun] == 1]
        told = one.nouns if whole else [noun for noun in telling if noun in free] or _ends_in(telling, free)
        if told and one.price.figure not in found:
            found[one.price.figure] = (whole.start() if whole else free.index(told[0]), one)
            for noun in told:
                free = free.replace(noun, "\0" * len(noun), 1)
    named = sorted(found.values(), key=lambda pair: pair[0])
    places = [at for at, _ in named]
    addends: list[_Addend] = []
    for at, one in named:
        upto = min((place for place in places if place > at), default=len(sentence))
        mine = [
            f
            for f in figures
            if (
                at <= f.start < upto and not any(_counts_what_follows(f, sentence, place) for place in places)
            )
            or f.end <= places[0]
            or _counts_what_follows(f, sentence, at)
        ]
        # Months count for what is paid by the month, wherever they stand: 記帳と決算を合わせ、1年で….
        monthly = "月額" in one.price.conditions
        often = {times for f in mine if (times := _often(f.claim)) and f.claim.unit != "月"}
        often |= {_often(f.claim) for f in figures if monthly and f.claim.unit == "月"}
        often = (often - {Decimal(0)}) | {
            Decimal(1),
            *({Decimal(12)} if monthly and "年" in sentence else ()),
        }
        told_here = next(
            (f.claim for f in mine if f.claim.kind == "money" and f.start >= at and f is not total), None
        )
        if told_here and total and told_here == total.claim:
            told_here = None
        addends.append(
            _Addend(
                one, at, frozenset(often), told_here if told_here and len(told_here.numbers) == 1 else None
            )
        )
    return addends


def _ends_in(nouns: Iterable[str], text: str) -> list[str]:
    """Return the last words of compounds that stand in a text alone: 翻訳 for 和英翻訳."""
    return [noun[-2:] for noun in nouns if _COMPOUND.fullmatch(noun) and noun[-2:] in text]


def _counts_what_follows(figure: Figure, sentence: str, at: int) -> bool:
    """Whether a figure counts the thing at ``sentence[at]``: 200点の登録."""
    return figure.end <= at and sentence[figure.end : at] in {"", "の", "分の"}


def _often(claim: Claim) -> Decimal:
    """Return how often a price is taken by a count or a stretch of days or months, 0 where the figure tells nothing."""
    counts = claim.kind == "count" or (claim.kind == "period" and claim.unit in {"月", "日"})
    return (
        claim.numbers[0] if counts and claim.numbers and 0 < claim.numbers[0] <= _MOST_TIMES else Decimal(0)
    )


def _comes_to(
    total: Claim, run: Sequence[_Addend], spare: Iterable[Claim], elsewhere: Iterable[Claim]
) -> bool:
    """Whether all of ``run``, each perhaps as told ``elsewhere``, and any of ``spare``, come to the total."""
    said = tax_of(total)
    sums = {Decimal(0)}
    others = {_in_tax(claim, said) for claim in elsewhere}
    for one in run:
        amounts = one.amounts(said) | (others if len(sums) * len(others) < _MOST_SUMS else set())
        sums = {
            known + amount for known in sums for amount in amounts if known + amount <= total.numbers[0] + 1
        }
    for claim in spare:
        sums |= {known + _in_tax(claim, said) for known in sums}
        if len(sums) > _MOST_SUMS:
            break
    return any(_is_near(total, known * factor, len(run)) for known in sums for factor in _factors(total))


def _factors(total: Claim) -> Iterator[Decimal]:
    """Yield what a total may be multiplied by: without a tax said, it may be told with it."""
    yield Decimal(1)
    if not tax_of(total):
        yield TAX


def _is_near(total: Claim, exact: Decimal, parts: int) -> bool:
    """Each of so many amounts may have lost less than a yen."""
    return abs(total.numbers[0] - exact) < parts


def _in_tax(price: Claim, said: str) -> Decimal:
    had = tax_of(price)
    amount = price.numbers[0]
    if not said or not had or said == had:
        return amount
    return amount * TAX if said == "税込" else amount / TAX
