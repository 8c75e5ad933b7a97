"""Figures and dates of a text that follow from others: sums, prices so many times, the other tax, counted days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach import kanji
from coach.facts.addends import Reckoning, sum_of_told
from coach.facts.apart import price_list
from coach.facts.calendar import Step, calculated_dates, direction
from coach.facts.claims import Claim
from coach.facts.derived import is_calculated
from coach.facts.pool import Pool
from coach.facts.taxes import converted, tax_of, taxed_twice
from coach.facts.wording import pairs
from coach.facts.written import Written
from coach.text import normalise

# More figures without source than this are no calculation; the limit keeps a hostile text quick.
_MOST_CALCULATED = 40
_MOST_LINES = 200
# The months of 1年で2万円.
_A_YEAR = "12"
# 公開の3週間前 counts from the 公開.
_EVENT = kanji.compiled(r"([一-龠々ァ-ヺーA-Za-z]{2,8}?)(?:予定)?(?:の)?日?(?:の|から|より|に|後)?$")
_FROM = re.compile(r"(?:から|より|後)$")
# More periods of a text or line than these are no schedule.
_MOST_STEPS = 12


@dataclass(frozen=True)
class WorkedOut:
    """Figures that follow from others, and totals that do not come to what they add up, each with the reason."""

    right: frozenset[Claim]
    wrong: Mapping[Claim, str]


def worked_out(read: Written, pool: Pool) -> WorkedOut:
    """Return what follows from figures of the sources, or from others that do (150件, then 150 × 550円)."""
    open_claims = [
        claim for claim in read.claims if claim.numbers and not any(True for _ in pool.holders(claim))
    ]
    open_claims = open_claims[:_MOST_CALCULATED]
    days = _days(read, pool, [claim for claim in read.claims if claim.kind == "date"])
    lines = pool.lines[:_MOST_LINES]
    added = _reckonings(read, pool, open_claims)
    # A price may be worked out for an assumed number (20点の場合); the number itself is reported where it stands.
    assumed = [claim for claim in read.claims if claim.kind == "count"]
    done: list[Claim] = []
    totalled: list[Claim] = []

    def follows(claim: Claim) -> bool:
        if claim in totalled:
            return True
        if claim in added and not added[claim].is_right:
            ahead = [one for one in read.ahead(claim) if one in done or one not in open_claims]
            return sum_of_told(claim, ahead)
        if claim in added:
            return True
        given = [*lines, done, assumed] if claim.kind == "money" else [*lines, done]
        return is_calculated(claim, given, read.shown, read.place(claim)[0].sentence)

    while fresh := [claim for claim in open_claims if claim not in done and follows(claim)]:
        done.extend(fresh)
        totalled = [
            claim
            for claim, following in pairwise(read.claims)
            if read.counts_for(claim, following)
            and (following in done or (claim.value == _A_YEAR and read.is_supported(following, pool)))
        ]
    wrong = {claim: one.why for claim, one in added.items() if claim not in done}
    listed = [one for line in pool.lines for one in line if one.kind == "money"]
    for claim in done:
        if claim.kind == "money" and claim not in added:
            others = [one for one in done if one.kind == "money" and one is not claim]
            if why := _wrongly_taxed(claim, read, listed, others):
                wrong[claim] = why
    return WorkedOut(days | frozenset(done), wrong)


def _reckonings(read: Written, pool: Pool, claims: Sequence[Claim]) -> dict[Claim, Reckoning]:
    """Return what becomes of each of ``claims`` that its sentence, or its list, adds up or multiplies."""
    amounts = [claim for claim in claims if claim.kind == "money"]
    prices = price_list(pool.sources) if amounts else ()
    found: dict[Claim, Reckoning] = {}
    for claim in amounts if prices else ():
        if one := read.reckoning(claim, prices):
            found[claim] = one
    return found


def _wrongly_taxed(claim: Claim, read: Written, listed: Sequence[Claim], others: Sequence[Claim]) -> str:
    """Return what is wrong with the tax of an amount that follows from others, or nothing."""
    said = tax_of(claim) or read.place(claim)[0].tax
    if not said:
        return ""
    value = claim.numbers[0]
    told = {tax for one in (*listed, *others) if (tax := converted(value, one))}
    if said in told:
        return ""
    for one in listed:
        if told and converted(value, one) or taxed_twice(value, one):
            return f"元の材料の「{one.quote}」は{tax_of(one) or '税込か税別かが書かれていない'}の金額で、計算が合いません。"
    had = {tax for one in listed if one.figure in read.shown and (tax := tax_of(one))}
    if len(had) == 1 and said not in had:
        return f"元の材料では{next(iter(had))}の金額の合計です。"
    return ""


def _days(read: Written, pool: Pool, dates: list[Claim]) -> frozenset[Claim]:
    """Return the dates that follow from dates and periods of the sources: those that the text shows, or, where it counts
    from what happens then (公開の3週間前), those of the sources."""
    held = {claim for claim in dates if any(True for _ in pool.holders(claim))}
    wanted = [claim for claim in dates if claim not in held]
    if not wanted:
        return frozenset()
    steps: list[Step] = []
    for claim in [one for one in read.claims if one.kind == "period"][:_MOST_STEPS]:
        carried = read.held(claim, pool)
        if any(all(problem.severity == "info" for problem in listed) for _, listed in carried):
            place, at = read.place(claim)
            steps += _steps(claim, place.sentence, at, pool)
    told = [
        step
        for claim in wanted[:_MOST_STEPS]
        for step in _told_steps(pairs(read.place(claim)[0].sentence), pool)
    ]
    return calculated_dates(wanted, held, [*steps, *told])


def _steps(period: Claim, sentence: str, at: int, pool: Pool) -> Iterator[Step]:
    sign = direction(sentence, at + len(normalise(period.quote)))
    since = 0 if sign else int(bool(_FROM.search(sentence[:at])))
    event = _EVENT.search(sentence[:at]) if sign or since else None
    bases = tuple(pool.dates_of(event[1])) if event else ()
    if sign or bases:
        yield Step(period, sign or since, bases)
    # 発注から5か月 leads from either end to the other.
    if not sign:
        yield Step(period)


def _told_steps(about: frozenset[str], pool: Pool) -> Iterator[Step]:
    """Yield the steps of the sources' lines on a matter: 原稿は公開の3週間前まで, 校正確定から6営業日で納品."""
    for source, claims, topic in zip(pool.sources, pool.lines, pool.topics, strict=True):
        for claim in claims[:_MOST_STEPS] if about & topic else ():
            if claim.kind == "period":
                before = normalise(source.text[: claim.start])
                yield from _steps(claim, normalise(source.text), len(before), pool)
