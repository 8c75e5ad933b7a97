"""What in a text contradicts the case or itself; each check is loaded only for a text that holds what it reads."""

from collections.abc import Iterator

from coach.critic.finding import Finding
from coach.critic.holding import Holding
from coach.critic.reader import Reader
from coach.text import Document

# Days of the week as they stand behind a date.
_NAMED_DAYS = ("曜", *(f"({day}" for day in "の月火水木金土日"))


def check_dates(document: Document, reader: Reader) -> Iterator[Finding]:
    """Yield dates that fall on another day of the week than the text says. Needs no case."""
    if any(named in document.text for named in _NAMED_DAYS):
        from coach.critic.weekdays import check_weekdays

        yield from check_weekdays(document, reader)


def check_conflicts(holding: Holding) -> Iterator[Finding]:
    """Yield what goes against the case: the budget, the deadline, a month to be kept free, a call not wanted."""
    case, text = holding.case, holding.document.text
    if case.budget and "円" in text:
        from coach.critic.budget import check_budget

        yield from check_budget(holding)
    if "月" in text:
        from coach.critic.deadline import check_barred_months, check_deadline

        yield from check_deadline(holding)
        yield from check_barred_months(holding)
    if "電" in text:
        from coach.critic.declined import check_declined

        yield from check_declined(holding)
