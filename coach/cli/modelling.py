"""How a command uses a model: what the user chose, who is asked, what is told meanwhile, and what happens on failure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coach.cli.console import note, read_text
from coach.cli.keeping import settings
from coach.errors import InputError

if TYPE_CHECKING:
    from coach.cli.options import Modelling
    from coach.results import Usage
    from coach.rewriting import Desk
    from coach.settings import Settings
    from coach.writer.job import AnyPrompt, Job
    from coach.writer.prompts import Templates

# Names to hide from the model beside those of case and profile, one a line, in the data folder.
_NAMES_FILE = "mask.txt"

# Of an answer brought back: the text, then its audit.
_MOST_REPLIES = 2

# Own prompts, by the names of the shipped ones, in the data folder.
_PROMPTS_FOLDER = "prompts"


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How the user wants the model used. Empty values mean: as set in the environment or in config.toml.

    ``replies`` are the files with a chat window's answers, ``brought`` their names and texts once they are read.
    """

    engine: str = ""
    model: str = ""
    base_url: str = ""
    edit: str = "full"
    asks: bool = True
    audits: bool = True
    masks: bool = True
    shows_prompt: bool = False
    replies: tuple[str, ...] = ()
    brought: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.edit not in {"full", "light"}:
            raise InputError(
                f"--edit {self.edit} は使えません。",
                "light(必要な箇所だけ直す)か full(全体を書き直す)を指定してください。",
            )
        if len(self.replies) > _MOST_REPLIES:
            raise InputError(
                f"--reply が{len(self.replies)}つ指定されています。",
                "文章の回答と、必要なら裏づけの確認の回答の、2つまでを指定してください。",
            )

    @property
    def light(self) -> bool:
        """Whether only replacements are asked for."""
        return self.edit == "light"

    @property
    def by_hand(self) -> bool:
        """Whether prompt and answer go through a chat window."""
        return self.shows_prompt or bool(self.replies)

    def with_replies(self) -> "Ways":
        """Return the same with the answers read. Raises ``InputError``."""
        return replace(self, brought=tuple((name, read_text(name, "回答")) for name in self.replies))

    def settings(self) -> "Settings":
        """Return the settings in force with these choices. Raises ``ConfigError``."""
        found = settings(engine=self.engine, model=self.model, base_url=self.base_url)
        for warning in found.warnings:
            note(f"※ {warning}")
        if found.engine == "auto" and not self.by_hand and found.api_key and not found.model_name:
            note(
                "※ APIキーはありますが、使うモデルが未設定のため、モデルなしで進めます(--model か COACH_MODEL)。"
            )
        return found


def ways_of(chosen: "Modelling", edit: str = "full") -> Ways:
    """Return what these options ask for. Raises ``InputError``."""
    return Ways(
        engine=chosen["engine"],
        model=chosen["model"],
        base_url=chosen["base_url"],
        edit=edit,
        asks=not chosen["no_ask"],
        audits=not chosen["no_audit"],
        masks=not chosen["no_mask"],
        shows_prompt=chosen["show_prompt"],
        replies=tuple(chosen["reply"]),
    )


class Session(NamedTuple):
    """A desk at work, and what its model has cost so far."""

    desk: "Desk"
    usage: Callable[[], "Usage | None"]
    model: str


@contextmanager
def session(chosen: "Settings", ways: Ways, keep: Callable[[str], None]) -> Iterator[Session]:
    """Open what is asked: the server that is set, or the answers that were brought back. Raises ``ConfigError``."""
    if ways.by_hand:
        yield Session(_desk_by_hand(chosen, ways), lambda: None, "")
        return
    from coach.cli.progress import Progress
    from coach.rewriting import Desk
    from coach.writer.client import Client

    progress = Progress(keep)
    with Client(chosen, progress) as client:
        desk = Desk(
            model=client,
            templates=_templates(chosen),
            masks=ways.masks,
            names=_names(chosen),
            audits=ways.audits,
        )
        try:
            yield Session(desk, lambda: client.usage, chosen.model_name)
        finally:
            progress.end()


def _desk_by_hand(chosen: "Settings", ways: Ways) -> "Desk":
    from coach.rewriting import Desk
    from coach.writer.pasted import Pasted

    return Desk(
        model=Pasted(list(ways.brought)),
        templates=_templates(chosen),
        masks=ways.masks,
        names=_names(chosen),
        audits=len(ways.brought) > 1,
        repairs=False,
    )


def prompt_by_hand(job: "Job", desk: "Desk", answered: bool) -> str:
    """Return the next prompt for a chat window: for the text, or once that is ``answered`` for its audit."""
    from coach.writer.ladder import spelled
    from coach.writer.prompts import audit_prompt
    from coach.writer.steps import writing_prompt, written

    prompt: AnyPrompt = writing_prompt(job, desk.templates)
    mask = desk.mask_of(job)
    if answered:
        text = written(job, desk.ask(prompt, mask)).text
        prompt = audit_prompt(job, text, desk.templates)
    return "\n".join(message.content for message in spelled(desk.hidden(prompt, mask), "text", prompt.schema))


def tell_usage(usage: "Usage | None", model: str) -> None:
    """Say on stderr what the model's work took."""
    if usage and usage.calls:
        note(
            f"{model}: 依頼{usage.calls}回、入力{usage.input_tokens:,}・出力{usage.output_tokens:,}トークン、"
            f"{usage.seconds:.1f}秒"
        )


def _templates(chosen: "Settings") -> "Templates":
    from coach.writer.prompts import templates

    own = chosen.home / _PROMPTS_FOLDER
    return templates(own if own.is_dir() else None)


def _names(chosen: "Settings") -> tuple[str, ...]:
    path: Path = chosen.home / _NAMES_FILE
    if not path.is_file():
        return ()
    return tuple(filter(None, (line.strip() for line in read_text(str(path), "伏せる名前").splitlines())))
