"""Places in a text: taken without overlap, and widened to whole lines."""

from bisect import bisect_right


class Taken:
    """Places of a text of which no two overlap; whoever comes first has the place."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Take ``text[start:end]`` if nobody has any of it; tell whether it was free. Takes logarithmic time."""
        at = bisect_right(self._spans, (start, end))
        free = (at == 0 or self._spans[at - 1][1] <= start) and (
            at == len(self._spans) or end <= self._spans[at][0]
        )
        if free:
            self._spans.insert(at, (start, end))
        return free


def with_break(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what has to go with ``text[start:end]``: where that is a whole line, its line break, and one of two
    blank lines that would meet.
    """
    begins, ends = start == 0 or text[start - 1] == "\n", end == len(text) or text[end] == "\n"
    if not (begins and ends) or text[start:end].endswith("\n"):
        return start, end
    end = min(end + 1, len(text))
    before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    after = text[end : text.find("\n", end) + 1 or len(text)]
    return (start, end) if before.strip() or after.strip() else (start, end + len(after))
