"""A case written as a file that a salesperson can edit."""

from coach.customer.case import ITEMS, LABELS, Case
from coach.documents import toml_string

_HEAD = "# 案件ファイル。coach feedback -c このファイル で使います。\n"


def write_case(case: Case) -> str:
    """Return the TOML text of a case, with the platform's labels as comments.

    ``read_case`` gives the case back; where it has no requirements, with those that its description lists.

    The four items are written even where they are empty, to be filled in; other empty parts are left out.
    """
    lines = [_HEAD]
    for key, label in LABELS.items():
        if key == "requirements":
            values = "".join(f"\n  {toml_string(entry)}," for entry in case.requirements)
            lines.append(f"requirements = [{values}{chr(10) if values else ''}]  # {label}")
            continue
        value: str = getattr(case, key)
        if "\n" in value:
            lines.append(f"{key} = {_lines(value)}  # {label}")
        elif value or key in ITEMS:
            lines.append(f"{key} = {toml_string(value)}  # {label}")
    return "\n".join(lines) + "\n"


def _lines(value: str) -> str:
    """A text of several lines, each on its own line; the line breaks at both ends are read back as none."""
    told = "\n".join(toml_string(line)[1:-1] for line in value.split("\n"))
    return f'"""\n{told}\n"""'
