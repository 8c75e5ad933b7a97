"""A text written by a model: asked for, audited, repaired once, and marked where it is still not proved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from coach.critic.reader import Reader
from coach.errors import ModelError
from coach.text import Document
from coach.writer.editing import apply_edits
from coach.writer.exchange import Asks, Message
from coach.writer.job import Job, Prompt
from coach.writer.masking import Mask
from coach.writer.obeyed import repeated_orders
from coach.writer.prompts import (
    Templates,
    ask_prompt,
    audit_prompt,
    instructions,
    repair_prompt,
)
from coach.writer.proof import Problem, Proof, marked, problems_for_repair, prove, worth_putting_back
from coach.writer.proof.problem import merged
from coach.writer.replies import answer
from coach.writer.schemas import AskedQuestion, AuditReply
from coach.writer.steps import Written, writing_prompt, written

M = TypeVar("M", bound=BaseModel)

_OBEYED = "材料の中に紛れた、AIへの指示の言葉が入っています。"
_OBEYED_MARK = "材料に紛れた指示の文"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who is asked and how: the model, the prompts, what is masked, and whether its text is audited and repaired."""

    model: Asks
    templates: Templates
    masks: bool = True
    # Further names to hide, one each.
    names: tuple[str, ...] = ()
    audits: bool = True
    repairs: bool = True

    def ask(self, prompt: Prompt[M], mask: Mask) -> M:
        """Return the reply to a prompt, masked on the way out and restored on the way back. Raises ``ModelError``."""
        value, _ = answer(self.model, self.hidden(prompt, mask), prompt.schema, label=prompt.label)
        return mask.restore(value)

    def hidden(self, prompt: Prompt[M], mask: Mask) -> list[Message]:
        """Return the messages as they leave; the system part holds nothing of anybody."""
        return [
            message if message.role == "system" else Message(message.role, mask.hide(message.content))
            for message in prompt.messages
        ]

    def mask(self, reader: Reader, texts: Iterable[str]) -> Mask:
        """Return what is hidden from the model in all prompts about this reader and these texts."""
        return Mask.of(reader, texts, self.names) if self.masks else Mask.none()

    def mask_of(self, job: Job) -> Mask:
        """Return what is hidden in all prompts of a job."""
        return self.mask(job.reader, [source.text for source in job.sources])


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """A text with its proof. In ``text`` whatever is not proved is marked 【要確認: …】; ``failure`` says why the
    repair, if one was needed, did not come."""

    text: str
    written: Written
    proof: Proof
    failure: ModelError | None = None


def vendor_questions(job: Job, desk: Desk) -> list[AskedQuestion]:
    """Return up to three questions to the vendor before anything is written. Raises ``ModelError``."""
    return desk.ask(ask_prompt(job, desk.templates), desk.mask_of(job)).questions


def rewrite(job: Job, desk: Desk) -> Rewritten:
    """Return the text that the model writes for a job, audited, repaired once where needed, and proved.

    Raises ``ModelError`` when the text or its audit does not come: a text that was not proved is not returned.
    """
    mask = desk.mask_of(job)
    told = told_for(job, desk.templates)
    first = written(job, desk.ask(writing_prompt(job, desk.templates), mask), told)
    audit = desk.ask(audit_prompt(job, first.text, desk.templates), mask) if desk.audits else None
    proof = _proved(first.text, job, audit, told)
    failure = None
    if desk.repairs and (problems_for_repair(proof) or worth_putting_back(proof)):
        try:
            proof = _repaired(job, desk, mask, proof, audit, told)
        except ModelError as error:
            # What stands is proved already, and marked where it is not.
            failure = error
    return Rewritten(text=marked(proof), written=first, proof=proof, failure=failure)


def _repaired(job: Job, desk: Desk, mask: Mask, proof: Proof, audit: AuditReply | None, told: str) -> Proof:
    """Return the proof of the text after the model's replacements, or the one at hand where they are no gain."""
    prompt = repair_prompt(
        job, proof.text, problems_for_repair(proof), worth_putting_back(proof), desk.templates
    )
    text = apply_edits(proof.text, desk.ask(prompt, mask).edits).text
    # What the auditor said of words that the repair took out was said of words that stood there.
    again = replace(_proved(text, job, _still(audit, proof.text, text), told), ignored=proof.ignored)
    return again if _blocked(again) <= _blocked(proof) else proof


def told_for(job: Job, templates: Templates) -> str:
    """Return the instructions that a model is given for a job: words that may come back in nothing it says."""
    return instructions(templates, "feedback" if job.draft else "draft")


def _proved(text: str, job: Job, audit: AuditReply | None, told: str) -> Proof:
    """Return the proof of a text; no sentence may repeat an order that stands in the material."""
    proof = prove(text, job, audit, instructions=told)
    obeyed = (
        Problem(proof.text[start:end], "leak", _OBEYED, start, end, True, _OBEYED_MARK)
        for start, end in repeated_orders(proof.text, job.sources)
    )
    return replace(proof, problems=merged((*proof.problems, *obeyed), proof.text))


def _blocked(proof: Proof) -> int:
    return sum(problem.blocks for problem in proof.problems)


def _still(audit: AuditReply | None, before: str, after: str) -> AuditReply | None:
    """Return what the audit said of the sentences that the repair left alone, under their new numbers."""
    if audit is None:
        return None
    said = {sentence.id: sentence for sentence in audit.sentences}
    known = {text: said[id] for id, text in _numbered(before) if id in said}
    kept = [known[text].model_copy(update={"id": id}) for id, text in _numbered(after) if text in known]
    return audit.model_copy(update={"sentences": kept})


def _numbered(text: str) -> list[tuple[str, str]]:
    document = Document(text)
    return [(f"T{number}", sentence.text) for number, sentence in enumerate(document.sentences, 1)]
