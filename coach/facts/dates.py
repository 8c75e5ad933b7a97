"""Dates and times of day with whatever parts are given."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from coach.facts.claims import Bound

_ERAS = {"令和": 2018, "平成": 1988}
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12][0-9]|0?[1-9])"
_WEEKDAY = r"(?:\s?\((?P<w>[月火水木金土日])(?:曜日?)?(?:・?祝)?\)|(?P<w2>[月火水木金土日])曜日?)?"
_PART = r"(?P<p>[上中下初]旬|末|初め|半ば)?"
_LEFT = r"(?<![0-9A-Za-z_/.,-])"

_FORMS = (
    rf"{_LEFT}(?P<y>(?:19|20)[0-9]{{2}})[/.-]{_MONTH}[/.-]{_DAY}(?![0-9/-]){_WEEKDAY}",
    rf"{_LEFT}(?:(?P<y>(?:19|20)[0-9]{{2}})年|(?P<era>令和|平成)(?P<ey>[0-9]{{1,2}}|元)年)\s?(?:度)?"
    rf"(?:{_MONTH}月(?![日曜額])(?:{_DAY}日)?{_PART})?{_WEEKDAY}",
    rf"{_LEFT}{_MONTH}月{_DAY}日{_WEEKDAY}",
    rf"{_LEFT}{_MONTH}/{_DAY}(?![0-9/%]){_WEEKDAY}",
    rf"{_LEFT}(?P<m>1[0-2]|[1-9])月(?![日曜額謝刊間])(?:分|号)?{_PART}",
    rf"{_LEFT}{_DAY}日(?:\s?\((?P<w>[月火水木金土日])(?:曜日?)?(?:・?祝)?\)|の?(?P<w2>[月火水木金土日])曜日?)",
)
# Groups share names across alternatives, so each form is a pattern of its own.
_PATTERNS = tuple(re.compile(form) for form in _FORMS)
_NEXT_DAY = re.compile(
    rf"\s?(?:~|-|から|または|もしくは|か|と|、|・)\s?{_DAY}日(?![間以程前後])(?:\s?\((?P<w>[月火水木金土日])\))?"
)
# A day that is listed after a full date: 12月8日が空いており、11日、14日にも…
_LISTED_DAY = re.compile(rf"(?<=、)\s?{_DAY}日(?=、|に?も|が空|に空|か[0-9]|[ ]?[0-9]{{1,2}}[時:])")
_LISTED_WITHIN = 60
_MONTH_RANGE = re.compile(r"(?<![0-9/.,])(?P<a>1[0-2]|[1-9])(?:~|-)(?=(?:1[0-2]|[1-9])月(?![0-9]))")
_TIME = re.compile(
    r"(?<![0-9A-Za-z_:.,])(?:(?P<half>午前|午後|AM|PM)\s?)?(?:(?P<h>2[0-4]|1[0-9]|0?[0-9]):(?P<m>[0-5][0-9])(?![0-9:])"
    r"|(?P<h2>2[0-4]|1[0-9]|0?[0-9])時(?![間代期給点])(?:(?P<m2>[0-5]?[0-9])分|(?P<hf>半))?)"
)
_TIME_RANGE = re.compile(
    r"(?<![0-9A-Za-z_:.,])(?P<h>2[0-4]|1[0-9]|0?[0-9])(?:~|-)(?=(?:2[0-4]|1[0-9]|0?[0-9])時(?!間))"
)
_UPPER = re.compile(r"(?:\s?(?:午前|午後|正午|中|[0-9]{1,2}時))?(?:まで|締切|〆切|必着|以前)")
_LOWER = re.compile(r"(?:\s?(?:午前|午後|[0-9]{1,2}時))?(?:以降|から)")


@dataclass(frozen=True, slots=True)
class Day:
    """A date at ``text[start:end]``; parts that are not given are 0 or empty. ``part`` is 上旬, 末 and the like."""

    year: int
    month: int
    day: int
    part: str
    weekday: str
    bound: Bound
    start: int
    end: int

    @property
    def value(self) -> str:
        """The comparable form ``year-month-day``; missing parts are empty."""
        return f"{self.year or ''}-{self.month or ''}-{self.day or self.part}"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at ``text[start:end]``, as ``HH:MM``."""

    value: str
    start: int
    end: int


