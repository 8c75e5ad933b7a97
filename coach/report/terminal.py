"""The result on one screen, for a tired person: who reads, whether it can be sent, the three changes that matter."""

from collections.abc import Iterable, Iterator

from coach.critic.checklist import Ask, Check
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.customer.case import KIND_LABELS
from coach.report.layout import Style, fold_lines
from coach.report.proof import (
    DROPPED_TITLE,
    SOURCES_TITLE,
    UNSUPPORTED_TITLE,
    dropped_lines,
    source_lines,
    unsupported_lines,
)
from coach.report.verdict import focus_note, reader_lines
from coach.results import Draft, Feedback, Rewrite

_SEVERITY = {"error": "必ず直す", "warning": "直したい", "info": "参考"}
_TOP = 3


def show_feedback(result: Feedback, style: Style, *, sources: bool = False) -> str:
    """Return the whole critique: the reader, the gate, the changes that matter, all findings, questions, fixed text;
    with ``sources`` what each sentence of the fixed text rests on."""
    return "\n".join(_feedback(result, style, sources))


def show_draft(result: Draft, style: Style, *, sources: bool = False) -> str:
    """Return the composed text with what is still to be filled in; with ``sources`` what each sentence rests on."""
    return "\n".join(_draft(result, style, sources))


def _feedback(result: Feedback, style: Style, sources: bool) -> Iterator[str]:
    yield style.title(f"読む人と、この{KIND_LABELS[result.kind]}の重み")
    yield from reader_lines(result.classification, style)
    yield from fold_lines(focus_note(result.classification, result.kind), style, indent=2)
    yield ""
    yield from _gate(result, style)
    if result.findings:
        yield ""
        yield style.title(f"いちばん効く{min(_TOP, len(result.findings))}つの直し")
        for number, finding in enumerate(result.findings[:_TOP], 1):
            yield from _full(finding, style, str(number))
    if len(result.findings) > _TOP:
        yield ""
        yield style.title(f"そのほかの指摘({len(result.findings) - _TOP}件)")
        for finding in result.findings[_TOP:]:
            yield from _brief(finding, style)
    yield from _open_points(result.checklist, style)
    yield from _questions(result.questions, style)
    if result.rewrite:
        yield ""
        yield from _rewrite(result.rewrite, result, style)
        yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.rewrite.unsupported), style)
        yield from _listed(DROPPED_TITLE, dropped_lines(result.rewrite.dropped), style)
        if sources:
            yield from _listed(SOURCES_TITLE, source_lines(result.rewrite.sentences), style)
    yield from _warnings(result.warnings, style)


def _gate(result: Feedback | Draft, style: Style) -> Iterator[str]:
    score = "" if result.score is None else f"  点数 {result.score}/100"
    if result.gate.sendable:
        yield style.good(f"送信: 止める理由はありません{score}")
        return
    yield style.bad(f"送信: まだ送れません{score}")
    for blocker in result.gate.blockers:
        quote = f"「{blocker.quote}」: " if blocker.quote else ""
        yield from fold_lines(f"・{quote}{blocker.message}", style, indent=2, hang=2)


def _full(finding: Finding, style: Style, mark: str) -> Iterator[str]:
    yield from _brief(finding, style, mark)
    if finding.because:
        yield from fold_lines(f"理由: {finding.because}", style, indent=4, hang=6)


def _brief(finding: Finding, style: Style, mark: str = "・") -> Iterator[str]:
    """A finding without its reason: the reasons of thirty findings are a wall that nobody reads."""
    label = f"{faults()[finding.fault].label}・{_SEVERITY[finding.severity]}"
    yield from fold_lines(f"{mark} {finding.message} [{label}]", style, indent=2, hang=2)
    if finding.quote:
        yield from fold_lines(f"原文: {shorten(finding.quote)}", style, indent=4, hang=6)
    yield from fold_lines(f"直し方: {finding.suggestion}", style, indent=4, hang=8)


def shorten(quote: str, limit: int = 60) -> str:
    """Return a quote on one line, its middle left out beyond ``limit`` code points."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 20]} … {flat[-18:]}"


def _open_points(checks: tuple[Check, ...], style: Style) -> Iterator[str]:
    unmet = [check for check in checks if not check.met]
    if not unmet:
        return
    yield ""
    yield style.title("点数を動かすもの(満たすと増える点)")
    total = sum(check.weight for check in checks)
    for check in unmet:
        gain = round(100 * check.weight / total)
        yield from fold_lines(f"+{gain}  {check.question}", style, indent=2, hang=5)


def _questions(questions: tuple[Ask, ...], style: Style) -> Iterator[str]:
    if not questions:
        return
    yield ""
    yield style.title("あなたへの質問(答えを本文に入れると効きます)")
    for ask in questions[:_TOP]:
        if ask.known:
            yield from fold_lines(
                f"・会社の事実「{ask.known}」が本文に入っていません。", style, indent=2, hang=2
            )
        else:
            yield from fold_lines(f"・{ask.question}", style, indent=2, hang=2)


def _rewrite(rewrite: Rewrite, result: Feedback, style: Style) -> Iterator[str]:
    score = ""
    if result.after and result.after.score is not None and result.score is not None:
        score = f"  点数 {result.score} → {result.after.score}"
    changed = f"  変更 {rewrite.change_ratio:.0%}" if result.engine == "llm" else ""
    yield style.title(f"{'書き直した' if result.engine == 'llm' else '直した'}文章{score}{changed}")
    for edit in rewrite.edits:
        after = f"「{edit.after}」" if edit.after else "(削除)"
        yield from fold_lines(f"・「{shorten(edit.before)}」→{after}  {edit.reason}", style, indent=2, hang=2)
    yield style.rule()
    yield rewrite.text.rstrip("\n")
    yield style.rule()
    if result.engine == "llm" and result.after:
        sendable = result.after.gate.sendable
        said = (
            "書き直した文章: 送信を止める理由はありません" if sendable else "書き直した文章: まだ送れません"
        )
        yield style.good(said) if sendable else style.bad(said)


def _listed(title: str, lines: Iterable[str], style: Style) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield ""
    yield style.title(title)
    for line in listed:
        yield from fold_lines(f"・{line}", style, indent=2, hang=2)


def _draft(result: Draft, style: Style, sources: bool) -> Iterator[str]:
    yield style.title(f"このお客様への{KIND_LABELS[result.kind]}")
    yield from reader_lines(result.classification, style)
    yield ""
    yield style.rule()
    yield result.text.rstrip("\n")
    yield style.rule()
    yield ""
    yield from _gate(result, style)
    if result.blanks:
        yield style.title("送る前に埋めるところ")
        for blank in result.blanks:
            yield from fold_lines(f"・{blank}", style, indent=2, hang=2)
    yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.unsupported), style)
    for finding in result.findings[:_TOP]:
        yield from _full(finding, style, "・")
    yield from _questions(result.questions, style)
    if sources:
        yield from _listed(SOURCES_TITLE, source_lines(result.sentences), style)
    yield from _warnings(result.warnings, style)


def _warnings(warnings: tuple[str, ...], style: Style) -> Iterator[str]:
    for warning in warnings:
        yield from fold_lines(f"※ {warning}", style, hang=3)
