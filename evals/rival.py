"""textlint with preset-japanese and preset-ja-technical-writing on the labelled texts, for comparison.

Every reading is in its favour: a label counts as found when any message of the label's *group* stands at its
place, whatever the fault; and the rule that asks for 。 at the end of every line is off, because headings,
addresses and lists of a letter have none.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from coach.critic.faults import faults
from coach.text import Document
from evals.corpus import Label, Sample
from evals.tally import NEAR, Tally

# Where the program is looked for when no path is given; then on PATH.
VARIABLE = "TEXTLINT"

CONFIG = {"rules": {"preset-japanese": True, "preset-ja-technical-writing": {"ja-no-mixed-period": False}}}

# Which group of faults a message speaks of; a rule that is not here speaks of none.
GROUP_OF: Mapping[str, str] = {
    "no-dropping-the-ra": "language",
    "no-double-negative-ja": "language",
    "no-mix-dearu-desumasu": "language",
    "ja-no-redundant-expression": "language",
    "ja-no-abusage": "language",
    "ja-no-successive-word": "language",
    "no-exclamation-question-mark": "language",
    "no-doubled-conjunction": "language",
    "sentence-length": "readability",
    "max-ten": "readability",
    "max-comma": "readability",
    "no-doubled-joshi": "readability",
    "no-doubled-conjunctive-particle-ga": "readability",
}

_SECONDS = 300


class RivalError(Exception):
    """textlint was there and did not do its work; the text says what it answered."""


class Message(NamedTuple):
    """One message: the name of its rule without the preset, and its place in code points of the text as given."""

    rule: str
    start: int
    end: int

    @property
    def group(self) -> str:
        """The group of faults it speaks of, or an empty string."""
        return GROUP_OF.get(self.rule, "")


@dataclass
class Rival:
    """What textlint found of one split; ``groups`` hold the messages of a group, ``other`` those of none."""

    groups: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    other: Tally = field(default_factory=Tally)
    good_alarms: int = 0

    @property
    def total(self) -> Tally:
        """The sum over all groups and the messages of none."""
        return sum([*self.groups.values(), self.other], start=Tally())


def locate(given: str = "") -> str:
    """Return the path of textlint: the one given, else the environment's, else the one on PATH; empty when none."""
    wanted = given or os.environ.get(VARIABLE, "") or "textlint"
    return shutil.which(wanted) or ""


def run(program: str, texts: Mapping[str, str]) -> dict[str, tuple[Message, ...]]:
    """Return the messages on each text, by the text's name.

    Raises ``RivalError`` when textlint cannot be run, ends otherwise than with 0 (silent) or 1 (messages), or
    answers no JSON.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            Path(folder, f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        config = Path(folder, "textlintrc.json")
        config.write_text(json.dumps(CONFIG), encoding="utf-8")
        command = [program, "--config", str(config), "--format", "json", *_rules_beside(program)]
        command += [str(Path(folder, f"{name}.txt")) for name in texts]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RivalError(str(error)) from error
    if done.returncode not in {0, 1}:
        raise RivalError(done.stderr.decode("utf-8", "replace").strip()[:500])
    return parse(done.stdout.decode("utf-8", "replace"), texts)


def _rules_beside(program: str) -> list[str]:
    """Rules that were installed beside the program are not found from another folder by themselves."""
    folder = Path(program).absolute().parent
    return ["--rules-base-directory", str(folder.parent)] if folder.name == ".bin" else []


def parse(output: str, texts: Mapping[str, str]) -> dict[str, tuple[Message, ...]]:
    """Return the messages of textlint's JSON; raises ``RivalError`` when it is none.

    Its places count UTF-16 units: a character outside the first plane is two.
    """
    try:
        files = json.loads(output)
        if not isinstance(files, list):
            raise TypeError
        return {
            (name := Path(file["filePath"]).stem): tuple(
                Message(
                    message["ruleId"].rsplit("/", 1)[-1],
                    *(_code_points(texts[name], place) for place in message["range"]),
                )
                for message in file["messages"]
            )
            for file in files
        }
    except (ValueError, KeyError, TypeError) as error:
        raise RivalError(f"no messages in {output[:200]!r}") from error


def _code_points(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def measure(samples: Iterable[Sample], messages: Mapping[str, tuple[Message, ...]]) -> Rival:
    """Compare the messages with the labels; debatable labels count neither way."""
    result = Rival()
    for sample in samples:
        told = _one_a_sentence(sample.text, messages.get(sample.id, ()))
        for label in sample.labels:
            if not label.debatable:
                group = faults()[label.fault].group
                tally = result.groups[group]
                tally.planted += 1
                tally.found += any(
                    message.group == group and _meets(message, label, sample.text) for message in told
                )
        for message in told:
            kin = [label for label in sample.labels if message.group in {"", faults()[label.fault].group}]
            false = not any(_meets(message, label, sample.text) for label in kin)
            tally = result.groups[message.group] if message.group else result.other
            tally.told += 1
            tally.false += false
            result.good_alarms += false and sample.good
    return result


def _one_a_sentence(text: str, messages: Iterable[Message]) -> list[Message]:
    """Both presets report some things, and each 、 of a long sentence: as with the critic, one a sentence counts."""
    document = Document(text)
    kept: dict[tuple[str, int], Message] = {}
    for message in messages:
        kept.setdefault((message.group or message.rule, document.sentence_index(message.start)), message)
    return list(kept.values())


def _meets(message: Message, label: Label, text: str) -> bool:
    """Tell whether a message stands at a label's words; something missing has no words to stand at."""
    if not label.quote:
        return False
    start = text.find(label.quote)
    while start >= 0:
        if start < message.end + NEAR and message.start < start + len(label.quote) + NEAR:
            return True
        start = text.find(label.quote, start + 1)
    return False
