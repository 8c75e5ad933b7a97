"""The result on one screen, for a tired person: who reads, whether it can be sent, and what to do, each thing once."""

import re
from collections.abc import Iterable, Iterator, Mapping

from coach.critic.checklist import Ask, catalogue
from coach.critic.critique import Blocker
from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.customer.case import KIND_LABELS
from coach.report.layout import Style, fold_lines
from coach.report.proof import (
    DROPPED_TITLE,
    SOURCES_TITLE,
    UNSUPPORTED_TITLE,
    dropped_lines,
    source_lines,
    unsupported_lines,
)
from coach.report.tasks import WISHES, Task, merged, put_right, remarks, spare_questions, tasks
from coach.report.verdict import focus_note, reader_lines
from coach.report.wording import (
    QUESTIONS_TITLE,
    REMARKS_TITLE,
    UNUSED_TITLE,
    gate_light,
    gate_words,
    mended_title,
    unsure_wishes,
    unused_lines,
)
from coach.results import After, Change, Draft, Feedback, Rewrite

# So many changes come with their reason; the reasons of thirty findings are a wall that nobody reads.
_TOP = 3

# Where the question to the vendor asks for more than the advice says.
_ASKS_FOR_MORE = {"specific"}

# A fact of the vendor in an advice, from so many code points on that nobody reads it twice on a screen.
_LONG_FACT = re.compile(r"(?<=会社の事実)(?:では)?「([^「」]{40,})」")
_KEPT_OF_FACT = 20


def show_feedback(result: Feedback, style: Style, *, sources: bool = False) -> str:
    """Return the whole critique: the reader, the gate, the changes that matter, all findings, questions, fixed text;
    with ``sources`` what each sentence of the fixed text rests on."""
    return "\n".join(_feedback(result, style, sources))


def show_draft(result: Draft, style: Style, *, sources: bool = False) -> str:
    """Return the composed text with what is still to be filled in; with ``sources`` what each sentence rests on."""
    return "\n".join(_draft(result, style, sources))


