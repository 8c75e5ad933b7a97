"""Every result in every format that it has: one table, from which the commands know what ``--format`` takes."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from coach.report.layout import Style

if TYPE_CHECKING:
    from coach.customer.classify import Classification
    from coach.results import Comparison, Draft, Feedback

ResultName = Literal["Classification", "Feedback", "Draft", "Comparison"]

# What shows a result, and what of the view it wants besides; loaded at its first use, for start-up is a feature.
_SHOWN: Mapping[ResultName, Mapping[str, tuple[str, ...]]] = {
    "Classification": {
        "text": ("verdict", "show_classification", "style"),
        "markdown": ("markdown", "classification_markdown"),
    },
    "Feedback": {
        "text": ("terminal", "show_feedback", "style", "sources"),
        "markdown": ("markdown", "feedback_markdown", "sources"),
        "html": ("html", "feedback_html", "draft"),
    },
    "Draft": {
        "text": ("terminal", "show_draft", "style", "sources"),
        "markdown": ("markdown", "draft_markdown", "sources"),
    },
    "Comparison": {
        "text": ("comparison", "show_comparison", "style", "columns"),
        "markdown": ("comparison", "comparison_markdown"),
        "html": ("html", "comparison_html"),
    },
}


def formats(of: ResultName) -> tuple[str, ...]:
    """Return the formats of a kind of result, by the name of its class."""
    text, *others = _SHOWN[of]
    return (text, "json", *others)


def render(
    result: "Classification | Feedback | Draft | Comparison",
    format: str,
    style: Style,
    *,
    sources: bool = False,
    draft: str = "",
    columns: bool = True,
) -> str:
    """Return a result in one of its ``formats``.

    ``style`` is for text; with ``sources`` each sentence is shown with what it rests on; ``draft`` is the text that
    was judged, exactly as given; ``columns`` puts two versions side by side. Raises ``KeyError`` for another format.
    """
    if format == "json":
        return result.model_dump_json(indent=2)
    module, function, *wanted = _SHOWN[type(result).__name__][format]  # type: ignore[index]
    view = {"style": style, "sources": sources, "draft": draft, "columns": columns}
    shown: str = getattr(import_module(f"coach.report.{module}"), function)(
        result, **{name: view[name] for name in wanted}
    )
    return shown
