"""What a text states that stands in no source, what each claim rests on, and what a rewrite lost."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coach.facts.addends import Figure, Reckoning, reckoning
from coach.facts.apart import Priced, price_list
from coach.facts.calendar import Step, calculated_dates, direction
from coach.facts.claims import Claim
from coach.facts.derived import is_calculated
from coach.facts.extract import extract
from coach.facts.matching import OTHER_MATTER, Place, Problem, Severity, best, problems
from coach.facts.phrases import DENIED
from coach.facts.pool import Pool, Source
from coach.facts.rivals import rival
from coach.facts.sources import sources
from coach.facts.taxes import TAX_RATES, Taxes, converted, tax_of, taxed_twice
from coach.facts.wording import asks_at, is_assumed, is_meeting_proposal, is_own_promise, is_question, pairs
from coach.text import normalise

__all__ = ["Dropped", "Source", "Support", "Unsupported", "dropped", "sources", "support", "unsupported"]

_SENTENCE = re.compile(r"[^。!?!?\n\r]+[。!?!?]*")
_REPLY = re.compile(r"返信|返答|ご?回答|お返事|折り返し|ご連絡")
_RECORD = re.compile(r"実績|導入|担当|支援|手がけ|お手伝い|制作し|経験|成果|達成|増|減|改善|短縮|%|率|倍|社")

_CALCULATED = Problem("元の数字からの計算値です。式が正しいか確かめてください。", "info")
# More figures without source than this are no calculation; the limit keeps a hostile text quick.
_MOST_CALCULATED = 40
_MOST_LINES = 200
# So many things are counted at a glance.
_MOST_COUNTED = 5
# So many figures before and behind another may be of its sum.
_NEAR = 12
# 公開の3週間前 counts from the 公開.
_EVENT = re.compile(r"([一-龠々ァ-ヺーA-Za-z]{2,8}?)(?:予定)?(?:の)?日?(?:の|から|より|に|後)?$")
_FROM = re.compile(r"(?:から|より|後)$")
# More periods of a text or line than these are no schedule.
_MOST_STEPS = 12
_TOTAL_LINE = re.compile(r"[ \t]*[・•◆■●○-]?[ \t]*(?:合計|総額|小計|計|総計)")
# A figure that is said more often than this is not said once rightly.
_MOST_ALIKE = 10
_TOTALLING = re.compile(
    r"(?:間|分)?[でのは、]{0,2}(?:(?:初年度|初年|年間|合わせて|あわせて|合計|総額|計|全部で)[はでが、]{0,2})?(?:税込|税別)?(?:みで?)?、?"
)
# A price is taken for so many days or months.
_MOST_LASTING = {"日": 31, "月": 36}
_ASKS_FOR = re.compile(
    r"(?:ほど|程度|だけ|ずつ)?、?(?:お|ご)[^。、はがをも]{1,8}(?:いただけ(?:れば|ましたら|ますと)|ください|願い)"
)
_ASSUMABLE = frozenset({"count", "number", "money"})
_OF_TAX = re.compile(r"(?:消費税|税率)(?:率|は|の|が|を|\()?$")
_MONTHS = re.compile(r"[カヵヶケ箇]月")


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


@dataclass(frozen=True)
class Dropped:
    """What the draft stated and the rewrite lost: the words of the draft, and in Japanese what they are."""

    quote: str
    kind: str
    label: str


class _Text:
    """A text under proof: its claims, each with the sentence around it."""

    def __init__(self, text: str) -> None:
        self.claims = extract(text)
        self._spans = [match.span() for match in _SENTENCE.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        self._text = text
        self._taxes = Taxes(text if self.claims else "")
        self._held: dict[tuple[Claim, Place], list[tuple[Source, list[Problem]]]] = {}
        self.shown = frozenset(claim.figure for claim in self.claims)
        self._alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            self._alike[claim.kind, *claim.figure].append(claim)

    def place(self, claim: Claim) -> tuple[Place, int]:
        """Return the sentence around a claim and the claim's place in it, both folded."""
        start, end = self._spans[bisect_right(self._starts, claim.start) - 1]
        end = max(end, claim.end)
        # A run without any stop is no sentence; what stands near is enough to judge by.
        start, end = max(start, claim.start - 300), min(end, claim.end + 300)
        at = len(normalise(self._text[start : claim.start]))
        return Place(normalise(self._text[start:end]), at, self._taxes.at(claim.start)), at

    def reckoning(self, claim: Claim, prices: Sequence[Priced]) -> Reckoning | None:
        """Return whether an amount is what its sentence works out; of a total in a list, what the list does."""
        at = bisect_left(self.claims, claim.start, key=lambda one: one.start)
        near = self.claims[max(0, at - _NEAR) : at + _NEAR]
        index = bisect_right(self._starts, claim.start) - 1
        start, end = self._spans[index]
        if _TOTAL_LINE.match(self._text, start):
            start = self._text.rfind("\n\n", 0, start) + 1
        start, end = max(start, claim.start - 300), min(end, claim.end + 300)
        figures = [
            Figure(
                one,
                len(normalise(self._text[start : one.start])),
                len(normalise(self._text[start : one.end])),
            )
            for one in near
            if start <= one.start and one.end <= end
        ]
        following = ""
        if index + 1 < len(self._spans):
            behind = self._spans[index + 1]
            following = normalise(self._text[behind[0] : min(behind[1], behind[0] + 300)])
        return reckoning(
            next(figure for figure in figures if figure.claim is claim),
            normalise(self._text[start:end]),
            figures,
            prices,
            before=[
                one for one in near if one.kind == "money" and one.end <= start and len(one.numbers) == 1
            ],
            following=following,
        )

    def counts_for(self, claim: Claim, total: Claim) -> bool:
        """Tell whether a small count only counts what an amount behind it is the total of: 2本で106.7万円."""
        if not claim.numbers:
            return False
        counts = claim.kind == "count" and 2 <= claim.numbers[0] <= _MOST_COUNTED
        lasts = claim.kind == "period" and claim.numbers[0] <= _MOST_LASTING.get(claim.unit, 0)
        if total.kind != "money" or not (counts or lasts):
            return False
        return bool(_TOTALLING.fullmatch(normalise(self._text[claim.end : total.start])))

    def is_supported(self, claim: Claim, pool: Pool) -> bool:
        """Tell whether a source carries a claim as it is said."""
        return any(not listed for _, listed in self.held(claim, pool))

    def is_told_beside(self, claim: Claim, pool: Pool) -> bool:
        """Tell whether the sentence says the same figure once as a source has it: 6か月からで、6か月の合計は…."""
        others = self._alike[claim.kind, *claim.figure]
        if not 1 < len(others) <= _MOST_ALIKE:
            return False
        sentence = self.place(claim)[0].sentence
        return any(
            other is not claim
            and self.place(other)[0].sentence == sentence
            and self.is_supported(other, pool)
            for other in others
        )

    def held(self, claim: Claim, pool: Pool) -> list[tuple[Source, list[Problem]]]:
        """Return the sources that hold a claim, each with what it says differently; the same words are judged once."""
        place, _ = self.place(claim)
        key = replace(claim, start=0, end=0), place
        if key not in self._held:
            self._held[key] = [
                (source, list(problems(claim, source, known, place))) for source, known in pool.holders(claim)
            ]
        return self._held[key]


