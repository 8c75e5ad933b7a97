"""What is shipped beside the code: prompts and samples, inside the wheel or beside the package, and tables of data."""

from pathlib import Path
from typing import Any

import tomli

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder ``name`` (``prompts`` or ``samples``), installed or in the checkout."""
    return next(folder for folder in (_HERE / name, _HERE.parent / name) if folder.is_dir())


def table_beside(module: str, name: str) -> dict[str, Any]:
    """Return the TOML file ``name`` that lies beside a module, given by its ``__file__``."""
    return tomli.loads(Path(module).with_name(name).read_text(encoding="utf-8"))
