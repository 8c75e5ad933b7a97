"""From a job to the prompt that is sent: templates of ``prompts/``, which the user's own folder may shadow.

The system part of a task says what is always true of it and never changes; what belongs to this customer, this
text and this run stands in the user part. Values are put into templates, never rendered as templates.
"""

import linecache
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.critic.reader import Reader
from coach.customer.article import article
from coach.customer.case import KIND_LABELS
from coach.errors import ConfigError
from coach.facts.provenance import sources
from coach.resources import shipped
from coach.writer import briefing
from coach.writer.guidance import GUIDANCE_FILE, first_to_go_of, length_of, needs_of, opening_of
from coach.writer.job import Job, Prompt, Task
from coach.writer.schemas import (
    AskReply,
    AuditReply,
    DraftReply,
    FeedbackReply,
    JudgeReply,
    LightReply,
    RepairReply,
    schema_of,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_VERSION_LENGTH = 12

# Templates of the offline engine lie beside those of the prompts and are none.
_OFFLINE = "offline/"

_NEXT = "その箇所を直してください。ファイルを別の場所に移すと、付属のひな形に戻ります。"

# Of a broken line of a template, in code points.
_MOST_QUOTED = 60

_NAME = re.compile(r"'([^']{1,60})' is undefined|has no attribute '([^']{1,60})'")


class PromptError(ConfigError):
    """Raised when a template of the user's own folder cannot be used; names file, line and what is wrong."""


class Templates:
    """The templates of all prompts, compiled once: a file of the user's folder stands for the shipped one of its name."""

    def __init__(self, user_folder: Path | None) -> None:
        self._folders = [*([user_folder] if user_folder else []), shipped("prompts")]
        self._systems: dict[str, str] = {}

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return the text of a template. Raises ``PromptError`` when it, or one that it includes, is broken."""
        try:
            text = self._environment.get_template(name).render(values)
        except Exception as error:
            raise self._told(error, name) from error
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    def system(self, name: str) -> str:
        """Return the system part of the prompts in the folder ``name``, the same text every time."""
        if name not in self._systems:
            self._systems[name] = self.render(f"{name}/system.j2", {"types": list(article().types.values())})
        return self._systems[name]

    @cached_property
    def version(self) -> str:
        """A short hash of all templates as they are in force, and of what is said about readers; it is stored with
        a result to tell which prompts made it."""
        seen = sha256(GUIDANCE_FILE.read_bytes())
        for name in sorted(self._environment.list_templates(extensions=["j2"])):
            if not name.startswith(_OFFLINE):
                folder = next(folder for folder in self._folders if (folder / name).is_file())
                seen.update(f"\0{name}\0".encode() + (folder / name).read_bytes())
        return seen.hexdigest()[:_VERSION_LENGTH]

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        # A template that came by mail reaches the values of the prompt and nothing else of the process.
        return ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._folders, encoding="utf-8-sig"),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )

    def _told(self, error: Exception, name: str) -> PromptError:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        file, line = _place(error)
        if isinstance(error, TemplateSyntaxError):
            file, line = error.filename or file, error.lineno
            what = "書き方に誤りがあります"
        elif isinstance(error, TemplateNotFound):
            what = f"呼び出している「{error.name}」が見つかりません"
        elif found := _NAME.search(str(error)):
            what = f"「{found[1] or found[2]}」という値はありません"
        elif isinstance(error, (OSError, UnicodeDecodeError)):
            file, line = self._unreadable(), 0
            what = "読めません。UTF-8で保存されているか確かめてください"
        else:
            what = "実行できません"
        if not line:
            return PromptError(f"プロンプトのひな形 {file or name} が{what}。", _NEXT)
        there = linecache.getline(file, line).strip()[:_MOST_QUOTED]
        return PromptError(f"プロンプトのひな形 {file} の{line}行目「{there}」: {what}。", _NEXT)

    def _unreadable(self) -> str:
        """Return the first file that is no UTF-8: the error itself does not name it."""
        for folder in self._folders:
            for path in sorted(folder.rglob("*.j2")):
                try:
                    path.read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError):
                    return str(path)
        return ""


def _place(error: Exception) -> tuple[str, int]:
    """Return the template and the line where an error arose, as jinja2 writes them into the traceback."""
    file, line, trace = "", 0, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    return file, line


@cache
def templates(user_folder: Path | None) -> Templates:
    """Return the templates in force, with the user's own files in ``user_folder`` first. Once a process and folder."""
    return Templates(user_folder)


def instructions(templates: Templates, task: Task) -> str:
    """Return the system text of a task: words that belong into no text for a customer."""
    names = ("feedback", "light") if task == "feedback" else (task,)
    return "\n".join(templates.system(name) for name in names)


def ask_prompt(job: Job, templates: Templates) -> Prompt[AskReply]:
    """Return the prompt for what to ask the vendor before anything is written."""
    return Prompt(
        system=templates.system("ask"),
        user=templates.render("ask/user.j2", _about(job)),
        schema=schema_of(AskReply),
        label="質問の検討",
    )


def feedback_prompt(job: Job, templates: Templates) -> Prompt[FeedbackReply] | Prompt[LightReply]:
    """Return the prompt for critique and rewrite of the job's draft, or for critique and replacements (``light``)."""
    values = _about(job) | {
        "faults": briefing.named_faults(job.reader),
        "findings": briefing.evidence(job.findings, job.draft, job.nonce),
    }
    enums = {"fault": [fault.id for fault in briefing.named_faults(job.reader)]}
    if job.light:
        return Prompt(
            system=templates.system("light"),
            user=templates.render("light/user.j2", values),
            schema=schema_of(LightReply, enums),
            label="直しの検討",
        )
    return Prompt(
        system=templates.system("feedback"),
        user=templates.render("feedback/user.j2", values),
        schema=schema_of(FeedbackReply, enums),
        label="書き直し",
    )


def draft_prompt(job: Job, templates: Templates) -> Prompt[DraftReply]:
    """Return the prompt for a text written from case and facts."""
    return Prompt(
        system=templates.system("draft"),
        user=templates.render("draft/user.j2", _about(job)),
        schema=schema_of(DraftReply),
        label="下書きの作成",
    )


def audit_prompt(job: Job, text: str, templates: Templates) -> Prompt[AuditReply]:
    """Return the prompt for a sceptic's reading of ``text`` against the job's sources.

    Sentences are numbered T1, T2 … in the order of ``Document(text).sentences``.
    """
    lines, ids = briefing.numbered(text, job.nonce)
    doubted = briefing.evidence(briefing.doubtful(job.findings), job.draft, job.nonce)
    return Prompt(
        system=templates.system("audit"),
        user=templates.render("audit/user.j2", _given(job) | {"text": lines, "findings": doubted}),
        schema=schema_of(AuditReply, {"id": ids, "sources": [source.id for source in job.sources]}),
        label="裏づけの確認",
    )


def repair_prompt(
    job: Job, text: str, problems: Sequence[tuple[str, str]], lost: Sequence[str], templates: Templates
) -> Prompt[RepairReply]:
    """Return the prompt for the smallest mending of ``text``: each problem is a quote and why it cannot stay,
    ``lost`` are facts worth putting back.
    """
    lines, _ = briefing.numbered(text, job.nonce)
    values = {
        "text": lines,
        "problems": briefing.mark(
            (
                (f"N{number}", f"「{quote}」 {why}" if quote else why)
                for number, (quote, why) in enumerate(problems, 1)
            ),
            job.nonce,
        ),
        "lost": briefing.mark(((f"L{number}", fact) for number, fact in enumerate(lost, 1)), job.nonce),
    }
    return Prompt(
        system=templates.system("repair"),
        user=templates.render("repair/user.j2", _given(job) | values),
        schema=schema_of(RepairReply),
        label="根拠のない箇所の直し",
    )


def judge_prompt(
    reader: Reader, first: str, second: str, nonce: str, templates: Templates
) -> Prompt[JudgeReply]:
    """Return the prompt for which of two texts this customer prefers: ``first`` is 甲, ``second`` is 乙."""
    values = {
        "kind": KIND_LABELS[reader.kind],
        "customer": briefing.customer(reader),
        "material": briefing.material(sources(reader.case, None, None), nonce),
        "first": briefing.laid_out(first, "甲", nonce),
        "second": briefing.laid_out(second, "乙", nonce),
    }
    return Prompt(
        system=templates.system("judge"),
        user=templates.render("judge/user.j2", values),
        schema=schema_of(JudgeReply),
        label="読み比べ",
    )


def _given(job: Job) -> dict[str, Any]:
    return {
        "kind": KIND_LABELS[job.reader.kind],
        "material": briefing.material(job.sources, job.nonce),
    }


def _about(job: Job) -> dict[str, Any]:
    return _given(job) | {
        "customer": briefing.customer(job.reader),
        "needs": needs_of(job.reader),
        "checks": briefing.points(job),
        "opening": opening_of(job.reader),
        "first_to_go": first_to_go_of(job.reader),
        "length": f"{length_of(job.reader):,}",
        "has_draft": bool(job.draft.strip()),
        "has_sent": bool(job.sent.strip()),
    }
