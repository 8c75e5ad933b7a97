"""Typer's own words in Japanese: help headings and usage errors."""

from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, TyperException

_HEADINGS = {
    "Usage:": "使い方:",
    "Options:": "オプション:",
    "Commands:": "コマンド:",
    "Arguments:": "引数:",
    "[OPTIONS]": "[オプション]",
    "COMMAND [ARGS]...": "コマンド [引数]...",
    "[required]": "[必須]",
    "[default:": "[既定:",
    "Show this message and exit.": "この説明を表示します。",
}


def _in_japanese(text: str) -> str:
    for english, japanese in _HEADINGS.items():
        text = text.replace(english, japanese)
    return text


class Command(TyperCommand):
    """A command whose help is Japanese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return _in_japanese(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is Japanese."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text."""
        return _in_japanese(super().get_help(ctx))


def usage_errors() -> tuple[type[BaseException], ...]:
    """Return the exceptions that mean the command line cannot be used as typed."""
    return TyperException, Abort


def explain(error: BaseException) -> tuple[str, str]:
    """Return the Japanese sentence for a usage error, and the next step."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "coach"
    hint = f"`{path} --help` で使い方を確かめてください。"
    match type(error).__name__:
        case "NoSuchOption":
            name = str(getattr(error, "option_name", ""))
            from difflib import get_close_matches

            near = get_close_matches(name, _options(context), n=1)
            return (
                f"{name} というオプションはありません。",
                f"{near[0]} の間違いではありませんか。" if near else hint,
            )
        case "MissingParameter":
            param = getattr(error, "param", None)
            name = getattr(param, "metavar", None) or _name(param)
            return f"{name} が指定されていません。", hint
        case "BadParameter":
            param = getattr(error, "param", None)
            return f"{_name(param)} の値が使えません。", (getattr(param, "help", "") or "") + hint
        case "BadOptionUsage":
            return f"{getattr(error, 'option_name', '')} には値が必要です。", hint
        case "Abort":
            return "中断しました。", ""
    message = str(getattr(error, "message", error))
    if message.startswith("No such command"):
        name = message.split("'")[1]
        from difflib import get_close_matches

        near = get_close_matches(name, list(getattr(context.command, "commands", {})) if context else [], n=1)
        return (
            f"{name} というコマンドはありません。",
            f"{near[0]} の間違いではありませんか。" if near else hint,
        )
    if message.startswith("Got unexpected extra"):
        # 「Got unexpected extra argument(s) (a b)」: the arguments are the last pair of brackets, which may hold others.
        extra = message.partition(" (")[2].removesuffix(")")
        return f"余分な引数があります: {extra}。", hint
    return "コマンドの書き方に誤りがあります。", hint


def _options(context: Any) -> list[str]:
    return [option for param in context.command.params for option in param.opts] if context else []


def _name(param: Any) -> str:
    return str(param.opts[-1] if param and param.opts else "値")
