"""True figures and qualities said of the wrong thing: of all instead of a part, of others' results, of another person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from coach import kanji
from coach.facts.claims import Claim
from coach.facts.extract import extract
from coach.facts.pool import Source
from coach.facts.wording import pairs
from coach.text import Word, normalise

_ALL = re.compile(r"すべて|全て|全員|全社|全件|全店|全院|いずれも|残らず|例外なく")
_PART = re.compile(r"うち|(?<=[0-9][名人社件本店院台])中")
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)")
_TERM = kanji.compiled(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")
_PLAIN = re.compile(r"うち|以上|以下|未満|まで|年|月|同じ|ほか|など|会社|企業|担当|経験|契約|利用")
_CUSTOMERS = frozenset({"社", "院", "店舗", "施設", "校", "件"})
_WITH = re.compile(r"(?:で(?:は)?|に対し|の[^、。]{1,20}(?:で|を|が|は))")
_RESULT = re.compile(
    r"減|増え|増加|改善|下が|上が|短縮|縮ま|縮め|向上|伸び|半減|つな(?:が|げ)|達成|[倍%]|保っ|なりました|になった|を保"
)
_FIGURES = frozenset({"money", "percent", "count", "period"})
_QUALITY = re.compile(
    r"経験|資格|検定|出身|認定|修了|技能士|技士|診断士|合格|勤務|免許|[0-9一二三]級|務めた|勤めた"
)
_SUBJECT = re.compile(r"(?:^|[。、(])([^。、()はが]{2,20})(?:は|が)(?![あな])")
_HOLDER = kanji.compiled(
    r"(?:を持つ|を有する|を経験した|出身の|修了した|合格した)([一-龠々]{2,4})(?:が|は|を)"
)
_NOBODY = re.compile(r"担当者|スタッフ|社員|メンバー|者$|私|弊社|当社|チーム|講師|全員|体制|担当$|[0-9]")
_ROLE = re.compile(
    r"担当者|スタッフ|社員|メンバー|経験者|専門家|専門の|税理士|ディレクター|デザイナー|カメラマン|翻訳者|オペレーター|講師|エンジニア|ライター|私が|代表が|全員|チーム"
)
_ROLE_QUALITY = re.compile(
    r"経験|出身|知る|詳し|精通|資格|専任|専属|在籍|熟知|社内|直接|ベテラン|専門|母語|ネイティブ|全員|代表|有資格"
)
_SOME = re.compile(
    r"(?:うち|中)?[0-9一二三四五六七八九十]{1,3}(?:名|人)(?:が|は|の|、|に)|一部|[0-9]{1,3}名中"
)
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]{1,3}(?:名|人)|一部|うち")
# Fewer shared pairs of characters than these and the two speak of different things.
_SHARED = 2
_MOST = 100
_MOST_QUALITIES = 40


@dataclass(frozen=True)
class Subset:
    """A whole and a part of it in one line, with the words that only the part has: 62社で実施。うち製造業は25社."""

    whole: Claim
    part: Claim
    words: frozenset[str]
    line: str


def subsets(sources: Sequence[Source]) -> tuple[Subset, ...]:
    """Return the wholes and parts that the vendor's lines tell apart."""
    lines = [source.text for source in sources if source.origin != "case"]
    return tuple(found for line in lines for found in _subsets(line))[:_MOST]


def _subsets(line: str) -> Iterator[Subset]:
    counts = [claim for claim in extract(line) if claim.kind == "count" and len(claim.numbers) == 1][:_MOST]
    folded = normalise(line)
    if len(counts) < 2 or len(folded) != len(line):
        return
    for match in islice(_PART.finditer(folded), _MOST):
        end = folded.find("。", match.end())
        yield from _told(folded, counts, match.start(), match.end(), end if end >= 0 else len(folded))
    for match in islice(_IN_BRACKETS.finditer(folded), _MOST):
        if not _PART.search(match[1]):
            yield from _told(folded, counts, match.start(), match.start(1), match.end(1))


def _told(line: str, counts: Sequence[Claim], upto: int, start: int, end: int) -> Iterator[Subset]:
    before = [claim for claim in counts if claim.end <= upto]
    inside = [claim for claim in counts if start <= claim.start and claim.end <= end]
    for part in inside[:1]:
        whole = next((claim for claim in reversed(before) if claim.unit == part.unit), None)
        if whole and part.numbers[0] < whole.numbers[0]:
            words = frozenset(
                word
                for word in _TERM.findall(line[start:end])
                if not _PLAIN.search(word) and word not in line[:upto]
            )
            yield Subset(whole, part, words, line)


