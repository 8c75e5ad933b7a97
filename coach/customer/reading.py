"""A case from whatever the user has: TOML, JSON, or text pasted from the platform's page or a mail."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import ValidationError

from coach.company import LEGAL_FORM
from coach.customer.case import ITEMS, LABELS, Case
from coach.customer.labels import NAMES
from coach.documents import check_keys, format_of, parse_json, parse_toml, whole
from coach.errors import InputError
from coach.text import shortened

# 「株式会社見本建設と申します」; a name without its form in front begins a clause.
_INTRODUCED = re.compile(
    rf"(?P<name>{LEGAL_FORM}[^\s、。「」()]{{1,20}}?|(?:(?<=[、。\s])|^)[^\s、。「」()の]{{1,20}}?{LEGAL_FORM})"
    r"(?:の[^\s、。「」]{1,12})?と申し(?:ます|まして)",
    re.M,
)

# Words of a page that a warning repeats, in code points.
_EXCERPT = 60


class CaseReading(NamedTuple):
    """A case, and what the reader of the file should know about how it was read."""

    case: Case
    warnings: tuple[str, ...] = ()


def read_case(text: str, name: str) -> CaseReading:
    """Return the case in ``text``; ``name`` decides the format by its ending, else the content does.

    Raises ``InputError`` when the format is broken, a key is unknown, or nothing of a case is found.
    """
    match format_of(text, name):
        case "toml":
            return _from_table(parse_toml(text, name), name)
        case "json":
            return _from_table(parse_json(text, name), name)
        case "text":
            return _from_page(whole(text, name), name)


def _from_table(table: dict[str, Any], name: str) -> CaseReading:
    if len(table) == 1:
        key, inner = next(iter(table.items()))
        if isinstance(inner, dict) and key in {"case", "案件"}:
            table = inner
    values = check_keys(table, NAMES, name)
    for key, value in values.items():
        if key == "requirements":
            values[key] = _requirements(value, name)
        elif not isinstance(value, str):
            raise InputError(
                f"{name} の「{key}」は文字列ではありません。", f'{key} = "…" の形で書いてください。'
            )
    added = (*_add_wishes(values), *_add_customer(values))
    return CaseReading(case=_case(values, name), warnings=added)


def _requirements(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        from coach.customer.page import listed

        return tuple(listed(value.splitlines()))
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(entry.strip() for entry in value if entry.strip())
    raise InputError(
        f"{name} の「requirements」は文字列の並びではありません。",
        'requirements = ["…", "…"] の形で書いてください。',
    )


def _add_wishes(values: dict[str, Any]) -> Iterable[str]:
    """Read the lists of the description as requirements where none are given, and return what to say about it."""
    if values.get("requirements") or not values.get("description"):
        return []
    from coach.customer.page import wishes_in

    wishes = wishes_in(values["description"])
    if not wishes:
        return []
    values["requirements"] = tuple(wishes)
    return [f"要件の欄がないため、依頼内容の箇条書き{len(wishes)}件を要件とみなしました。"]


def _add_customer(values: dict[str, Any]) -> Iterable[str]:
    """Read the name with which the customer introduces itself where none is given, and return what to say about it."""
    if values.get("customer"):
        return []
    found = _INTRODUCED.search(values.get("description", ""))
    if not found:
        return []
    values["customer"] = found["name"]
    return [f"発注者の欄がないため、依頼内容の名乗りから、発注者を「{found['name']}」とみなしました。"]


def _case(values: dict[str, Any], name: str) -> Case:
    try:
        return Case.model_validate(values)
    except ValidationError as error:
        raise InputError(
            f"{name} に案件名(title)も依頼内容(description)もありません。",
            "どちらかを書き足してください。`coach case new` で、質問に答えながら作ることもできます。",
        ) from error


def _from_page(text: str, name: str) -> CaseReading:
    from coach.customer.page import listed, one_value, pasted_parts, title_above

    parts = pasted_parts(text)
    values: dict[str, Any] = {
        key: tuple(listed(lines)) if key == "requirements" else one_value(key, lines)
        for key, lines in parts.values.items()
    }
    rest = list(parts.rest)
    guessed = "" if values.get("title") else title_above(parts)
    if guessed:
        values["title"] = guessed
        rest.remove(guessed)
    left = "\n".join(rest).strip()
    kept = [values.get("description", ""), left, *(f"{LABELS[key]}: {told}" for key, told in parts.repeated)]
    values["description"] = "\n\n".join(part for part in kept if part)
    warnings = [
        f"「{LABELS[key]}」が2回あります。先に出てきた方を使い、後の「{shortened(told, _EXCERPT)}」は依頼内容に残しました。"
        for key, told in parts.repeated
    ]
    if left and parts.values:
        lost = " / ".join(line for line in rest if line)
        warnings.append(f"項目として読めなかった部分は、依頼内容に残しました: {shortened(lost, _EXCERPT)}")
    if guessed:
        warnings.append(
            f"案件名の欄がないため、先頭の「{shortened(guessed, _EXCERPT)}」を案件名とみなしました。"
        )
    warnings += (*_add_wishes(values), *_add_customer(values))
    missing = [LABELS[item] for item in ITEMS if not values.get(item)]
    if len(missing) == len(ITEMS):
        warnings.append(
            "4つの項目(依頼先選定の流れ など)が見つかりませんでした。見出しごと貼り付けると、読む人を判定できます。"
        )
    elif missing:
        warnings.append(f"見つからなかった項目: {'、'.join(missing)}。票には数えません。")
    return CaseReading(case=_case(values, name), warnings=tuple(warnings))
