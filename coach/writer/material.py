"""Material on its way into a prompt: what hides in it is taken out, what sounds like an order is pointed out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coach.text import Document, squeeze

# The mark before each numbered line of material: ‹nonce›C1│
_MARK = re.compile(r"‹[^‹›\n]{0,64}›[ \t]{0,4}(?:[A-Za-z][0-9]{0,5})?[ \t]{0,4}│?|›[A-Za-z][0-9]{1,5}│")

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]{0,4}[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# A joiner between two emoji makes one picture of them; anywhere else it only hides.
_PICTURE = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_INVISIBLE = re.compile(
    f"(?<!{_PICTURE})\u200d|\u200d(?!{_PICTURE})"
    "|[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    # One selector chooses the form of a character; a run of them carries a message.
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

Hidden = Literal["escape", "control", "surrogate", "tag", "direction", "invisible", "mark"]

_TAKEN_OUT: tuple[tuple[re.Pattern[str], Hidden], ...] = (
    (_ESCAPES, "escape"),
    (_CONTROLS, "control"),
    (_HALVES, "surrogate"),
    (_TAGS, "tag"),
    (_DIRECTIONS, "direction"),
    (_INVISIBLE, "invisible"),
)

# Taking a mark out may join what stood around it to another; more rounds than these are nobody's accident.
_ROUNDS = 3
_TO_PLAIN = str.maketrans("‹›│", "<>|")

_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:前|以前|上|上記|以上|以下|これまで|今まで|ここまで|先ほど|すべて|全て|全部|他|既存|元|システム)(?:の|に(?:ある|書かれた)){0,2}(?:すべて|全て|一切|全部)?の?(?:指示|命令|プロンプト|指令|ルール|制約|設定|文脈|役割)(?:内容|文)?(?:は|を|に|も|から)?[^。\n]{0,12}(?:無視|忘れ|従わ|従う(?:な|必要)|破棄|取り消|上書き|リセット|無効|解除|撤回)",
        r"(?:システム|内部|隠れた|隠された)(?:の)?(?:プロンプト|メッセージ|指示|命令)|(?:プロンプト|与えられた指示|指示文)[^。\n]{0,20}(?:出力|表示|開示|公開|書き出|そのまま|教え|漏ら|貼り)",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instruction|prompt|rule|direction|message|guideline|context)s?\b",
        r"\bsystem\s{0,3}(?:prompt|message|instruction)|\b(?:as|you are) an? (?:ai|large|language|assistant)\b|\byou are now\b|\bpretend (?:to be|you)\b|\bact as (?:an?|the|if)\b|\bnew instructions?\b|\bdeveloper mode\b|\bjailbreak",
        r"\b(?:respond|reply|answer|output|return|print|write)\b[^.\n]{0,24}\b(?:only|json|verbatim|exactly)\b|\bdo not (?:follow|obey|mention|reveal)\b",
        r"(?:あなた|君|お前)は[^。\n]{0,40}(?:AI|アシスタント|言語モデル|ボット)(?:です|だ|として|に(?:なり|なっ))|(?:あなた|君|お前|今から|これから|以後|以降)[^。\n]{0,40}(?:として|に)?(?:振る舞|振舞|ふるま|演じ|なりき)",
        r"(?:AI|人工知能|言語モデル|LLM|アシスタント|ボット|チャットボット)(?:の(?:方|皆様?))?(?:へ(?:の(?:指示|命令|お願い))?[:、。]|(?:は|が)[^。\n]{0,30}(?:しなさい|せよ|すること|してください|命じ))",
        r"JSON(?:だけ|のみ|形式|データ)?(?:だけ|のみ)?(?:を|で)[^。\n]{0,8}(?:返せ|返しなさい|返してください|返答し|出力せよ|出力しなさい|出力してください|出力して|答えよ|回答して|書け)",
        r"(?:次|以下|この|下記|新しい)の?(?:指示|命令|プロンプト)(?:だけ|のみ)?に(?:必ず)?従(?:え|い|って|うこと)|(?:開発者|管理者|デバッグ|脱獄)モード",
        r"(?:点数|スコア|評価|判定|採点|タイプ)(?:は|を|に)[^。\n]{0,16}(?:満点|100点|10点|最高|高く|合格|[①②]|many|few)(?:に|と|を)?[^。\n]{0,8}(?:しろ|しなさい|せよ|してください|しておいて|つけろ|付けろ|付けなさい|つけなさい|付けてください|つけてください|判定して|分類して|出力)",
        r"(?:文章|本文|文面|返信|回答|出力|末尾|冒頭|最後)に(?:は)?[^。\n]{0,40}(?:と(?:だけ)?|を)(?:必ず)?(?:書け|書きなさい|出力しろ|出力しなさい|出力せよ|挿入しなさい|挿入せよ|挿入して|入れろ|埋め込)",
        r"<\|[a-z_]{2,20}\|>|\[/?INST\]|<<SYS>>|</?(?:system|instructions?|prompt|user|assistant)>|(?:^|\n)\s{0,4}#{2,6}\s{0,3}(?:system|instruction|指示|命令)|^\s{0,4}(?:system|assistant)\s{0,2}:|[\"']role[\"']\s{0,3}:\s{0,3}[\"'](?:system|assistant|user)",
    )
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text fit for a prompt; ``removed`` names what was taken out of it, each kind once."""

    text: str
    removed: tuple[Hidden, ...] = ()


def clean(text: str, nonce: str = "") -> Cleaned:
    """Return ``text`` without what nobody sees and without imitations of a line mark.

    Taken out: terminal escapes, control characters but line breaks and tabs, halves of surrogate pairs,
    zero-width, bidirectional and tag characters, ``nonce``, and anything like ``‹…›C1│``. Line breaks become LF.
    Takes time linear in the length of the text.
    """
    removed: list[Hidden] = []
    for pattern, name in _TAKEN_OUT:
        text, count = pattern.subn("", text)
        if count:
            removed.append(name)
    text = _BREAKS.sub("\n", text)
    plain = _unmarked(text, nonce)
    if plain != text:
        removed.append("mark")
    return Cleaned(plain, tuple(removed))


def instruction_like(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text`` that read like orders to a model, as they stand, each once.

    They are worth a warning: a customer or a copied page put them there. They stop nothing.
    """
    return tuple(dict.fromkeys(_orders(text)))


def _orders(text: str) -> Iterator[str]:
    document = Document(text)
    for sentence in document.sentences:
        # Blanks between the characters hide an order from a reader of lines, not from a model.
        spellings = (sentence.text, squeeze(sentence.text))
        if any(pattern.search(spelling) for pattern in _ORDERS for spelling in spellings):
            yield document.quote(sentence.start, sentence.end)


def _unmarked(text: str, nonce: str) -> str:
    for _ in range(_ROUNDS):
        before = text
        text = _MARK.sub("", text)
        if nonce:
            text = text.replace(nonce, "")
        if text == before:
            return text
    text = text.translate(_TO_PLAIN)
    return text.replace(nonce, "…") if nonce else text
