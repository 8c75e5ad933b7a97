"""What a draft stated and a written text lost, but for what went for good reason."""

from collections.abc import Iterator, Sequence

from coach.critic.faults import is_claim
from coach.critic.finding import Finding
from coach.facts.provenance import Dropped, dropped
from coach.text import Document
from coach.writer.job import Job

# Beside empty claims, the words of these go with all that stands in them.
_GOES_WHOLE = frozenset({"placeholder_left", "wrong_customer", "casual"})


def lost(job: Job, text: str) -> tuple[Dropped, ...]:
    """Return the facts of the draft that ``text`` lost, without those in words that the critic wants out."""
    document = Document(job.draft)
    blamed = [finding for finding in job.findings if is_claim(finding) or finding.fault in _GOES_WHOLE]
    return tuple(
        fact
        for fact in dropped(job.draft, text)
        if not any(_takes_along(finding, fact, document) for finding in blamed)
    )


def missed(job: Job, facts: Sequence[Dropped]) -> Iterator[str]:
    """Yield those of the lost facts that this reader looks for, each with the draft's sentence, in Japanese."""
    document = Document(job.draft)
    case = job.reader.case
    # A date counts for those who have one themselves, or who want to meet.
    needs_dates = case and (case.deadline or job.reader.options["meeting_preference"] == "meeting")
    for fact in facts:
        if fact.matter == "reply" and fact.kind == "promise" and "営業日" not in fact.quote:
            continue
        if fact.matter == "date" and not needs_dates:
            continue
        said = document.sentences[document.sentence_index(fact.start)]
        yield f"{fact.label}「{fact.quote}」(下書きの文: {document.quote(said.start, said.end)})"


def _takes_along(finding: Finding, fact: Dropped, document: Document) -> bool:
    if finding.fault == "pressure":
        # An offer that presses goes with all its terms.
        return document.sentence_index(finding.start) == document.sentence_index(fact.start)
    return finding.start < fact.start + len(fact.quote) and fact.start < finding.end