def shorten(quote: str, limit: int = 60) -> str:
    """Return a quote on one line, its middle left out beyond ``limit`` code points."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 20]} … {flat[-18:]}"


def _feedback(result: Feedback, style: Style, sources: bool) -> Iterator[str]:
    by_model = result.engine == "llm"
    settled = {} if by_model or not result.rewrite else put_right(result.findings, result.rewrite.edits)
    yield style.title(f"読む人と、この{KIND_LABELS[result.kind]}の重み")
    yield from reader_lines(result.classification, style)
    yield from fold_lines(focus_note(result.classification, result.kind), style, indent=2)
    yield ""
    mended = sum(finding.severity == "error" for finding in settled)
    yield from _gate("送信", result, style, mended=mended)
    yield from _tasks(tasks(result, settled), style)
    yield from _remarks(remarks(result, settled), unsure_wishes(result), style)
    yield from _questions(spare_questions(result), style)
    if result.rewrite:
        yield ""
        yield from _rewrite(result.rewrite, result, settled, style)
        yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.rewrite.unsupported), style)
        yield from _listed(DROPPED_TITLE, dropped_lines(result.rewrite.dropped), style)
        if sources:
            yield from _listed(SOURCES_TITLE, source_lines(result.rewrite.sentences), style)
    yield from _warnings(result.warnings, style)


def _gate(
    whose: str, judged: Feedback | Draft | After, style: Style, blanks: tuple[str, ...] = (), mended: int = 0
) -> Iterator[str]:
    """Whether the text may be sent, and the words that stop it but for ``blanks``, which are listed by themselves;
    of what must be put right, so many places are ``mended`` in the text below. What to do about the rest stands in
    the list below.
    """
    points = "" if judged.score is None else f"  点数 {judged.score}/100"
    told = f"{whose}: {gate_words(judged.gate, judged.score, judged.findings)}{points}"
    light = gate_light(judged.gate, judged.score, judged.findings)
    yield {"good": style.good, "fair": style.fair, "bad": style.bad}[light](told)
    if mended and judged.gate.sendable:
        yield from fold_lines(
            f"このうち{mended}件は、下の「直した文章」で直してあります。", style, indent=2, hang=2
        )
    stops = "、".join(_stop(blocker) for blocker in judged.gate.blockers if blocker.quote not in blanks)
    if stops:
        yield from fold_lines(f"止めているもの: {stops}", style, indent=2, hang=2)


def _stop(blocker: Blocker) -> str:
    label = faults()[blocker.fault].label
    return f"「{shorten(blocker.quote, 30)}」({label})" if blocker.quote else label


def _tasks(listed: tuple[Task, ...], style: Style, *, brief: bool = False) -> Iterator[str]:
    told: set[str] = set()
    top, rest = listed[:_TOP], listed[_TOP:]
    if top:
        yield ""
        yield style.title(f"いちばん効く{len(top)}つの直し(+は、直すと増える点)")
        for number, task in enumerate(top, 1):
            yield from _task(task, style, number, told, brief=brief)
    if rest:
        yield ""
        yield style.title(f"そのほかの直し({len(rest)})")
        for number, task in enumerate(rest, _TOP + 1):
            yield from _task(task, style, number, told, brief=True)


def _task(task: Task, style: Style, number: int, told: set[str], *, brief: bool) -> Iterator[str]:
    gain = f"+{task.gain} " if task.gain else ""
    must = "【必ず直す】" if task.must else ""
    yield from fold_lines(f"{number:>2} {gain}{must}{_heading(task)}", style, indent=0, hang=3)
    if task.about == WISHES:
        for wishes, advice in merged(task.findings):
            quotes = f"{''.join(wishes)}: " if wishes else ""
            yield from fold_lines(f"・{quotes}{_once(advice, told)}", style, indent=3, hang=2)
    else:
        alike: dict[tuple[str, str], list[Finding]] = {}
        for finding in task.findings:
            alike.setdefault((finding.message, finding.suggestion), []).append(finding)
        for group in alike.values():
            headed = len({message for message, _ in alike}) == 1
            yield from _finding(group, style, told, alone=len(alike) == 1, brief=brief or headed)
    if task.settled:
        yield from fold_lines(
            f"→ {'ほかの' if task.findings else ''}{task.settled}か所は、下の「直した文章」で直してあります。",
            style,
            indent=3,
            hang=2,
        )
    yield from _ask(task, style, told, brief=brief)
    if not brief and task.findings and task.findings[0].because:
        yield from fold_lines(f"理由: {task.findings[0].because}", style, indent=3, hang=6)


def _heading(task: Task) -> str:
    if task.about == WISHES and task.findings:
        return f"ご要望{len(task.findings)}件への答えが見当たりません(要確認)"
    messages = {finding.message for finding in task.findings}
    return messages.pop() if len(messages) == 1 else task.heading


def _finding(
    alike: list[Finding], style: Style, told: set[str], *, alone: bool, brief: bool
) -> Iterator[str]:
    """Findings that are told alike, under a heading that is their message where they stand alone."""
    quotes = "".join(f"「{shorten(finding.quote)}」" for finding in alike if finding.quote)
    advice = f"→ {_once(alike[0].suggestion, told)}"
    if alone:
        yield from fold_lines(f"{quotes}{advice}", style, indent=3, hang=2)
    elif brief and quotes:
        yield from fold_lines(f"・{quotes}{advice}", style, indent=3, hang=2)
    else:
        fault = f"{quotes}: {alike[0].message}" if quotes else alike[0].message
        yield from fold_lines(f"・{fault}{advice}", style, indent=3, hang=2)


def _once(advice: str, told: set[str]) -> str:
    """Return an advice with a long fact cut short that stands above already (``told``, which takes up the new one)."""
    found = _LONG_FACT.search(advice)
    if not found:
        return advice
    fact = found.group(1)
    if fact not in told:
        told.add(fact)
        return advice
    return advice.replace(fact, f"{fact[:_KEPT_OF_FACT]}…")


def _ask(task: Task, style: Style, told: set[str], *, brief: bool) -> Iterator[str]:
    """What the vendor is asked, unless the advice above asks for the same."""
    is_advised = any(finding.is_absence for finding in task.findings)
    if task.ask is None or (is_advised and (brief or task.about not in _ASKS_FOR_MORE)):
        return
    if not task.ask.known:
        asked = "質問" if task.ask.doubted else "質問(答えを本文に1文で)"
        yield from fold_lines(f"{asked}: {task.ask.question}", style, indent=3, hang=6)
    elif not any(task.ask.known in finding.suggestion for finding in task.findings):
        use = catalogue()[task.ask.id].use.format(fact=task.ask.known)
        yield from fold_lines(f"→ {_once(use, told)}", style, indent=3, hang=2)


def _remarks(findings: tuple[Finding, ...], unsure: str, style: Style) -> Iterator[str]:
    quoted = ((f"「{shorten(finding.quote, 30)}」" if finding.quote else "", finding) for finding in findings)
    told = (f"{quote}: {finding.message}" if quote else finding.message for quote, finding in quoted)
    lines = [*told, *filter(None, [unsure])]
    if not lines:
        return
    yield ""
    yield style.title(REMARKS_TITLE.format(count=len(lines)))
    for line in lines:
        yield from fold_lines(f"・{line}", style, indent=1, hang=2)


def _questions(questions: tuple[Ask, ...], style: Style) -> Iterator[str]:
    if not questions:
        return
    yield ""
    yield style.title(QUESTIONS_TITLE)
    for ask in questions[:_TOP]:
        yield from fold_lines(f"・{ask.question}", style, indent=1, hang=2)


def _rewrite(
    rewrite: Rewrite, result: Feedback, settled: Mapping[Finding, Change], style: Style
) -> Iterator[str]:
    score = ""
    # Where only slips were mended, the same score twice tells nothing.
    if result.after and result.after.score is not None and result.score not in {None, result.after.score}:
        score = f"  点数 {result.score} → {result.after.score}"
    changed = f"  変更 {rewrite.change_ratio:.0%}" if result.engine == "llm" else ""
    yield style.title(f"{mended_title(result)}{score}{changed}")
    quotes = {edit: finding.quote for finding, edit in settled.items()}
    for edit in rewrite.edits:
        yield from fold_lines(f"・{_edit(edit, quotes.get(edit, ''), rewrite.text)}", style, indent=1, hang=2)
    yield style.rule()
    yield rewrite.text.rstrip("\n")
    yield style.rule()
    if result.engine == "llm" and result.after:
        yield from _gate("書き直した文章", result.after, style)


def _edit(edit: Change, quote: str, text: str) -> str:
    """A correction in the words of the finding that it settles: 「行わさせて」→「行わせて」 tells more than 「さ」."""
    before, after = edit.before, edit.after
    for place in re.finditer(re.escape(before), quote) if before else ():
        changed = quote[: place.start()] + after + quote[place.end() :]
        # Of several places in the quote it is the one after which the words stand in the corrected text.
        if changed in text:
            before, after = quote, changed
            break
    changed = f"「{shorten(after)}」" if after else "(削除)"
    return f"「{shorten(before)}」→{changed}  {edit.reason}"


def _listed(title: str, lines: Iterable[str], style: Style) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield ""
    yield style.title(title)
    for line in listed:
        yield from fold_lines(f"・{line}", style, indent=2, hang=2)


def _draft(result: Draft, style: Style, sources: bool) -> Iterator[str]:
    yield style.title(f"このお客様への{KIND_LABELS[result.kind]}")
    yield from reader_lines(result.classification, style)
    yield from fold_lines(focus_note(result.classification, result.kind), style, indent=2)
    yield ""
    yield style.rule()
    yield result.text.rstrip("\n")
    yield style.rule()
    yield ""
    yield from _gate("送信", result, style, result.blanks)
    yield from _listed("送る前に埋めるところ", _gaps(result), style)
    yield from _listed(UNUSED_TITLE, unused_lines(result.unused), style)
    yield from _listed(UNSUPPORTED_TITLE, unsupported_lines(result.unsupported), style)
    yield from _tasks(tasks(result)[:_TOP], style, brief=True)
    yield from _questions(spare_questions(result), style)
    if sources:
        yield from _listed(SOURCES_TITLE, source_lines(result.sentences), style)
    yield from _warnings(result.warnings, style)


def _gaps(result: Draft) -> Iterator[str]:
    """Yield each blank with what it stands behind, or once with the number of its places."""
    lines = [line.lstrip("・ ") for line in result.text.splitlines()]
    for blank in dict.fromkeys(result.blanks):
        times = result.blanks.count(blank)
        labelled = [line for line in lines if line.endswith(f": {blank}")]
        yield from labelled or [f"{blank}({times}か所)" if times > 1 else blank]


def _warnings(warnings: tuple[str, ...], style: Style) -> Iterator[str]:
    for warning in warnings:
        yield from fold_lines(f"※ {warning}", style, hang=3)
