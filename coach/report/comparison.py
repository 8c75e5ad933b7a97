"""Before and after on the terminal and in Markdown: the conclusion first, the text itself last."""

from collections.abc import Iterable, Iterator

from coach.comparing import outcome
from coach.critic.finding import Finding
from coach.customer.case import KIND_LABELS
from coach.customer.classify import tendency
from coach.report.columns import marked, side_by_side
from coach.report.layout import Style, fold_lines
from coach.report.markdown import escape, fenced
from coach.report.moves import Move, moves
from coach.report.terminal import shorten
from coach.report.wording import fault_label, gate_words
from coach.results import Comparison, Verdict, Version

# What came in is what the writer can still take out; so it stands first.
GROUPS = (("introduced", "新しく出た指摘"), ("resolved", "解消した指摘"), ("persisting", "残っている指摘"))
FACTS = (
    ("unsupported", "案件にも会社の事実にもない記述"),
    ("dropped", "消えた事実"),
    ("added", "加わった事実"),
    ("kept", "変わらない事実"),
)

VERDICT_TITLE = "仮想の読者の選択(モデルがお客様を演じた参考。返信の予測ではありません)"
_VERSIONS = {"before": "前の版", "after": "新しい版"}

_UNCHANGED = "変更はありません。"


def show_comparison(result: Comparison, style: Style, *, columns: bool = True, changes: bool = True) -> str:
    """Return the comparison; ``columns`` puts the versions side by side, else the changes are marked in one text.
    Without ``changes`` the text itself is left out, and so are the findings that stay as they were.
    """
    return "\n".join(_terminal(result, style, columns, changes))


def comparison_markdown(result: Comparison) -> str:
    """Return the comparison for pasting into a chat tool or a ticket."""
    return "\n".join(_markdown(result))


def version_words(version: Version) -> str:
    """Return whether a version may be sent."""
    return gate_words(version.gate, version.score, version.findings)


def score_words(version: Version) -> str:
    """Return the score, or a dash where there is none."""
    return "-" if version.score is None else str(version.score)


def changed_words(result: Comparison) -> str:
    """Return the length of both versions and how much of them differs."""
    return f"{result.before.length:,}字 → {result.after.length:,}字、変更 {result.change_ratio:.0%}"


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield the imagined customer's choice, then what was said in each order of reading."""
    chosen = {
        "before": "前の版を選びました(2回とも)。",
        "after": "新しい版を選びました(2回とも)。",
        "tie": "引き分け: 読む順番で選択が分かれたか、差がありませんでした。",
    }
    yield chosen[verdict.winner]
    for order in verdict.orders:
        yield from (
            f"・{_VERSIONS[order.first]}を先に読んだとき: {reason}"
            for reason in (*order.reasons, *(f"気になる点 - {one}" for one in order.obstacles))
        )


def _terminal(result: Comparison, style: Style, columns: bool, changes: bool) -> Iterator[str]:
    yield from _conclusion(result, style)
    if result.classification:
        yield from fold_lines(f"読む人: {tendency(result.classification)}", style, indent=2, hang=2)
    yield from (line for warning in result.warnings for line in fold_lines(f"※ {warning}", style, hang=3))
    yield ""
    yield style.title(f"点数と送信({KIND_LABELS[result.kind]})")
    if result.before.score is not None:
        yield f"  点数: {score_words(result.before)} → {score_words(result.after)}"
    yield f"  送信: {version_words(result.before)} → {version_words(result.after)}"
    for blocker in result.after.gate.blockers:
        quote = f"「{shorten(blocker.quote)}」: " if blocker.quote else ""
        yield from fold_lines(f"× {quote}{blocker.message}", style, indent=4, hang=2)
    yield f"  文字数: {changed_words(result)}"
    for move in moves(result):
        yield from fold_lines(_move(move), style, indent=2, hang=6)
    for name, label in GROUPS:
        findings: tuple[Finding, ...] = getattr(result, name)
        if findings and (changes or name != "persisting"):
            yield ""
            yield style.title(f"{label}({len(findings)}件)")
            for finding in findings:
                yield from _finding(finding, style, brief=name != "introduced")
    for name, label in FACTS:
        facts: tuple[str, ...] = getattr(result.facts, name)
        if facts:
            yield ""
            yield style.title(f"{label}({len(facts)}件)")
            yield from (line for fact in facts for line in fold_lines(f"・{fact}", style, indent=2, hang=2))
    if result.verdict:
        yield ""
        yield style.title(VERDICT_TITLE)
        for line in verdict_lines(result.verdict):
            yield from fold_lines(line, style, indent=2, hang=2)
    if changes:
        yield ""
        yield style.title("変更箇所")
        yield from _changes(result, style, columns)


