"""The market's words, as they are looked for in a text."""

from coach.critic.terms import vocabulary
from coach.text import normalise


def test_the_shipped_words_for_one_thing_stand_folded() -> None:
    words = [word for group in vocabulary().aliases + vocabulary().replies for word in group]
    assert words
    assert [word for word in words if normalise(word).lower() != word] == []
