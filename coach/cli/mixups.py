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

# A letter may repeat an item or two of the case; three are the page itself, which is no longer than so many characters.
_ITEMS_OF_A_CASE = 3
_LONGEST_CASE = 20_000

# A larger file is no case that somebody typed. In bytes.
_LARGEST = 200_000

# Offered as a profile even where it is broken: whoever chooses it is told what is wrong with it.
_OF_THE_VENDOR = re.compile(r"(?i)prof(?:ile)?(?![a-z])|プロフィール|事実|自社|会社(?:案内|情報|概要)")

_ENDINGS = (".toml", ".json", ".txt")


def seems_else(text: str, case: Case) -> str:
    """Return in Japanese what a text looks like that was read as a case without any of its fields; empty for a case.

    A text to a customer has a vendor's words, a vendor's facts name the company and who signs.
    """
    if case.budget or any(case.item(item) for item in ITEMS):
        return ""
    if len(set(_LETTER.findall(case.words))) >= _SIGNS_OF_A_LETTER:
        return "お客様へ送る下書き"
    return "会社の事実のファイル" if _names_the_vendor(text) else ""


def refuse_case_as_draft(draft: str, source: str, case: Case) -> None:
    """Raise ``InputError`` for a draft that is the page of a case: most of the four items stand in it as labels."""
    from coach.customer.labels import items_named
    from coach.customer.reading import read_case

    page = draft[:_LONGEST_CASE]
    if len(items_named(page)) < _ITEMS_OF_A_CASE:
        return
    try:
        read = read_case(page, source).case
    except InputError:
        return
    if sum(bool(read.item(item)) for item in ITEMS) < _ITEMS_OF_A_CASE:
        return
    if any(case.item(item) for item in ITEMS):
        raise InputError(
            f"下書きとして指定された {source} は、案件のページのように見えます。",
            "お客様へ送る文章のファイルを指定してください。",
        )
    raise InputError(
        f"下書きと案件が逆のようです({source} が案件のページのように見えます)。",
        "`coach feedback 下書き.txt -c 案件.txt` の順で指定してください。",
    )


def _reads_as_profile(path: Path) -> bool:
    from coach.documents import decode

    try:
        return _names_the_vendor(decode(path.read_bytes(), path.name), path.name) and not _reads_as_case(path)
    except (InputError, OSError):
        return False


def _names_the_vendor(text: str, name: str = "会社の事実.txt") -> bool:
    from coach.facts.profile_file import read_profile

    try:
        profile = read_profile(text, name).profile
    except InputError:
        return False
    return bool(profile.company and (profile.person or profile.role)) and len(profile.facts) > 1


def case_files(folder: Path) -> Iterator[Path]:
    """Yield the files of ``folder`` that read as a case, by name: pasted pages only where an item is recognised."""
    for path in _candidates(folder):
        if not _OF_THE_VENDOR.search(path.stem) and _reads_as_case(path):
            yield path


def profile_files(folder: Path) -> Iterator[Path]:
    """Yield the files of ``folder`` that are named as a profile, or that name a company and who signs."""
    for path in _candidates(folder):
        if _OF_THE_VENDOR.search(path.stem) or _reads_as_profile(path):
            yield path


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
