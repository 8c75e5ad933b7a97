"""Where a draft repeats the case word for word."""

import re
from bisect import bisect_right

from coach.critic.reader import Reader
from coach.critic.silent import head, is_open
from coach.customer.case import Case
from coach.text import Document, Sentence, normalise

# A run shared with the case is chance or a necessary term up to about here (code points); a sentence made of
# half or more of such a run repeats rather than answers.
LONGEST_TERM = 18
_GRAM = 12
# The customer's own words in quotation marks are a reference, up to this length (code points).
_QUOTED = re.compile(r"「[^「」\n]{1,40}」")


def copied(document: Document, reader: Reader) -> frozenset[int]:
    """Return the starts of the sentences that stand in the case as they are, however short: they say nothing new.

    Only the longer ones are a fault (``echoes``); a requirement's own words may head the answer to it, but not
    a gap where the answer should stand.
    """
    if reader.case is None:
        return frozenset()
    told = _told(reader.case)
    short = (s for s in document.sentences if s.text.rstrip("。!?") in told and not _heads(s, document))
    unsaid = (s for s in document.sentences if is_open(s, reader))
    return frozenset(s.start for s in (*short, *unsaid)) | echoes(document, reader)


def _told(case: Case) -> str:
    """Return what can be repeated: a title is there to be named."""
    return normalise("\n".join((case.description, *case.requirements)))


def _heads(sentence: Sentence, document: Document) -> bool:
    """Tell whether a line announces the answer below it: a heading, or a numbered line above running text."""
    if sentence.kind != "bullet":
        return sentence.kind == "heading"
    below = bisect_right(document.lines, sentence.end, key=lambda line: line.start)
    return below < len(document.lines) and document.lines[below].kind == "prose"


def echoes(document: Document, reader: Reader) -> frozenset[int]:
    """Return the starts of the sentences that mostly repeat the case's description or requirements.

    The wish at the head of a list item is left out: what counts is the answer behind it.
    """
    if reader.case is None:
        return frozenset()
    told = _told(reader.case)
    grams = {told[at : at + _GRAM] for at in range(len(told) - _GRAM + 1)}
    return frozenset(
        sentence.start
        for sentence in document.sentences
        if len(sentence.text) > LONGEST_TERM
        and _repeats(_QUOTED.sub("「」", _answer(sentence, reader)), grams)
    )


def _answer(sentence: Sentence, reader: Reader) -> str:
    """Return what a sentence says behind the wish that it answers; the whole of it where nothing stands behind."""
    return sentence.text[head(sentence, reader).length :] or sentence.text


def _repeats(sentence: str, grams: set[str]) -> bool:
    longest = shared = run = 0
    for at in range(len(sentence) - _GRAM + 1):
        run = run + 1 if sentence[at : at + _GRAM] in grams else 0
        if run:
            length = run + _GRAM - 1
            shared += _GRAM if run == 1 else 1
            longest = max(longest, length)
    return longest > LONGEST_TERM and shared >= 0.5 * len(sentence)
