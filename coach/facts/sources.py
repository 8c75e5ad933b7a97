"""The numbered lines that a text may rest on."""

from collections.abc import Iterable

from coach.customer.case import LABELS, Case
from coach.facts.pool import Origin, Source
from coach.facts.profile import Profile
from coach.text import Document


def sources(
    case: Case | None,
    profile: Profile | None,
    draft: str | None,
    answers: Iterable[str] = (),
    *,
    sent: str = "",
) -> tuple[Source, ...]:
    """Return the numbered lines that a text may rest on.

    Facts that the profile marks ``never`` or without consent are left out.
    """
    told: list[tuple[Origin, str]] = []
    if case is not None:
        told.extend(("case", line) for line in _case_lines(case))
    if profile is not None:
        named = (("会社名", profile.company), ("担当", profile.person), ("役職", profile.role))
        told.extend(("profile", f"{label}: {value}") for label, value in named if value)
        told.extend(("profile", fact.text) for fact in profile.statable)
    told.extend(("draft", line.strip()) for line in (draft or "").splitlines())
    told.extend(("sent", line.strip()) for line in sent.splitlines())
    told.extend(("answer", answer.strip()) for answer in answers)
    counts: dict[Origin, int] = {}
    lines: list[Source] = []
    for origin, text in told:
        if text:
            counts[origin] = counts.get(origin, 0) + 1
            lines.append(Source(f"{origin[0].upper()}{counts[origin]}", text, origin))
    return tuple(lines)


def _case_lines(case: Case) -> Iterable[str]:
    for key, label in LABELS.items():
        value: str | tuple[str, ...] = getattr(case, key)
        if key == "description":
            document = Document(case.description)
            yield from (document.quote(sentence.start, sentence.end) for sentence in document.sentences)
        elif isinstance(value, tuple):
            yield from (f"{label}: {item}" for item in value if item)
        elif value:
            yield f"{label}: {value}"
