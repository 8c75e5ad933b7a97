"""The result as Markdown, for pasting into a chat tool or a ticket."""

import re
from collections.abc import Iterable, Iterator

from coach.critic.finding import Finding
from coach.customer.case import KIND_LABELS
from coach.customer.classify import Classification, tendency
from coach.report.layout import harmless
from coach.report.proof import (
    DROPPED_TITLE,
    SOURCES_TITLE,
    UNSUPPORTED_TITLE,
    dropped_lines,
    source_lines,
    unsupported_lines,
)
from coach.report.tasks import by_effect, facts_to_tell, remarks, vendor_questions
from coach.report.verdict import focus_note
from coach.report.wording import (
    FACTS_TITLE,
    QUESTIONS_TITLE,
    REMARKS_TITLE,
    UNUSED_TITLE,
    fault_label,
    gate_words,
    mended_title,
    unsure_wishes,
    unused_lines,
)
from coach.results import Draft, Feedback

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """Return ``text`` on one line as plain words: nothing in it is read as Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", " ".join(harmless(text).split()))


def fenced(text: str) -> str:
    """Return ``text`` as a block shown exactly as it is."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{harmless(text).rstrip()}\n{fence}"


def classification_markdown(verdict: Classification) -> str:
    """Return the verdict with a table of the votes."""
    return "\n".join(_classification(verdict))


def feedback_markdown(result: Feedback, *, sources: bool = False) -> str:
    """Return the critique; with ``sources`` what each sentence of the improved text rests on."""
    return "\n".join(_feedback(result, sources))


def draft_markdown(result: Draft, *, sources: bool = False) -> str:
    """Return the composed text and what is open in it; with ``sources`` what each sentence rests on."""
    return "\n".join(_draft(result, sources))


def _classification(verdict: Classification) -> Iterator[str]:
    yield f"## 読む人: {escape(tendency(verdict))}"
    yield ""
    yield escape(verdict.psychology)
    yield ""
    yield "| 項目 | 回答 | 票 |"
    yield "|---|---|---|"
    for signal in verdict.signals:
        vote = {"many": "①", "few": "②", None: "-"}[signal.vote]
        yield f"| {escape(signal.label)} | {escape(signal.value) or '(記載なし)'} | {vote} |"
    yield ""
    yield f"力を入れる文章: **{KIND_LABELS[verdict.focus]}**"
    yield ""
    yield from (
        f"- {escape(line)}" for line in (*verdict.focus_advice, *verdict.would_change, *verdict.notes)
    )


def _feedback(result: Feedback, sources: bool) -> Iterator[str]:
    verdict = result.classification
    yield f"## {KIND_LABELS[result.kind]}の批評"
    yield ""
    yield f"- 読む人: {escape(tendency(verdict))}"
    yield f"- {escape(focus_note(verdict, result.kind))}"
    yield from _gate(result)
    yield ""
    yield "### 指摘"
    yield ""
    for number, finding in enumerate(by_effect(result), 1):
        yield from _finding(number, finding)
    yield from _remarks(result)
    yield from _questions(result)
    if result.rewrite:
        after = f"(点数 {result.score} → {result.after.score})" if result.after else ""
        yield from ("", f"### {mended_title(result)}{after}", "", fenced(result.rewrite.text))
        if result.engine == "llm" and result.after:
            yield from (
                "",
                f"送信: **{gate_words(result.after.gate, result.after.score, result.after.findings)}**",
            )
        yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.rewrite.unsupported))
        yield from _listed(DROPPED_TITLE, dropped_lines(result.rewrite.dropped))
        if sources:
            yield from _listed(SOURCES_TITLE, source_lines(result.rewrite.sentences))
    yield from _warnings(result.warnings)


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", f"### {title}", "", *(f"- {escape(line)}" for line in listed))


def _warnings(warnings: Iterable[str]) -> Iterator[str]:
    listed = list(warnings)
    if listed:
        yield from ("", *(f"> ※ {escape(warning)}" for warning in listed))


def _gate(result: Feedback | Draft) -> Iterator[str]:
    yield f"- 点数: {result.score}/100"
    yield f"- 送信: **{gate_words(result.gate, result.score, result.findings)}**"
    for blocker in result.gate.blockers:
        yield f"  - {escape(blocker.quote)} {escape(blocker.message)}"


def _finding(number: int, finding: Finding) -> Iterator[str]:
    yield f"{number}. **{escape(finding.message)}**({escape(fault_label(finding))})"
    if finding.quote:
        yield f"   - 原文: {escape(finding.quote)}"
    yield f"   - 直し方: {escape(finding.suggestion)}"
    if finding.because:
        yield f"   - 理由: {escape(finding.because)}"


def _remarks(result: Feedback) -> Iterator[str]:
    lines = [
        f"「{finding.quote}」: {finding.message}" if finding.quote else finding.message
        for finding in remarks(result)
    ]
    lines += filter(None, [unsure_wishes(result)])
    yield from _listed(REMARKS_TITLE.format(count=len(lines)), lines)


def _questions(result: Feedback | Draft) -> Iterator[str]:
    asked = ((ask.question, ask.gain) for ask in vendor_questions(result))
    yield from _listed(QUESTIONS_TITLE, map(_with_gain, asked))
    yield from _listed(FACTS_TITLE, map(_with_gain, facts_to_tell(result)))


def _with_gain(told: tuple[str, int]) -> str:
    words, gain = told
    return f"{words}(+{gain}点)" if gain else words


def _draft(result: Draft, sources: bool) -> Iterator[str]:
    yield f"## {KIND_LABELS[result.kind]}"
    yield ""
    yield f"- {escape(focus_note(result.classification, result.kind))}"
    yield ""
    yield fenced(result.text)
    yield ""
    yield from _gate(result)
    yield from (f"- 埋めるところ: {escape(blank)}" for blank in result.blanks)
    yield from _questions(result)
    yield from _listed(UNUSED_TITLE, unused_lines(result.unused))
    yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.unsupported))
    if sources:
        yield from _listed(SOURCES_TITLE, source_lines(result.sentences))
    yield from _warnings(result.warnings)
