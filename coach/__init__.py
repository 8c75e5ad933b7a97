"""Coaching for the texts that a Japanese B2B vendor sends to a customer.

>>> from coach import Case, classify
>>> classify(Case(title="サイト制作", selection_process="自身が決裁権を持っている")).type
'many'
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from coach.coaching import compare, draft, feedback
    from coach.customer.case import Case
    from coach.customer.classify import classify
    from coach.facts.profile import Profile

__all__ = ["Case", "Profile", "classify", "compare", "draft", "feedback"]

_HOMES = {
    "Case": "coach.customer.case",
    "Profile": "coach.facts.profile",
    "classify": "coach.customer.classify",
    "compare": "coach.coaching",
    "draft": "coach.coaching",
    "feedback": "coach.coaching",
}


def __getattr__(name: str) -> Any:
    """Load a public name at its first use: importing coach must cost nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'coach' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
