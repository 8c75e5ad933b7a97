"""The history on the screen."""

from collections.abc import Iterator
from contextlib import suppress
from json import JSONDecoder

from coach.cli.console import deliver, note, terminal_style
from coach.cli.keeping import database
from coach.customer.case import KIND_LABELS
from coach.errors import InputError
from coach.folding import without_escapes
from coach.history import Entry, History
from coach.report.layout import harmless
from coach.report.wording import gate_mark

_TYPES = {"many": "①", "few": "②", "mixed": "同数", "unknown": "-"}


def number(name: str) -> int:
    """Return the number of an entry as typed: ``12`` or ``#12``. Raises ``InputError`` for anything else."""
    digits = name.removeprefix("#").removeprefix("＃")
    if not digits.isdecimal():
        raise InputError(f"{name} は履歴の番号ではありません。", "`coach history` で番号を確かめてください。")
    return int(digits)


def list_entries(limit: int) -> None:
    """Print the newest entries, one a line."""
    with History(database()) as history:
        entries = history.entries(limit)
    if not entries:
        note("履歴はまだありません。`coach feedback` の下書きが、ここに残ります。")
        return
    deliver("\n".join(_line(entry) for entry in entries), None)


def _line(entry: Entry) -> str:
    score = "-" if entry.score is None else str(entry.score)
    sendable = entry.status_label if entry.sendable is None else gate_mark(entry.sendable, entry.score)
    when = entry.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    who = harmless(entry.customer or entry.title or "(発注者の記載なし)")
    return f"#{entry.id}  {when}  {KIND_LABELS[entry.kind]}  {_TYPES.get(entry.type, '-')}  {score}点  {sendable}  {who}"


def show_entry(name: str, text_only: bool) -> None:
    """Print one entry: the draft as typed, and the result as it was."""
    with History(database()) as history:
        entry = history.get(number(name))
    if text_only:
        deliver(without_escapes(entry.rewrite_text or entry.text), None)
        return
    parts = [_line(entry)]
    if entry.text:
        parts += ["", "■ 下書き", harmless(entry.text).rstrip()]
    parts += _result(entry)
    if entry.partial:
        parts += [
            "",
            "■ 届いていた途中の文章(照合前のもの。このままでは送れません)",
            _readable(entry.partial),
        ]
    deliver("\n".join(parts), None)


def _readable(partial: str) -> str:
    """Return the last text in what had arrived of the answers; where there is none, all of it as it came."""
    texts = [value["text"] for value in _answers(partial) if isinstance(value, dict) and value.get("text")]
    return harmless(str(texts[-1])) if texts else harmless(partial)


def _answers(partial: str) -> Iterator[object]:
    """Yield the answers one after the other; the last may have been cut."""
    from pydantic_core import from_json

    decoder, at = JSONDecoder(strict=False), partial.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(partial, at)
        except ValueError:
            with suppress(ValueError):
                yield from_json(partial[at:].strip(), allow_partial="trailing-strings")
            return
        yield value
        at = partial.find("{", end)


def _result(entry: Entry) -> list[str]:
    if not entry.result_json:
        why = f"、{harmless(entry.reason)}" if entry.reason else ""
        return ["", f"結果はありません({entry.status_label}{why})。"]
    from coach.report.terminal import show_draft, show_feedback
    from coach.results import Draft, Feedback

    style = terminal_style()
    if entry.command == "draft":
        return ["", show_draft(Draft.model_validate_json(entry.result_json), style)]
    return ["", show_feedback(Feedback.model_validate_json(entry.result_json), style)]


def purge_entries(names: tuple[str, ...], older_than: int, everything: bool) -> None:
    """Delete entries for good. Raises ``InputError`` unless exactly one way of choosing is given."""
    if sum((bool(names), older_than > 0, everything)) != 1:
        raise InputError(
            "消すものが決まりません。", "番号、--older-than 日数、--all のどれか1つを指定してください。"
        )
    with History(database()) as history:
        count = history.purge(
            ids=tuple(number(name) for name in names),
            older_than_days=older_than or None,
            everything=everything,
        )
    note(f"{count}件を消しました。")
