"""Readability and consistency: what can be seen without knowing the case."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from os.path import commonprefix

from coach import kanji
from coach.critic.finding import Finding
from coach.critic.hits import QUOTED
from coach.critic.reader import Reader
from coach.critic.remarks import absence, remark
from coach.text import Document, Line, Sentence

# Source of the thresholds: faults.toml (long_sentence, wall_of_text).
LONGEST_SENTENCE = 100
LONGEST_BLOCK = 200

# A short sentence in a row of parallel ones, in code points without its stop.
_SHORT = 26
# Lines that make a list without marks.
_LIST = 3
_POLITE = re.compile(
    r"(?:です|ます|ません|ました|ましょう|でした|でしょう|ください|でしょうか|ますか|ですか)[。!?」)]*$"
)
# As text: where every sentence is polite it is not compiled.
_PLAIN = r"(?:である|であった|だ|だった|ではない|[いきしちにみりえけせてねめれっ]た|[うくすつぬむるぐぶ]|ない|たい|しい|よい|いい|[一-龠](?<![願思違使扱払伺狙誘問祝習救洗笑争匂誓疑勢伝買占舞])い)。$"
# "費用: 1枚38円": a list without marks.
_LABELLED = re.compile(r"[^\s。、:]{1,10}[^。、:\n]{0,4}:")
_NO_PREDICATE = kanji.compiled(
    r"(?:通り|限り|あり|なし|すべて|いくつ|もちろん|ひとつ|ふたつ|[一二三四五六七八九]つ|よろしく|ありがとう|すぐ|ことなく|[一-龠]なく)。$"
)

# Two ways to name one company, the one for letters first; 担当社員 and 該当社 name none.
_ADDRESSES = (("貴社", "御社"), ("弊社", "当社"))
_ADDRESS = {
    "貴社": re.compile("貴社"),
    "御社": re.compile("御社"),
    "弊社": re.compile("弊社"),
    "当社": re.compile("(?<![担該相])当社(?!員)"),
}


def check_layout(document: Document, reader: Reader) -> Iterator[Finding]:
    """Yield what is hard to read: long sentences and blocks, monotony, mixed style, mixed forms of address, length."""
    yield from _long_sentences(document, reader)
    yield from _walls(document, reader)
    yield from _repeated_endings(document, reader)
    yield from _style_mix(document, reader)
    yield from _mixed_address(document, reader)
    yield from _length(document, reader)


def _long_sentences(document: Document, reader: Reader) -> Iterator[Finding]:
    for sentence in document.sentences:
        length = len(sentence.text)
        if length > LONGEST_SENTENCE and sentence.kind != "signature":
            yield remark("long_sentence", reader, document, (sentence.start, sentence.end), count=length)


def _walls(document: Document, reader: Reader) -> Iterator[Finding]:
    def runs_on(line: Line) -> bool:
        return line.kind in {"prose", "address"} and not _LABELLED.match(document.text, line.start, line.end)

    for prose, lines in groupby(document.lines, key=runs_on):
        if not prose:
            continue
        block = list(lines)
        length = sum(line.end - line.start for line in block)
        if length > LONGEST_BLOCK:
            yield remark("wall_of_text", reader, document, (block[0].start, block[-1].end), count=length)


def _repeated_endings(document: Document, reader: Reader) -> Iterator[Finding]:
    for block in _paragraphs(document):
        for size, key in ((3, _long_ending), (4, _short_ending)):
            run = _first_run(block, size, key)
            if run:
                span = (run[0].start, run[-1].end)
                yield remark("repeated_ending", reader, document, span, words=_shared_ending(run))
                break


def _paragraphs(document: Document) -> Iterator[list[Sentence]]:
    """Yield the sentences of each stretch of running text between blank lines, headings and lists."""
    for prose, lines in groupby(document.lines, key=lambda line: line.kind == "prose"):
        if prose:
            block = list(lines)
            yield document.sentences_in(block[0].start, block[-1].end)


def _first_run(sentences: list[Sentence], size: int, key: Callable[[Sentence], str | None]) -> list[Sentence]:
    run: list[Sentence] = []
    last: str | None = None
    for sentence in sentences:
        ending = key(sentence)
        run = [*run, sentence] if ending and ending == last else [sentence]
        last = ending
        if ending and len(run) >= size:
            return run
    return []


def _shared_ending(run: list[Sentence]) -> str:
    """Return what the sentences end in alike, at most ten code points, for naming it."""
    texts = [sentence.text.rstrip("。!?") for sentence in run]
    shared = commonprefix([text[::-1] for text in texts])[::-1]
    # A row of list items may differ in its last mark.
    return shared[-10:] or texts[0][-3:]


def _long_ending(sentence: Sentence) -> str | None:
    """Return です or the last five code points: shared three times they read like a machine."""
    text = sentence.text.rstrip("。!?")
    if text.endswith("です"):
        return "です"
    return text[-5:] if len(text) >= 8 else None


def _short_ending(sentence: Sentence) -> str | None:
    """Return the ending of a short sentence, verb included: four short parallel ones in a row clatter."""
    text = sentence.text.rstrip("。!?")
    return text[-3:] if len(text) <= _SHORT else None


def _style_mix(document: Document, reader: Reader) -> Iterator[Finding]:
    listed = _listed(document)
    prose = [
        sentence
        for sentence in document.prose
        if sentence.start not in listed and not _LABELLED.match(sentence.text)
    ]
    polite = [sentence for sentence in prose if _POLITE.search(sentence.text)]
    plain = [
        sentence
        for sentence in prose
        if not _POLITE.search(sentence.text)
        and re.search(_PLAIN, sentence.text)
        and not _NO_PREDICATE.search(sentence.text)
        and _ends_in_predicate(document, sentence)
    ]
    if polite and plain:
        minority = plain if len(plain) <= len(polite) else polite
        for sentence in minority:
            yield remark("style_mix", reader, document, (sentence.start, sentence.end))


def _listed(document: Document) -> set[int]:
    """Return where the sentences of a list without marks begin: short lines in a row, none of them polite."""
    listed: set[int] = set()
    for item, lines in groupby(document.lines, key=lambda line: _is_item(document, line)):
        starts = [document.sentences_in(line.start, line.end)[0].start for line in lines] if item else []
        if len(starts) >= _LIST:
            listed.update(starts)
    return listed


def _is_item(document: Document, line: Line) -> bool:
    text = document.text[line.start : line.end]
    return (
        line.kind == "prose"
        and len(text) <= _SHORT
        and len(document.sentences_in(line.start, line.end)) == 1
        and not _POLITE.search(text)
    )


def _ends_in_predicate(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence ends in a verb, an adjective or だ: one that ends in a noun is of neither style."""
    said = [word for word in document.words_in(sentence.start, sentence.end) if word.pos[0] != "補助記号"]
    return bool(said) and (said[-1].pos[0] in {"動詞", "形容詞", "助動詞"} or said[-1].pos[1] == "形容詞的")


