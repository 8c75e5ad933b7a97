"""What a model repeats of orders that stand in the material, or of its own instructions.

A customer, or a page that somebody copied, can address a model; words of such an order are nobody's fact, whoever
brought them in, and belong into no letter and no remark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from coach.facts.pool import Source
from coach.text import Document, squeeze
from coach.writer.material import clean, instruction_like

# This many characters in a row, white space aside, are no coincidence: of an order, and of our own instructions.
_REPEATED = 6
_COPIED = 30

# Of an order's, so many must say something; all sentences end in hiragana alike.
_TELLING = 3
_SILENT = re.compile(r"[ぁ-ゖー、。,.!?]")

# Requirements of software sound like orders too (JSON形式で出力してください); these words speak of what a model was
# told, of a role, or in the tone of nobody who writes to a vendor.
_ADDRESSED = re.compile(
    r"無視|忘れ|なさい|せよ|書け|しろ|挿入して|振る舞|振舞|演じ|なりき|JSON(?:だけ|のみ)|あなたは|お前は"
    r"|(?:AI|人工知能|言語モデル|LLM|アシスタント)[^。\n]{0,6}へ|<\|?[a-z/]|\[/?INST"
    r"|\b(?:instructions?|ignore|disregard|forget|override|pretend|act as|you are now|respond|reply|print|reveal"
    r"|verbatim|system prompt)\b",
    re.IGNORECASE,
)

# Nobody takes this tone with a vendor.
_COMMANDS = re.compile(
    r"(?:し|書き|入れ|付け|載せ|従い|答え|言い)なさい(?:[。!」』\s]|\Z)|せよ(?:[。!」』\s]|\Z)"
)


def repeated_orders(text: str, sources: Sequence[Source]) -> list[tuple[int, int]]:
    """Return the sentences of ``text`` that repeat words of an order in the sources, as spans in code points.

    Words that stand in another line as well are that line's. Takes time linear in the length of text and sources.
    """
    orders = _words_of_orders(tuple(sources))
    if not orders:
        return []
    document = Document(text)
    return [
        document.source_span(sentence.start, sentence.end)
        for sentence in document.sentences
        if not orders.isdisjoint(_runs([sentence.text], _REPEATED))
    ]


@lru_cache(maxsize=4)
def _words_of_orders(sources: tuple[Source, ...]) -> frozenset[str]:
    told = _runs((order for source in sources for order in _orders(source.text)), _REPEATED)
    if not told:
        return frozenset()
    honest = _runs((_without_orders(source.text) for source in sources), _REPEATED)
    return frozenset(run for run in told - honest if len(_SILENT.sub("", run)) >= _TELLING)


def copies_instructions(text: str, instructions: str) -> bool:
    """Tell whether a stretch of ``text`` stands in the instructions that a model was given."""
    return not _runs([text], _COPIED).isdisjoint(_runs([instructions], _COPIED)) if instructions else False


def _orders(text: str) -> Iterator[str]:
    yield from (order for order in instruction_like(text) if _ADDRESSED.search(order))
    document = Document(text)
    yield from (
        document.quote(one.start, one.end) for one in document.sentences if _COMMANDS.search(one.text)
    )
    for line in text.splitlines():
        # Nobody imitates the mark of a line by accident.
        if "mark" in clean(line).removed:
            yield line


def _without_orders(text: str) -> str:
    for order in _orders(text):
        text = text.replace(order, "\n")
    return text


def _runs(texts: Iterable[str], length: int) -> set[str]:
    keys = (squeeze(text) for text in texts)
    return {key[at : at + length] for key in keys for at in range(len(key) - length + 1)}
