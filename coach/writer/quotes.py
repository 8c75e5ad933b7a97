"""Where words that a model quotes stand in a text."""

from functools import cached_property

from coach.text import Document, squeeze


class Quoted:
    """A text in which quotes are looked up: as they are, then folded (NFKC) and without white space."""

    def __init__(self, text: str) -> None:
        self.text = text

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Return the places of ``words`` in code points, from left to right, none overlapping another."""
        return self._exact(words) or self._folded(squeeze(words))

    def _exact(self, words: str) -> list[tuple[int, int]]:
        return [(at, at + len(words)) for at in _places(self.text, words)]

    def _folded(self, words: str) -> list[tuple[int, int]]:
        document, key, places = self._key
        found = (
            document.source_span(places[at], places[at + len(words) - 1] + 1) for at in _places(key, words)
        )
        # One sign may stand for several (㈱); half of it is no quote.
        return [span for span in found if squeeze(self.text[slice(*span)]) == words]

    @cached_property
    def _key(self) -> tuple[Document, str, list[int]]:
        document = Document(self.text)
        places = [at for at, char in enumerate(document.text) if not char.isspace()]
        return document, "".join(document.text[at] for at in places), places


def _places(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found
