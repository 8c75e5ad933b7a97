"""Things that a sentence adds to what is offered."""

import re
from collections.abc import Sequence

from coach.facts.content import Known, normal_form
from coach.facts.words import deliverables, same_things
from coach.text import Sentence, Word

# ナレーションもこの中に含みます: what is part of an offer has to be part of it somewhere.
_ATTACHES = re.compile(r"含み|含めます|含めて(?:い|お)|含まれ|お付け|を付け|付いて")
_AS_PART = re.compile(r"[もをとや]|まで")
_AND_GOES_ON = re.compile(r"(?:も|を)?(?:いた)?し、")


def added(sentence: Sentence, content: Sequence[Word], own: Known, everything: Known) -> str:
    """Return the thing without source that a sentence includes, attaches, or does before it goes on, or nothing."""
    includes = _ATTACHES.search(sentence.text)
    for word in content:
        end = word.end - sentence.start
        if word.pos[0] != "名詞":
            continue
        is_thing = normal_form(word) in deliverables()
        if is_thing and _AND_GOES_ON.match(sentence.text, end) and not _is_told(word, content, own):
            return word.surface
        if everything.has(word):
            continue
        if includes and end <= includes.start() and _AS_PART.match(sentence.text, end):
            return word.surface
    return ""


def _is_told(word: Word, content: Sequence[Word], own: Known) -> bool:
    """Whether the vendor's lines name a thing, or call it by another name in a line about the same matter."""
    if word.surface in own.text:
        return True
    others = same_things().get(normal_form(word), frozenset())
    lines = [
        line
        for line in own.text.split("\n")
        if any(re.sub("[ぁ-ん]$", "", other) in line for other in others)
    ]
    return any(one.surface in line for line in lines for one in content if one is not word)


def things(sentence: str) -> list[str]:
    """Return the deliverables of three or more characters that stand in a sentence: compounds the dictionary cuts up."""
    return [thing for thing in sorted(deliverables()) if len(thing) > 2 and thing in sentence]
