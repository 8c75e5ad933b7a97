"""Whether a source says so plainly what an auditor objects to that code may overrule it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coach.critic.faults import is_claim
from coach.facts.content import normal_form
from coach.facts.pool import Source
from coach.facts.words import same_things
from coach.text import Document, Word, normalise
from coach.writer.job import Job

# What makes one of many out of some: none may be added to what the line says.
_ALL = re.compile(
    r"すべて|全て|全員|全[社件店院]|各(?=[社店院部施])|いつも|いつでも|常に|必ず|毎回|いずれも|どの.{1,6}[もで]も|だけ|のみ"
)
_NOT = re.compile(r"ません|ない(?!し)|せず|なし|不要|行わ|未")


def is_plainly_told(quote: str, line: str, content: Sequence[Word]) -> bool:
    """Tell whether one sentence of a folded line has all content words of a folded quote, adds no quantifier, and
    says yes where the quote does.
    """
    for sentence in line.split("。"):
        added = set(_ALL.findall(quote)) - set(_ALL.findall(sentence))
        if added or bool(_NOT.search(quote)) != bool(_NOT.search(sentence)):
            continue
        if all(_stands(word, sentence) for word in content):
            return True
    return False


def _stands(word: Word, sentence: str) -> bool:
    forms = {word.surface, normal_form(word), word.surface[:1] if word.pos[0] == "動詞" else word.surface}
    return any(form in sentence for form in (*forms, *same_things().get(normal_form(word), ())))


def evidence(job: Job) -> tuple[Source, ...]:
    """Return the sources of a job without the sentences of the draft in which the critic found an empty claim."""
    document = Document(job.draft)
    blamed = [
        normalise(document.quote(sentence.start, sentence.end)).strip()
        for finding in job.findings
        if is_claim(finding)
        for sentence in [document.sentences[document.sentence_index(finding.start)]]
    ]
    return tuple(_without(source, blamed) if source.origin == "draft" else source for source in job.sources)


def _without(source: Source, blamed: Sequence[str]) -> Source:
    text = normalise(source.text)
    for sentence in blamed:
        text = text.replace(sentence, "")
    return replace(source, text=text)
