"""Before and after: what got better, what got worse, and one line that says which, plainly.

Findings are matched by fault and words, never by position: a paragraph that moved is the same paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from coach.critic.critique import Critique, critique
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.diff import change_ratio, diff
from coach.facts.claims import Claim
from coach.facts.provenance import Dropped, dropped, sources, unsupported
from coach.facts.stated import facts_in
from coach.results import Comparison, DiffPart, FactChanges, Version
from coach.text import bigrams, squeeze

Outcome = Literal["better", "worse", "mixed", "same"]

# Two quotes of one fault are the same cause in other words from this share of common character pairs on (Dice).
_ALIKE = 0.6

# Beyond so many pairs of quotes of one fault only equal ones are matched; no text meant for a customer gets there.
_MOST_PAIRS = 40_000

# A fact is shown with up to this many code points of its clause on each side, so that 「9件」 says what it counts.
_AROUND = 40

_CLAUSE = re.compile(r"(?<![0-9])[,]|[、。!?！？\n\r■★・]")
# The number or mark of a list is no part of what stands behind it.
_LISTED = re.compile(r"^(?:[0-9]{1,2}[.)]|\([0-9]{1,2}\)|[●○◆◇※■-])\s*")
_SPACE = re.compile(r"\s+")

_WEIGHT = {"error": 3, "warning": 1, "info": 0}

NO_CASE = "案件が指定されていないため、点数とお客様との相性は比べていません。言葉・事実・変更箇所だけを比べました(-c で案件を指定できます)。"
NO_PROFILE = "会社の事実(-p)が指定されていないため、裏づけのない記述があるかは確かめていません。"


def compare_for(before: str, after: str, reader: Reader) -> Comparison:
    """Return the comparison of two versions of one text for a reader that stands already.

    A reader without a case gives language, facts and changes only, no score. Works offline; the same input
    gives the same result.
    """
    earlier, later = critique(before, reader), critique(after, reader)
    old, new = _version(before, earlier), _version(after, later)
    resolved, introduced, persisting = matched(old.findings, new.findings)
    # A wish that nothing answers may only no longer be called unanswered: the new text was written with care.
    still_open = {wish.requirement for wish in later.coverage if wish.state != "answered"}
    resolved = tuple(finding for finding in resolved if finding.about not in still_open)
    edits = diff(before, after)
    facts = _facts(before, after, reader)
    warnings = [
        text for missing, text in ((reader.case, NO_CASE), (reader.profile, NO_PROFILE)) if not missing
    ]
    draft = Comparison(
        kind=reader.kind,
        classification=reader.classification,
        before=old,
        after=new,
        resolved=resolved,
        introduced=introduced,
        persisting=persisting,
        facts=facts,
        diff=tuple(DiffPart(op=edit.op, before=edit.before, after=edit.after) for edit in edits),
        change_ratio=round(change_ratio(edits), 3),
        conclusion="",
        warnings=tuple(warnings),
    )
    return draft.model_copy(update={"conclusion": _conclusion(draft, dropped(before, after))})


def outcome(comparison: Comparison) -> Outcome:
    """Return which version is ahead.

    A text that can no longer be sent is worse whatever it gained elsewhere, and so is one that gained nothing
    and states more than the sources carry; a lower score beside a gate that opened is ``mixed``. Without a score
    the findings decide, errors thrice. Two texts that read alike are ``same``.
    """
    old, new = comparison.before, comparison.after
    if comparison.identical:
        return "same"
    if not new.length or not old.length:
        return "worse" if not new.length else "better"
    closed = old.gate.sendable and not new.gate.sendable
    opened = new.gate.sendable and not old.gate.sendable
    step = _step(comparison)
    if closed or (step <= 0 and _invented(comparison)):
        return "worse"
    if step == 0:
        return "better" if opened else "same"
    if step < 0:
        return "mixed" if opened else "worse"
    return "better"


def _step(comparison: Comparison) -> int:
    """The change of the score; where it stood still or is missing, what the findings that went and came weigh."""
    old, new = comparison.before.score, comparison.after.score
    if old is not None and new is not None and old != new:
        return new - old
    return _weigh(comparison.resolved) - _weigh(comparison.introduced)


def _weigh(findings: Iterable[Finding]) -> int:
    return sum(_WEIGHT[finding.severity] for finding in findings)


def _invented(comparison: Comparison) -> list[str]:
    """What the new version states without a source and the old one did not state."""
    facts = comparison.facts
    return [said for said in facts.unsupported if any(new in said or said in new for new in facts.added)]


def _conclusion(comparison: Comparison, lost: Sequence[Dropped]) -> str:
    result = outcome(comparison)
    if comparison.identical:
        return "2つの文章は同じです。"
    if not comparison.after.length or not comparison.before.length:
        return (
            "新しい版には本文がありません。"
            if not comparison.after.length
            else "前の版には本文がないため、新しい版の内容だけを見ました。"
        )
    head = {
        "better": "新しい版のほうが良くなっています",
        "worse": "新しい版のほうが悪くなっています",
        "mixed": "良くなったところと悪くなったところがあります",
        "same": "新しい版は良くなっていません",
    }[result]
    return f"{head}({_figures(comparison)})。{_caveats(comparison, lost, result)}"


def _figures(comparison: Comparison) -> str:
    old, new = comparison.before, comparison.after
    told = []
    if old.score is not None and new.score is not None:
        told.append(
            f"点数は{new.score}のまま" if old.score == new.score else f"点数 {old.score} → {new.score}"
        )
    counts = (("解消した指摘", comparison.resolved), ("新しい指摘", comparison.introduced))
    told += [f"{label}{len(findings)}件" for label, findings in counts if findings]
    if not (comparison.resolved or comparison.introduced):
        told.append("指摘は変わらず")
    return "、".join(told)


def _caveats(comparison: Comparison, lost: Sequence[Dropped], result: Outcome) -> str:
    told = []
    if not comparison.after.gate.sendable:
        blocker = comparison.after.gate.blockers[0]
        where = f"「{' '.join(blocker.quote.split())[:30]}」" if blocker.quote else blocker.message
        still = "このままでは" if comparison.before.gate.sendable else "まだ"
        told.append(f"{still}送れません(理由: {where})。")
    elif not comparison.before.gate.sendable:
        told.append("送信を止める理由がなくなりました。")
    if invented := _invented(comparison):
        told.append(
            f"案件にも会社の事実にもない記述が増えています。送る前に確かめてください({_some(invented)})。"
        )
    # What is gone together with a fault that it was part of is no loss.
    gone = "".join(squeeze(finding.quote) for finding in comparison.resolved)
    missed = [f"{fact.label}「{fact.quote}」" for fact in lost if squeeze(fact.quote) not in gone]
    if missed:
        told.append(f"前の版にあった{_some(missed)}が消えています。")
    if result == "same" and not told:
        told.append("どちらを使っても、この基準では差がありません。")
    return "".join(told)


def _some(words: Sequence[str], limit: int = 3) -> str:
    rest = f"ほか{len(words) - limit}件" if len(words) > limit else ""
    return "、".join(words[:limit]) + rest


def _version(text: str, seen: Critique) -> Version:
    return Version(
        score=seen.score,
        findings=seen.findings,
        gate=seen.gate,
        checklist=seen.checklist,
        length=len(text.replace("\r\n", "\n").strip()),
    )


def matched(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what was resolved, introduced, and what persists (as it stands in the new version)."""
    gone, came = list(range(len(old))), list(range(len(new)))
    stayed: list[int] = []
    for pairs in (_same(old, new), _same_in_other_words(old, new)):
        for i, j in pairs:
            if i in gone and j in came:
                gone.remove(i)
                came.remove(j)
                stayed.append(j)
    return (
        tuple(old[i] for i in gone),
        tuple(new[j] for j in came),
        tuple(new[j] for j in sorted(stayed)),
    )


