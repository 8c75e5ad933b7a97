"""``python -m coach``."""

from coach.cli import command

if __name__ == "__main__":
    command()
