"""What answers a wish in other words than its own: opening hours answer a wish for evenings, an amount one for a price."""

import re
from functools import cache

from coach.resources import table_beside
from coach.values import Value


class AnswerKind(Value):
    """Wishes of one kind, told by any of the words of ``wish`` and none of ``unless``, and the pattern of what answers them.

    Unless it answers ``alone``, the sentence must share the wish's own words too; where it ``must`` be there, those
    words without it are no answer.
    """

    id: str
    wish: tuple[str, ...]
    unless: tuple[str, ...] = ()
    answer: str
    alone: bool = True
    must: bool = False
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def is_answered_by(self, sentence: str) -> bool:
        """Tell whether a folded sentence says what wishes of this kind want to know."""
        return re.search(self.answer, sentence) is not None


@cache
def answer_kinds() -> tuple[AnswerKind, ...]:
    """Return all kinds of wishes (``answers.toml``)."""
    table = table_beside(__file__, "answers.toml")
    return tuple(AnswerKind.model_validate(entry) for entry in table["kind"])


def kinds_of(requirement: str) -> tuple[AnswerKind, ...]:
    """Return the kinds to which a folded requirement belongs, as many as it names."""
    return tuple(
        kind
        for kind in answer_kinds()
        if any(word in requirement for word in kind.wish)
        and not any(word in requirement for word in kind.unless)
    )
