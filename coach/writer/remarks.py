"""Whether what a model says to the vendor may be shown: it is checked less than a text, but nothing is planted in it."""

from collections.abc import Sequence

from coach.facts.contacts import Contact, contacts
from coach.facts.pool import Source
from coach.facts.provenance import unsupported
from coach.text import fold
from coach.writer.material import instruction_like


def may_be_shown(remark: str, sources: Sequence[Source]) -> bool:
    """Tell whether a remark holds no contact, no figure or name as a fact, and no order that the sources do not hold."""
    known = {_reached(contact) for source in sources for contact in contacts(fold(source.text).text)}
    return not (
        any(_reached(contact) not in known for contact in contacts(fold(remark).text))
        or any(claim.severity == "block" for claim in unsupported(remark, sources))
        or instruction_like(remark)
    )


def _reached(contact: Contact) -> tuple[str, str]:
    return contact.kind, contact.value
