"""What no letter of this vendor may hold: contacts from nowhere, leaked prompt text, another language."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.facts.contacts import Contact, contacts
from coach.facts.pool import Source
from coach.text import Document, Sentence, normalise, squeeze
from coach.writer.proof.problem import Problem

_CONTACT_NAMES = {
    "mail": "メールアドレス",
    "url": "URL",
    "phone": "電話番号",
    "handle": "アカウント",
    "postal": "郵便番号",
}
_CUSTOMERS_PAGE = re.compile(r"貴社|御社|貴院|貴校|拝見|ページ|サイト|ご記載|お書き|現在の|いまの|今の")

# This many characters in a row, white space aside, are no coincidence.
_COPIED = 40

_IDS = r"(?:[CPDSAT][0-9]{1,3})"
_MARKERS = re.compile(
    rf"‹[^‹›\n]{{0,64}}›(?:{_IDS})?│?|(?<![A-Za-z0-9]){_IDS}│"
    rf"|(?:根拠|出典|材料|事実)[ ]?[:は]?[ ]?{_IDS}(?![0-9A-Za-z])"
    r"|\"(?:text|findings|questions|edits|sentences|unsupported|find|replace|reason|kind|sources|quote|why|id|fault|problem|suggestion)\"[ ]?:"
    r"|```[a-z]{0,10}|</?(?:think|thinking|system|instructions?|user|assistant|output|text|answer)>|<\|[a-z_]{2,20}\|>|\[/?INST\]"
    r"|\\n|\\u[0-9a-fA-F]{4}"
)
_CITED = re.compile(rf"[(\[【〔]\s?(?:{_IDS}(?:[ ]?[,、・/~-][ ]?{_IDS}){{0,9}})\s?[)\]】〕]")
_BRACES = re.compile(r"(?m)^[ \t]{0,8}[{}\[\]]{1,4},?[ \t]{0,8}$")
_RESIDUE = re.compile(
    r"(?:前|以前|上記|以下|元)の(?:指示|命令|プロンプト)|システム(?:プロンプト|メッセージ)|プロンプト(?:に|の(?:指示|内容))"
    r"|(?i:\b(?:system prompt|previous instructions|as an ai\b|language model|i cannot (?:assist|help|comply)|i can't (?:assist|help|comply)|i'm sorry|here is the (?:revised|rewritten)))"
    r"|(?:AI|人工知能)(?:アシスタント|言語モデル)?(?:です|として(?:お|は|、|回答))|(?:大規模)?言語モデル(?:です|として)"
    r"|申し訳[^。、\n]{0,10}が、(?:(?:その|この|こちらの|当該)?(?:ご)?(?:リクエスト|要求|依頼|指示|要望|質問)[^。、\n]{0,6})?(?:対応|お応え|お答え|回答|お手伝い|生成|作成|従うこと)[^。、\n]{0,6}(?:できません|できかねます|いたしかねます)"
    r"|(?:以下|次|こちら)(?:が|に|は)[^。\n]{0,12}(?:書き直し|書き直した|修正版|修正後|改善版|改善案の文|添削後|リライト|改訂版)|(?:書き直し|修正版|改善版)は?(?:以下|次)の(?:とおり|通り)|(?:書き直し|修正)ました。以下"
)

_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’,;.() -]{11,600}")
_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|you|your|we|our|please|this|that|these|will|would|can|have|has|not|for|with|from|and|to|it|here|thank|thanks|contact|visit|dear|best|regards|hello|click)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{1,30}")
_FOREIGN = re.compile(
    "[\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u1100-\u11ff\u3130-\u318f\uac00-\ud7af](?:[ ,.!?]{0,2}[\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]){1,300}"
)
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = re.compile(r"[我你您的是了们們吗嗎呢这這那哪將与與请請谢謝很也会會就在和为為]")


def strange_contacts(document: Document, sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield the contacts that stand in no line of the vendor's: nobody may be sent elsewhere.

    The customer's own page may be named where the sentence speaks of it.
    """
    theirs, own = (
        _told(source for source in sources if source.origin == "case"),
        _told(source for source in sources if source.origin != "case"),
    )
    for contact in contacts(document.text):
        if _is_told(contact, own):
            continue
        start, end = document.source_span(contact.start, contact.end)
        name = _CONTACT_NAMES[contact.kind]
        if _is_told(contact, theirs):
            sentence = document.sentence_at(contact.start)
            if contact.kind == "url" and sentence and _CUSTOMERS_PAGE.search(sentence.text):
                continue
            why = f"この{name}は案件にあるもので、貴社の連絡先ではありません。"
        else:
            why = f"この{name}は、案件・会社の事実・下書き・回答のどこにもありません。"
        yield Problem(document.source[start:end], "contact", why, start, end, True, f"材料にない{name}")


