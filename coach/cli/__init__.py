"""The command ``coach``: read, call coaching, show."""

from coach.cli.shell import main

__all__ = ["main"]
