"""Whether a date follows from a date and a period of the sources: 3月末の9週間前は1月下旬."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from coach.facts.claims import Claim

# The days of a month that its parts stand for.
_PARTS = {
    "上旬": (1, 10),
    "初旬": (1, 10),
    "初め": (1, 7),
    "中旬": (11, 20),
    "半ば": (13, 17),
    "下旬": (21, 31),
    "末": (25, 31),
}
# A day of the month is worked out from another day, or from a stretch no longer than this many days.
_SHARP = 7
# More figures of a text than these are no schedule.
_MOST = 12
# Where none is told, any year will do that has no February 29.
_SOME_YEAR = 2027
# No schedule of a letter is longer than two years.
_LONGEST = {"日": 730, "月": 24, "営業日": 100}
_BEFORE = re.compile(r"(?:間)?(?:ほど|程度|以上)?(?:前|まえ|手前|さかのぼ|遡|逆算|引い)")
_AFTER = re.compile(r"(?:間)?(?:ほど|程度)?(?:後|のち|あと|先|経[てっち])")

Stretch = tuple[date, date]


@dataclass(frozen=True)
class Step:
    """A period that a text counts: ``sign`` is -1 before a date, 1 after it, 0 where the text does not say; ``bases``
    are the dates it counts from, none where any date of the text may be meant."""

    period: Claim
    sign: int = 0
    bases: tuple[Claim, ...] = ()


def direction(text: str, end: int) -> int:
    """Return whether the period that ends at ``text[end]`` of a folded text counts back (-1), ahead (1), or neither."""
    if _BEFORE.match(text, end):
        return -1
    return 1 if _AFTER.match(text, end) else 0


def calculated_dates(
    wanted: Sequence[Claim], bases: Iterable[Claim], steps: Iterable[Step]
) -> frozenset[Claim]:
    """Return the dates of ``wanted`` that lie a step from one of ``bases``, or from those found so.

    Calendar days, weeks and months count, 営業日 about as five of seven days. A date without a year is taken to be of
    the year that another names, else of any. A weekday has to be that of the day.
    """
    known = list(bases)[:_MOST]
    counted = list(steps)[:_MOST]
    named = (*known, *(base for step in counted for base in step.bases), *wanted)
    year = next((int(claim.value[:4]) for claim in named if claim.value[:4].isdigit()), 0)
    reached = [stretch for claim in known if (stretch := _stretch(claim, year or _SOME_YEAR))]
    found: list[Claim] = []
    for _ in range(2):
        for claim in [claim for claim in wanted[:_MOST] if claim not in found]:
            places = list(_reach(reached, counted, year or _SOME_YEAR))
            for said in _readings(claim, year):
                if any(_meets(said, place) for place in places) and (not year or _is_weekday(claim, said[0])):
                    found.append(claim)
                    # From a whole month almost any other could be reached.
                    reached += [said] if (said[1] - said[0]).days <= _SHARP else []
                    break
    return frozenset(found)


def _readings(claim: Claim, year: int) -> Iterator[Stretch]:
    """Yield what a date may mean: without a year, that of the year that is told, or of the one before or behind it."""
    for shift in (0,) if claim.value[:4].isdigit() else (0, -1, 1):
        if said := _stretch(claim, (year or _SOME_YEAR) + shift):
            yield said


def _reach(reached: Sequence[Stretch], steps: Iterable[Step], year: int) -> Iterator[Stretch]:
    for step in steps:
        own = [stretch for claim in step.bases if (stretch := _stretch(claim, year))]
        for base in own or reached:
            yield from _stepped(base, step)


def _stretch(claim: Claim, year: int) -> Stretch | None:
    given, month, day = claim.value.split("-")
    if not month:
        return None
    first, last = (int(day), int(day)) if day.isdigit() else _PARTS.get(day, (1, 31))
    at = int(given or year), int(month)
    longest = calendar.monthrange(*at)[1]
    return (date(*at, first), date(*at, min(last, longest))) if first <= longest else None


def _stepped(base: Stretch, step: Step) -> Iterator[Stretch]:
    """Yield where a step may lead: to one day from a day, in months to the same day of the month."""
    for number in step.period.numbers:
        if not 0 < number <= _LONGEST.get(step.period.unit, 0):
            continue
        for sign in (step.sign,) if step.sign else (1, -1):
            if step.period.unit == "月":
                first, last = (_months_from(one, sign * number) for one in base)
                # Counted from a beginning, three months are over the day before.
                give = timedelta(days=0 if step.sign < 0 else 1)
                yield first - give, last + give
                continue
            length = int(number)
            # Five of seven days, and some more where holidays fall.
            lengths = (
                (length * 7 // 5, length * 7 // 5 + 4) if step.period.unit == "営業日" else (length,) * 2
            )
            ends = [one + timedelta(days=sign * days) for one in base for days in lengths]
            yield min(ends), max(ends)


def _months_from(day: date, months: Decimal) -> date:
    """Return the same day of another month, or its last day; half a month is fifteen days."""
    whole = int(months)
    at = day.year * 12 + day.month - 1 + whole
    year, month = divmod(at, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(day.day, longest))
    return moved + timedelta(days=int((months - whole) * 30))


def _is_weekday(claim: Claim, day: date) -> bool:
    return (
        not claim.unit
        or not claim.value.rpartition("-")[2].isdigit()
        or "月火水木金土日"[day.weekday()] == claim.unit
    )


def _meets(said: Stretch, reached: Stretch) -> bool:
    is_day = said[0] == said[1]
    if is_day and (reached[1] - reached[0]).days > _SHARP:
        return False
    return said[0] <= reached[1] and reached[0] <= said[1]
