"""Where the shipped prompts and samples lie: inside the wheel, or beside the package in a checkout."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder ``name`` (``prompts`` or ``samples``), installed or in the checkout."""
    return next(folder for folder in (_HERE / name, _HERE.parent / name) if folder.is_dir())
