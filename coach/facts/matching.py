"""What a source says differently from a claim with the same value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from coach.facts.calendar import direction
from coach.facts.claims import Bound, Claim
from coach.facts.pool import Source
from coach.facts.taxes import named_taxes, overall_tax
from coach.facts.wording import (
    events_at_end,
    is_own_offer,
    is_own_price,
    is_own_promise,
    is_own_record,
    names_event,
    pairs,
    restrictions,
    starting_points,
)
from coach.facts.words import professions
from coach.text import normalise

Severity = Literal["block", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a source says differently, as a Japanese sentence; ``is_elsewhere`` where the source speaks of another
    matter."""

    why: str
    severity: Severity
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text a claim stands: its sentence, folded, where it begins there, and the tax that the text states
    once for several prices."""

    sentence: str
    at: int = 0
    tax: str = ""


def problems(claim: Claim, source: Source, known: Claim | None, place: Place) -> Iterator[Problem]:
    """Yield what keeps ``known`` in ``source`` from supporting ``claim``."""
    if source.origin == "case":
        yield from _borrowed(claim, place)
    if known is None:
        return
    if known.kind != claim.kind and "number" not in {known.kind, claim.kind}:
        return
    # 450件ほど of the customer's may be called 450件: it is theirs to correct.
    # Their dates are repeated as a goal (3月9日までの順番), whatever happens on them.
    theirs = source.origin == "case" and (
        (known.bound == "about" and not claim.bound) or claim.kind == "date"
    )
    if not theirs:
        yield from _bounds(claim, known)
    if claim.kind == "money":
        yield from _terms(claim, known, source.text, place)
    if claim.kind == "period":
        yield from _start(claim, known, source.text, place.sentence)
        yield from _outcome(claim, source.text, place)
    if claim.kind in {"money", "percent", "free"} or claim.value in {"値引き", "返金", "保証"}:
        yield from _restricted(claim, known, place.sentence)
    if claim.kind == "date":
        yield from _weekday(claim, known)
    if claim.kind in {"money", "percent", "count", "period", "date", "free", "promise"}:
        for problem in _subject(claim, _about(claim, known, source), place.sentence):
            # The customer's own figure, said back in other words, needs no remark.
            if source.origin != "case" or problem.severity == "block":
                yield problem


def _borrowed(claim: Claim, place: Place) -> Iterator[Problem]:
    sentence = place.sentence
    if claim.kind == "credential" and claim.value in professions():
        return
    if claim.kind in {
        "count",
        "percent",
        "period",
        "credential",
        "rank",
        "promise",
        "free",
    } and is_own_record(sentence):
        yield Problem("発注者の案件にある内容を、自社の実績や資格として書いています。", "block")
    if claim.kind in {"promise", "free"} and is_own_promise(sentence):
        yield Problem("発注者の案件にある言葉を、自社の約束として書いています。", "block")
    end = place.at + len(normalise(claim.quote))
    if claim.kind == "money" and (is_own_offer(sentence) or is_own_price(sentence, place.at, end)):
        yield Problem("発注者が示した金額を、自社の料金として書いています。", "block")


# What is over by then; an answer or a visit by then is less.
_OUTCOME = re.compile(r"復旧|復元|解決|完了|修理|交換|駆けつけ|到着|返金|再発行")
_NEAR = 16
# 30日以内なら無料: the figure is the condition.
_CONDITIONAL_FIGURE = re.compile(r"([0-9]+)[^0-9、。]{1,8}(?:なら|であれば|の場合)")
# However it is called, an answer is an answer.
_ANSWERS = re.compile(r"返信|返事|返答|回答|お返し|ご連絡|お答え|応答")
# Fewer pairs of characters than this say too little to tell what a figure is about.
_TOLD = 2
# More of these is the stronger promise; of prices and periods, less.
_MORE = frozenset({"count", "percent", "number"})


def _bounds(claim: Claim, known: Claim) -> Iterator[Problem]:
    if len(known.numbers) == 2 and len(claim.numbers) == 1:
        yield Problem(f"元の材料では「{known.quote}」と幅があります。", "block")
        return
    if len(claim.numbers) == 2 and len(known.numbers) == 1:
        yield Problem(f"元の材料では「{known.quote}」で、幅はありません。", "block")
        return
    if claim.bound == known.bound:
        return
    stronger = _is_stronger(claim.kind, claim.bound, known.bound)
    if stronger is None:
        return
    yield Problem(
        f"元の材料の「{known.quote}」とは、以上・以内・から・約などの条件が違います。",
        "block" if stronger else "info",
    )


def _is_stronger(kind: str, said: Bound, known: Bound) -> bool | None:
    """Whether the change promises more than the source does; None where it says less and is no change to report."""
    if {said, known} == {"lower", "upper"}:
        return True
    if kind == "date":
        return None
    if said == "about":
        return None if not known else False
    if known == "about":
        return said != ""
    if not known:
        if kind in _MORE:
            return said == "lower"
        return kind == "money" and said == "upper"
    if kind in _MORE:
        return known == "upper" and kind == "percent"
    return known == "lower"


def _terms(claim: Claim, known: Claim, line: str, place: Place) -> Iterator[Problem]:
    taxes = {"税込", "税別"}
    said = claim.conditions & taxes
    had = known.conditions & taxes or ({_overall_tax(line)} - {""})
    # What the text says once for all prices is not said of a sum whose source names no tax (a budget).
    if had and not said and place.tax:
        said = frozenset({place.tax})
    # Said once in the sentence, and not its opposite, it is said of all its prices; with both, the next one holds.
    if had and not said:
        named = named_taxes(place.sentence)
        later = named_taxes(place.sentence[place.at :]) if len(set(named)) > 1 else named
        said = frozenset(later[:1])
    if said != had:
        if not said:
            yield Problem(
                f"元の材料の「{next(iter(had))}」が落ちています。", "block" if had == {"税別"} else "info"
            )
        elif had:
            yield Problem(f"元の材料では{next(iter(had))}の金額です。", "block")
        else:
            yield Problem(f"「{next(iter(said))}」は元の材料にありません。", "block")
    said, had = claim.conditions - taxes, known.conditions - taxes
    if said != had:
        if not said:
            if not re.search(r"月額|月々|毎月|初月|月分|年額|年間|1時間|日額", place.sentence):
                yield Problem(f"元の材料の「{'・'.join(sorted(had))}」が落ちています。", "info")
        else:
            right = "・".join(sorted(had))
            yield Problem(f"元の材料では{right or '月や年を区切らない金額'}です。", "block")


def _start(claim: Claim, known: Claim, line: str, sentence: str) -> Iterator[Problem]:
    signs = {direction(one.head, _ends(one)) for one in (claim, known)}
    if signs == {-1, 1}:
        yield Problem(f"前と後が違います(元の材料では「{known.head}」)。", "block")
    back = _counted_back(claim)
    if back and signs == {-1} and not any(names_event(known.head[: _ends(known)], event) for event in back):
        yield Problem(f"数える基準が違います(元の材料では「{known.head}」)。", "block")
    # 公開の3週間前 says itself from where it counts.
    if back or direction(claim.head, _ends(claim)) < 0:
        return
    had, said = starting_points(known.head), starting_points(claim.head)
    if not had and "から" not in known.head:
        # 校正確定から、チラシは6営業日で納品: the start is told once for all that follows.
        had = starting_points(normalise(line[max(0, known.start - 60) : known.start]).rpartition("。")[2])
    if not had:
        return
    if said and not had & said:
        yield Problem(f"数え始めが違います(元の材料では{'・'.join(sorted(had))}から)。", "block")
    elif not any(names_event(sentence, event) for event in had):
        yield Problem(f"いつから数えるか({'・'.join(sorted(had))}から)が落ちています。", "info")


def _ends(claim: Claim) -> int:
    """Where a claim ends in the clause around it."""
    quote = normalise(claim.quote)
    return claim.head.find(quote) + len(quote)


def _counted_back(claim: Claim) -> frozenset[str]:
    """Return the events before which a claim counts back: of 公開の3週間前 公開."""
    end = _ends(claim)
    if direction(claim.head, end) >= 0:
        return frozenset()
    return events_at_end(claim.head[: end - len(normalise(claim.quote))])


def _outcome(claim: Claim, line: str, place: Place) -> Iterator[Problem]:
    """A line may promise an answer within two hours where the text promises that all is well by then."""
    end = place.at + len(normalise(claim.quote))
    said = _OUTCOME.search(re.split(r"[、。]", place.sentence[end : end + _NEAR])[0])
    if said and said.group() not in _folded(line):
        yield Problem(f"元の材料の「{claim.quote}」は、「{said.group()}」までの時間ではありません。", "block")


def _restricted(claim: Claim, known: Claim, sentence: str) -> Iterator[Problem]:
    said = restrictions(sentence)
    lost = restrictions(known.head) - said
    if claim.kind == "money":
        lost &= {"初回", "先着"}
    limits = _CONDITIONAL_FIGURE.findall(known.head)
    if limits and all(figure in sentence for figure in limits):
        # 納品から30日以内なら無料, said as 納品から30日のあいだは無料.
        lost -= {"場合の条件"}
    if lost:
        # 初回だけ said as 初回 promises no more.
        severity: Severity = "info" if lost == {"限定"} and said & {"初回", "先着"} else "block"
        yield Problem(f"元の材料にある限定({'・'.join(sorted(lost))})が落ちています。", severity)


def _weekday(claim: Claim, known: Claim) -> Iterator[Problem]:
    if not claim.unit or claim.unit == known.unit:
        return
    if known.unit:
        yield Problem(f"曜日が違います(元の材料では「{known.quote}」)。", "block")
        return
    year, month, day = (claim.value.split("-")[i] or known.value.split("-")[i] for i in range(3))
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        yield Problem("曜日は元の材料にありません。", "info")
        return
    try:
        right = "月火水木金土日"[date(int(year), int(month), int(day)).weekday()]
    except ValueError:
        right = ""
    if right != claim.unit:
        yield Problem("その日の曜日ではありません。", "block")


def _about(claim: Claim, known: Claim, source: Source) -> str:
    """Return the words that tell what a figure of a source is about: of running text its sentence, else the line."""
    line = source.text
    if source.origin not in {"draft", "sent"} or claim.kind not in {"period", "count", "percent"}:
        return line
    ends = line.find("。", known.end)
    return line[line.rfind("。", 0, known.start) + 1 : ends if ends >= 0 else None]


@lru_cache(maxsize=256)
def _folded(line: str) -> str:
    return normalise(line)


@lru_cache(maxsize=256)
def _overall_tax(line: str) -> str:
    return overall_tax(line)


def _subject(claim: Claim, line: str, sentence: str) -> Iterator[Problem]:
    own = normalise(claim.quote)
    # One of anything is what a price or a length is for.
    if claim.kind == "count" and claim.value == "1":
        return
    if not pairs(claim.head.replace(own, " ")):
        return
    if claim.kind in {"promise", "period"} and _ANSWERS.search(line) and _ANSWERS.search(sentence):
        return
    said = pairs(sentence.replace(own, " "))
    had = pairs(_folded(line))
    if claim.kind in {"free", "promise"}:
        said, had = said - pairs(own), had - pairs(own)
    if len(said) >= (1 if claim.kind == "free" else _TOLD) and had and not said & had:
        severity: Severity = "block" if claim.kind in {"free", "promise"} else "info"
        yield Problem("元の材料では別の事柄について書かれています。", severity, is_elsewhere=True)


def best(found: Iterable[list[Problem]]) -> list[Problem]:
    """Return the mildest of several lists of problems: one source without any supports the claim."""
    return min(found, key=lambda listed: sum(1 if p.severity == "info" else 10 for p in listed))
