"""What in a draft has one right answer is mended without a model; the gaps that are left are found."""

from typing import NamedTuple

from coach.critic.fixes import fixes
from coach.gaps import GAP
from coach.results import Change
from coach.text import Document


class Mended(NamedTuple):
    """A draft with its safe corrections applied, and each correction with its reason."""

    text: str
    edits: tuple[Change, ...]


def mend(draft: str) -> Mended:
    """Apply every correction that has one right answer, and leave all else as it stands."""
    pieces: list[str] = []
    edits: list[Change] = []
    at = 0
    for fix in fixes(Document(draft)):
        pieces += [draft[at : fix.start], fix.after]
        edits.append(Change(before=fix.before, after=fix.after, reason=fix.reason, rule=fix.rule))
        at = fix.end
    return Mended("".join([*pieces, draft[at:]]), tuple(edits))


def blanks(text: str) -> tuple[str, ...]:
    """Return the marked gaps of a text, in order."""
    return tuple(GAP.findall(text))
