"""Numbers with their units as Japanese business letters write them, in one comparable form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from coach import kanji
from coach.facts.claims import Bound, ClaimKind, plain
from coach.facts.words import counters

# A digit run of more than fifteen places is a code, not a quantity; the limit keeps the search linear.
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?"
# A single letter makes a code of the digits behind it (A4, Q2); a word does not (DM4,500通).
_FREE_LEFT = r"(?<![0-9_])(?<!(?<![A-Za-z])[A-Za-z])(?<![0-9][.,:/])"
_NUMBER = rf"{_DIGITS}(?:[ ]?[億万千百]{{1,3}}(?:{_DIGITS})?){{0,4}}(?![0-9])"
_KANJI = r"[一二三四五六七八九十百千万億〇]{1,9}"

_UNITS: tuple[tuple[ClaimKind, str, str, Decimal], ...] = (
    ("money", r"円", "円", Decimal(1)),
    ("percent", r"(?:%|パーセント)", "%", Decimal(1)),
    ("percent", r"割(?![合りる当])", "%", Decimal(10)),
    ("percent", r"倍(?!率)", "%", Decimal(100)),
    ("period", r"営業日", "営業日", Decimal(1)),
    ("period", r"週間", "日", Decimal(7)),
    ("period", r"か月半", "月", Decimal(1)),
    ("period", r"か月", "月", Decimal(1)),
    ("period", r"時間", "分", Decimal(60)),
    (
        "period",
        r"分(?![のに]?[一二三四五六七八九十0-9])(?![野類岐析割担冊業量散布離解配化別])",
        "分",
        Decimal(1),
    ),
    ("period", r"年(?!度)", "月", Decimal(12)),
    ("period", r"日(?!本)", "日", Decimal(1)),
)

_PRE: tuple[tuple[str, Bound], ...] = (
    ("約|およそ|おおよそ|おおむね|概ね|ほぼ|目安(?:は|として)?|標準(?:で|は)?|平均(?:で|して|は)?", "about"),
    ("(?:最低|最短|最小)(?:でも|で|[一-龠]{1,6}は)?|少なくとも", "lower"),
    ("(?:最大|最長)(?:でも|で|[一-龠]{1,6}は)?|上限(?:は)?", "upper"),
)
_POST: tuple[tuple[str, Bound], ...] = (
    (
        "以上|超(?!過|え)|を超え(?!る?(?:と|分|場合|た|月|日|週|年|とき|際|もの|件|案件|部分|[0-9]))|を上回|余り|あまり|強(?![みいくか化])|~(?![0-9])",
        "lower",
    ),
    (
        "以内|以下|未満|まで(?!も|[、]?(?:下|上|減|増|伸|短|縮|抑|高|引き|改善|落))|内に|弱(?![みい点])",
        "upper",
    ),
    ("程度|ほど|前後|くらい|ぐらい|(?:が|を)?目安|(?:が|を)標準|頃|ごろ", "about"),
)
_FROM = re.compile(r"(?:\(税[込別抜]み?\))?から(?:(?=[、。)\s]|$)|(?=と|で|の|ご|お|承|対応|受|始|利用))")
_BETWEEN = r"[ ]?(?:~|-|から|ないし)[ ]?"


def _alternatives(table: tuple[tuple[str, Bound], ...]) -> str:
    return "|".join(f"({pattern})" for pattern, _ in table)


_PRE_AT = re.compile(f"(?:{_alternatives(_PRE)})(?:税[込別抜]み?|で|の|、)?$")
_POST_AT = re.compile(rf"(?:間|分|\(税[込別抜]み?\))?(?:{_alternatives(_POST)})")
_COUNTERS = "|".join(re.escape(word) for word in sorted(counters(), key=len, reverse=True))
_UNIT = "|".join(pattern for _, pattern, _, _ in _UNITS) + "|" + _COUNTERS
_UNIT_AT = tuple((kind, re.compile(pattern), unit, factor) for kind, pattern, unit, factor in _UNITS)
_QUANTITY = re.compile(
    rf"{_FREE_LEFT}(?:(?P<a>{_NUMBER})[ ]?(?P<ua>{_UNIT})?(?P<between>{_BETWEEN}))?(?P<b>{_NUMBER})[ ]?(?P<ub>{_UNIT})"
)
# Kanji numbers are read only before an unmistakable unit: 十分, 一括, 一人ひとり, 千葉, 六本木, 一度 are words.
_KANJI_QUANTITY = re.compile(
    rf"(?<![0-9.,一二三四五六七八九十百千万億〇第])(?P<b>{_KANJI})(?P<ub>万?円|営業日|週間|か月半?|[かカヵヶケ箇](?:所|国)|時間|年間?|"
    r"社|名|人|件|本|回|ページ|拠点|割|倍|%)"
)
_WORD_GOES_ON = kanji.compiled(r"[一-龠々](?<![以未前後間程弱強余超])")
_ONE_IDIOM = re.compile(r"一(?:社|名|人|件|本|回|割|年(?!間))")
_SCALES = {"兆": 10**12, "億": 10**8, "万": 10**4}
_SMALL = {"千": 1000, "百": 100, "十": 10}
_KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at ``text[start:end]``; two numbers make a range."""

    kind: ClaimKind
    numbers: tuple[Decimal, ...]
    unit: str
    bound: Bound
    start: int
    end: int

    @property
    def value(self) -> str:
        """The comparable form: ``30``, ``3~5``."""
        return "~".join(plain(number) for number in self.numbers)


