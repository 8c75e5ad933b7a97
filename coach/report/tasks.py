"""What there is to do, each thing once: the findings under the question of the checklist that they keep open."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from coach.critic.checklist import Ask, catalogue
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.critic.points import points
from coach.results import Change, Draft, Feedback

WISHES = "answers"

# What the blanks of a composed text keep open by themselves: they are listed, and filling them is all there is to do.
_WAIT_FOR_BLANKS = (WISHES, "own_words")

_SEVERITIES = {"info": 0, "warning": 1, "error": 2}


class Task(NamedTuple):
    """One thing to do. ``gain`` is what it adds to the score, 0 where no open question hangs on it; ``heading`` says
    that this question is open; ``about`` is its id, empty where there is none; ``ask`` is what the vendor is asked, or
    the fact that answers it; ``settled`` counts the findings that a safe correction has put right already.
    """

    gain: int
    heading: str
    findings: tuple[Finding, ...]
    about: str = ""
    ask: Ask | None = None
    settled: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the safe corrections leave nothing to do."""
        return bool(self.settled) and not self.findings

    @property
    def must(self) -> bool:
        """Whether something in it has to be put right."""
        return any(finding.severity == "error" for finding in self.findings)


@cache
def questions_kept_open(fault: str) -> tuple[str, ...]:
    """Return the ids of the checklist's questions that this fault can keep open, by itself or else by its group."""
    asked, group = catalogue().values(), faults()[fault].group
    by_itself = [each.id for each in asked if fault in (*each.free_of, *each.kept_open_by)]
    return tuple(by_itself or (each.id for each in asked if group in each.free_of_groups))


def tasks(result: Feedback | Draft, settled: Collection[Finding] = ()) -> tuple[Task, ...]:
    """Return what is to be done, what blocks sending first, then what must be put right, then by the points that it
    earns. The gains add up to what the score lacks, but for a composed text with blanks. Findings that are ``settled`` are only counted; those that are
    only worth a look are left out (see ``remarks``).
    """
    gains = points(result.checklist)
    waiting = _WAIT_FOR_BLANKS if isinstance(result, Draft) and result.blanks else ()
    open_checks = {check.id: check for check in result.checklist if not check.met}
    known = {ask.id: ask for ask in result.questions}
    grouped: dict[str, list[Finding]] = {}
    counted: dict[str, int] = {}
    for number, finding in enumerate(result.findings):
        if is_remark(finding):
            continue
        about = questions_kept_open(finding.fault)
        key = next((name for name in about if name in open_checks), "")
        if finding in settled:
            counted[key] = counted.get(key, 0) + 1
            continue
        # Wishes without an answer belong together even where the text answers enough of them.
        key = key or (WISHES if WISHES in about else f"#{number}")
        grouped.setdefault(key, []).append(finding)
    listed = [
        Task(
            gain=gains[name] if name in open_checks else 0,
            heading=_heading(name, known.get(name)) if name in open_checks else "",
            findings=_outermost(grouped.get(name, ())),
            about="" if name.startswith("#") else name,
            ask=known.get(name) if name in open_checks else None,
            settled=counted.get(name, 0),
        )
        for name in dict.fromkeys((*grouped, *open_checks))
        if name in grouped or name not in waiting
    ]
    return tuple(sorted(listed, key=_rank))


def remarks(result: Feedback | Draft, settled: Collection[Finding] = ()) -> tuple[Finding, ...]:
    """Return the findings that are only worth a look; they move no points."""
    return tuple(finding for finding in result.findings if is_remark(finding) and finding not in settled)


def put_right(findings: Iterable[Finding], edits: Iterable[Change]) -> dict[Finding, Change]:
    """Return the findings that the safe corrections have settled, each with its correction."""
    left: dict[str, list[Change]] = {}
    for edit in edits:
        left.setdefault(edit.rule, []).append(edit)
    settled: dict[Finding, Change] = {}
    for finding in findings:
        alike = left.get(finding.rule, [])
        own = next((edit for edit in alike if _settles(edit, finding)), None)
        if own:
            alike.remove(own)
            settled[finding] = own
    return settled


def spare_questions(result: Feedback | Draft) -> tuple[Ask, ...]:
    """Return the questions that belong to no question of the checklist (a model's)."""
    ids = {check.id for check in result.checklist}
    return tuple(ask for ask in result.questions if ask.id not in ids)


def vendor_questions(result: Feedback | Draft) -> tuple[Ask, ...]:
    """Return the questions that only the vendor can answer: no fact of the profile does."""
    return tuple(ask for ask in result.questions if not ask.known)


def facts_to_tell(result: Feedback | Draft) -> tuple[tuple[str, int], ...]:
    """Return the vendor's facts that answer an open question, each once, with the points that they bring together."""
    gains: dict[str, int] = {}
    for ask in result.questions:
        if ask.known:
            gains[ask.known] = gains.get(ask.known, 0) + ask.gain
    return tuple(gains.items())


def by_effect(result: Feedback | Draft) -> tuple[Finding, ...]:
    """Return the findings that move points, in the order of the tasks to which they belong."""
    told = [finding for task in tasks(result) for finding in task.findings]
    rest = (finding for finding in result.findings if finding not in told and not is_remark(finding))
    return (*told, *rest)


def merged(findings: Iterable[Finding]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the wishes that get the same advice, with that advice said of each of them; one alone as it stands."""
    alike: dict[str, list[tuple[str, str]]] = {}
    for finding in findings:
        wish = f"「{finding.about}」" if finding.about else ""
        pattern = finding.suggestion.replace(wish, "それぞれ") if wish else finding.suggestion
        alike.setdefault(pattern, []).append((wish, finding.suggestion))
    for pattern, group in alike.items():
        several = len(group) > 1
        yield tuple(wish for wish, _ in group if several), pattern if several else group[0][1]


def _heading(question: str, ask: Ask | None) -> str:
    """What is said of a question that is open: what the text lacks, or what it states and nobody can bear out."""
    if ask and ask.doubted:
        return f"「{ask.doubted}」が会社の事実のとおりか確かめられないため、数えていません。"
    return catalogue()[question].open


def _outermost(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a task but those inside the words of a graver or equal one: two ways to put the same
    words right are one too many.
    """
    inner: set[Finding] = set()
    around: Finding | None = None
    for finding in sorted(findings, key=lambda each: (each.start, -each.end)):
        if finding.is_absence:
            continue
        if (
            around
            and finding.end <= around.end
            and _SEVERITIES[finding.severity] <= _SEVERITIES[around.severity]
        ):
            inner.add(finding)
        elif around is None or finding.end > around.end:
            around = finding
    return tuple(finding for finding in findings if finding not in inner)


def is_remark(finding: Finding) -> bool:
    """Tell whether a finding is only worth a look. Something missing counts even where it is told mildly; words in the text that are only worth a look do not."""
    return finding.severity == "info" and not (finding.is_absence and questions_kept_open(finding.fault))


def _settles(edit: Change, finding: Finding) -> bool:
    return edit.before in finding.quote or finding.quote in edit.before or not edit.before


def _rank(task: Task) -> tuple[bool, bool, bool, int]:
    """What is done already stands last, whatever it counts."""
    blocks = task.must and any(faults()[finding.fault].blocks for finding in task.findings)
    return not blocks, not task.must, task.is_done, -task.gain
