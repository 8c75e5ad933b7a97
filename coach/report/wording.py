"""The words that every report shares: what a finding weighs, and whether a text may be sent."""

from collections.abc import Iterable
from typing import Literal

from coach.critic.critique import Gate
from coach.critic.faults import faults
from coach.critic.finding import Finding, Severity
from coach.results import Feedback

SEVERITY_LABELS: dict[Severity, str] = {"error": "必ず直す", "warning": "直したい", "info": "参考"}

# Below this score a text is weak although nothing stops it. Every text of the tuning corpus that people called good
# scores 87 or more, and so does one in six of the others; three in four of those stay below this.
WEAK = 70

OPEN = "止める理由はありません"
OPEN_BUT_WEAK = "止める誤りはありません(内容はまだ弱いです)"
OPEN_BUT_WRONG = "止める誤りはありませんが、必ず直すところが{count}件あります"
CLOSED = "まだ送れません"

Light = Literal["good", "fair", "bad"]


def fault_label(finding: Finding) -> str:
    """Return the fault and how much it matters: 「敬称の誤り・必ず直す」."""
    return f"{faults()[finding.fault].label}・{SEVERITY_LABELS[finding.severity]}"


def unsure_wishes(result: Feedback) -> str:
    """Return a sentence on the wishes whose answer is not found, where that is no finding; empty where there are none.

    The text was written with care, or goes on from an earlier one (see ``critic.careful``).
    """
    named = "\n".join(finding.message for finding in result.findings)
    wishes = [f"「{item.requirement}」" for item in result.coverage if item.state != "answered"]
    open_wishes = "".join(wish for wish in wishes if wish not in named)
    if not open_wishes:
        return ""
    return f"{open_wishes}への答えは、この文章の言葉からは確かめられません。別の言い方や先に送った文章で答えていれば、そのままで構いません。"


def is_weak(score: int | None) -> bool:
    """Whether a text with this score still says too little, sendable or not."""
    return score is not None and score < WEAK


def gate_words(gate: Gate, score: int | None, findings: Iterable[Finding]) -> str:
    """Return whether a text may be sent, without praising one that says too little or has to be put right."""
    if not gate.sendable:
        return CLOSED
    if count := sum(finding.severity == "error" for finding in findings):
        return OPEN_BUT_WRONG.format(count=count)
    return OPEN_BUT_WEAK if is_weak(score) else OPEN


def gate_light(gate: Gate, score: int | None, findings: Iterable[Finding]) -> Light:
    """Return the same as a light: all-clear, neither, stop."""
    words = gate_words(gate, score, findings)
    return "bad" if words == CLOSED else "good" if words == OPEN else "fair"


def gate_mark(sendable: bool, score: int | None) -> str:
    """Return the same in a word, for a list."""
    if not sendable:
        return "送れない"
    return "送れる(弱い)" if is_weak(score) else "送れる"
