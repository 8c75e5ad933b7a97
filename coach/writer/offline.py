"""Writing without a model: mend what has one right answer, and compose a text from what the vendor can state.

Nothing is invented. A fact that is missing is left out; where the customer asked for that very fact, a blank
【要記入: …】 stands instead, and the text cannot be sent before somebody fills it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coach.critic.features import features_of
from coach.critic.fixes import fixes
from coach.critic.reader import Reader
from coach.critic.terms import Terms, terms_of
from coach.customer.categories import first_questions, of_another_trade
from coach.resources import shipped
from coach.results import Change
from coach.text import Document, normalise

if TYPE_CHECKING:
    from jinja2 import Environment

BLANK = re.compile(r"【要(?:記入|確認)[::][^】\n]*】")

# The order in which a section takes facts, with the features that bring a fact into it.
_SECTIONS = (
    ("費用", ("price",)),
    ("日程", ("schedule",)),
    ("実績", ("record", "credential")),
    ("担当と体制", ("team", "tenure")),
    ("進め方", ("guidance",)),
    ("前提とできないこと", ("condition",)),
)

_OWN_SECTION = frozenset({"price", "schedule", "record", "credential", "tenure", "team"})

_OWN_SECTION_COSTS = 1.5

_FIGURE = re.compile(r"[0-9][0-9,.]*[一-龠ぁ-んァ-ヶa-z%]")

# More facts of one kind than these make a catalogue of the vendor, not an answer.
_MOST_FACTS = 2


@dataclass(frozen=True)
class Mended:
    """A draft with its safe corrections applied, and each correction with its reason."""

    text: str
    edits: tuple[Change, ...]


@dataclass(frozen=True)
class Section:
    """One matter of a composed text."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Composed:
    """A composed text; ``rests_on`` names the vendor's fact behind each line that states one."""

    text: str
    blanks: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]


def mend(draft: str) -> Mended:
    """Apply every correction that has one right answer, and leave all else as it stands."""
    pieces: list[str] = []
    edits: list[Change] = []
    at = 0
    for fix in fixes(Document(draft)):
        pieces += [draft[at : fix.start], fix.after]
        edits.append(Change(before=fix.before, after=fix.after, reason=fix.reason))
        at = fix.end
    return Mended("".join([*pieces, draft[at:]]), tuple(edits))


def blanks(text: str) -> tuple[str, ...]:
    """Return the marked gaps of a text, in order."""
    return tuple(BLANK.findall(text))


def compose(reader: Reader) -> Composed:
    """Compose the text of ``reader.kind`` for this customer from case, profile and answers."""
    plan = _Plan(reader)
    text = _environment().get_template(f"offline/{reader.kind}.j2").render(plan.values())
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Composed(text, blanks(text), tuple(plan.rests_on))


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
        self._left = list(reader.facts)
        case = reader.case
        self._about: Terms = terms_of(
            "\n".join((case.title, case.category, case.description, *case.requirements)) if case else ""
        )

    def values(self) -> dict[str, object]:
        """Return the variables of the templates."""
        case, profile = self.reader.case, self.reader.profile
        company = profile.company if profile else ""
        person = profile.person if profile else ""
        named = "の".join(part for part in (company, person.replace(" ", "").replace("\u3000", "")) if part)
        signature = "\n".join(
            part
            for part in (company, " ".join(filter(None, (profile.role if profile else "", person))))
            if part
        )
        unnamed = "【要記入: 会社名とお名前】"
        questions = first_questions(case)[:2] if case else ()
        return {
            "addressee": f"{case.customer}様" if case and case.customer else "",
            "sender": named or unnamed,
            "signature": signature or unnamed,
            "subject": case.title if case else "",
            "sections": list(self._sections()),
            "questions": questions,
            "by_message": self.reader.options["meeting_preference"] == "message",
        }

    def _sections(self) -> Iterable[Section]:
        answers = tuple(self._answers())
        if answers:
            yield Section("ご要望へのお答え", answers)
        for heading, features in _SECTIONS:
            lines = tuple(f"・{_line(fact)}" for fact in self._take(features)) or self._gap(heading, answers)
            if lines:
                yield Section(heading, lines)
        told = tuple(f"・{_line(self._use(fact))}" for fact in self.reader.answers if fact in self._left)
        if told:
            yield Section("補足", told)
        if self.reader.type == "many":
            yield Section("別の進め方", self._alternative())
        if self.reader.options["meeting_preference"] == "meeting":
            yield Section("お打ち合わせ", self._meeting())

    def _answers(self) -> Iterable[str]:
        case = self.reader.case
        for requirement in case.requirements if case else ():
            fact = self._fact_for(requirement)
            if fact:
                yield f"・{requirement}: {_line(fact)}"
            else:
                yield f"・{requirement}: 【要記入: できるか、条件つきか、できないか】"

    def _fact_for(self, requirement: str) -> str:
        """Return the fact that answers a requirement; one that has a section of its own must fit much better."""
        wanted = terms_of(requirement, self.reader.aliases)
        figures = set(_FIGURE.findall(normalise(requirement)))
        best, most = "", 0.0
        for fact in self._left:
            fits: float = _overlap(wanted, terms_of(fact, self.reader.aliases)) + len(
                figures & set(_FIGURE.findall(normalise(fact)))
            )
            fits -= _OWN_SECTION_COSTS if _OWN_SECTION & features_of(fact) else 0
            if fits > most and not self._is_foreign(fact):
                best, most = fact, fits
        return self._use(best) if best else ""

    def _take(self, features: tuple[str, ...]) -> list[str]:
        fitting = [
            fact for fact in self._left if set(features) & features_of(fact) and not self._is_foreign(fact)
        ]
        fitting.sort(key=lambda fact: -_overlap(self._about, terms_of(fact)))
        return [self._use(fact) for fact in fitting[:_MOST_FACTS]]

    def _is_foreign(self, fact: str) -> bool:
        return self.reader.case is not None and of_another_trade(fact, self.reader.case)

    def _use(self, fact: str) -> str:
        self._left.remove(fact)
        self.rests_on.append((_line(fact), fact))
        return fact

    def _gap(self, heading: str, answers: tuple[str, ...]) -> tuple[str, ...]:
        case = self.reader.case
        told = " ".join(answers)
        if case and heading == "費用" and case.budget and "円" not in told:
            return (f"【要記入: ご予算「{case.budget}」に対する概算と、含むもの】",)
        if case and heading == "日程" and case.deadline and "schedule" not in features_of(told):
            return (f"【要記入: 「{case.deadline}」に間に合うか、着手から完了までの日数】",)
        return ()

    def _alternative(self) -> tuple[str, ...]:
        known = self._take(("alternative",))
        if known:
            return tuple(f"・{_line(fact)}" for fact in known)
        return (
            "全体を一度に進める形のほかに、急ぐ部分だけを先に始める形もあります。"
            "どちらがお考えに近いでしょうか。",
        )

    def _meeting(self) -> tuple[str, ...]:
        case = self.reader.case
        first = case.requirements[0] if case and case.requirements else (case.title if case else "")
        slots = [fact for fact in self._left if "slots" in features_of(fact)]
        dates = _line(self._use(slots[0])) if slots else "【要記入: 候補日時を3つ】"
        return (f"議題: 「{first}」の進め方、費用の前提", f"候補日時: {dates}")


def _line(fact: str) -> str:
    return fact.rstrip("。")


def _overlap(one: Terms, other: Terms) -> int:
    return len(one.normals & other.normals) + len(one.aliases & other.aliases)
