"""Writing without a model: compose a text from what the vendor can state.

Nothing is invented. A fact that is missing is left out; where the customer asked for that very fact, a blank
【要記入: …】 stands instead, and the text cannot be sent before somebody fills it.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from coach.critic.fitting import fact_for, facts_showing, is_beside, nearness, shows
from coach.critic.polite import polite
from coach.critic.reader import Reader
from coach.gaps import blank
from coach.resources import shipped
from coach.text import normalise, shortened
from coach.writer.mending import blanks

if TYPE_CHECKING:
    from jinja2 import Environment

# The order in which a section takes facts, with the features that bring a fact into it.
_SECTIONS = (
    ("費用", ("price",)),
    ("日程", ("schedule", "timing")),
    ("実績", ("record", "credential")),
    ("担当と体制", ("team", "tenure")),
    ("進め方", ("guidance",)),
    ("前提とできないこと", ("condition",)),
)

# More facts of one kind than these make a catalogue of the vendor, not an answer.
_MOST_FACTS = 2

# Of these a second fact that shares less than this part of what the first shares with the case is about other work.
_OF_THE_WORK = frozenset({"schedule", "record", "condition"})
_NEARLY = 0.4

# How soon somebody answers belongs to who answers.
_REPLY = re.compile(r"^(?:メッセージへの|ご?質問への)?ご?(?:返信|返答|回答|返事)は")

# A role with the years in it (「営業、12年」) is a statement about the person and no line of a signature.
_YEARS = re.compile(r"[0-9]+年|経験|歴[0-9]")

# A fact of a few words (「5ヶ月」) says nothing without the name that the vendor gave it, code points.
_BARE_FACT = 8

# So many code points of what the customer wrote are quoted in a blank.
_MOST_QUOTED = 60

# A wish typed or pasted with the mark of its list.
_LISTED = re.compile(r"^[・･•●○■□◆◇*\-\s]+")

# Where the vendor has no second way to offer, the customer is asked what could be moved; it promises nothing.
_WHAT_MAY_MOVE = "ご要望のうち、時期や範囲を変えてもよいものはありますでしょうか。"


class Section(NamedTuple):
    """One matter of a composed text."""

    heading: str
    lines: tuple[str, ...]


class Composed(NamedTuple):
    """A composed text; ``rests_on`` names the vendor's fact behind each line that states one, ``unused`` the facts
    that stand behind none, the nearest to the case first.
    """

    text: str
    blanks: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]


def compose(reader: Reader) -> Composed:
    """Compose the text of ``reader.kind`` for this customer from case, profile and answers."""
    plan = _Plan(reader)
    text = _environment().get_template(f"offline/{reader.kind}.j2").render(plan.values())
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Composed(text, blanks(text), tuple(plan.rests_on), plan.unused())


def label_of(requirement: str) -> str:
    """Return a wish as the head of its answer: without the mark of a list, and as one sentence."""
    return _LISTED.sub("", requirement).rstrip("。 ").replace("。", "、")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(shipped("prompts"), encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class _Plan:
    """What goes into the text, each of the vendor's facts at most once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.rests_on: list[tuple[str, str]] = []
        self._used: list[str] = []

    def values(self) -> dict[str, object]:
        """Return the variables of the templates."""
        case, profile = self.reader.case, self.reader.profile
        company = profile.company if profile else ""
        person = profile.person if profile else ""
        named = "の".join(part for part in (company, person.replace(" ", "").replace("\u3000", "")) if part)
        signature = "\n".join(filter(None, (company, " ".join(filter(None, (self._office(), person))))))
        unnamed = blank("会社名とお名前")
        sections = list(self._sections())
        return {
            "addressee": f"{case.customer}様" if case and case.customer else "",
            "sender": named or unnamed,
            "signature": signature or unnamed,
            "subject": self.reader.title if case else "",
            "answers": bool(case and case.requirements),
            "sections": sections,
            "questions": self._questions(),
            "by_message": self.reader.options["meeting_preference"] == "message",
        }

    def unused(self) -> tuple[str, ...]:
        """Return the vendor's facts that the text does not state, those about another trade last."""
        left = [fact for fact in dict.fromkeys(self.reader.facts) if fact not in self._used]
        fitting = frozenset(self.reader.fitting_facts)
        return tuple(
            sorted(left, key=lambda fact: (fact in fitting, nearness(fact, self.reader)), reverse=True)
        )

    def _office(self) -> str:
        """Return the role as a signature has it."""
        role = self.reader.profile.role if self.reader.profile else ""
        return "、".join(
            part for part in re.split(r"[、,・/]\s*", role) if not _YEARS.search(normalise(part))
        )

    def _questions(self) -> tuple[str, ...]:
        asked = self.reader.questions[:2]
        offered = any(shows("alternative", fact, self.reader) for fact in self._used)
        if self.reader.type == "many" and self.reader.kind == "first_message" and not offered:
            return (*asked, _WHAT_MAY_MOVE)
        return asked

    def _sections(self) -> Iterable[Section]:
        answers = tuple(self._answers())
        if answers:
            yield Section("ご要望へのお答え", answers)
        for heading, features in _SECTIONS:
            lines = tuple(self._stated(fact) for fact in self._taken(features))
            if heading == "担当と体制":
                lines += tuple(self._people())
            lines = lines or self._gap(heading)
            if lines:
                yield Section(heading, lines)
        told = tuple(self._stated(fact) for fact in self.reader.answers if fact not in self._used)
        if told:
            yield Section("補足", told)
        if self.reader.type == "many":
            other_ways = tuple(self._stated(fact) for fact in self._taken(("alternative",)))
            if other_ways:
                yield Section("別の進め方", other_ways)
        if self.reader.options["meeting_preference"] == "meeting":
            yield Section("お打ち合わせ", self._meeting())

    def _answers(self) -> Iterable[str]:
        case = self.reader.case
        known = {fact.rstrip("。 "): fact for fact in self.reader.facts}
        for requirement in case.requirements if case else ():
            fact = known.get(fact_for(requirement, self.reader, self._used), "")
            answer = self._use(fact) if fact else blank("できるか、条件つきか、できないか")
            yield f"・{label_of(requirement)}: {answer}"

    def _taken(self, features: tuple[str, ...]) -> list[str]:
        """Return the facts for a section, best first; an extra only below the price that it comes on top of."""
        taken: list[str] = []
        for feature in features:
            fitting = [fact for fact in facts_showing(feature, self.reader, self._used) if fact not in taken]
            if feature == "price":
                if self._has_told("price"):
                    fitting = [fact for fact in fitting if not is_beside(fact)]
            elif feature in _OF_THE_WORK:
                fitting = list(self._as_near(fitting))
            if feature in {"schedule", "timing"}:
                fitting = [fact for fact in fitting if not shows("record", fact, self.reader)]
            elif feature == "condition" and not self._has_told("price"):
                fitting = [fact for fact in fitting if not shows("price", fact, self.reader)]
            taken += fitting
        return taken[:_MOST_FACTS]

    def _as_near(self, facts: list[str]) -> Iterable[str]:
        """Yield the facts that are nearly as near to the case as the first of them."""
        for fact in facts:
            if nearness(fact, self.reader) >= _NEARLY * nearness(facts[0], self.reader):
                yield fact

    def _people(self) -> Iterable[str]:
        profile = self.reader.profile
        if profile and profile.person and self._office() != profile.role:
            yield f"・{profile.person}: {profile.role}"
        replies = [f for f in self.reader.fitting_facts if _REPLY.match(f) and f not in self._used]
        for fact in replies[:1]:
            yield self._stated(fact)

    def _stated(self, fact: str) -> str:
        return f"・{self._use(fact)}"

    def _use(self, fact: str) -> str:
        """Return a fact as the letter says it; it is not used again."""
        said = polite(fact)
        kind = self.reader.kinds.get(fact, "")
        if kind and len(said) <= _BARE_FACT:
            said = f"{kind}: {said}"
        self._used.append(fact)
        self.rests_on.append((said, fact))
        return said

    def _gap(self, heading: str) -> tuple[str, ...]:
        """Return the blank for what the customer asked and no fact of the vendor says, wherever it would stand."""
        case = self.reader.case
        if case and heading == "費用" and case.budget and not self._has_told("price"):
            return (blank(f"ご予算「{shortened(case.budget, _MOST_QUOTED)}」に対する概算と、含むもの"),)
        if case and heading == "日程" and case.deadline and not self._has_told("schedule"):
            return (
                blank(f"「{shortened(case.deadline, _MOST_QUOTED)}」に間に合うか、着手から完了までの日数"),
            )
        return ()

    def _has_told(self, feature: str) -> bool:
        return any(shows(feature, fact, self.reader) for fact in self._used)

    def _meeting(self) -> tuple[str, ...]:
        slots = facts_showing("slots", self.reader, self._used)
        dates = self._use(slots[0]) if slots else blank("候補日時を3つ")
        return (f"議題: 「{self.reader.first_wish}」の進め方、費用の前提", f"候補日時: {dates}")