def of_a_part(sentence: str, claims: Sequence[Claim], known: Sequence[Subset]) -> str:
    """Return which part's fact a folded sentence says of the whole, as a Japanese sentence, or nothing."""
    said = {claim.figure for claim in claims}
    for one in known:
        if one.whole.figure not in said or one.part.figure in said:
            continue
        clauses = [clause for clause in re.split(r"[、。]", sentence) if normalise(one.whole.quote) in clause]
        named = any(word in clause for word in one.words for clause in clauses)
        everyone = _ALL.search(sentence) and not _ALL.search(one.line)
        if named or (everyone and any(word in sentence for word in one.words)):
            return f"元の材料では{one.whole.quote}のうち{one.part.quote}のことです。"
    return ""


def fused(sentence: str, claims: Sequence[Claim], lines: Mapping[tuple[str, str], frozenset[str]]) -> str:
    """Return which result a folded sentence credits to customers that another line speaks of, or nothing.

    ``lines`` names the lines of the vendor's that hold a figure.
    """
    result = _RESULT.search(sentence)
    if not result:
        return ""
    for claim in claims:
        at = sentence.find(normalise(claim.quote))
        if claim.kind != "count" or claim.unit not in _CUSTOMERS or at < 0:
            continue
        end = at + len(normalise(claim.quote))
        held = lines.get(claim.figure, frozenset())
        if not held or not _WITH.match(sentence, end) or not _RESULT.search(sentence, end):
            continue
        for other in claims:
            place = sentence.find(normalise(other.quote), end)
            told = lines.get(other.figure, frozenset())
            if other.kind in _FIGURES and place >= 0 and told and not told & held:
                return f"「{claim.quote}」と「{other.quote}」は、元の材料では別々の実績です。"
    return ""


@dataclass(frozen=True)
class Quality:
    """Who has an experience or qualification by one clause of a line."""

    who: str
    clause: str
    about: frozenset[str]


def qualities(sources: Sequence[Source]) -> tuple[Quality, ...]:
    """Return the experiences and qualifications that the vendor's lines give to somebody."""
    found: list[Quality] = []
    for source in sources:
        if source.origin == "case":
            continue
        for clause in re.split(r"。", normalise(source.text)):
            if _QUALITY.search(clause):
                whole = re.split(r"、(?=[^、]{1,16}[はが])", clause)[-1]
                if subject := _SUBJECT.search(whole):
                    found.append(Quality(subject[1], whole, pairs(whole.replace(subject[1], " "))))
    return tuple(found[:_MOST_QUALITIES])


def of_another(sentence: str, known: Sequence[Quality], vendor: str) -> str:
    """Return whose experience or qualification a folded sentence gives to somebody else, or nothing."""
    if not _QUALITY.search(sentence):
        return ""
    for one in known:
        everyone = _ALL.search(sentence) and not _ALL.search(one.clause)
        if everyone and len(pairs(sentence) & one.about) >= _SHARED:
            return f"元の材料では「{one.who}」だけのことです。"
    subjects = [match[1] for match in (*_SUBJECT.finditer(sentence), *_HOLDER.finditer(sentence))]
    for who in subjects:
        named = [word for word in _TERM.findall(who) if word in vendor]
        if not named or _NOBODY.search(who):
            continue
        said = pairs(sentence.replace(who, " "))
        if any(pairs(who) & pairs(one.who) or who in one.clause for one in known):
            continue
        for one in known:
            if len(said & one.about) >= _SHARED:
                return f"元の材料では「{one.who}」のことです。"
    return ""


def speaks_of_role(sentence: str) -> bool:
    """Tell whether a folded sentence says what somebody who does the work is or has."""
    return bool(_ROLE.search(sentence) and _ROLE_QUALITY.search(sentence))


def of_some(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the folded lines by which only some of the vendor's people have an experience or qualification."""
    found = (
        line for line in lines if _SOME.search(line) and _ROLE_QUALITY.search(line) and "全員" not in line
    )
    return tuple(islice(found, _MOST))


def widens_role(sentence: str, content: Sequence[Word], limited: Sequence[str]) -> bool:
    """Tell whether a folded sentence says of whoever does the work what a line of ``of_some`` says of some.

    ``content`` are its words that say something.
    """
    if not speaks_of_role(sentence) or _NUMBERED.search(sentence):
        return False
    for line in limited:
        shared = {
            word.surface for word in content if word.surface in line and not _ROLE.fullmatch(word.surface)
        }
        if len(shared) >= 2 or (shared and len(content) <= 3):
            return True
    return False
