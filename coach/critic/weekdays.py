"""Do the dates of a text fall on the days of the week that it names?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.critic.remarks import remark
from coach.text import Document, normalise

if TYPE_CHECKING:
    from coach.facts.dates import Day

# A date without a year lies fewer than so many months before the deadline, or at most so many behind it: a letter
# names days of the weeks to come, and whoever orders in more than half a year needs the work accordingly late.
BEFORE, BEFORE_LATE_ORDER, AFTER = 18, 30, 6

_DAYS = "月火水木金土日"
_NAMED = re.compile(r"日\s?\(?の?[月火水木金土日](?:曜|・?祝?\))|[0-9]/[0-9]{1,2}\s?\([月火水木金土日]")
_YEAR = re.compile(r"(20[0-9]{2})年(?:(1[0-2]|[1-9])月)?")
_AUTUMN = 10
# After 28 years the calendar comes round: whatever fits no year of these fits none.
_ANY = range(2024, 2052)

# First and last month, counted from year 0; None where nothing tells the year.
_Span = tuple[int, int] | None


def check_weekdays(document: Document, reader: Reader) -> Iterator[Finding]:
    """Yield the dates that fall on another day of the week.

    The deadline tells of which years a date without one can be; where there is none, the dates of one text must at
    least agree with each other.
    """
    if not _NAMED.search(document.text):
        return
    # Only here: most texts name no day of the week, and the reading of dates need not be loaded for them.
    from coach.facts.dates import days

    span = _span(reader)
    named = [day for day in days(document.text) if day.weekday and day.month and day.day]
    wrong = [day for day in named if not _falls_so(day, _years(day, span))]
    odd = _odd([day for day in named if day not in wrong], span)
    for day in sorted([*wrong, *odd], key=lambda day: day.start):
        yield remark(
            "wrong_weekday",
            reader,
            document,
            (day.start, day.end),
            words="同じ文章のほかの日付と合いません" if day in odd else _really(day, span),
            fact=document.quote(day.start, day.end),
        )


def _span(reader: Reader) -> _Span:
    told = _YEAR.findall(normalise(reader.case.deadline)) if reader.case else []
    if not told:
        return None
    year, month = told[-1]
    deadline = 12 * int(year) + int(month or 12)
    before = BEFORE_LATE_ORDER if reader.options["order_timing"] == "after_6_months" else BEFORE
    return deadline - before + 1, deadline + AFTER


def _years(day: "Day", span: _Span) -> Sequence[int]:
    """Return the years of which a date can be."""
    if day.year:
        return [day.year]
    if span is None:
        return _ANY
    low, high = span
    return [year for year in range(low // 12 - 1, high // 12 + 1) if low <= 12 * year + day.month <= high]


def _falls_so(day: "Day", years: Sequence[int]) -> bool:
    return any(_weekday(day, year) == day.weekday for year in years)


def _weekday(day: "Day", year: int) -> str:
    """Return 月 to 日; empty for a day that the month of that year does not have."""
    try:
        return _DAYS[date(year, day.month, day.day).weekday()]
    except ValueError:
        return ""


def _odd(days: Sequence["Day"], span: _Span) -> list["Day"]:
    """Return the date that keeps the others from falling into one winter or year; empty when all agree."""
    if _agree(days, span):
        return []
    alone = [day for day in days if _agree([other for other in days if other is not day], span)]
    # Of two that differ nobody knows which is wrong: the later is shown.
    return alone[-1:]


def _agree(days: Sequence["Day"], span: _Span) -> bool:
    without = [day for day in days if not day.year]
    last = max((day.month for day in without), default=0)

    def agrees(day: "Day", year: int) -> bool:
        # Beside a date of the autumn one of an earlier month may be of the next year.
        near = {year, year + 1} if last >= _AUTUMN and day.month < last else {year}
        return _falls_so(day, [each for each in _years(day, span) if each in near])

    anchors = _ANY if span is None else range(span[0] // 12 - 1, span[1] // 12 + 1)
    return not without or any(all(agrees(day, year) for day in without) for year in anchors)


def _really(day: "Day", span: _Span) -> str:
    years = () if span is None and not day.year else _years(day, span)
    told = [f"{year}年は{weekday}曜日" for year in years if (weekday := _weekday(day, year))]
    return "、".join(told) or "暦にない日です"
