"""The words that every report shares: what a finding weighs, and whether a text may be sent."""

from collections.abc import Iterable, Iterator
from typing import Literal

from coach.critic.critique import Gate
from coach.critic.faults import faults
from coach.critic.finding import Finding, Severity
from coach.report.tasks import is_remark
from coach.results import Feedback

SEVERITY_LABELS: dict[Severity, str] = {"error": "必ず直す", "warning": "直したい", "info": "参考"}

# Below this score a text is weak although nothing stops it. Every text of the tuning corpus that people called good
# scores 87 or more, and so does one in six of the others; three in four of those stay below this.
WEAK = 70

# The same words on every page.
QUESTIONS_TITLE = "あなたへの質問(答えを本文に入れると効きます)"
FACTS_TITLE = "本文に入れると効く会社の事実"
REMARKS_TITLE = "参考({count}件、点数には響きません)"
UNUSED_TITLE = "本文に使わなかった会社の事実(入れたいものは書き足してください)"
# So many of them are named: the nearest to the case, which stand first.
_MOST_UNUSED = 3

Light = Literal["good", "fair", "bad"]
_State = Literal["open", "weak", "wrong", "closed"]

_WORDS: dict[_State, str] = {
    "open": "止める理由はありません",
    "weak": "止める誤りはありません(内容はまだ弱いです)",
    "wrong": "止める誤りはありませんが、必ず直すところが{count}件あります",
    "closed": "まだ送れません",
}
# The same behind a title.
_LEFT: dict[_State, str] = {
    "open": "",
    "weak": "(内容はまだ弱いです)",
    "wrong": "(必ず直すところが{count}件あります)",
    "closed": "(まだ送れません)",
}
_LIGHTS: dict[_State, Light] = {"open": "good", "weak": "fair", "wrong": "fair", "closed": "bad"}


def fault_label(finding: Finding) -> str:
    """Return the fault and how much it matters: 「敬称の誤り・必ず直す」. What costs points is never only 参考."""
    severity = "warning" if finding.severity == "info" and not is_remark(finding) else finding.severity
    return f"{faults()[finding.fault].label}・{SEVERITY_LABELS[severity]}"


def unsure_wishes(result: Feedback) -> str:
    """Return a sentence on the wishes whose answer is not found, where that is no finding; empty where there are none.

    The text was written with care, or goes on from an earlier one (see ``critic.careful``).
    """
    told = {finding.about for finding in result.findings}
    unsure = [
        item.requirement
        for item in result.coverage
        if item.state != "answered" and item.requirement not in told
    ]
    if not unsure:
        return ""
    wishes = "".join(f"「{wish}」" for wish in unsure)
    return f"{wishes}への答えは、この文章の言葉からは確かめられません。別の言い方や先に送った文章で答えていれば、そのままで構いません。"


def unused_lines(unused: tuple[str, ...]) -> Iterator[str]:
    """Yield the facts that a composed text does not state, a few of them and how many more there are."""
    yield from unused[:_MOST_UNUSED]
    if unused[_MOST_UNUSED:]:
        yield f"ほか{len(unused) - _MOST_UNUSED}件"


def is_weak(score: int | None) -> bool:
    """Whether a text with this score still says too little, sendable or not."""
    return score is not None and score < WEAK


def gate_words(gate: Gate, score: int | None, findings: Iterable[Finding]) -> str:
    """Return whether a text may be sent, without praising one that says too little or has to be put right."""
    count = _errors(findings)
    return _WORDS[_state(gate, score, count)].format(count=count)


def gate_light(gate: Gate, score: int | None, findings: Iterable[Finding]) -> Light:
    """Return the same as a light: all-clear, neither, stop."""
    return _LIGHTS[_state(gate, score, _errors(findings))]


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def _state(gate: Gate, score: int | None, errors: int) -> _State:
    if not gate.sendable:
        return "closed"
    if errors:
        return "wrong"
    return "weak" if is_weak(score) else "open"


def mended_title(result: Feedback) -> str:
    """Return the title of the corrected text. Where only slips were mended and more is to be done, it says so: nobody
    may take the text for one to be sent.
    """
    if result.engine == "llm":
        return "書き直した文章"
    if result.after is None:
        return "直した文章"
    count = _errors(result.after.findings)
    left = _LEFT[_state(result.after.gate, result.after.score, count)]
    return f"直した文章{left.format(count=count)}"


def gate_mark(sendable: bool, score: int | None) -> str:
    """Return the same in a word, for a list."""
    if not sendable:
        return "送れない"
    return "送れる(弱い)" if is_weak(score) else "送れる"
