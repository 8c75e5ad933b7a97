"""A finding quotes whole words: what a pattern matched may begin or end inside one (「拝見させていただ」)."""

import re
from typing import NamedTuple

from coach.critic.finding import Finding
from coach.text import Document, Word

# A gap and a name are exactly what stands there: others compare them.
_NAMED = frozenset({"placeholder_left", "wrong_customer"})

# A longer quote is a sentence or most of one, in code points.
_LONGEST = 40

# So many code points are added on either side: a quote points at a place, it does not repeat the sentence.
_MOST = 10

# 「No」 of 「No.1」.
_NUMBERED = re.compile(r"[.,:]?[0-9]+")


class _Placed(NamedTuple):
    word: Word
    start: int
    end: int


def in_whole_words(finding: Finding, document: Document) -> Finding:
    """Return a finding whose quote begins and ends with words: a compound, a verb with its ending, a particle with
    what it belongs to. One that quotes nothing, a name, a gap or a whole sentence stays as it is. Loads the dictionary.
    """
    if finding.is_absence or len(finding.quote) > _LONGEST or finding.fault in _NAMED:
        return finding
    sentence = document.sentences[document.sentence_index(finding.start)]
    words = [
        _Placed(word, *document.source_span(word.start, word.end))
        for word in document.words_in(sentence.start, sentence.end)
    ]
    inside = [at for at, word in enumerate(words) if word.start < finding.end and finding.start < word.end]
    if not inside:
        return finding
    start = min(finding.start, words[_first(words, inside[0], finding.start)].start)
    end = max(finding.end, words[_last(words, inside[-1], finding.end)].end)
    if number := _NUMBERED.match(document.source, end):
        end = number.end() if document.source[end - 1].isascii() else end
    return finding.model_copy(update={"start": start, "end": end, "quote": document.source[start:end]})


def _first(words: list[_Placed], at: int, start: int) -> int:
    """Return the index of the word with which the quote begins."""
    first = at
    while (
        first
        and start - words[first - 1].start <= _MOST
        and _leans_back(words[first - 1].word, words[first].word)
    ):
        first -= 1
    return first


def _leans_back(before: Word, word: Word) -> bool:
    if before.pos[0] in {"補助記号", "空白"}:
        return False
    if word.pos[0] in {"助詞", "助動詞", "接尾辞"} or before.pos[0] == "接頭辞":
        return True
    if word.pos[1] == "非自立可能" and word.pos[0] == "動詞":
        return (
            before.pos[1] == "接続助詞" or before.pos[0] in {"動詞", "助動詞"} or before.pos[1] == "普通名詞"
        )
    return _joins(before, word)


def _last(words: list[_Placed], at: int, end: int) -> int:
    """Return the index of the word with which the quote ends."""
    last = at
    while last + 1 < len(words) and words[last + 1].end - end <= _MOST:
        word, after = words[last].word, words[last + 1].word
        if not _leans_on(word, after):
            break
        last += 1
    return last


def _leans_on(word: Word, after: Word) -> bool:
    if after.pos[0] in {"助動詞", "接尾辞"}:
        return True
    if word.pos[0] in {"動詞", "形容詞", "助動詞"}:
        return after.surface in {"て", "で", "ば"} and after.pos[1] == "接続助詞"
    if word.pos[1] == "係助詞":
        return after.pos[0] in {"動詞", "形容詞"}
    return _joins(word, after)


def _joins(word: Word, after: Word) -> bool:
    """Tell whether two words make a compound."""
    return (
        word.pos[0] == "名詞"
        and after.pos[0] == "名詞"
        and word.end == after.start
        and "副詞可能" not in word.pos
    )
