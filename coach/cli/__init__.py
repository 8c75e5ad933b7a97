"""The command ``coach``: read, call coaching, show."""

from coach.cli.shell import command, main

__all__ = ["command", "main"]
