"""The JSON that others read: keys may be added to a result, none may go or be renamed."""

from collections.abc import Iterator
from typing import Any

_FINDING = "rule fault severity start end quote message suggestion because origin"
_CLASSIFICATION = {
    "": "type focus decided_by votes signals psychology psychology_title",
    "votes": "many few abstain",
    "signals": "item label value option vote psychology",
}
_CRITIQUE = {
    "checklist": "id question weight met evidence",
    "findings": _FINDING,
    "gate": "sendable blockers",
    "usage": "calls input_tokens output_tokens seconds request_ids",
} | {f"classification.{part}".rstrip("."): names for part, names in _CLASSIFICATION.items()}

# The keys of each part of a result; a part that is a list has them in every entry.
CONTRACT = {
    "classify": _CLASSIFICATION,
    "feedback": _CRITIQUE
    | {
        "": "schema_version kind engine classification score checklist findings questions gate rewrite after model usage "
        "warnings id",
        "rewrite": "text edits sentences blanks unsupported dropped",
        "rewrite.edits": "before after reason",
        "rewrite.sentences": "text class sources",
        "rewrite.unsupported": "quote kind why",
        "after": "score findings",
    },
    "draft": _CRITIQUE
    | {
        "": "schema_version kind engine classification text sentences questions blanks unused unsupported score "
        "checklist findings gate model usage warnings id",
        "sentences": "text class sources",
        "unsupported": "quote kind why",
    },
    "compare": {
        "": "schema_version kind classification before after resolved introduced persisting facts diff change_ratio verdict "
        "conclusion",
        "before": "score findings gate",
        "after": "score findings gate",
        "resolved": _FINDING,
        "introduced": _FINDING,
        "persisting": _FINDING,
        "facts": "kept added dropped unsupported",
        "diff": "op before after",
        "verdict": "winner reasons orders",
    },
}


def lacks(command: str, result: Any) -> list[str]:
    """Return what a command's result lacks of the contract, as paths; a part that is null lacks nothing."""
    return [
        f"{part}.{name}".lstrip(".")
        for part, names in CONTRACT[command].items()
        for entry in _entries(result, part)
        for name in names.split()
        if name not in entry
    ]


def _entries(result: Any, part: str) -> Iterator[Any]:
    for name in filter(None, part.split(".")):
        if result is None:
            return
        result = result.get(name)
    if result is not None:
        yield from result if isinstance(result, list) else [result]
