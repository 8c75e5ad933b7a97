"""Whether what a model says to the vendor may be shown: it is checked less than a text, but nothing is planted in it."""

from collections.abc import Sequence

from coach.facts.contacts import contacts
from coach.facts.extract import extract
from coach.facts.pool import Pool, Source
from coach.facts.provenance import unsupported
from coach.text import fold
from coach.writer.masking import residues
from coach.writer.material import clean, instruction_like
from coach.writer.obeyed import copies_instructions, repeated_orders

# What a remark may not make up.
_FACTS = frozenset({"money", "percent", "count", "period", "date", "time", "rank", "company", "person"})
# So many of anything are counted, not claimed.
_FEW = 5


def may_be_shown(remark: str, sources: Sequence[Source], instructions: str = "") -> bool:
    """Tell whether nothing is planted in a remark, and it names no figure, company or person that no source names.

    A remark tells the vendor what to write: it may leave out a tax or a starting point, count a few things (2回の修正),
    and speak of promises.
    """
    return not (is_planted(remark, sources, instructions) or _invents(remark, sources))


def _invents(remark: str, sources: Sequence[Source]) -> bool:
    pool = Pool(tuple(sources))
    objected = {
        (claim.start, claim.end)
        for claim in unsupported(remark, sources)
        if claim.severity == "block" and claim.kind in _FACTS
    }
    return any(
        (claim.start, claim.end) in objected
        and not (claim.kind == "count" and claim.numbers and claim.numbers[-1] <= _FEW)
        and not any(True for _ in pool.holders(claim))
        for claim in extract(remark)
    )


def is_planted(remark: str, sources: Sequence[Source], instructions: str = "") -> bool:
    """Tell whether a remark holds a contact that is not the vendor's, an order, the words of an order in the
    material, something invisible, a name that was hidden and not restored, or the instructions of the prompt.
    """
    own = {
        (contact.kind, contact.value)
        for source in sources
        if source.origin != "case"
        for contact in contacts(fold(source.text).text)
    }
    return bool(
        clean(remark).removed
        or residues(remark)
        or any((contact.kind, contact.value) not in own for contact in contacts(fold(remark).text))
        or instruction_like(remark)
        or repeated_orders(remark, sources)
        or copies_instructions(remark, instructions)
    )
