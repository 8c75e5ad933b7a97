"""The three jobs: critique a draft, compose a text, compare two versions.

Values go in and values come out; nothing here reads a file, a clock or the environment.
"""

from collections.abc import Iterable, Iterator

from coach.critic.critique import Critique, critique
from coach.critic.finding import Finding
from coach.critic.reader import Limits, Reader
from coach.customer.case import Case, Kind
from coach.customer.classify import classify
from coach.facts.profile import Profile
from coach.results import (
    After,
    Comparison,
    Draft,
    Feedback,
    Rewrite,
    SourcedSentence,
)
from coach.writer.mending import blanks, mend

# A mended text longer than this (code points, ten times the longest that anybody sends) is not scored again.
LONGEST_SCORED = 14_000


def reader_of(
    case: Case | None,
    kind: Kind | None = None,
    profile: Profile | None = None,
    answers: Iterable[str] = (),
    limits: Limits | None = None,
    aliases: tuple[tuple[str, ...], ...] = (),
) -> Reader:
    """Return the customer as the reader of ``kind``; without one, of the kind that earns the effort.

    Without a case nobody is known to read, and language and form are judged as of an application.
    """
    return Reader(
        kind=kind or (classify(case).focus if case else "application"),
        case=case,
        profile=profile,
        answers=tuple(answers),
        aliases=aliases,
        limits=limits or Limits(),
    )


def feedback(
    draft: str,
    case: Case,
    kind: Kind | None = None,
    profile: Profile | None = None,
    answers: Iterable[str] = (),
    *,
    limits: Limits | None = None,
    extra: Iterable[Finding] = (),
) -> Feedback:
    """Return the critique of ``draft`` for this customer, with the safe corrections applied as the rewrite.

    ``kind`` defaults to the focus; ``answers`` are facts of this run beside the profile's; ``extra`` are findings
    of checks that need more than the text and its reader. Works offline; ``coach.with_model`` has the same with
    a model.
    """
    return feedback_for(draft, reader_of(case, kind, profile, answers, limits), extra)


def feedback_for(draft: str, reader: Reader, extra: Iterable[Finding] = ()) -> Feedback:
    """Return the offline critique of ``draft`` for a reader that stands already."""
    assert reader.classification is not None
    extra = tuple(extra)
    seen = critique(draft, reader, extra)
    mended = mend(draft)
    rewrite = after = None
    if mended.edits:
        again = (
            critique(mended.text, reader, _moved(extra, mended.text))
            if len(draft) <= LONGEST_SCORED
            else None
        )
        changed = sum(max(len(edit.before), len(edit.after)) for edit in mended.edits)
        rewrite = Rewrite(
            text=mended.text,
            edits=mended.edits,
            blanks=blanks(mended.text),
            change_ratio=round(min(changed / max(len(draft), 1), 1.0), 3),
        )
        after = After(score=again.score, findings=again.findings, gate=again.gate) if again else None
    return Feedback(
        kind=reader.kind,
        engine="offline",
        classification=reader.classification,
        score=seen.score,
        checklist=seen.checklist,
        findings=seen.findings,
        questions=seen.questions,
        coverage=seen.coverage,
        gate=seen.gate,
        rewrite=rewrite,
        after=after,
    )


def _moved(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Return the findings whose words still stand in ``text``, at their new place."""
    placed = ((finding, text.find(finding.quote)) for finding in findings if finding.quote)
    return [
        finding.model_copy(update={"start": at, "end": at + len(finding.quote)})
        for finding, at in placed
        if at >= 0
    ]


def draft(
    case: Case,
    kind: Kind | None = None,
    profile: Profile | None = None,
    answers: Iterable[str] = (),
    *,
    limits: Limits | None = None,
) -> Draft:
    """Return a text composed for this customer from case and profile, with blanks where the customer asked for a
    fact that nobody gave. Works offline; ``coach.with_model`` has the same with a model.
    """
    return draft_for(reader_of(case, kind, profile, answers, limits))


def draft_for(reader: Reader) -> Draft:
    """Return the offline composition for a reader that stands already."""
    from coach.writer.offline import compose

    assert reader.classification is not None
    composed = compose(reader)
    seen = critique(composed.text, reader)
    return Draft(
        kind=reader.kind,
        engine="offline",
        classification=reader.classification,
        text=composed.text,
        sentences=_sourced(composed.rests_on, reader),
        questions=seen.questions,
        blanks=composed.blanks,
        unused=composed.unused,
        score=seen.score,
        checklist=seen.checklist,
        findings=beside_blanks(seen, composed.text, composed.blanks),
        gate=seen.gate,
        warnings=tuple(_unnamed(reader.profile)),
    )


def _unnamed(profile: Profile | None) -> Iterator[str]:
    """Yield what to add to a profile that does not say who writes."""
    missing = [
        (label, key, example)
        for label, key, example in (
            ("会社名", "company", "株式会社見本"),
            ("担当者", "person", "見本 花子"),
        )
        if profile and not getattr(profile, key)
    ]
    if missing:
        names = "と".join(label for label, _, _ in missing)
        lines = "".join(f"「{label}: {example}」" for label, _, example in missing)
        keys = "、".join(f'{key} = "{example}"' for _, key, example in missing)
        yield f"会社の事実に、{names}として読める行がありません。{lines}のように書き足すと、書き出しと署名に入ります(TOMLでは {keys})。"


def compare(
    before: str,
    after: str,
    case: Case | None = None,
    kind: Kind | None = None,
    profile: Profile | None = None,
    answers: Iterable[str] = (),
    *,
    limits: Limits | None = None,
) -> Comparison:
    """Return what got better and what got worse between two versions of one text.

    ``kind`` defaults to the focus of the case. Without a case there is no score and no customer: language, facts
    and changes are compared, as of an application unless ``kind`` says otherwise. ``unsupported`` facts are
    judged against case and profile, and only where a profile is given. Works offline.
    """
    from coach.comparing import compare_for

    return compare_for(before, after, reader_of(case, kind, profile, answers, limits))


def beside_blanks(seen: Critique, text: str, marked: tuple[str, ...]) -> tuple[Finding, ...]:
    """A blank that we set ourselves is listed as a blank, not as somebody's slip, nor is the wish that waits for it
    called unanswered; the gate stays closed.
    """
    from coach.writer.offline import label_of

    lines = [line for line in text.splitlines() if any(blank in line for blank in marked)]
    waiting = {
        wish.requirement
        for wish in seen.coverage
        if any(said in line for line in lines for said in (wish.requirement, label_of(wish.requirement)))
    }
    return tuple(
        finding for finding in seen.findings if finding.quote not in marked and finding.about not in waiting
    )


def _sourced(rests_on: tuple[tuple[str, str], ...], reader: Reader) -> tuple[SourcedSentence, ...]:
    from coach.facts.provenance import sources

    lines = sources(reader.case, reader.profile, None, reader.answers)
    return tuple(
        SourcedSentence(text=said, kind="fact", sources=tuple(line.id for line in lines if line.text == fact))
        for said, fact in rests_on
    )
