"""The classes of findings: what each fault means to the reader of a first contact."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import tomli
from pydantic import BaseModel, ConfigDict

# Answering what was asked outranks honorifics: in this order faults of one severity cost a reply.
Group = Literal["customer", "substance", "claims", "genericness", "language", "readability"]
GROUPS: tuple[Group, ...] = get_args(Group)


class Fault(BaseModel):
    """One class of finding. ``means``, ``applies`` and ``because`` are Japanese sentences shown to the user.

    ``blocks`` says that a text with this fault must not be sent, whatever its score.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    rows = tomli.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))["fault"]
    return MappingProxyType({row["id"]: Fault(**row) for row in rows})
