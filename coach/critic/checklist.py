"""The yes/no questions that this reader asks of this text, and the score: their weighted share."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from coach.critic.coverage import Coverage
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.critic.fitting import best_fact, fact_for
from coach.critic.holding import Holding
from coach.critic.points import points
from coach.critic.reader import Reader
from coach.resources import table_beside
from coach.values import Value

# A text answers the customer's list when it answers this share of it; one open point is no reason to fail.
ANSWERED = 0.6

# Two facts that only this vendor can state are worth more than any phrasing.
OWN_FACTS = 2


class Question(Value):
    """One question of the catalogue; see the head of ``checklists.toml`` for what meets it."""

    id: str
    question: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    free_of: tuple[str, ...] = ()
    free_of_groups: tuple[str, ...] = ()
    measure: str = ""
    when: dict[str, str] = {}
    ask: str = ""
    feature: tuple[str, ...] = ()


class Check(Value):
    """One question answered: ``evidence`` quotes the draft where something in it meets the question."""

    id: str
    question: str
    weight: int
    met: bool
    evidence: str = ""


class Ask(Value):
    """What the vendor is asked: ``gain`` is what an answer would add to the score, ``known`` a fact of the
    profile that answers it already and only has to be put into the text."""

    id: str
    question: str
    gain: int
    known: str = ""


@cache
def _catalogue() -> tuple[Mapping[str, Question], Mapping[str, Mapping[str, Mapping[str, int]]]]:
    table = table_beside(__file__, "checklists.toml")
    questions = {entry["id"]: Question.model_validate(entry) for entry in table["question"]}
    return questions, table["weights"]


def questions_for(reader: Reader) -> list[tuple[Question, int]]:
    """Return the questions of this reader's checklist with their weights, heaviest first."""
    catalogue, weights = _catalogue()
    chosen = [
        (catalogue[name], weight)
        for name, weight in weights[reader.type][reader.kind].items()
        if all(reader.conditions.get(key) == value for key, value in catalogue[name].when.items())
    ]
    return sorted(chosen, key=lambda pair: -pair[1])


def checklist(
    holding: Holding, findings: Iterable[Finding], covered: tuple[Coverage, ...]
) -> tuple[Check, ...]:
    """Return the answers to every question of this reader's checklist."""
    told = [finding for finding in findings if finding.severity != "info" or finding.is_absence]
    present = {finding.fault for finding in told}
    groups = {faults()[finding.fault].group for finding in told}
    return tuple(
        _check(question, weight, holding, present, groups, covered)
        for question, weight in questions_for(holding.reader)
    )


def _check(
    question: Question,
    weight: int,
    holding: Holding,
    present: Collection[str],
    groups: Collection[str],
    covered: tuple[Coverage, ...],
) -> Check:
    met = (
        all(holding.proves(feature) for feature in question.all)
        and (not question.any or holding.proves(*question.any))
        and not any(fault in present for fault in question.free_of)
        and not any(group in groups for group in question.free_of_groups)
        and _measured(question.measure, holding, covered)
    )
    evidence = ""
    if met:
        evidence = next(
            (quote for feature in (*question.all, *question.any) if (quote := holding.quote(feature))), ""
        )
    return Check(id=question.id, question=question.question, weight=weight, met=met, evidence=evidence)


def _measured(measure: str, holding: Holding, covered: tuple[Coverage, ...]) -> bool:
    if measure == "answered":
        return not covered or sum(item.state == "answered" for item in covered) >= ANSWERED * len(covered)
    if measure == "own_facts":
        if holding.reader.facts:
            return len(holding.used_facts) >= OWN_FACTS
        return (
            sum(holding.proves(feature) for feature in ("record", "credential", "tenure", "team", "price"))
            >= OWN_FACTS
        )
    return True


def asks(checks: Iterable[Check], holding: Holding, covered: tuple[Coverage, ...]) -> tuple[Ask, ...]:
    """Return what to ask the vendor, the answer that would add most to the score first."""
    catalogue, _ = _catalogue()
    answered = list(checks)
    gains = points(answered)
    unanswered = [item.requirement for item in covered if item.state != "answered"]
    # What the profile answers need not be asked; the findings say which fact to use.
    unknown = [wish for wish in unanswered if not fact_for(wish, holding.reader)]
    missing = "、".join(f"「{wish}」" for wish in unknown)
    found = [
        Ask(
            id=check.id,
            question=question.ask.format(subject=holding.reader.subject, missing=missing or "案件の要望"),
            gain=gains[check.id],
            known=fact_for(unanswered[0], holding.reader)
            if question.measure == "answered" and unanswered and not unknown
            else _known(question, holding),
        )
        for check in answered
        if not check.met and (question := catalogue[check.id]).ask
    ]
    return tuple(sorted(found, key=lambda ask: -ask.gain))


def _known(question: Question, holding: Holding) -> str:
    return best_fact(question.feature, holding.reader, holding.document, holding.used_facts)
