"""The result on one screen, for a tired person: who reads, whether it can be sent, the three changes that matter."""

from collections.abc import Iterable, Iterator

from coach.critic.checklist import Ask
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.customer.case import KIND_LABELS, Kind
from coach.customer.classify import Classification, tendency
from coach.report.layout import Style, fold_lines
from coach.results import Draft, Feedback, Rewrite

_SEVERITY = {"error": "必ず直す", "warning": "直したい", "info": "参考"}
_TOP = 3


def show_classification(verdict: Classification, style: Style) -> str:
    """Return the verdict with every vote, its reason, the dissent, and what to do."""
    return "\n".join(_classification(verdict, style))


def show_feedback(result: Feedback, style: Style) -> str:
    """Return the whole critique: the reader, the gate, the changes that matter, all findings, questions, fixed text."""
    return "\n".join(_feedback(result, style))


def show_draft(result: Draft, style: Style) -> str:
    """Return the composed text with what is still to be filled in."""
    return "\n".join(_draft(result, style))


def _classification(verdict: Classification, style: Style) -> Iterator[str]:
    yield style.title("読む人")
    yield from _reader(verdict, style)
    yield ""
    yield style.title("4項目の票")
    for signal in verdict.signals:
        vote = {"many": "①に1票", "few": "②に1票", None: "票なし"}[signal.vote]
        yield from fold_lines(
            f"{vote}  {signal.label}: {signal.value or '(記載なし)'}", style, indent=2, hang=9
        )
        if signal.psychology:
            yield from fold_lines(signal.psychology, style, indent=11)
    if verdict.dissent:
        yield ""
        yield style.title("反対の票")
        for signal in verdict.dissent:
            yield from fold_lines(f"・{signal.label}: {signal.value}", style, indent=2, hang=2)
    yield ""
    yield style.title(f"力を入れる文章: {KIND_LABELS[verdict.focus]}")
    for advice in verdict.focus_advice:
        yield from fold_lines(f"・{advice}", style, indent=2, hang=2)
    if verdict.would_change:
        yield ""
        yield style.title("判定が変わる場合")
        for change in verdict.would_change:
            yield from fold_lines(f"・{change}", style, indent=2, hang=2)
    if verdict.notes:
        yield ""
        for note in verdict.notes:
            yield from fold_lines(f"※ {note}", style, hang=3)


def _reader(verdict: Classification, style: Style) -> Iterator[str]:
    yield from fold_lines(f"{tendency(verdict)}({verdict.psychology_title})", style, indent=2)
    yield from fold_lines(verdict.psychology, style, indent=2)


def _feedback(result: Feedback, style: Style) -> Iterator[str]:
    yield style.title(f"読む人と、この{KIND_LABELS[result.kind]}の重み")
    yield from _reader(result.classification, style)
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
            yield from _full(finding, style, "・")
    yield from _open_points(result.checklist, style)
    yield from _questions(result.questions, style)
    if result.rewrite:
        yield ""
        yield from _rewrite(result.rewrite, result, style)
    yield from _warnings(result.warnings, style)


def focus_note(verdict: Classification, kind: Kind) -> str:
    """Return which of the two texts earns the effort, seen from the one at hand."""
    if verdict.focus == kind:
        return f"このお客様には、いま見ている{KIND_LABELS[kind]}がいちばん効きます。"
    return (
        f"このお客様にいちばん効くのは{KIND_LABELS[verdict.focus]}です。"
        f"{KIND_LABELS[kind]}は、落とさないことを目標に整えます。"
    )


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
    label = f"{faults()[finding.fault].label}・{_SEVERITY[finding.severity]}"
    yield from fold_lines(f"{mark} {finding.message} [{label}]", style, indent=2, hang=2)
    if finding.quote:
        yield from fold_lines(f"原文: {shorten(finding.quote)}", style, indent=4, hang=6)
    yield from fold_lines(f"直し方: {finding.suggestion}", style, indent=4, hang=8)
    if finding.because:
        yield from fold_lines(f"理由: {finding.because}", style, indent=4, hang=6)


def shorten(quote: str, limit: int = 60) -> str:
    """Return a quote on one line, its middle left out beyond ``limit`` code points."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 20]} … {flat[-18:]}"


def _open_points(checks: Iterable[object], style: Style) -> Iterator[str]:
    unmet = [check for check in checks if not check.met]  # type: ignore[attr-defined]
    if not unmet:
        return
    yield ""
    yield style.title("点数を動かすもの(満たすと増える点)")
    total = sum(check.weight for check in checks)  # type: ignore[attr-defined]
    for check in unmet:
        gain = round(100 * check.weight / total)  # type: ignore[attr-defined]
        yield from fold_lines(f"+{gain}  {check.question}", style, indent=2, hang=5)  # type: ignore[attr-defined]


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
    yield style.title(f"直した文章{score}")
    for edit in rewrite.edits:
        after = f"「{edit.after}」" if edit.after else "(削除)"
        yield from fold_lines(f"・「{shorten(edit.before)}」→{after}  {edit.reason}", style, indent=2, hang=2)
    yield style.rule()
    yield rewrite.text.rstrip("\n")
    yield style.rule()


def _draft(result: Draft, style: Style) -> Iterator[str]:
    yield style.title(f"このお客様への{KIND_LABELS[result.kind]}")
    yield from _reader(result.classification, style)
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
    for finding in result.findings[:_TOP]:
        yield from _full(finding, style, "・")
    yield from _questions(result.questions, style)
    yield from _warnings(result.warnings, style)


def _warnings(warnings: tuple[str, ...], style: Style) -> Iterator[str]:
    for warning in warnings:
        yield from fold_lines(f"※ {warning}", style, hang=3)
