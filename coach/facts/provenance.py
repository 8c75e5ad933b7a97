"""What a text states that stands in no source, what each claim rests on, and what a rewrite lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coach.facts.claims import Claim, ClaimKind
from coach.facts.matching import Place, Problem, Severity, best
from coach.facts.phrases import DENIED
from coach.facts.pool import Pool, Source
from coach.facts.rivals import rival
from coach.facts.sources import sources
from coach.facts.taxes import TAX_RATES
from coach.facts.wording import asks_at, is_assumed, is_meeting_proposal, is_own_promise, is_question, pairs
from coach.facts.worked_out import worked_out
from coach.facts.written import MOST_COUNTED, Written
from coach.text import normalise

__all__ = ["Dropped", "Source", "Support", "Unsupported", "dropped", "sources", "support", "unsupported"]

_REPLY = re.compile(r"返信|返答|ご?回答|お返事|折り返し|ご連絡")
_RECORD = re.compile(r"実績|導入|担当|支援|手がけ|お手伝い|制作し|経験|成果|達成|増|減|改善|短縮|%|率|倍|社")

# A text whose figures rest on each other in a longer chain than this is no letter.
_MOST_ROUNDS = 4
_CALCULATED = Problem("元の数字からの計算値です。式が正しいか確かめてください。", "info")
_ASKS_FOR = re.compile(
    r"(?:ほど|程度|だけ|ずつ)?、?(?:お|ご)[^。、はがをも]{1,8}(?:いただけ(?:れば|ましたら|ますと)|ください|願い)"
)
_ASSUMABLE = frozenset({"count", "number", "money"})
_EACH_YEAR = re.compile(r"間?(?:に|で|では|あたり|につき|の)?(?:約|およそ)?[0-9]")
_YEARLY = re.compile(r"年間|年額|毎年|年に[0-9]|年[0-9]")
_OF_TAX = re.compile(r"(?:消費税|税率)(?:率|は|の|が|を|\()?$")


@dataclass(frozen=True)
class Unsupported:
    """Words of a text that no source carries. ``start`` and ``end`` are code points: ``text[start:end] == quote``.

    ``kind`` is a kind of ``Claim``, or ``statement``. ``block`` must not be sent, ``info`` is worth a look
    (計算値, a condition that promises less).
    """

    quote: str
    kind: str
    why: str
    start: int
    end: int
    severity: Severity


@dataclass(frozen=True)
class Support:
    """A claim with the ids of the source lines it rests on; empty where it rests on none."""

    claim: Claim
    sources: tuple[str, ...]


Matter = Literal["price", "free", "credential", "reply", "date", "record"]

_MATTERS: dict[Matter, str] = {
    "price": "料金",
    "free": "無料の提供",
    "credential": "資格・認証",
    "reply": "返信の目安",
    "date": "日付",
    "record": "実績",
}


@dataclass(frozen=True)
class Dropped:
    """What the draft stated and the rewrite lost: the words of the draft, the code point at which they stand there,
    and what they tell the reader of."""

    quote: str
    start: int
    kind: ClaimKind
    matter: Matter

    @property
    def label(self) -> str:
        """What the words tell of, in Japanese."""
        return _MATTERS[self.matter]


def unsupported(text: str, sources: Sequence[Source]) -> tuple[Unsupported, ...]:
    """Return the claims of ``text`` that no source carries as they are said, in order.

    Other notation is the same claim; another unit, bound, tax, starting point or subject is not. A figure that
    follows from figures of the sources is reported as 計算値 (info). Lengths of a proposed meeting are silent.
    """
    read, pool = Written(text), Pool(tuple(sources))
    told: dict[Claim, Problem] = {}
    for _ in range(_MOST_ROUNDS):
        told = {claim: problem for claim, problem in told.items() if problem.severity == "block"}
        told |= dict(_problems(read, pool))
        # Nothing rests on a figure that is objected to.
        blocked = [claim for claim in read.claims if claim in told and told[claim].severity == "block"]
        if not blocked:
            break
        read = read.without(blocked)
    return tuple(
        Unsupported(claim.quote, claim.kind, problem.why, claim.start, claim.end, problem.severity)
        for claim, problem in sorted(told.items(), key=lambda item: item[0].start)
    )


def _problems(read: Written, pool: Pool) -> Iterator[tuple[Claim, Problem]]:
    calculated = worked_out(read, pool)
    for claim in read.claims:
        if _is_tax_rate(claim, read):
            continue
        if claim in calculated.wrong:
            yield claim, Problem(calculated.wrong[claim], "block")
        elif claim in calculated.right:
            yield claim, _CALCULATED
        elif problem := _judge(claim, read, pool):
            yield claim, problem


def support(text: str, sources: Sequence[Source]) -> tuple[Support, ...]:
    """Return every claim of ``text`` with the ids of the sources that carry it, less promised than there or as much."""
    read, pool = Written(text), Pool(tuple(sources))
    found: list[Support] = []
    for claim in read.claims:
        held = read.held(claim, pool)
        carried = (source.id for source, listed in held if all(one.severity == "info" for one in listed))
        found.append(Support(claim, tuple(dict.fromkeys(carried))))
    return tuple(found)


def _judge(claim: Claim, read: Written, pool: Pool) -> Problem | None:
    place, at = read.place(claim)
    if claim.kind == "period" and claim.unit == "分" and is_meeting_proposal(place.sentence):
        return None
    if claim.figure == ("12", "月") and _is_yearly(claim, place, at, pool):
        return None
    if claim.kind == "rank" and _counts_within(claim, pool):
        return None
    carriers = read.held(claim, pool)
    if carriers and read.is_told_beside(claim, pool):
        return None
    held = [listed for _, listed in carriers]
    worst: Severity = "block"
    if held:
        listed = best(held)
        if not listed:
            # A stretch of time that stands in the sources for another matter is not promised for this one.
            is_vow = claim.kind == "period" and is_own_promise(place.sentence)
            told = (source for source, listed in carriers if not listed and source.origin != "case")
            return rival(claim, pool, read.shown, place, told) if is_vow else None
        worst = "block" if any(problem.severity == "block" for problem in listed) else "info"
        first = next(problem for problem in listed if problem.severity == worst)
        if worst == "info":
            other = rival(claim, pool, read.shown, place) if first.is_elsewhere else None
            return other or first
        why = first.why
    else:
        why = f"この{claim.label}は、案件・会社の事実・下書き・回答のどこにもありません。"
    if claim.kind in {"count", "percent", "period", "number", "rank", "superlative"} and asks_at(
        place.sentence, at
    ):
        return Problem("質問の中の数字で、材料にはありません。", "info")
    if claim.kind == "count" and not held and _is_asked_for(claim, place, at):
        return Problem("お客様にお願いする数で、材料にはありません。", "info")
    if claim.kind in _ASSUMABLE and not held and is_assumed(place.sentence, at + len(normalise(claim.quote))):
        return Problem("計算のために置いた数です。お客様の数に合わせてください。", "info")
    if claim.value.startswith(DENIED) and claim.kind in {"promise", "credential", "free"} and not held:
        return Problem("しない・ないと断る内容ですが、材料にはありません。", "info")
    return Problem(why, "block")


def _is_tax_rate(claim: Claim, read: Written) -> bool:
    """Tell whether a percentage is the law's: 消費税10%."""
    if claim.kind != "percent" or claim.value not in TAX_RATES:
        return False
    place, at = read.place(claim)
    return bool(_OF_TAX.search(place.sentence[:at]))