def unsupported(text: str, sources: Sequence[Source]) -> tuple[Unsupported, ...]:
    """Return the claims of ``text`` that no source carries as they are said, in order.

    Other notation is the same claim; another unit, bound, tax, starting point or subject is not. A figure that
    follows from figures of the sources is reported as 計算値 (info). Lengths of a proposed meeting are silent.
    """
    read, pool = _Text(text), Pool(tuple(sources))
    calculated = _calculated(read, pool)
    found: list[Unsupported] = []
    for claim in read.claims:
        if claim in calculated.wrong:
            problem: Problem | None = Problem(calculated.wrong[claim], "block")
        else:
            problem = _CALCULATED if claim in calculated.right else _judge(claim, read, pool)
        if problem is not None:
            found.append(
                Unsupported(claim.quote, claim.kind, problem.why, claim.start, claim.end, problem.severity)
            )
    return tuple(found)


@dataclass(frozen=True)
class _Reckoned:
    """Figures that follow from others, and totals that do not come to what they add up, each with the reason."""

    right: frozenset[Claim]
    wrong: Mapping[Claim, str]


def _calculated(read: _Text, pool: Pool) -> _Reckoned:
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
        if claim in added:
            return added[claim].is_right
        given = [*lines, done, assumed] if claim.kind == "money" else [*lines, done]
        return is_calculated(claim, given, read.shown, read.place(claim)[0].sentence)

    while fresh := [claim for claim in open_claims if claim not in done and follows(claim)]:
        done.extend(fresh)
        totalled = [
            claim
            for claim, following in pairwise(read.claims)
            if following in done and read.counts_for(claim, following)
        ]
    wrong = {claim: one.why for claim, one in added.items() if not one.is_right}
    listed = [one for line in pool.lines for one in line if one.kind == "money"]
    for claim in done:
        if claim.kind == "money" and claim not in added:
            others = [one for one in done if one.kind == "money" and one is not claim]
            if why := _wrongly_taxed(claim, read, listed, others):
                wrong[claim] = why
    return _Reckoned(days | frozenset(done), wrong)


def _reckonings(read: _Text, pool: Pool, claims: Sequence[Claim]) -> dict[Claim, Reckoning]:
    """Return what becomes of each of ``claims`` that its sentence, or its list, adds up or multiplies."""
    amounts = [claim for claim in claims if claim.kind == "money"]
    prices = price_list(pool.sources) if amounts else ()
    found: dict[Claim, Reckoning] = {}
    for claim in amounts if prices else ():
        if one := read.reckoning(claim, prices):
            found[claim] = one
    return found


def _wrongly_taxed(claim: Claim, read: _Text, listed: Sequence[Claim], others: Sequence[Claim]) -> str:
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


