"""A profile from whatever the user has: TOML, JSON, or plain lines, one fact a line; and back to TOML."""

import re
from typing import Any, NamedTuple

from pydantic import ValidationError

from coach.company import LEGAL_FORM
from coach.documents import check_keys, format_of, parse_json, parse_toml, toml_string, whole
from coach.errors import InputError
from coach.facts.profile import Profile, VendorFact
from coach.text import normalise

_KEYS = {
    "company": ("会社名", "会社", "社名", "屋号"),
    "person": ("担当", "担当者", "氏名", "名前", "お名前"),
    "role": ("役職", "役割", "肩書き", "肩書"),
    "facts": ("事実", "会社の事実"),
}
# A first line that is a company's name and nothing else, but for a note in brackets, needs no label.
_COMPANY_ALONE = re.compile(
    rf"{LEGAL_FORM}(?![をがのにで])[^\s、。:]{{1,30}}|[^\s、。:]{{1,30}}(?:{LEGAL_FORM}|事務所)"
)
_NOTE = re.compile(r"\s*[(（][^()（）]{1,40}[)）]$")
_FACT_KEYS = {
    "text": ("内容", "事実"),
    "kind": ("種類", "区分"),
    "as_of": ("時点", "日付"),
    "publishable": ("公開",),
    "consent": ("承諾", "許可"),
}


def _names(keys: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {spelling: key for key, others in keys.items() for spelling in (key, *others)}


NAMES = _names(_KEYS)
_FACT_NAMES = _names(_FACT_KEYS)


class ProfileReading(NamedTuple):
    """A profile, and what the reader of the file should know about how it was read."""

    profile: Profile
    warnings: tuple[str, ...] = ()


def read_profile(text: str, name: str) -> ProfileReading:
    """Return the profile in ``text``; the format is decided by the ending of ``name``, else by the content.

    Raises ``InputError`` when the format is broken, a key is unknown or a value is of the wrong kind.
    """
    match format_of(text, name):
        case "toml":
            profile = _from_table(parse_toml(text, name), name)
        case "json":
            profile = _from_table(parse_json(text, name), name)
        case "text":
            profile = _from_lines(whole(text, name))
    warnings = (
        ()
        if profile.statable
        else ("使える会社の事実が1つもありません。実績や料金を1行ずつ書き足してください。",)
    )
    return ProfileReading(profile=profile, warnings=warnings)


def _from_table(table: dict[str, Any], name: str) -> Profile:
    if len(table) == 1:
        key, inner = next(iter(table.items()))
        if isinstance(inner, dict) and key in {"profile", "プロフィール"}:
            table = inner
    values = check_keys(table, NAMES, name)
    facts = values.get("facts", [])
    if isinstance(facts, str):
        facts = facts.splitlines()
    if not isinstance(facts, list):
        raise InputError(
            f"{name} の「facts」は文章の並びではありません。", 'facts = ["…", "…"] の形で書いてください。'
        )
    values["facts"] = [
        check_keys(fact, _FACT_NAMES, name) if isinstance(fact, dict) else fact for fact in facts
    ]
    try:
        return Profile.model_validate(values)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"][:2])
        raise InputError(
            f"{name} の「{where}」の値が使えません。",
            '事実は文章か { text = "…", publishable = "public" } の形で書いてください。'
            "publishable は public・partners・anonymised・never、consent は yes・no・na のどれかです。",
        ) from error


def _from_lines(text: str) -> Profile:
    values: dict[str, str] = {}
    facts: list[VendorFact] = []
    for raw in text.splitlines():
        line = re.sub(r"^[\s・*\-•●○■□#]+", "", raw).strip()
        if not line:
            continue
        label, _, value = line.replace("：", ":", 1).partition(":")
        key = NAMES.get(re.sub(r"[\s【】]", "", normalise(label)))
        if key in {"company", "person", "role"} and value.strip() and key not in values:
            values[key] = value.strip()
        elif "company" not in values and not facts and (company := _company_alone(line)):
            values["company"] = company
            # What stands behind the name in brackets is something to tell.
            facts += [VendorFact(text=line)] if company != line else []
        else:
            facts.append(VendorFact(text=line))
    return Profile(**values, facts=tuple(facts))


def _company_alone(line: str) -> str:
    """Return the company that a line names and nothing else but a note in brackets; empty where it is no such line."""
    heads = (line, _NOTE.sub("", line))
    return next((head for head in heads if _COMPANY_ALONE.fullmatch(normalise(head))), "")


def write_profile(profile: Profile) -> str:
    """Return the TOML text of a profile; ``read_profile`` gives the profile back."""
    lines = ["# 会社の事実。ここに書いたことだけが、案件と下書きのほかに本文の根拠になります。\n"]
    for key, label in (("company", "会社名"), ("person", "担当者"), ("role", "役割")):
        lines.append(f"{key} = {toml_string(getattr(profile, key))}  # {label}")
    lines.append("facts = [  # 1行に1つ。数字には期間・件数・税区分を添えます")
    for fact in profile.facts:
        plain = fact == VendorFact(text=fact.text)
        table = ", ".join(
            f"{key} = {toml_string(value)}" for key, value in fact.model_dump(exclude_defaults=True).items()
        )
        lines.append(f"  {toml_string(fact.text) if plain else '{ ' + table + ' }'},")
    lines.append("]")
    return "\n".join(lines) + "\n"
