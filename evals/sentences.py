"""How well the critic knows a fault in a sentence by itself: ``tests/corpus/sentences``.

One line a sentence: the fault that it holds, or ``ok`` for one that only looks like it, a tab, the sentence.
"""

from collections import Counter
from collections.abc import Iterator

from coach.coaching import reader_of
from coach.critic.faults import faults
from coach.critic.hits import matches
from coach.critic.layout import check_layout
from coach.customer.case import Case
from coach.text import Document
from evals.corpus import ROOT

_SOUND = "ok"


def line(split: str) -> str:
    """Return a sentence with the figures of a split."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for fault, told in _judged(split):
        group = faults()[fault].group if fault != _SOUND else _SOUND
        planted[group] += 1
        found[group] += bool(told) if fault == _SOUND else fault in told
    recalled = ", ".join(
        f"{found[group]} of {planted[group]} faults of {group}" for group in planted if group != _SOUND
    )
    return (
        f"Sentences apart: {recalled} are found; of {planted[_SOUND]} sound ones {found[_SOUND]} are blamed."
    )


def _judged(split: str) -> Iterator[tuple[str, set[str]]]:
    """Yield for each sentence the fault that a person sees in it, and the faults that the critic tells."""
    reader = reader_of(Case(title="案件", requirements=()), "application", None)
    groups = {"language", "claims", "genericness"}
    for row in (ROOT / "sentences" / f"{split}.tsv").read_text(encoding="utf-8").splitlines():
        fault, sentence = row.split("\t")
        document = Document(sentence)
        told = [*matches(document, reader.kind), *check_layout(document, reader)]
        yield (
            fault,
            {
                finding.fault
                for finding in told
                if finding.severity != "info" and finding.quote and faults()[finding.fault].group in groups
            },
        )