def days(text: str) -> Iterator[Day]:
    """Yield the dates of a folded text in order; a day without month takes that of the date before it in its line."""
    taken = bytearray(len(text) + 1)
    found: list[Day] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            found.append(day := _day(text, match))
            _mark(taken, day.start, day.end)
            if day.day:
                found.extend(_following(text, day, taken))
    for match in _MONTH_RANGE.finditer(text):
        if not any(taken[match.start() : match.end()]):
            found.append(Day(0, int(match["a"]), 0, "", "", "", match.start(), match.end("a")))
    found.sort(key=lambda day: day.start)
    yield from _with_months(text, sorted((*found, *_listed(text, found, taken)), key=lambda day: day.start))


def _listed(text: str, found: list[Day], taken: bytearray) -> Iterator[Day]:
    ends = [day.end for day in found if day.month and str(day.day).isdigit() and day.day]
    for match in _LISTED_DAY.finditer(text):
        at = bisect_left(ends, match.start())
        near = at > 0 and match.start() - ends[at - 1] <= _LISTED_WITHIN
        if not near or any(taken[match.start() : match.end()]):
            continue
        if not re.search(r"[。\n]", text[ends[at - 1] : match.start()]):
            ends.insert(at, match.end())
            yield Day(0, 0, int(match["d"]), "", "", "", match.start("d"), match.end())


def clocks(text: str) -> Iterator[Clock]:
    """Yield the times of day of a folded text: 午後2時 is 14:00, 9~18時 is two times."""
    for match in _TIME.finditer(text):
        hour = int(match["h"] or match["h2"])
        minute = int(match["m"] or match["m2"] or (30 if match["hf"] else 0))
        if match["half"] in {"午後", "PM"} and hour < 12:
            hour += 12
        if minute < 60:
            yield Clock(f"{hour:02}:{minute:02}", match.start(), match.end())
    for match in _TIME_RANGE.finditer(text):
        yield Clock(f"{int(match['h']):02}:00", match.start(), match.end("h"))


def _mark(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _day(text: str, match: re.Match[str]) -> Day:
    parts = match.groupdict()
    year = int(parts.get("y") or 0)
    if parts.get("era"):
        year = _ERAS[parts["era"]] + (1 if parts["ey"] == "元" else int(parts["ey"]))
    return Day(
        year,
        int(parts.get("m") or 0),
        int(parts.get("d") or 0),
        parts.get("p") or "",
        parts.get("w") or parts.get("w2") or "",
        _bound(text, match.end()),
        match.start(),
        match.end(),
    )


def _following(text: str, first: Day, taken: bytearray) -> Iterator[Day]:
    """12月1日または3日, 12月1日~3日: the later days share month and year."""
    end = first.end
    while match := _NEXT_DAY.match(text, end):
        start, end = match.start("d"), match.end()
        if any(taken[start:end]):
            return
        _mark(taken, start, end)
        yield Day(
            first.year, first.month, int(match["d"]), "", match["w"] or "", _bound(text, end), start, end
        )


def _with_months(text: str, found: list[Day]) -> Iterator[Day]:
    last: Day | None = None
    for day in found:
        if not day.month and day.day and last and "\n" not in text[last.end : day.start]:
            day = Day(last.year, last.month, day.day, "", day.weekday, day.bound, day.start, day.end)
        if day.month:
            last = day
        yield day


def _bound(text: str, end: int) -> Bound:
    if _UPPER.match(text, end):
        return "upper"
    return "lower" if _LOWER.match(text, end) else ""
