"""Which tax a text states once for several prices: for all of them, or under one heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from coach.facts.claims import Claim, rounds
from coach.text import Folded, fold

# The consumption tax on services, at the general rate since October 2019. What the text adds to a price as 消費税 is
# this or the reduced rate of food.
TAX = Decimal("1.1")
TAX_RATES = frozenset({"10", "8"})
# More headings than these are no letter; the limit keeps a hostile text quick.
_MOST = 100
TAXES = frozenset({"税込", "税別"})
_WORD = "税込|内税|税別|税抜|外税"
_WORDS = re.compile(_WORD)

_HEADING = re.compile(
    rf"(?m)^[ \t]*(?P<mark>[■□◆◇●▼【《#〈<]|[0-9]{{1,2}}[.)、])?(?P<title>[^。\n]{{0,40}}?(?P<tax>{_WORD})[^。\n円]{{0,12}})$"
)
_MARKED = re.compile(r"(?m)^[ \t]*(?:(?P<sign>[■□◆◇●▼【《#〈<])|(?P<number>[0-9]{1,2}[.)、]))")
# A list that adds the tax in a line of its own has its prices without it.
_TAX_LINE = re.compile(r"(?m)^[^\n円]{0,12}消費税[^\n]{0,20}円")
# 合計は30万円(税別)です。企画8万円、…の内訳です: what itemises a total is in its tax.
_TOTALLED = re.compile(
    rf"(?:合計|総額|全部で)[^。\n]{{0,30}}円[ ]?\(?(?P<tax>{_WORD})[^。\n]{{0,10}}。(?P<items>[^。]{{0,20}}内訳[^。]{{0,200}}|[^。]{{0,200}}内訳[^。]{{0,20}})"
)
_PRICE = re.compile(r"[0-9][万千]?円")


def named_taxes(text: str) -> list[str]:
    """Return the taxes that a folded text names, in its order, each as 税込 or 税別."""
    return ["税込" if word in {"税込", "内税"} else "税別" for word in _WORDS.findall(text)]


def tax_of(claim: Claim) -> str:
    """Return the tax that stands with a price, or nothing."""
    return next(iter(claim.conditions & TAXES), "")


def converted(value: Decimal, price: Claim) -> str:
    """Return which tax ``value`` is told with if it is ``price`` with or without the tax, whichever it lacks, or nothing.

    A fraction of a yen may be rounded either way.
    """
    had = tax_of(price)
    for number in price.numbers:
        if had != "税込" and _is_rounded(value, number * TAX):
            return "税込"
        if had != "税別" and _is_rounded(value, number / TAX):
            return "税別"
    return ""


def _is_rounded(stated: Decimal, exact: Decimal) -> bool:
    return abs(stated - exact) < 1 or rounds(stated, exact)


def taxed_twice(value: Decimal, price: Claim) -> bool:
    """Tell whether ``value`` is a price with the tax added that it has already, or taken off where it has none."""
    factors = {"税込": TAX, "税別": 1 / TAX}
    had = tax_of(price)
    return bool(had) and any(abs(number * factors[had] - value) < 1 for number in price.numbers)


def overall_tax(text: str) -> str:
    """Return the tax that a folded text states once for all its prices, or nothing."""
    found = re.search(
        rf"(?:費用|料金|価格|金額|見積もり?)[^。\n0-9]{{0,4}}\(({_WORD})(?:[、・][^()\n]{{0,24}})?\)[ ]*(?:$|\n)",
        text,
    ) or re.search(
        rf"(?:いずれも|すべて|全て|表示|記載|金額は|価格は|料金は)[^。\n0-9]{{0,8}}({_WORD})", text
    )
    return named_taxes(found[1])[0] if found else ""


class Taxes:
    """The taxes of a text as given: what a heading says holds as far as the next heading of its kind."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._sections = [*_sections(folded), *_totals(folded)][:_MOST]
        self._overall = overall_tax(folded.text)

    def at(self, place: int) -> str:
        """Return the tax that the text states for a price at code point ``place``, or nothing."""
        inside = (tax for start, end, tax in reversed(self._sections) if start <= place < end)
        return next(inside, self._overall)


def _totals(folded: Folded) -> Iterator[tuple[int, int, str]]:
    for match in _TAX_LINE.finditer(folded.text):
        above = folded.text.rfind("\n\n", 0, match.start()) + 1
        yield *folded.source_span(above, match.start()), "税別"
    for match in _TOTALLED.finditer(folded.text):
        yield *folded.source_span(*match.span("items")), named_taxes(match["tax"])[0]


def _sections(folded: Folded) -> Iterator[tuple[int, int, str]]:
    text = folded.text
    marks = [(match.start(), bool(match["sign"])) for match in _MARKED.finditer(text)]
    starts = [start for start, _ in marks]
    for match in _HEADING.finditer(text):
        if _PRICE.search(match.group()) or not (match["mark"] or match["title"].endswith((")", "】", "》"))):
            continue
        by_sign = not (match["mark"] or "■")[0].isdigit()
        later = marks[bisect_right(starts, match.start()) :]
        end = next((start for start, sign in later if sign == by_sign), len(text))
        first, last = folded.source_span(match.start(), end)
        yield first, last, named_taxes(match["tax"])[0]