def _mixed_address(document: Document, reader: Reader) -> Iterator[Finding]:
    own_words = QUOTED.sub(lambda quoted: " " * len(quoted[0]), document.text)
    for pair in _ADDRESSES:
        places = {word: [hit.start() for hit in _ADDRESS[word].finditer(own_words)] for word in pair}
        if not all(places.values()):
            continue
        # 御社 is what one says, never what one writes; of 弊社 and 当社, both written, the rarer is the odd one, of two
        # as frequent the one that came later.
        odd = (
            "御社" if "御社" in pair else min(places, key=lambda word: (len(places[word]), -places[word][0]))
        )
        common = next(word for word in pair if word != odd)
        told = f"{'書き言葉の' if common == '貴社' else ''}「{common}」にそろえてください。"
        at = places[odd][0]
        span = (at, at + len(odd))
        yield remark("mixed_address", reader, document, span, words="」と「".join(pair), fact=told)


def _length(document: Document, reader: Reader) -> Iterator[Finding]:
    count = len(document.source.strip())
    longest, shortest = reader.limits.longest[reader.kind], reader.limits.shortest[reader.kind]
    if count > longest:
        yield absence("too_long", reader, document, count=count, limit=longest)
    elif count < shortest:
        yield absence("too_short", reader, document, count=count, limit=shortest)
