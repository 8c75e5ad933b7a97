"""Which answers of the text earned nothing, because they stand in no fact of the vendor."""

from collections.abc import Iterable

from coach.critic.checklist import Ask, Question, questions_for
from coach.critic.holding import Holding

_WHERE = "(--fact か -p のファイルに足しても同じです)"


def explained(asks: Iterable[Ask], holding: Holding) -> tuple[Ask, ...]:
    """Return the questions, those changed that the text answers with what neither case nor facts have.

    Without the reason the vendor is asked the same thing again, however well the text answers it.
    """
    if not holding.unfounded:
        return tuple(asks)
    catalogue = {question.id: question for question, _ in questions_for(holding.reader)}
    return tuple(_explained(ask, catalogue[ask.id], holding) for ask in asks)


def _explained(ask: Ask, question: Question, holding: Holding) -> Ask:
    groups: list[tuple[str, ...]] = [(feature,) for feature in question.all]
    groups += [question.any] if question.any else []
    if not groups or not all(holding.has(*group) for group in groups):
        return ask
    unproved = [group for group in groups if not holding.proves(*group)]
    if not unproved:
        return ask
    item = next(
        holding.unfounded[passage.sentence[0]]
        for feature in unproved[0]
        for passage in holding.passages[feature]
    )
    if item.why.startswith("この"):  # It stands nowhere, as the heading says.
        told = f"本文の「{item.quote}」は、正しい数字や名前ですか。正しければ、その事実を教えてください{_WHERE}。"
    else:
        otherwise = item.why.replace("元の材料", "会社の事実").rstrip("。")
        told = (
            f"本文の「{item.quote}」を、会社の事実にそろえてください({otherwise})。"
            f"本文のほうが正しければ、その事実を教えてください{_WHERE}。"
        )
    return ask.model_copy(update={"question": told, "known": "", "doubted": item.quote})