def _is_yearly(claim: Claim, place: Place, at: int, pool: Pool) -> bool:
    """Tell whether a year is what a figure is for, as in a line on the matter: 1年に9,000点 of 年間9,000点."""
    behind = place.sentence[at + len(normalise(claim.quote)) :]
    if not _EACH_YEAR.match(behind):
        return False
    said = pairs(place.sentence)
    return any(
        _YEARLY.search(source.text) and said & topic
        for source, topic in zip(pool.sources, pool.topics, strict=True)
    )


def _is_asked_for(claim: Claim, place: Place, at: int) -> bool:
    """Tell whether a small count is of what the customer is asked to send: 写真を1枚お送りいただければ."""
    end = at + len(normalise(claim.quote))
    return (
        bool(claim.numbers)
        and claim.numbers[0] <= MOST_COUNTED
        and bool(_ASKS_FOR.match(place.sentence, end))
    )


def _counts_within(claim: Claim, pool: Pool) -> bool:
    """3か月目 stands inside six months of the sources, 4回目 behind three times."""
    unit = {"回目": "回", "か月目": "月", "年目": "月", "週目": "日", "日目": "日"}.get(claim.unit)
    if unit is None or not claim.value.isdigit():
        return False
    size = {"年目": 12, "週目": 7}.get(claim.unit, 1)
    return int(claim.value) * size <= pool.largest(unit) + size


def dropped(before: str, after: str) -> tuple[Dropped, ...]:
    """Return the prices, records, credentials, free services, dates and reply times of ``before`` missing in ``after``."""
    read = Written(before)
    pool = Pool((Source("A1", after, "draft"),))
    lost: dict[tuple[str, str], Dropped] = {}
    for claim in read.claims:
        sentence = read.place(claim)[0].sentence
        matter = _worth(claim, sentence)
        if matter and not any(True for _ in pool.holders(claim)):
            lost.setdefault((claim.kind, claim.value), Dropped(claim.quote, claim.start, claim.kind, matter))
    return tuple(lost.values())


def _worth(claim: Claim, sentence: str) -> Matter | None:
    """Return what the reader loses with this claim, or None where it may go."""
    if claim.kind == "money":
        return "price"
    if claim.kind == "free":
        return "free"
    if claim.kind == "credential":
        return "credential"
    if _REPLY.search(sentence) and claim.kind in {"period", "promise", "time"}:
        return "reply"
    if claim.kind == "date":
        return "date"
    if claim.kind in {"count", "percent"} and _RECORD.search(sentence) and not is_question(sentence):
        return "record"
    return None
