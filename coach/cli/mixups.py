"""Files that stand in the wrong place: a letter where the customer's case belongs, a settings file among the cases."""

import re
from collections.abc import Iterator
from pathlib import Path

from coach.customer.case import ITEMS, Case
from coach.customer.options import recognise
from coach.errors import InputError

# What a vendor writes to a customer, and a customer on the page of a case does not.
_LETTER = re.compile(
    r"(?:様|ご担当者様)$|はじめまして|と申します|貴社|御社|拝見|ご応募|やりとりを?(?:開始|始め)"
    r"|豊富な実績|お任せくださ|ご安心くださ|お?見積(?:もり|り)?を?させて|ご提案させて",
    re.M,
)
_SIGNS_OF_A_LETTER = 2

# A larger file is no case that somebody typed. In bytes.
_LARGEST = 200_000

_ENDINGS = (".toml", ".json", ".txt")


def is_letter(case: Case) -> bool:
    """Whether what was read as a case looks like a text to a customer: no field of a case, and a vendor's words."""
    if case.budget or any(case.item(item) for item in ITEMS):
        return False
    text = "\n".join((case.title, case.description, *case.requirements))
    return len(set(_LETTER.findall(text))) >= _SIGNS_OF_A_LETTER


def case_files(folder: Path) -> Iterator[Path]:
    """Yield the files of ``folder`` that read as a case, by name: pasted pages only where an item is recognised."""
    for path in _candidates(folder):
        if "profile" not in path.stem.lower() and _reads_as_case(path):
            yield path


def profile_files(folder: Path) -> Iterator[Path]:
    """Yield the files of ``folder`` that are named as a profile."""
    yield from (path for path in _candidates(folder) if "profile" in path.stem.lower())


def _candidates(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _ENDINGS and path.is_file() and path.stat().st_size <= _LARGEST:
            yield path


def _reads_as_case(path: Path) -> bool:
    from coach.customer.reading import read_case
    from coach.documents import decode

    if "case" in path.stem.lower() or "案件" in path.stem:
        # Offered even where it is broken: whoever chooses it is told what is wrong with it.
        return True
    try:
        case = read_case(decode(path.read_bytes(), path.name), path.name).case
    except (InputError, OSError):
        return False
    return path.suffix.lower() != ".txt" or any(recognise(item, case.item(item)) for item in ITEMS)