def _conclusion(result: Comparison, style: Style) -> Iterator[str]:
    paint = {"better": style.good, "worse": style.bad, "mixed": style.title, "same": style.title}[
        outcome(result)
    ]
    first, *rest = fold_lines(result.conclusion, Style(width=style.width - 3))
    yield paint(first)
    yield from (f"   {line}" for line in rest)


def _move(move: Move) -> str:
    evidence = f"(「{shorten(move.evidence)}」)" if move.evidence else ""
    return f"{move.points:+4d}  {'満たした' if move.points > 0 else '満たさなくなった'}: {move.question}{evidence}"


def _finding(finding: Finding, style: Style, *, brief: bool) -> Iterator[str]:
    yield from fold_lines(f"・{finding.message} [{fault_label(finding)}]", style, indent=2, hang=2)
    if finding.quote:
        yield from fold_lines(f"原文: {shorten(finding.quote)}", style, indent=4, hang=6)
    if not brief:
        yield from fold_lines(f"直し方: {finding.suggestion}", style, indent=4, hang=8)


def _changes(result: Comparison, style: Style, columns: bool) -> Iterator[str]:
    if result.identical:
        yield f"  {_UNCHANGED}"
    elif columns:
        yield from side_by_side(result.diff, style)
    else:
        yield from fold_lines("[-消えたところ-] {+加わったところ+}", style, indent=2)
        yield from fold_lines(marked(result.diff), style)


def _markdown(result: Comparison) -> Iterator[str]:
    yield f"## {KIND_LABELS[result.kind]}の前後比較"
    yield ""
    yield f"**{escape(result.conclusion)}**"
    yield ""
    if result.classification:
        yield f"- 読む人: {escape(tendency(result.classification))}"
    yield from (f"- {escape(warning)}" for warning in result.warnings)
    yield from ("", "| | 前の版 | 新しい版 |", "|---|---|---|")
    if result.before.score is not None:
        yield f"| 点数 | {score_words(result.before)} | {score_words(result.after)} |"
    yield f"| 送信 | {version_words(result.before)} | {version_words(result.after)} |"
    yield f"| 文字数 | {result.before.length:,} | {result.after.length:,} |"
    yield f"| 変更 | | {result.change_ratio:.0%} |"
    yield from _section("点数を動かしたもの", (escape(_move(move).strip()) for move in moves(result)))
    for name, label in GROUPS:
        yield from _section(label, (_one_line(finding) for finding in getattr(result, name)))
    for name, label in FACTS:
        yield from _section(label, (escape(fact) for fact in getattr(result.facts, name)))
    if result.verdict:
        lines = (f"- {escape(line.removeprefix('・'))}" for line in verdict_lines(result.verdict))
        yield from ("", f"### {VERDICT_TITLE}", "", *lines)
    yield from ("", "### 変更箇所", "")
    if result.identical:
        yield _UNCHANGED
    else:
        yield from ("`[-消えたところ-]` `{+加わったところ+}`", "", fenced(marked(result.diff)))


def _section(label: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", f"### {label}({len(listed)}件)", "")
        yield from (f"- {line}" for line in listed)


def _one_line(finding: Finding) -> str:
    quote = f"「{escape(shorten(finding.quote))}」 " if finding.quote else ""
    return f"{quote}**{escape(finding.message)}** {escape(finding.suggestion)}"
