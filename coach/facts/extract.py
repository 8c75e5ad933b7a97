"""Everything a text states that can be checked against a source."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from coach import kanji
from coach.facts.claims import Bound, Claim, ClaimKind, plain
from coach.facts.dates import clocks, days
from coach.facts.phrases import ENUMERATION, PLACEHOLDER, addresses, names, phrases
from coach.facts.quantities import quantities, read_number
from coach.facts.taxes import named_taxes
from coach.text import Folded, fold

_BREAK = re.compile(r"[、。!?\n]")
_BARE = re.compile(
    r"(?<![0-9A-Za-z_])(?<![0-9][.,:/-])(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?[億万千百]{0,2}(?![0-9A-Za-z])"
)
_RANK = re.compile(
    r"(?<![0-9.,])第?([0-9]{1,4}|[一二三四五六七八九十]{1,3})(位|番目|回目|年目|か月目|週目|日目|社目|件目)(?![安的標])"
    r"|No\.?\s?(1)(?![0-9])|(ナンバー)ワン"
)
_VAGUE = re.compile(r"数[十百千万]{1,2}(?:社|名|人|件|本|回|万円|%|時間|日|年|台|拠点|店舗)")
# 「2点伺います」「次の3点」 count the letter's own points; 1件ずつ names a unit.
_OWN = re.compile(r"(?:だけ|ほど)?[、,]?[^。、\n]{0,12}(?:伺|お聞き|お聞か|質問|確認|教えて|お尋ね)")
_TAX = re.compile(r"(?:消費)?税[込別抜]|[外内]税")
# 9万円に消費税を加えて: the price is without it, what it comes to is with it.
_WITHOUT_TAX = re.compile(r"(?:に|へ)?(?:は)?、?(?:別途)?(?:、)?消費税(?!込)|(?:と|\+)消費税")
_WITH_TAX = re.compile(
    r"消費税[^円。\n]{0,10}(?:を|が|も)?(?:加え|足し|足す|加わ|含め|含ん)[^円。\n]{0,8}$|税込[^円、。()\n]{0,8}$"
)
# 708,000円(税別、税込778,800円): what stands first in the brackets, before the other price, is of this one.
_TAX_BEHIND = re.compile(r"(?:から|~|程度|前後)?[ ]?(?:\([^()\n0-9]{0,12}[)、,・]|税込|税別|税抜)")
# 708,000円(税込778,800円): the price before the brackets has the other tax.
_OTHER_TAX = re.compile(r"[ ]?\(((?:税[込別抜]|[外内]税))み?(?:では?|は|:)?[ ]?[0-9]")
_LESS_TAX = re.compile(
    r"税(?:別|抜)[^円、。()\n]{0,8}$|消費税[^円。\n]{0,10}(?:を|が)?(?:除|引い|差し引|抜い)[^円。\n]{0,8}$"
)
_EVERY = kanji.compiled(
    r"(月額|月々|毎月|月あたり|1か月(?:で|につき|あたり)|(?<![一-龠0-9])月(?=(?:税[込別抜]み?)?約?$))|(年額|年間|年あたり|1年(?:間)?(?:で|につき|あたり))|(日額|1日あたり)|(時給|時間単価|1時間あたり)"
)
# Behind these words the amount is of something else: 月額とは別で5万円, 毎月の訪問は1回5万円, 月額で、撮影5万円.
_NOT_EVERY = kanji.compiled(
    r"とは|では?な|別|不要|無料|無償|なし|[はで][^はで]{0,4}[0-9]|[はで]、?(?!税|約|合計|総額|消費|込|定額)[一-龠ァ-ヺ]"
)
_EVERY_NAMES = ("月額", "年額", "日額", "時間単価")


class _Candidate(NamedTuple):
    kind: ClaimKind
    value: str
    unit: str
    start: int
    end: int
    bound: Bound = ""
    numbers: tuple[Decimal, ...] = ()


@lru_cache(maxsize=512)
def extract(text: str) -> tuple[Claim, ...]:
    """Return the claims of ``text`` in order, none inside another.

    Placeholders (〇〇, 【要記入: …】), list numbers and words such as 一度 or 十分 are no claims.
    Takes time linear in the length of the text.
    """
    folded = fold(text)
    flat = folded.text
    taken = bytearray(len(flat))
    for pattern in (PLACEHOLDER, ENUMERATION):
        for match in pattern.finditer(flat):
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    breaks = [match.start() for match in _BREAK.finditer(flat)]
    found: list[Claim] = []
    for candidate in _candidates(flat):
        start, end = candidate.start, candidate.end
        # A form of company without a name names nobody.
        if start == end or taken.find(1, start, end) >= 0:
            continue
        taken[start:end] = b"\x01" * (end - start)
        found.append(_claim(text, folded, candidate, breaks))
    return tuple(sorted(found, key=lambda claim: claim.start))


def _candidates(flat: str) -> Iterator[_Candidate]:
    """The surest reading first: what it takes, the later ones cannot."""
    for phrase in addresses(flat):
        yield _Candidate(phrase.kind, phrase.value, "", phrase.start, phrase.end)
    for phrase in phrases(flat):
        yield _Candidate(phrase.kind, phrase.value, "", phrase.start, phrase.end)
    for match in _RANK.finditer(flat):
        number = match[1] or "1"
        yield _Candidate("rank", plain(read_number(number)), match[2] or "位", *match.span())
    for day in days(flat):
        yield _Candidate("date", day.value, day.weekday, day.start, day.end, day.bound)
    for clock in clocks(flat):
        yield _Candidate("time", clock.value, "", clock.start, clock.end)
    for quantity in quantities(flat):
        if not _is_own_count(flat, quantity.unit, quantity.numbers, quantity.end):
            yield _Candidate(
                quantity.kind,
                quantity.value,
                quantity.unit,
                quantity.start,
                quantity.end,
                quantity.bound,
                quantity.numbers,
            )
    for match in re.finditer(r"半(?:年|日|月(?!刊))(?!生)", flat):
        value, unit = {"半年": ("6", "月"), "半日": ("0.5", "日"), "半月": ("0.5", "月")}[match.group()]
        yield _Candidate("period", value, unit, *match.span(), "", (Decimal(value),))
    for match in _VAGUE.finditer(flat):
        yield _Candidate("count", match.group(), "", *match.span())
    for phrase in names(flat):
        yield _Candidate(phrase.kind, phrase.value, "", phrase.start, phrase.end)
    for match in _BARE.finditer(flat):
        number = read_number(match.group())
        if number >= 10 or number != int(number):
            yield _Candidate("number", plain(number), "", *match.span(), "", (number,))


def _is_own_count(flat: str, unit: str, numbers: tuple[Decimal, ...], end: int) -> bool:
    small = numbers[-1] <= 5
    if unit == "点" and small:
        return True
    if unit in {"点", "件", "項目"} and small and _OWN.match(flat, end):
        return True
    return small and flat.startswith("ずつ", end)


def _claim(text: str, folded: Folded, candidate: _Candidate, breaks: list[int]) -> Claim:
    flat = folded.text
    start, end = folded.source_span(candidate.start, candidate.end)
    left = bisect_left(breaks, candidate.start)
    right = bisect_left(breaks, candidate.end)
    clause_start = breaks[left - 1] + 1 if left else 0
    clause_end = breaks[right] if right < len(breaks) else len(flat)
    return Claim(
        kind=candidate.kind,
        value=candidate.value,
        unit=candidate.unit,
        bound=candidate.bound,
        start=start,
        end=end,
        quote=text[start:end],
        head=flat[clause_start:clause_end][:400],
        numbers=candidate.numbers,
        conditions=_conditions(flat, candidate) if candidate.kind == "money" else frozenset(),
    )


def _conditions(flat: str, candidate: _Candidate) -> frozenset[str]:
    """What limits a price: the tax and the stretch of time it is for, from the words beside it."""
    before = flat[max(0, candidate.start - 8) : candidate.start]
    behind = flat[candidate.end : candidate.end + 20]
    after, other = _TAX_BEHIND.match(behind), _OTHER_TAX.match(behind)
    found: set[str] = set()
    taxes = named_taxes(after.group()) if after else []
    if other:
        taxes = ["税別" if named_taxes(other[1]) == ["税込"] else "税込"]
    taxes = taxes or named_taxes(re.split(r"[円、。・\n]", before)[-1])
    wider = flat[max(0, candidate.start - 24) : candidate.start]
    if not taxes:
        taxes = ["税別"] if _WITHOUT_TAX.match(flat, candidate.end) else []
    if not taxes:
        taxes = ["税込"] if _WITH_TAX.search(wider) else ["税別"] if _LESS_TAX.search(wider) else []
    if taxes:
        found.add(taxes[-1])
    clause = re.split(r"[円、。\n]", before)[-1]
    every = list(_EVERY.finditer(clause))
    if every and not _NOT_EVERY.search(_TAX.sub("", clause[every[-1].end() :])):
        found.add(next(name for group, name in zip(every[-1].groups(), _EVERY_NAMES, strict=True) if group))
    elif re.match(r"\s?/\s?月|/月", flat[candidate.end : candidate.end + 4]):
        found.add("月額")
    return frozenset(found)
