"""What the vendor's lines deny or leave to others, and a text offers all the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from coach import kanji
from coach.facts.wording import pairs
from coach.facts.words import same_things

_INSIDE = re.compile(r"社員|社内|(?:自社|弊社|当社)(?:内|で|の(?:職人|社員|スタッフ|人間))|内製")
_OUTSIDE = re.compile(r"提携|外注|外部|再委託|協力会社|専門の(?:会社|業者)")
_DENIED = re.compile(
    r"(?:^|[。、\n(])([^。、\n()]{2,24}?)(?:は|も(?![のとし]))(?:[^。、\n()]{0,16}?)(別料金|別途|別契約|実費|含ま(?:ない|ず|れない)|対象外|扱わ(?:ない|ず)|行わ(?:ない|ず)|行っていない"
    r"|(?:作|撮|請け負|受け付け|受け)っ?ていない|していない|しない|できない|おりません|いたしません|いたしかね|ありません|紹介する|(?<=お客様が)用意|(?<=お客様で)用意|別(?=[(。、\n]|$))"
)
_TOPIC = kanji.compiled(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")
# 台本を読む形に(はしない): the verb is what is denied, and has to be there too.
_VERB = kanji.compiled(r"[をがに]([一-龠々])[ぁ-ん]")
_DENIES = re.compile(
    r"止め|は別|別に|ない|ません|かね|別料金|別途|有料|不可|除|外で|ず、|ずに|実費|紹介|ご用意(?:ください|いただ)|(?:貴社|御社|お客様)(?:ご自身|側)?[でに]|お願いして"
)
_INCLUDES = re.compile(r"含|込み|無料|無償|追加費用(?:なし|は)|こちらで(?:ご)?用意")
# Who does it himself for the customer needs no 代行.
_STANDS_IN = re.compile(r"務め|引き受け|代わ(?:って|りに)")
_SPLIT = re.compile(r"[とや・]|および|または")
# What is only not part of a price may still be done.
_APART = frozenset({"別料金", "別途", "別契約", "実費", "用意", "別"})
# What is not made is not to be had either.
_MAKING = frozenset({"制作", "作成", "製作"})
# Nobody denies more; the limit keeps a hostile text quick.
_MOST = 100


@dataclass(frozen=True)
class Denial:
    """What the vendor does not do: of 看板の印刷は行っていない the part 看板の印刷, how 行っていない, the topics 看板 and
    印刷."""

    part: str
    how: str
    topics: tuple[str, ...]


def denials(lines: Sequence[str]) -> tuple[Denial, ...]:
    """Return what folded lines of the vendor's deny. What another line includes (記帳を含む) is denied of a part only."""
    text = "\n".join(lines)
    included = [
        sentence for line in lines for sentence in line.split("。") if re.search(r"含[むみめん]", sentence)
    ]
    return tuple(
        denial
        for denial in islice(_denials(text), _MOST)
        if not (
            denial.how.startswith(("含ま", "別"))
            and any(all(topic in sentence for topic in denial.topics) for sentence in included)
        )
    )


def _denials(text: str) -> Iterator[Denial]:
    for match in _DENIED.finditer(text):
        parts = _SPLIT.split(match[1])
        shared = _TOPIC.findall(parts[-1].rpartition("の")[2]) if "の" in parts[-1] else []
        for part in parts:
            # 看板や包装紙の印刷: what is denied is the 印刷 of both.
            if topics := _TOPIC.findall(part):
                verbs = _VERB.findall(part)
                yield Denial(part, match[2], (*topics, *verbs, *([] if "の" in part else shared)))


def contrary(sentence: str, vendor: str, denied: Sequence[Denial]) -> str:
    """Return what the vendor's folded text denies and a sentence offers, as a Japanese sentence, or nothing."""
    if _INSIDE.search(sentence) and not _INSIDE.search(vendor) and _is_done_outside(sentence, vendor):
        return "元の材料では社外の人が行うことを、社内で行うように書いています。"
    if _DENIES.search(sentence):
        return ""
    for denial in denied:
        if denial.how in _APART and not _INCLUDES.search(sentence):
            continue
        # 面接そのもの is not done; 面接の日程 may be.
        if "そのもの" in denial.part and re.search(rf"{denial.topics[0]}の(?!み)[一-龠々]", sentence):
            continue
        if all(_names(sentence, topic) for topic in denial.topics):
            return f"元の材料では「{denial.part}」は{denial.how}とあります。"
    return ""


def _is_done_outside(sentence: str, vendor: str) -> bool:
    """Whether a line leaves to others what the sentence speaks of."""
    said = pairs(_INSIDE.sub(" ", sentence))
    return any(_OUTSIDE.search(line) and said & pairs(line) for line in vendor.split("\n"))


def _names(sentence: str, topic: str) -> bool:
    if topic in sentence or topic.removesuffix("祝") in sentence:
        return True
    if topic == "代行" and _STANDS_IN.search(sentence):
        return True
    if topic in _MAKING and "用意" in sentence:
        return True
    # 預かる stands in お預かりします by its stem.
    return any(re.sub("[う-ん]$", "", other) in sentence for other in same_things().get(topic, ()))
