"""What has a price of its own in the vendor's lines, and a text gives away inside another price."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach import kanji
from coach.facts.claims import Claim
from coach.facts.extract import extract
from coach.facts.pool import Source
from coach.text import normalise

_GIVES = re.compile(
    r"含(?:み|め|ま(?:れ|せ)て|まれ|んで)|(?<!見)込み(?:です|の)|無料|無償|(?:金額|料金|費用|月額|顧問料|代金|[0-9]円)[^。、]{0,4}(?:の中|の内|内|だけ)で"
    r"|(?:いただき|頂き|いただいており|かかり)ません"
)
_INCLUDED = re.compile(r"含[むみめんま]|無料|無償")
_NOUN = kanji.compiled(
    r"[一-龠々][りちみいきしえけせてめれ][一-龠々](?:[りちみいきしえけせてめれ](?![一-龠々]))?|[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}"
)
_ASIDE = re.compile(r"\([^()]{0,40}\)")
# What stands here is given; in 顧問料に含みます the 顧問料 is what it is part of.
_AS_OBJECT = re.compile(
    r"(?:\([^()]{0,20}\))?(?:も|を|は|まで|と|や|、|・|:|の(?:費用|作業|料金|代金)?(?:も|を|は))"
)
_PRICE_WORDS = re.compile(
    r"税込|税別|税抜|月額|年額|基本|料金|価格|費用|合計|総額|[0-9]|初期|お客様|追加|受給|成功報酬"
)
_MOST = 100


@dataclass(frozen=True)
class Priced:
    """A thing or service with its own price in a line: its nouns, and the price as it stands there."""

    nouns: tuple[str, ...]
    price: Claim


def priced(sources: Sequence[Source]) -> tuple[Priced, ...]:
    """Return what the vendor's lines price for itself, less what some line of the vendor's includes or gives free."""
    lines = [source for source in sources if source.origin != "case"]
    given = [
        sentence
        for source in lines
        for sentence in normalise(source.text).split("。")
        if _INCLUDED.search(sentence)
    ][:_MOST]
    found: list[Priced] = []
    for source in lines:
        for claim in [one for one in extract(source.text) if one.kind == "money"][:_MOST]:
            if len(found) >= _MOST:
                return tuple(found)
            nouns = _topic(normalise(source.text[max(0, claim.start - 60) : claim.start]))
            if nouns and not any(all(noun in sentence for noun in nouns) for sentence in given):
                found.append(Priced(nouns, claim))
    return tuple(found)


def price_list(sources: Sequence[Source]) -> tuple[Priced, ...]:
    """Return every single amount of the vendor's lines with the nouns of what costs it."""
    found: list[Priced] = []
    for source in sources:
        if source.origin == "case":
            continue
        for claim in extract(source.text)[:_MOST]:
            if claim.kind != "money" or len(claim.numbers) != 1:
                continue
            before = normalise(source.text[max(0, claim.start - 60) : claim.start])
            if nouns := _topic(before) or _label(before):
                found.append(Priced(nouns, claim))
    return tuple(found[:_MOST])


def _label(before: str) -> tuple[str, ...]:
    """Return the nouns directly before an amount: of 更新費用10,000円 they are 更新."""
    clause = re.split(r"[、。円・/)]", _ASIDE.sub("", before))[-1]
    return tuple(noun for noun in _NOUN.findall(clause) if not _PRICE_WORDS.search(noun))


def _topic(before: str) -> tuple[str, ...]:
    """Return the nouns of what costs the amount behind ``before``: of 床のワックスは1回税込 they are 床 and ワックス."""
    clause = _ASIDE.sub("", before.rpartition("。")[2]).rpartition("、")[2]
    subject = re.match(r"(.{0,30}[はが])?([^はが]{2,24})[はが]", clause)
    topic = subject[2] if subject else ""
    if not topic:
        return ()
    return tuple(noun for noun in _NOUN.findall(topic) if not _PRICE_WORDS.fullmatch(noun))


def given_away(sentence: str, claims: Sequence[Claim], things: Sequence[Priced]) -> str:
    """Return which thing with a price of its own a folded sentence gives away, as a Japanese sentence, or nothing.

    ``claims`` are those of the sentence: where the price itself is told, nothing is given away.
    """
    if not _GIVES.search(sentence) or "別" in sentence:
        return ""
    told = {claim.figure for claim in claims}
    for thing in things:
        if thing.price.figure in told or not all(noun in sentence for noun in thing.nouns):
            continue
        end = sentence.rindex(thing.nouns[-1]) + len(thing.nouns[-1])
        if _AS_OBJECT.match(sentence, end):
            return f"元の材料では「{'・'.join(thing.nouns)}」に{thing.price.quote}の料金があります。"
    return ""