def _same(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    places: dict[tuple[str, str], list[int]] = {}
    for i, finding in enumerate(old):
        places.setdefault(_words(finding), []).append(i)
    for j, finding in enumerate(new):
        if twins := places.get(_words(finding)):
            yield twins.pop(0), j


def _words(finding: Finding) -> tuple[str, str]:
    return finding.fault, squeeze(finding.quote) or f"({finding.message})"


def _same_in_other_words(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    earlier, later = _by_class(old), _by_class(new)
    for key, befores in earlier.items():
        afters = later.get(key, [])
        fault, is_absence = key
        if is_absence:
            # Which requirement stays open is the finding itself; elsewhere the message only counts or names details.
            if fault != "requirement_unanswered":
                yield from ((i, j) for j in afters for i in befores)
        elif len(befores) * len(afters) <= _MOST_PAIRS:
            grams = {i: bigrams(squeeze(old[i].quote)) for i in befores}
            for j in afters:
                own = bigrams(squeeze(new[j].quote))
                yield from ((i, j) for i in befores if _likeness(grams[i], own) >= _ALIKE)


def _by_class(findings: Sequence[Finding]) -> dict[tuple[str, bool], list[int]]:
    classes: dict[tuple[str, bool], list[int]] = {}
    for index, finding in enumerate(findings):
        classes.setdefault((finding.fault, finding.is_absence), []).append(index)
    return classes


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    smaller = min(len(one), len(other))
    # A quote that stands whole in the other one is the same cause with more or fewer words around it.
    return 1.0 if shared == smaller else 2 * shared / (len(one) + len(other))


def _facts(before: str, after: str, reader: Reader) -> FactChanges:
    case = reader.case
    known = "\n".join((case.words, case.budget, case.deadline)) if case else ""
    own = "\n".join(reader.facts)
    old, new = facts_in(before, known, own), facts_in(after, known, own)
    stood, stands = {_value(claim) for claim in old}, {_value(claim) for claim in new}
    added = _told(after, (claim for claim in new if _value(claim) not in stood))
    kept = _told(after, (claim for claim in new if _value(claim) in stood))
    return FactChanges(
        # A clause that states something new beside what it kept is a new clause.
        kept=tuple(clause for clause in kept if not any(clause in new or new in clause for new in added)),
        added=added,
        dropped=_told(before, (claim for claim in old if _value(claim) not in stands)),
        unsupported=_without_source(after, reader),
    )


def _value(claim: Claim) -> tuple[object, ...]:
    """What is stated, whatever the notation: another bound or tax is another fact."""
    return claim.kind, claim.value, claim.unit, claim.bound, claim.conditions


def _without_source(text: str, reader: Reader) -> tuple[str, ...]:
    """A case alone cannot carry what a vendor says of itself: without the vendor's facts nothing is judged."""
    if reader.profile is None:
        return ()
    lines = sources(reader.case, reader.profile, None, reader.answers)
    found = [(each.start, each.end) for each in unsupported(text, lines) if each.severity == "block"]
    return _around(text, found)


def _told(text: str, claims: Iterable[Claim]) -> tuple[str, ...]:
    return _around(text, [(claim.start, claim.end) for claim in claims])


def _around(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return facts with the words of their clauses, each on one line as it stands in the text; those of one
    clause together."""
    wide: list[tuple[int, int]] = []
    for start, end in spans:
        before = len(_CLAUSE.split(text[max(start - _AROUND, 0) : start])[-1])
        after = len(_CLAUSE.split(text[end : end + _AROUND])[0])
        first, last = start - before, end + after
        if wide and first < wide[-1][1]:
            earlier = wide.pop()
            first, last = earlier[0], max(last, earlier[1])
        wide.append((first, last))
    return tuple(
        dict.fromkeys(_LISTED.sub("", _SPACE.sub(" ", text[first:last]).strip()) for first, last in wide)
    )
