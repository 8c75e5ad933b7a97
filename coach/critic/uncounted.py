"""Which answers of the text earned nothing, because they stand in no fact of the vendor."""

from collections.abc import Iterable

from coach.critic.checklist import Ask, Question, questions_for
from coach.critic.holding import Holding
from coach.text import shortened

# So many code points of a sentence are repeated in a question.
_LONGEST = 40


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
    said = next(quote for feature in unproved[0] if (quote := holding.quote(feature)))
    short = shortened(said, _LONGEST)
    told = (
        f"「{short}」には会社の事実にない数字か名前があるため、数えていません。"
        "正しければ、その事実を教えてください(--fact か -p のファイルに足しても同じです)。"
    )
    return ask.model_copy(update={"question": told, "known": ""})
