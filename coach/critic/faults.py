"""The classes of findings: what each fault means to the reader of a first contact."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import tomli
from pydantic import BaseModel, ConfigDict

from coach.critic.finding import Finding

Group = Literal["language", "readability", "genericness", "claims", "substance", "customer"]


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


def is_claim(finding: Finding) -> bool:
    """Whether the words of a finding claim or promise something without ground: no source for what a text states."""
    return bool(finding.quote) and faults()[finding.fault].group == "claims"
