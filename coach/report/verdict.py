"""Who reads, on the screen: the verdict with its votes. Loads nothing of the critic: ``coach classify`` starts fast."""

from collections.abc import Iterator

from coach.customer.case import KIND_LABELS, Kind
from coach.customer.classify import Classification, tendency
from coach.report.layout import Style, fold_lines


def show_classification(verdict: Classification, style: Style) -> str:
    """Return the verdict with every vote, its reason, the dissent, and what to do."""
    return "\n".join(_classification(verdict, style))


def focus_note(verdict: Classification, kind: Kind) -> str:
    """Return which of the two texts earns the effort, seen from the one at hand."""
    if verdict.focus == kind:
        return f"このお客様には、いま見ている{KIND_LABELS[kind]}がいちばん効きます。"
    return (
        f"このお客様にいちばん効くのは{KIND_LABELS[verdict.focus]}です。"
        f"{KIND_LABELS[kind]}は、落とさないことを目標に整えます。"
    )


def _classification(verdict: Classification, style: Style) -> Iterator[str]:
    yield style.title("読む人")
    yield from reader_lines(verdict, style)
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


def reader_lines(verdict: Classification, style: Style) -> Iterator[str]:
    """Yield who reads, in a few lines."""
    yield from fold_lines(f"{tendency(verdict)}({verdict.psychology_title})", style, indent=2)
    yield from fold_lines(verdict.psychology, style, indent=2)
