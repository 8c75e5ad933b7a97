"""Texts written with care, where an answer that our words do not find was most likely given in others.

Whoever gives figures throughout, makes hardly a mistake, answers the other wishes in own words and says more than
that rarely forgets one: of such findings on the good drafts of the tuning corpus 16 of 16 were wrong.
"""

import math
import re
from collections.abc import Iterable

from coach.critic.coverage import Coverage
from coach.critic.finding import Finding
from coach.critic.holding import Holding
from coach.critic.terms import is_content
from coach.text import normalise

# Different figures in a text, and faults in it: in the tuning corpus a text with a requirement truly unanswered has
# fewer figures or at least five faults.
FIGURES = 10
FAULTS = 2

# An answer that holds this share of the wish in one piece repeats it; who goes through a list that way leaves a gap.
REPEATED = 0.6

# A sentence with one of these says something for its own sake; a shorter one than this is no answer (code points).
_OF_THEIR_OWN = (
    "price",
    "schedule",
    "record",
    "credential",
    "tenure",
    "team",
    "condition",
    "question",
    "next_step",
    "slots",
)
_SHORTEST = 12
# Kept as text: most texts have been told apart before.
_COURTESY = (
    r"ありがとう|申します|はじめまして|初めまして|お願い(?:いた|申)|の[一-龠々]{1,4}(?:です|でございます)。?$"
)

_FIGURE = re.compile(r"[0-9][0-9,.]*")


def is_careful(holding: Holding, findings: Iterable[Finding], covered: Iterable[Coverage]) -> bool:
    """Tell whether a text was written with care, answers most wishes, and says something besides for those left."""
    wishes = list(covered)
    answered = [wish for wish in wishes if wish.state == "answered"]
    faults = sum(
        finding.fault != "requirement_unanswered" and finding.severity != "info" for finding in findings
    )
    return (
        faults <= FAULTS
        and 2 * len(answered) >= len(wishes)
        and len(set(_FIGURE.findall(holding.document.text))) >= FIGURES
        and 2 * sum(map(_repeats, answered)) < len(answered)
        and _spare(holding, {wish.evidence for wish in answered}) >= len(wishes) - len(answered)
    )


def _repeats(wish: Coverage) -> bool:
    told = normalise(wish.requirement)
    length = math.ceil(REPEATED * len(told))
    answer = normalise(wish.evidence)
    return any(told[at : at + length] in answer for at in range(len(told) - length + 1))


def _spare(holding: Holding, answers: set[str]) -> int:
    """Count the sentences that answer no wish that was found answered, and are not there for another matter."""
    document = holding.document
    taken = {
        passage.sentence[0] for name in _OF_THEIR_OWN for passage in holding.passages[name]
    } | holding.copied
    return sum(
        sentence.kind in {"prose", "bullet"}
        and len(sentence.text) >= _SHORTEST
        and sentence.start not in taken
        and not re.search(_COURTESY, sentence.text)
        and document.quote(sentence.start, sentence.end) not in answers
        and any(map(is_content, document.words_in(sentence.start, sentence.end)))
        for sentence in document.sentences
    )
