"""Whether what a model says to the vendor may be shown: it is checked less than a text, but nothing is planted in it."""

from collections.abc import Sequence

from coach.facts.contacts import contacts
from coach.facts.pool import Source
from coach.facts.provenance import unsupported
from coach.text import fold
from coach.writer.material import clean, instruction_like
from coach.writer.obeyed import copies_instructions, repeated_orders


def may_be_shown(remark: str, sources: Sequence[Source], instructions: str = "") -> bool:
    """Tell whether nothing is planted in a remark, and it holds no figure or name as a fact that the sources do not hold."""
    return not (
        is_planted(remark, sources, instructions)
        or any(claim.severity == "block" for claim in unsupported(remark, sources))
    )


def is_planted(remark: str, sources: Sequence[Source], instructions: str = "") -> bool:
    """Tell whether a remark holds a contact that is not the vendor's, an order, the words of an order in the
    material, something invisible, or the instructions of the prompt.
    """
    own = {
        (contact.kind, contact.value)
        for source in sources
        if source.origin != "case"
        for contact in contacts(fold(source.text).text)
    }
    return bool(
        clean(remark).removed
        or any((contact.kind, contact.value) not in own for contact in contacts(fold(remark).text))
        or instruction_like(remark)
        or repeated_orders(remark, sources)
        or copies_instructions(remark, instructions)
    )
