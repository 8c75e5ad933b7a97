"""Whether a date follows from a date and a period of the sources: 3月末の9週間前は1月下旬."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

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

Stretch = tuple[date, date]


def calculated_dates(
    wanted: Sequence[Claim], bases: Iterable[Claim], periods: Iterable[Claim]
) -> frozenset[Claim]:
    """Return the dates of ``wanted`` that lie a period before or after one of ``bases``, or of those found so.

    Calendar days, weeks and months count, 営業日 about as five of seven days. A date without a year is taken to be of
    the year that another names, else of any.
    """
    known = list(bases)[:_MOST]
    lengths = [length for period in list(periods)[:_MOST] for length in _lengths(period)]
    year = next((int(claim.value[:4]) for claim in known if claim.value[:4].isdigit()), 2027)
    reached = [stretch for claim in known if (stretch := _stretch(claim, year))]
    found: list[Claim] = []
    for _ in range(2):
        for claim in [claim for claim in wanted[:_MOST] if claim not in found]:
            said = _stretch(claim, year)
            if said and any(_meets(said, other) for base in reached for other in _shifted(base, lengths)):
                found.append(claim)
                # From a whole month almost any other could be reached.
                reached += [said] if (said[1] - said[0]).days <= _SHARP else []
    return frozenset(found)


def _stretch(claim: Claim, year: int) -> Stretch | None:
    given, month, day = claim.value.split("-")
    if not month:
        return None
    first, last = (int(day), int(day)) if day.isdigit() else _PARTS.get(day, (1, 31))
    at = int(given or year), int(month)
    longest = calendar.monthrange(*at)[1]
    return (date(*at, first), date(*at, min(last, longest))) if first <= longest else None


def _lengths(period: Claim) -> Iterator[int]:
    if period.unit == "営業日":
        # Five of seven days, and some more where holidays fall.
        for number in period.numbers:
            weeks = int(number) * 7 // 5
            yield from (weeks, weeks + 4) if 0 < number <= 100 else ()
    size = {"日": 1, "月": 30}.get(period.unit)
    if size:
        # No schedule of a letter is longer than two years.
        yield from (int(number * size) for number in period.numbers if 0 < number * size <= 730)


def _shifted(base: Stretch, lengths: Sequence[int]) -> Iterator[Stretch]:
    for length in lengths:
        # A month has 28 to 31 days.
        slack = length // 30 if length % 30 == 0 else 0
        for sign in (1, -1):
            step, give = timedelta(days=sign * length), timedelta(days=slack)
            yield base[0] + step - give, base[1] + step + give


def _meets(said: Stretch, reached: Stretch) -> bool:
    is_day = said[0] == said[1]
    if is_day and (reached[1] - reached[0]).days > _SHARP:
        return False
    # The year is a guess where it is not told: compared within half a year.
    return any(
        said[0] <= reached[1] + timedelta(days=shift) and reached[0] + timedelta(days=shift) <= said[1]
        for shift in (-365, 0, 365)
    )
