"""The classes of findings: what each fault means to the reader of a first contact."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from coach.critic.finding import Finding
from coach.resources import table_beside
from coach.values import Value

# Answering what was asked outranks honorifics: in this order faults of one severity cost a reply.
Group = Literal["customer", "substance", "claims", "genericness", "language", "readability"]
GROUPS: tuple[Group, ...] = get_args(Group)


class Fault(Value):
    """One class of finding. ``means``, ``applies`` and ``because`` are Japanese sentences shown to the user.

    ``blocks`` says that a text with this fault must not be sent, whatever its score.
    """

    id: str
    group: Group
    label: str
    means: str
    applies: str
    because: str
    blocks: bool = False


@cache
def faults() -> Mapping[str, Fault]:
    """Return all faults by id, in the order of their groups. Read once from ``faults.toml``."""
    rows = table_beside(__file__, "faults.toml")["fault"]
    return MappingProxyType({row["id"]: Fault(**row) for row in rows})


def is_claim(finding: Finding) -> bool:
    """Whether the words of a finding claim or promise something without ground: no source for what a text states."""
    return bool(finding.quote) and faults()[finding.fault].group == "claims"
