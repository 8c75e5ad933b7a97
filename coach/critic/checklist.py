"""The yes/no questions that this reader asks of this text, and the score: their weighted share."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from coach.critic.coverage import Coverage
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.critic.fitting import amounts, best_fact, fact_for
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
    open: str
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    free_of: tuple[str, ...] = ()
    free_of_groups: tuple[str, ...] = ()
    kept_open_by: tuple[str, ...] = ()
    measure: str = ""
    when: dict[str, str] = {}
    ask: str = ""
    ask_of: dict[str, str] = {}
    use: str = ""
    feature: tuple[str, ...] = ()

    def asked_of(self, faults: Iterable[str]) -> str:
        """Return what the vendor is asked where these faults, the gravest first, were found."""
        gravest = next((fault for fault in faults if fault in self.free_of), "")
        return self.ask_of.get(gravest, self.ask)


class Check(Value):
    """One question answered: ``evidence`` quotes the draft where something in it meets the question."""

    id: str
    question: str
    weight: int
    met: bool
    evidence: str = ""


class Ask(Value):
    """What the vendor is asked: ``gain`` is what an answer would add to the score, ``known`` a fact of the
    profile that answers it already and only has to be put into the text, ``doubted`` the words of the text that
    answer it but stand in no fact."""

    id: str
    question: str
    gain: int
    known: str = ""
    doubted: str = ""


@cache
def _catalogue() -> tuple[Mapping[str, Question], Mapping[str, Mapping[str, Mapping[str, int]]]]:
    table = table_beside(__file__, "checklists.toml")
    questions = {entry["id"]: Question.model_validate(entry) for entry in table["question"]}
    return questions, table["weights"]


def catalogue() -> Mapping[str, Question]:
    """Return every question of the catalogue, by its id."""
    return _catalogue()[0]


def questions_for(reader: Reader) -> list[tuple[Question, int]]:
    """Return the questions of this reader's checklist with their weights, heaviest first."""
    questions, weights = _catalogue()
    chosen = [
        (questions[name], weight)
        for name, weight in weights[reader.type][reader.kind].items()
        if all(reader.conditions.get(key) == value for key, value in questions[name].when.items())
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


def asks(
    checks: Iterable[Check], holding: Holding, covered: tuple[Coverage, ...], findings: Iterable[Finding] = ()
) -> tuple[Ask, ...]:
    """Return what to ask the vendor, the answer that would add most to the score first."""
    found = [finding.fault for finding in findings]
    questions = catalogue()
    answered = list(checks)
    gains = points(answered)
    unanswered = [item.requirement for item in covered if item.state != "answered"]
    # What the profile answers need not be asked; the findings say which fact to use.
    unknown = [wish for wish in unanswered if not fact_for(wish, holding.reader)]
    missing = "、".join(f"「{wish}」" for wish in unknown)
    left = [
        question for check in answered if not check.met and (question := questions[check.id]).asked_of(found)
    ]
    known = {question.id: _known(question, holding) for question in left}
    if "own_facts" in known:
        # What answers another question is asked for there already, where there is a second fact.
        others = [fact for of, fact in known.items() if of != "own_facts"]
        known["own_facts"] = _known(questions["own_facts"], holding, others) or known["own_facts"]
    if "answers" in known and unanswered and not unknown:
        known["answers"] = fact_for(unanswered[0], holding.reader)
    asked = (
        Ask(
            id=question.id,
            question=question.asked_of(found).format(
                subject=holding.reader.subject, missing=missing or "案件の要望"
            ),
            gain=gains[question.id],
            known=known[question.id],
        )
        for question in left
    )
    return tuple(sorted(asked, key=lambda ask: -ask.gain))


def _known(question: Question, holding: Holding, besides: Collection[str] = ()) -> str:
    used = holding.used_facts
    if question.id == "price":
        # A text may say all that a price list says but the price.
        used = tuple(fact for fact in used if any(amount in holding.said for amount in amounts(fact)))
    return best_fact(question.feature, holding.reader, holding.document, {*used, *besides})
