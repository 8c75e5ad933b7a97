"""A case from whatever the user has: TOML, JSON, or text pasted from the platform's page or a mail."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.customer.case import ITEMS, LABELS, Case
from coach.customer.classify import recognise
from coach.documents import check_keys, parse_json, parse_toml
from coach.errors import InputError
from coach.text import normalise

# Labels as they stand on pages and in mails, beside those of LABELS.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "title": ("案件タイトル", "タイトル", "件名", "案件", "ご依頼名", "依頼名"),
    "category": ("カテゴリー", "業種カテゴリ", "依頼カテゴリ", "サービス", "種別", "ジャンル"),
    "customer": ("会社名", "発注者名", "発注企業", "企業名", "お客様", "お客様名", "依頼者", "クライアント", "カスタマー", "社名"),
    "selection_process": ("選定の流れ", "依頼先の選定の流れ", "選定フロー"),
    "meeting_preference": ("希望の進め方", "ご希望の進め方", "進め方", "紹介企業との進め方"),
    "order_timing": ("発注時期", "発注予定", "ご発注予定時期", "発注希望時期"),
    "other_candidates": (
        "PRONIアイミツメンバーズ外の検討中企業", "アイミツメンバーズ外での検討中企業", "PRONIアイミツ外での検討中企業", "検討中企業", "検討中の企業", "他の検討中企業", "他社検討状況",
    ),
    "budget": ("ご予算", "予算感", "希望予算", "想定予算", "予算上限"),
    "deadline": ("納期", "希望納期", "ご希望納期", "公開希望日", "納品希望日", "希望公開日", "実施時期", "開始希望時期", "希望時期"),
    "requirements": ("ご要望", "要望", "必須要件", "依頼要件", "希望要件", "必要な要件", "条件"),
    "description": ("依頼概要", "依頼の背景", "背景", "概要", "詳細", "依頼詳細", "ご依頼内容", "案件内容", "案件詳細", "目的", "備考", "その他"),
}  # fmt: skip


def _names() -> dict[str, str]:
    names = {key: key for key in LABELS}
    for key, label in LABELS.items():
        for spelling in (label, *_SYNONYMS[key]):
            names[re.sub(r"\s", "", normalise(spelling))] = key
    return names


NAMES = _names()

_MARKS = r"[\s・*\-•■□◆◇●○▼▽【\[〈<|#>]*"
_CLOSE = r"[\s】\]〉>|]*"
_LABEL_LINE = re.compile(
    rf"^{_MARKS}(?P<label>[^::|\t】\]〉]{{1,40}}?){_CLOSE}(?:[::|\t]+\s*(?P<value>.*?))?[\s|]*$"
)


class CaseReading(BaseModel):
    """A case, and what the reader of the file should know about how it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: Case
    warnings: tuple[str, ...] = ()


def read_case(text: str, name: str) -> CaseReading:
    """Return the case in ``text``; ``name`` decides the format by its ending, else the content does.

    Raises ``InputError`` when the format is broken, a key is unknown, or nothing of a case is found.
    """
    if name.lower().endswith(".toml"):
        return _from_table(parse_toml(text, name), name)
    if name.lower().endswith(".json") or text.lstrip().startswith("{"):
        return _from_table(parse_json(text, name), name)
    if not name.lower().endswith((".txt", ".md", ".eml")) and re.search(
        r'^[A-Za-z_]+\s*=\s*["\[\']', text, re.M
    ):
        return _from_table(parse_toml(text, name), name)
    return _from_page(text, name)


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
    return CaseReading(case=_case(values, name), warnings=tuple(_unplaced(values)))


def _requirements(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(_listed(value.splitlines()))
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(entry.strip() for entry in value if entry.strip())
    raise InputError(
        f"{name} の「requirements」は文字列の並びではありません。",
        'requirements = ["…", "…"] の形で書いてください。',
    )


def _case(values: dict[str, Any], name: str) -> Case:
    try:
        return Case.model_validate(values)
    except ValidationError as error:
        raise InputError(
            f"{name} に案件名(title)も依頼内容(description)もありません。",
            "どちらかを書き足してください。`coach case new` で、質問に答えながら作ることもできます。",
        ) from error


def _unplaced(values: dict[str, Any]) -> Iterable[str]:
    for item in ITEMS:
        value = values.get(item, "")
        if value and recognise(item, value) is None:
            yield f"「{LABELS[item]}」の「{value}」は、記事の表にない回答です。票には数えません。"


def _from_page(text: str, name: str) -> CaseReading:
    found: dict[str, list[str]] = {}
    rest: list[str] = []
    warnings: list[str] = []
    current: list[str] | None = None
    for line in text.splitlines():
        label, value = _labelled(line)
        if label is None:
            (rest if current is None else current).append(line)
            continue
        if label in found and label not in {"requirements", "description"}:
            warnings.append(
                f"「{LABELS[label]}」が2回あります。先に出てきた方を使い、後の「{value}」は依頼内容に残しました。"
            )
            rest.append(line)
            current = rest
            continue
        current = found.setdefault(label, [])
        if value:
            current.append(value)
    values = _page_values(found, rest)
    if rest and any(line.strip() for line in rest) and found:
        lost = " / ".join(line.strip() for line in rest if line.strip())
        warnings.append(
            f"項目として読めなかった部分は、依頼内容に残しました: {lost[:60]}{'…' if len(lost) > 60 else ''}"
        )
    if not any(key in found for key in ITEMS):
        warnings.append(
            "4つの項目(依頼先選定の流れ など)が見つかりませんでした。見出しごと貼り付けると、読む人を判定できます。"
        )
    return CaseReading(case=_case(values, name), warnings=(*warnings, *_unplaced(values)))


def _labelled(line: str) -> tuple[str | None, str]:
    """Return the key of a line that begins with a label, and what stands behind the label."""
    match = _LABEL_LINE.match(normalise(line))
    if match and (key := NAMES.get(re.sub(r"\s", "", match["label"]))):
        value = (match["value"] or "").strip()
        raw = line.strip()
        return key, raw[-len(value) :].strip(" \t|") if value and normalise(raw).endswith(value) else value
    return None, ""


def _page_values(found: dict[str, list[str]], rest: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    spill: list[str] = []
    for key, lines in found.items():
        told = [line.strip() for line in lines]
        if key == "requirements":
            values[key] = tuple(_listed(told))
        elif key == "description":
            values[key] = "\n".join(told).strip()
        else:
            value, more = _first_block(told)
            values[key] = value
            spill += more
    leftover = "\n".join(line.rstrip() for line in [*spill, *rest]).strip()
    values["description"] = "\n\n".join(part for part in (values.get("description", ""), leftover) if part)
    return values


def _first_block(lines: list[str]) -> tuple[str, list[str]]:
    """A short value ends at the first blank line; what follows belongs to nobody and is kept apart."""
    start = next((i for i, line in enumerate(lines) if line), len(lines))
    end = next((i for i in range(start, len(lines)) if not lines[i]), len(lines))
    block = lines[start:end]
    joined = "".join(block) if all(len(line) < 60 for line in block) and len(block) <= 3 else "\n".join(block)
    return joined, [line for line in lines[end:] if line]


def _listed(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        entry = re.sub(r"^[\s・*\-•●○■□>]+|^\(?[0-9]{1,2}[.))、]\s*|^[①-⑳]\s*", "", line.strip()).strip()
        if entry:
            yield entry