def read_number(text: str) -> Decimal:
    """Return the value of digits or kanji with their scales: 1億2,000万, 1.5万, 百二十万, 3千.

    Raises ``ValueError`` for a text that is not wholly a number.
    """
    total = Decimal(0)
    section = Decimal(0)
    current: Decimal | None = None
    for token in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?|\S", text):
        if token[0].isascii():
            current = Decimal(token.replace(",", ""))
        elif token in _KANJI_DIGITS:
            current = (current or Decimal(0)) * 10 + _KANJI_DIGITS[token]
        elif token in _SMALL:
            section += (Decimal(1) if current is None else current) * _SMALL[token]
            current = None
        elif token in _SCALES:
            whole = section + (current or Decimal(0))
            total += (whole or Decimal(1)) * _SCALES[token]
            section, current = Decimal(0), None
        else:
            raise ValueError(f"not a number: {text!r}")
    return total + section + (current or Decimal(0))


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a folded text; a range comes as one, a change (1%から2%に) as two.

    Behind a range follows its upper end alone, for a reader who finds the lower end to be something else
    (12月8日から10日間).
    """
    for match in _QUANTITY.finditer(text):
        yield from _read(text, match)
    for match in _KANJI_QUANTITY.finditer(text):
        before = text[match.start() - 1 : match.start()]
        counted = match["ub"] not in {"円", "万円"}
        if (counted and re.match(r"[一-龠々]", before)) or _ONE_IDIOM.match(match.group()):
            continue
        if len(match["b"]) == 1 and _WORD_GOES_ON.match(text, match.end()):
            continue
        if (found := _one(text, match["b"], match["ub"], match.start(), match.end())) is not None:
            yield found


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    start, end = match.span()
    high = _one(text, match["b"], match["ub"], match.start("b"), end)
    if high is None:
        return
    if match["a"] is None:
        yield high
        return
    low = _one(text, match["a"], match["ua"] or match["ub"], start, match.end("ua" if match["ua"] else "a"))
    if low is None or low.kind != high.kind or low.unit != high.unit:
        if low is not None and match["ua"]:
            yield low
        yield high
        return
    falls = low.numbers[0] > high.numbers[0] and match["ua"]
    if "から" in match["between"] and (
        falls or high.kind == "percent" or text[end : end + 1] in {"に", "へ"}
    ):
        yield low
        yield high
        return
    bottom, top = low.numbers[0], high.numbers[0]
    if not match["ua"]:
        bottom = _lifted(match["a"], match["b"], bottom)
    yield Quantity(high.kind, (bottom, top), high.unit, "about" if high.bound == "about" else "", start, end)
    yield high


def _lifted(low: str, high: str, value: Decimal) -> Decimal:
    """30~50万円 means 300,000 to 500,000: the low end borrows the scale of the high end."""
    scale = re.search(r"[億万千百]+$", high)
    if scale is None or re.search(r"[億万千百]", low):
        return value
    lead = read_number(high[: scale.start()])
    return value * read_number(scale.group()) if value <= lead else value


def _one(text: str, number: str, unit: str, start: int, end: int) -> Quantity | None:
    value = read_number(number + ("万" if unit == "万円" else ""))
    unit = "円" if unit == "万円" else unit
    # 半 behind the unit adds half of it.
    half = unit.endswith("月半")
    if unit in {"年", "時間"} and text[end : end + 1] == "半" and text[end + 1 : end + 2] != "分":
        half, end = True, end + 1
    kind, base, factor = _base(unit)
    value = (value + Decimal("0.5") if half else value) * factor
    bound = _bound(text, start, end)
    if not bound and kind in {"money", "period"} and _FROM.match(text, end):
        bound = "lower"
    return Quantity(kind, (value,), base, bound, start, end)


def _base(unit: str) -> tuple[ClaimKind, str, Decimal]:
    known = counters().get(unit)
    if known is not None:
        return "count", known, Decimal(1)
    for kind, pattern, base, factor in _UNIT_AT:
        if pattern.match(unit):
            return kind, base, factor
    return "count", unit, Decimal(1)


def _bound(text: str, start: int, end: int) -> Bound:
    if after := _POST_AT.match(text, end):
        return next(bound for group, (_, bound) in zip(after.groups(), _POST, strict=True) if group)
    if before := _PRE_AT.search(text[max(0, start - 14) : start]):
        return next(bound for group, (_, bound) in zip(before.groups(), _PRE, strict=True) if group)
    return ""
