"""Recall and false alarms of the critic, by fault and group; noise of each rule on good drafts; the score on pairs."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.critic.critique import Critique, critique
from coach.critic.faults import GROUPS, faults
from coach.critic.finding import Finding
from evals.corpus import Label, Sample, samples
from evals.rival import Rival
from evals.tally import NEAR, Tally

# Faults of a text as a whole: which of its sentences is quoted is a matter of taste.
WHOLE_TEXT = frozenset({"too_many_questions", "self_centred", "style_mix"})
# Two names of one company in one text: a person quotes the one or the other.
_MIXED = ("mixed_address", re.compile("貴社|御社|弊社|当社"))


@dataclass
class Measured:
    """All figures of one split. ``misses`` and ``alarms`` name the drafts, for reading."""

    groups: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_fault: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    noise: Counter[str] = field(default_factory=Counter)
    good_drafts: int = 0
    good_alarms: int = 0
    pairs: int = 0
    rises: int = 0
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    flat: list[str] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """The sum over all groups."""
        return sum(self.groups.values(), start=Tally())


def measure(split: str) -> Measured:
    """Run the critic over a split and compare with its labels. Debatable labels count neither way."""
    result = Measured()
    scores: dict[str, int] = {}
    for sample in samples(split):
        seen = critique(sample.text, sample.reader)
        scores[sample.id] = seen.score or 0
        _compare(sample, seen, result)
    for sample in samples(split):
        if sample.improves in scores:
            result.pairs += 1
            rises = scores[sample.id] > scores[sample.improves]
            result.rises += rises
            if not rises:
                result.flat.append(
                    f"{sample.improves} {scores[sample.improves]} -> {sample.id} {scores[sample.id]}"
                )
    return result


def _compare(sample: Sample, seen: Critique, result: Measured) -> None:
    for label in sample.labels:
        if label.debatable:
            continue
        hit = any(_matches(finding, label, sample.text) for finding in seen.findings)
        for tally in (result.groups[faults()[label.fault].group], result.by_fault[label.fault]):
            tally.planted += 1
            tally.found += hit
        if not hit:
            result.misses.append(f"{label.fault} {sample.id}: {label.quote or label.item or '(absence)'}")
    alarms = list(_alarms(sample, seen))
    for finding in seen.findings:
        for tally in (result.groups[faults()[finding.fault].group], result.by_fault[finding.fault]):
            tally.told += 1
            tally.false += finding in alarms
    for finding in alarms:
        result.alarms.append(
            f"{finding.rule} ({finding.fault}) {sample.id}: {finding.quote[:60] or finding.message[:60]}"
        )
    if sample.good:
        result.good_drafts += 1
        result.good_alarms += len(alarms)
        result.noise.update(finding.rule for finding in alarms)


def _matches(finding: Finding, label: Label, text: str) -> bool:
    """A finding meets a label of its fault where both stand in one place; an absence meets an absence."""
    if finding.fault != label.fault:
        return False
    if label.item:
        return label.item[:8] in finding.about
    if not label.quote or finding.is_absence or finding.fault in WHOLE_TEXT:
        return True
    if finding.rule == _MIXED[0] and _MIXED[1].search(label.quote):
        return True
    start = text.find(label.quote)
    while start >= 0:
        if start < finding.end + NEAR and finding.start < start + len(label.quote) + NEAR:
            return True
        start = text.find(label.quote, start + 1)
    return False


def _alarms(sample: Sample, seen: Critique) -> Iterator[Finding]:
    """Yield findings that no label bears out; another fault of the same group at the same words is no alarm."""
    for finding in seen.findings:
        if any(_matches(finding, label, sample.text) for label in sample.labels):
            continue
        group = faults()[finding.fault].group
        kin = [label for label in sample.labels if faults()[label.fault].group == group and label.quote]
        near = (sample.text.find(label.quote) for label in kin)
        if finding.quote and any(
            0 <= start < finding.end and finding.start < start + len(label.quote)
            for start, label in zip(near, kin, strict=True)
        ):
            continue
        yield finding


def table(split: str, result: Measured, rival: Rival | None) -> str:
    """Return the figures of a split as Markdown, those of textlint beside them where it ran."""
    groups = [group for group in GROUPS if group in result.groups]
    lines = [
        f"### {split}: {len(samples(split))} drafts, {result.good_drafts} of them good",
        "",
        "| group | planted | found | recall | findings | false | share "
        "| textlint: found | recall | findings | false | share |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [result.groups[group].row(group) + _beside(rival, group) for group in groups]
    if rival:
        lines.append("| of no group | | | | | | |" + _beside(rival, ""))
    lines.append(result.total.row("**all**") + _beside(rival, "all"))
    lines += [
        "",
        f"False findings a good draft: {_each(result.good_alarms, result)}"
        + (f" (textlint {_each(rival.good_alarms, result)})" if rival else "")
        + ". Score rises from the poor to the "
        f"improved version in {result.rises} of {result.pairs} pairs.",
    ]
    return "\n".join(lines)


def _each(alarms: int, result: Measured) -> str:
    return f"{alarms / max(result.good_drafts, 1):.2f}"


def _beside(rival: Rival | None, group: str) -> str:
    if rival is None:
        return " not installed | | | | |"
    tally = {"all": rival.total, "": rival.other}.get(group) or rival.groups[group]
    found, recall = (str(tally.found), tally.recall) if group else ("-", "-")
    return f" {found} | {recall} | {tally.told} | {tally.false} | {tally.false_share} |"