def _days(read: _Text, pool: Pool, dates: list[Claim]) -> frozenset[Claim]:
    """Return the dates that follow from dates and periods of the sources: those that the text shows, or, where it counts
    from what happens then (公開の3週間前), those of the sources."""
    held = {claim for claim in dates if any(True for _ in pool.holders(claim))}
    wanted = [claim for claim in dates if claim not in held]
    if not wanted:
        return frozenset()
    steps: list[Step] = []
    for claim in [one for one in read.claims if one.kind == "period"][:_MOST_STEPS]:
        carried = read.held(claim, pool)
        if any(problem.severity != "block" for _, listed in carried for problem in listed) or any(
            not listed for _, listed in carried
        ):
            place, at = read.place(claim)
            steps.append(_step(claim, place.sentence, at, pool))
    told = [
        step
        for claim in wanted[:_MOST_STEPS]
        for step in _told_steps(pairs(read.place(claim)[0].sentence), pool)
    ]
    return calculated_dates(wanted, held, [*steps, *told])


def _step(period: Claim, sentence: str, at: int, pool: Pool) -> Step:
    sign = direction(sentence, at + len(normalise(period.quote))) or (1 if _FROM.search(sentence[:at]) else 0)
    event = _EVENT.search(sentence[:at]) if sign else None
    return Step(period, sign, tuple(pool.dates_of(event[1])) if event else ())


def _told_steps(about: frozenset[str], pool: Pool) -> Iterator[Step]:
    """Yield the steps of the sources' lines on a matter that count from an event with a date: 原稿は公開の3週間前まで."""
    for source, claims, topic in zip(pool.sources, pool.lines, pool.topics, strict=True):
        for claim in claims[:_MOST_STEPS] if about & topic else ():
            if claim.kind == "period":
                step = _step(claim, normalise(source.text), len(normalise(source.text[: claim.start])), pool)
                if step.bases:
                    yield step


def support(text: str, sources: Sequence[Source]) -> tuple[Support, ...]:
    """Return every claim of ``text`` with the ids of the sources that carry it, less promised than there or as much."""
    read, pool = _Text(text), Pool(tuple(sources))
    found: list[Support] = []
    for claim in read.claims:
        held = read.held(claim, pool)
        carried = (source.id for source, listed in held if all(one.severity == "info" for one in listed))
        found.append(Support(claim, tuple(dict.fromkeys(carried))))
    return tuple(found)


def _judge(claim: Claim, read: _Text, pool: Pool) -> Problem | None:
    place, at = read.place(claim)
    if claim.kind == "period" and claim.unit == "分" and is_meeting_proposal(place.sentence):
        return None
    if claim.kind == "percent" and claim.value in TAX_RATES and _OF_TAX.search(place.sentence[:at]):
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
        why = next(problem.why for problem in listed if problem.severity == worst)
        if worst == "info":
            other = rival(claim, pool, read.shown, place) if why == OTHER_MATTER else None
            return other or Problem(why, "info")
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


def _is_asked_for(claim: Claim, place: Place, at: int) -> bool:
    """Tell whether a small count is of what the customer is asked to send: 写真を1枚お送りいただければ."""
    end = at + len(normalise(claim.quote))
    return (
        bool(claim.numbers)
        and claim.numbers[0] <= _MOST_COUNTED
        and bool(_ASKS_FOR.match(place.sentence, end))
    )


def _counts_within(claim: Claim, pool: Pool) -> bool:
    """3か月目 stands inside six months of the sources, 4回目 behind three times."""
    unit = {"回目": "回", "か月目": "月", "年目": "月", "週目": "日", "日目": "日"}.get(
        _MONTHS.sub("か月", claim.unit)
    )
    if unit is None or not claim.value.isdigit():
        return False
    size = {"年目": 12, "週目": 7}.get(claim.unit, 1)
    return int(claim.value) * size <= pool.largest(unit) + size


def dropped(before: str, after: str) -> tuple[Dropped, ...]:
    """Return the prices, records, credentials, free services, dates and reply times of ``before`` missing in ``after``."""
    read = _Text(before)
    pool = Pool((Source("A1", after, "draft"),))
    lost: dict[tuple[str, str], Dropped] = {}
    for claim in read.claims:
        sentence = read.place(claim)[0].sentence
        label = _worth(claim, sentence)
        if label and not any(True for _ in pool.holders(claim)):
            lost.setdefault((claim.kind, claim.value), Dropped(claim.quote, claim.kind, label))
    return tuple(lost.values())


def _worth(claim: Claim, sentence: str) -> str:
    """Return what the reader loses with this claim, or nothing where it may go."""
    if claim.kind == "money":
        return "料金"
    if claim.kind == "free":
        return "無料の提供"
    if claim.kind == "credential":
        return "資格・認証"
    if _REPLY.search(sentence) and claim.kind in {"period", "promise", "time"}:
        return "返信の目安"
    if claim.kind == "date":
        return "日付"
    if claim.kind in {"count", "percent"} and _RECORD.search(sentence) and not is_question(sentence):
        return "実績"
    return ""
