"""What a written text rests on, and what of it is not proved: said the same in every report."""

from collections.abc import Iterator, Sequence

from coach.results import DroppedFact, SourcedSentence, UnsupportedStatement

CLASSES = {
    "fact": "事実",
    "statement": "述べる文",
    "greeting": "挨拶",
    "question": "質問",
    "proposal": "提案",
}

ORIGINS = "C=案件、P=会社の事実、D=下書き、S=先に送った応募内容、A=あなたの答え"

UNSUPPORTED_TITLE = "根拠が見当たらない記述(【要確認】を確かめて直すまで送れません)"
DROPPED_TITLE = "下書きにあって、書き直しで消えた事実"
SOURCES_TITLE = f"一文ごとの根拠({ORIGINS})"


def unsupported_lines(found: Sequence[UnsupportedStatement]) -> Iterator[str]:
    """Yield each statement without support with the reason."""
    for statement in found:
        yield f"「{statement.quote}」: {statement.why}" if statement.quote else statement.why


def dropped_lines(found: Sequence[DroppedFact]) -> Iterator[str]:
    """Yield each fact that the rewrite lost."""
    for fact in found:
        yield f"「{fact.quote}」({fact.kind})"


def source_lines(sentences: Sequence[SourcedSentence]) -> Iterator[str]:
    """Yield each sentence with the lines it rests on, or with what it is instead."""
    for sentence in sentences:
        what = "、".join(sentence.sources) or CLASSES.get(sentence.kind, sentence.kind)
        yield f"[{what}] {' '.join(sentence.text.split())}"
