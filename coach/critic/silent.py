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
    r"|(?:ご要望|ご希望)(?:も|は)[^。]{0,6}(?:承りました|承知|理解し|把握し|受け止め)"
    r"|(?:ご要望|ご希望)(?:を|と(?!お|のことです(?:ので|から))|で(?:す|いらっしゃ|ござい)|なさ|され|いただ|のよう)"
)
_ASKS = re.compile(r"(?:でしょうか|ますか|ですか|ませんか)[。?]?$|\?$")

# What only puts the answer off: to a meeting, to later, to a study of the matter.
_DEFERS = re.compile(
    r"(?:打ち?合わ?せ|面談|お会い|ご訪問|商談|お電話|ヒアリング|お話を(?:伺|お聞き)|ご?契約後)[^。]{0,16}(?:際|席|時|折|とき|場|中で|上で|後に|うえで|ながら|契約後に|にて)[^。]{0,30}"
    r"(?:説明|案内|提示|見積|お?示し|お伝え|相談|提案|お持ち|回答)"
    r"|(?:追って|後日|改めて|あらためて|別途|詳細は|詳しくは)[^。、]{0,24}(?:連絡|案内|説明|相談|提示|提案|回答|お伝え|お知らせ)"
    r"|(?:前向きに|社内で|今後)[^。]{0,8}検討(?:し|いた|させ|して)|(?:ご相談|お話)させて(?:ください|いただ)"
)

# How a sentence ends that tells of the customer, the world or the vendor's mind, and not of what is done.
_MIND = (
    r"(?:大切|重要|大事|不可欠|欠かせ|貴重|素晴らし|すばらし|心配|不安|大変|厳し[いく]|難し[いく])"
    r"[^。、]{0,14}?(?:です(?:よ?ね|から[^。]{0,24})?|でしょう(?:ね|か)?|ますよ?ね|かと(?:存じ|思い)ます|と(?:考え|思|存じ|感じ)[^。]{0,10}|を(?:担い|果たし)ます)[。!]?$"
    r"|(?:魅力|財産|テーマ|課題|悩み|役割|使命|味方|架け橋|顔|一歩|負担|負荷)(?:の(?:一つ|ひとつ))?(?:です|でしょう|だと|かと|と(?:考え|思|存じ|感じ))"
    r"|(?:あり|なり|違い|すぎ|過ぎ)ますよ?ね[。!]?$|(?:という)?ものではない"
    r"|(?:大切|重要|大事|不可欠)(?:だ|である)?と(?:考え|思|存じ|感じ)"
    r"|(?:です|でしょう|ません|ます)よね[。!]?$|(?:です|でしょう)ね[。!]?$"
    r"|(?:心が(?:け|まえ)|心掛け|努め|励み|励んで|尽力|尽くし|精進|心得|注力|力を注|力を入れ|注意を払|目を配|願って|目指して|信条と|誇りと?|応えし(?:て|ます)|向き合[いっ]|取り組んで(?:おり|います|まい)|進めてまいり)[^。]{0,14}[。!]?$"
    r"|(?:でありたい|力になり?たい|貢献したい|お役に立ち?たい)[^。]{0,16}[。!]?$"
)
_WORLD = (
    r"(?:増えて|高まって|進んで|求められて|言われて|広がって|厳しくなって|変わって|埋もれて|注目されて|話題になって|混み合い|一般的|避けて通れ|変わってまいり)(?:い|おり|き)?(?:ます|ました|です|ない[^。]{0,8})[。!]?$"
    r"|(?:お声|お悩み|ご相談|ご苦労)(?:を|が|も|は|と)[^。]{0,14}(?:伺|聞|いただ|頂|少なくありません|多い|多く)[^。]{0,12}[。!]?$"
    r"|(?:方|会社様?|企業様?|お店|店舗様?|施設様?|お客様)(?:が|も|は)[^。]{0,10}(?:少なくありません|多いです|多く(?:いらっしゃ|おられ))"
)
_PRAISE = (
    r"^[^0-9]*(?:定評|好評|人気|評判|負け(?:ません|ない)|選ばれて|自信(?:が|を)|喜ばれ|ご評価|高い評価|随一)[^。]{0,16}[。!]?$"
    r"|(?:うれし|嬉し|ありがた|幸い|楽しみ|光栄)[^。]{0,12}[。!]?$|ご安心(?:を|ください)[。!]?$|心配は(?:ない|ありません|ございません)"
    r"|(?:頭が下がり|味わい|祈って|分かち合[いえう]|歩んで|喜びを)[^。]{0,20}[。!]?$"
)
_EMPTY = re.compile(
    rf"{_MIND}|{_WORLD}|{_PRAISE}"
    r"|と申します[。!]?$|経験豊富|幅広い|幅広く|モットー|社是|持論|誠心誠意|誠意をもって|全力で|伴走者として|寄り添|心を込め|お気持ち|お察し|よく(?:わか|分か)り"
    r"|教えて(?:ください|いただ)|お聞かせ(?:ください|いただ)|(?:のですか|でしょうか|ますか|ございますか|ですか)[。?]?$"
)
# 「土日も承りますので、ご安心ください」: what stands before is said for its own sake.
_REASON = re.compile(r"(?<=ます|です|せん)(?:ので|から)、")
# Who writes: 「北斗コールの今井です」.
_INTRODUCES = re.compile(
    r"^[^。、はがを0-9]{2,30}の(?!.*(?:大丈夫|可能|無料|不可|込み|別|対応|担当者|専任|とおり|通り|予定|見込み|限度|上限))[^。、はがをのにで0-9]{1,5}(?:です|でございます)。?$"
    r"|^[^。はがを]{2,30}、[^。、]{1,6}(?:です|でございます)。?$"
    r"|^[^。はがを]{0,20}(?:会社|法人|事務所)[^。、はがを]{0,20}(?:です|でございます)。?$|【会社|会社概要"
)

# Up to here a sentence repeats the customer, then it goes on in its own voice.
_REPEATED = re.compile(
    r"(?:とのこと|と(?:伺|お聞き|拝見|お見受け)[^、。]{0,12}|(?:ご要望|ご希望)[^、。]{0,12})(?:ですので|でしたので|なので|ですが|でしたが)?、"
)
_SHORTEST = 10

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
    if any(pattern.search(text) for pattern in (_DEFERS, _RESTATES, _ASKS, GAP)):
        return True
    return all(_EMPTY.search(clause) for clause in _REASON.split(text))


def introduces(text: str) -> bool:
    """Tell whether a folded sentence at the head of a text only says who writes."""
    return _INTRODUCES.search(text) is not None


def behind_the_repeat(text: str) -> int:
    """Return how many code points of a folded sentence only repeat the customer before it says something of its own."""
    ends = [match.end() for match in _REPEATED.finditer(text) if len(text) - match.end() >= _SHORTEST]
    return ends[-1] if ends else 0


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
