"""What stands in a text and answers nothing: gaps, the wish at the head of its answer, what repeats, asks or puts off."""

import re
from functools import lru_cache
from typing import NamedTuple

from coach.critic.reader import Reader
from coach.gaps import GAP
from coach.text import Document, Sentence, normalise

# What only repeats the customer.
_RESTATES = re.compile(
    r"^(?:議題|アジェンダ)(?:は|:)|(?:承知(?!おき)|拝見|拝読|とのこと(?!です(?:ので|から)|なので)|伺いまし|伺っており|と理解|お考えとの|お悩み|拝察|ご負担)(?!に(?:対|つ)|の[^。]{1,14}(?:は|に))"
    r"|(?:ご要望|ご希望)(?:を|と(?!お|のことです(?:ので|から))|で(?:す|いらっしゃ|ござい)|なさ|され|いただ|のよう)"
)
_ASKS = re.compile(r"(?:でしょうか|ますか|ですか|ませんか)[。?]?$|\?$")

# What only puts the answer off, praises the subject, feels with the customer or says how one works in general.
_EMPTY = re.compile(
    r"(?:打ち?合わ?せ|面談|お会い|ご訪問|商談|お電話|ヒアリング)[^。]{0,16}(?:際|席|時|折|とき|場|中で|上で|後に|うえで)[^。]{0,30}"
    r"(?:説明|案内|提示|見積|お伝え|相談|お持ち|回答)"
    r"|(?:大切|重要|大事|不可欠|欠かせ|貴重|素晴らし|すばらし|魅力|財産|テーマ|経営課題)[^。]{0,12}(?:です|ます|でしょう)?(?:ね|よね)?[。!]?$"
    r"|(?:大切|重要|大事|不可欠)(?:だ|である)?と(?:考え|思|存じ|感じ)"
    r"|と申します|経験豊富|幅広い|モットー|社是|持論|心がけ|心掛け|誠心誠意|寄り添|心を込め|お気持ち|お察し|よく(?:わか|分か)り"
    r"|教えて(?:ください|いただ)|お聞かせ(?:ください|いただ)|(?:のですか|でしょうか|ますか)[。?]?$"
)

# A shortened wish still heads its answer when it keeps this share of it; 「納期:」 alone is a label of the vendor's.
_KEPT = 0.6

# Code points of a line in which its head can end.
_LONGEST = 300

_COLON = re.compile(r"[」』]?\s*(?::|→)\s*")
_WORD = re.compile(r"\w")
_OVERWRITTEN = "＿"


class Head(NamedTuple):
    """The start of a sentence, ``length`` code points, that names a wish of the case as it stands folded."""

    length: int
    wish: str


_NO_HEAD = Head(0, "")


def says_nothing(text: str) -> bool:
    """Tell whether a folded sentence answers no wish, whatever words it shares with one."""
    return any(pattern.search(text) for pattern in (_EMPTY, _RESTATES, _ASKS, GAP))


def head(sentence: Sentence, reader: Reader) -> Head:
    """Return the wish of the case with which a sentence begins, going on to answer it; of length 0 where none does."""
    if reader.case is None or (":" not in sentence.text and "→" not in sentence.text):
        return _NO_HEAD
    wishes = _wishes(reader.case.requirements)
    quoted = 1 if sentence.text[:1] in {"「", "『"} else 0
    for colon in _COLON.finditer(sentence.text, 0, _LONGEST):
        named = sentence.text[quoted : colon.start()].strip()
        for wish in wishes if named else ():
            if named in wish and len(named) >= _KEPT * len(wish):
                return Head(colon.end(), wish)
    return _NO_HEAD


@lru_cache(maxsize=8)
def _wishes(requirements: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(wish) for wish in requirements if wish)


def is_open(sentence: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence only announces what still has to be filled in."""
    if "【" not in sentence.text or not GAP.search(sentence.text):
        return False
    return not _WORD.search(GAP.sub("", sentence.text[head(sentence, reader).length :]))


def open_wishes(document: Document, reader: Reader) -> frozenset[str]:
    """Return the wishes, folded, behind which a gap stands where the answer should be."""
    return frozenset(head(s, reader).wish for s in document.sentences if is_open(s, reader)) - {""}


def said(document: Document, reader: Reader) -> str:
    """Return the folded text, gaps and heads overwritten: of the same length, the same text where there are none."""
    text = GAP.sub(lambda gap: _OVERWRITTEN * len(gap.group()), document.text)
    pieces: list[str] = []
    at = 0
    for sentence in document.sentences:
        length = head(sentence, reader).length
        if length:
            pieces += [text[at : sentence.start], _OVERWRITTEN * length]
            at = sentence.start + length
    return "".join([*pieces, text[at:]]) if pieces else text
