"""``coach doctor``: whether a model can be asked, step by step."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from coach.cli.console import deliver, terminal_style
from coach.cli.keeping import settings
from coach.cli.showing import LISTED, check_format
from coach.errors import ConfigError, ModelError

if TYPE_CHECKING:
    from coach.writer.doctor import Check


def run_doctor(model: str, base_url: str, format: str) -> int:
    """Show the settings in force and whether the model answers; return 0 where it does or where none is wanted,
    2 where something is still to be set for it, 3 where the service fails.
    """
    from coach.writer.doctor import examine

    check_format(format, LISTED)
    chosen = settings(model=model, base_url=base_url)
    checks = examine(chosen)
    if format == "json":
        deliver(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2), "")
    else:
        deliver("\n".join(line for check in checks for line in _lines(check)), "")
    if all(check.ok for check in checks):
        return 0
    return ModelError.exit_code if chosen.can_ask else ConfigError.exit_code


def _lines(check: "Check") -> Iterator[str]:
    from coach.report.layout import fold_lines

    style = terminal_style()
    paint = style.good if check.ok else style.bad
    first, *rest = fold_lines(f"{check.name}: {check.detail}", style._replace(width=style.width - 3))
    yield paint(first)
    yield from (f"  {line}" for line in rest)
    if check.hint:
        yield from fold_lines(f"次にすること: {check.hint}", style, indent=4, hang=4)
