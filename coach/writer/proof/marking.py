"""Fail closed: what could not be proved stands in a mark that nobody overlooks and that closes the gate."""

import re
from collections.abc import Iterator, Sequence

from coach.gaps import LONGEST, mark
from coach.writer.proof.problem import Problem


def marked_text(text: str, problems: Sequence[Problem]) -> str:
    """Return ``text`` with every blocking problem in a mark. What is marked already stays as it is."""
    pieces: list[str] = []
    done = 0
    for problem in problems:
        is_mark = problem.kind == "blank" and problem.quote.startswith("【")
        if not problem.blocks or is_mark or problem.start < done:
            continue
        pieces.append(text[done : problem.start])
        done = problem.end
        if problem.is_absence:
            before = "" if not problem.start or "".join(pieces[-2:]).endswith("\n") else "\n"
            pieces.append(f"{before}{mark(problem.mark)}\n")
        elif problem.mark:
            pieces.append(mark(problem.mark))
        else:
            pieces += _marks(problem.quote)
    return "".join((*pieces, text[done:]))


def _marks(quote: str) -> Iterator[str]:
    """Yield the marks of a quote: one a line, and more where a line is long."""
    for piece in re.split(r"(\n)", quote):
        body = piece.strip()
        if not body:
            yield piece
            continue
        yield piece[: len(piece) - len(piece.lstrip())]
        for at in range(0, len(body), LONGEST):
            yield mark(body[at : at + LONGEST])
        yield piece[len(piece.rstrip()) :]