def _told(sources: Iterator[Source]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for source in sources:
        for contact in contacts(normalise(source.text)):
            values.setdefault(contact.kind, set()).add(contact.value)
    return values


def _is_told(contact: Contact, told: dict[str, set[str]]) -> bool:
    values = told.get(contact.kind, set())
    if contact.value in values:
        return True
    return contact.kind == "url" and any(value.startswith(f"{contact.value}/") for value in values)


def leaks(document: Document, instructions: str, sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield what the model copied from its instructions or from the form of its answer."""
    told = "\n".join(squeeze(source.text) for source in sources)
    for start, end in _copied(document, squeeze(instructions), told):
        yield _leak(document, start, end, "モデルへの指示の文が混ざっています。")
    for pattern, why in (
        (_MARKERS, "モデルとのやりとりの記号が混ざっています。"),
        (_BRACES, "モデルとのやりとりの記号が混ざっています。"),
        (_CITED, "材料の行番号が本文に残っています。"),
        (_RESIDUE, "モデルの言葉が本文に混ざっています。"),
    ):
        for match in pattern.finditer(document.text):
            if squeeze(match.group()) not in told:
                yield _leak(document, *match.span(), why)


def _copied(document: Document, instructions: str, told: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text that stand in the instructions and in no source."""
    pieces = {instructions[at : at + _COPIED] for at in range(len(instructions) - _COPIED + 1)}
    places = [at for at, char in enumerate(document.text) if not char.isspace()]
    key = "".join(document.text[at] for at in places)
    hits = [at for at in range(len(key) - _COPIED + 1) if key[at : at + _COPIED] in pieces]
    # What a customer or vendor wrote as well was not leaked.
    hits = [at for at in hits if key[at : at + _COPIED] not in told] if told else hits
    begins = [at for at, (before, hit) in enumerate(pairwise(hits), 1) if hit > before + _COPIED]
    for first, following in pairwise((0, *begins, len(hits)) if hits else ()):
        yield places[hits[first]], places[hits[following - 1] + _COPIED - 1] + 1


def _leak(document: Document, start: int, end: int, why: str) -> Problem:
    first, last = document.source_span(start, end)
    return Problem(document.source[first:last], "leak", why, first, last, True, "読めない文")


def foreign_language(document: Document, sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield the sentences in another language that stand in no source."""
    told = "\n".join(squeeze(source.text) for source in sources)
    for sentence in document.sentences:
        for start, end in _foreign(sentence):
            if squeeze(document.text[start:end]) in told:
                continue
            first, last = document.source_span(start, end)
            why = "日本語ではない文が混ざっています。"
            yield Problem(document.source[first:last], "language", why, first, last, True, "日本語ではない文")


def _foreign(sentence: Sentence) -> Iterator[tuple[int, int]]:
    text = sentence.text
    for match in _LATIN_RUN.finditer(text):
        said = match.group().rstrip(" (")
        if len(_WORD.findall(said)) >= 4 and _ENGLISH.search(said):
            yield sentence.start + match.start(), sentence.start + match.start() + len(said)
    for match in _FOREIGN.finditer(text):
        yield sentence.start + match.start(), sentence.start + match.end()
    if not _KANA.search(text) and len(han := _HAN.findall(text)) >= 6:
        simplified = [char for char in han if not _is_japanese(char)]
        if len(simplified) >= 2 or len(set(_CHINESE.findall(text))) >= 3:
            yield sentence.start, sentence.end
    elif sum(not _is_japanese(char) for char in set(_HAN.findall(text))) >= 3:
        yield sentence.start, sentence.end


def _is_japanese(char: str) -> bool:
    """Characters that no Japanese encoding of the office has are of another language, or of a rare name."""
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
