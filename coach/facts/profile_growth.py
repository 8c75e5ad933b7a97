"""New facts written into a profile file, its comments and order kept."""

import json
from collections.abc import Iterator, Sequence

from coach.documents import format_of, toml_string
from coach.errors import InputError
from coach.facts.profile import Profile, VendorFact
from coach.facts.profile_file import read_profile

# In a file with more brackets nobody looks for the right one.
_MOST_BRACKETS = 500


def with_facts(text: str, name: str, facts: Sequence[str], as_of: str) -> str:
    """Return the text of a profile file with ``facts`` added at the end, each with the month it was told (``as_of``).

    ``name`` tells the format, as for ``read_profile``. Raises ``InputError`` when the file does not take them
    without a change of what is there.
    """
    before = read_profile(text, name).profile
    ends = text if not text or text.endswith("\n") else text + "\n"
    match format_of(text, name):
        case "text":
            added = [VendorFact(text=f"{fact}({as_of}時点)") for fact in facts]
            candidates = iter([ends + "".join(f"{fact.text}\n" for fact in added)])
        case "json":
            added = [VendorFact(text=fact, as_of=as_of) for fact in facts]
            candidates = _json(text, added)
        case "toml":
            added = [VendorFact(text=fact, as_of=as_of) for fact in facts]
            candidates = _toml(ends, added)
    wanted = before.model_copy(update={"facts": (*before.facts, *added)})
    for grown in candidates:
        if _read(grown, name) == wanted:
            return grown
    raise InputError(
        f"{name} の事実の並びに書き足せません。", "facts = [ … ] の中に、手で1行ずつ書き足してください。"
    )


def _read(text: str, name: str) -> Profile | None:
    try:
        return read_profile(text, name).profile
    except InputError:
        return None


def _json(text: str, added: Sequence[VendorFact]) -> Iterator[str]:
    table = json.loads(text)
    for key, value in table.items() if isinstance(table, dict) else ():
        if isinstance(value, list):
            more = [fact.model_dump(exclude_defaults=True) for fact in added]
            yield json.dumps(table | {key: [*value, *more]}, ensure_ascii=False, indent=2) + "\n"


def _toml(text: str, added: Sequence[VendorFact]) -> Iterator[str]:
    """Yield the text with the facts at each place where an array ends, and behind all, for whoever can tell which
    is right."""
    rows = [f"{{ text = {toml_string(fact.text)}, as_of = {toml_string(fact.as_of)} }}" for fact in added]
    inside = ",\n  ".join(rows)
    at = text.rfind("]")
    for _ in range(_MOST_BRACKETS):
        if at < 0:
            break
        line_start = text.rfind("\n", 0, at) + 1
        lead = "  " if not text[line_start:at].strip() else "\n  "
        yield f"{text[:at]}{lead}{inside},\n{text[at:]}"
        yield f"{text[:at]}{lead}, {inside},\n{text[at:]}"
        at = text.rfind("]", 0, at)
    tables = (
        f"\n[[facts]]\ntext = {toml_string(fact.text)}\nas_of = {toml_string(fact.as_of)}\n" for fact in added
    )
    yield text + "".join(tables)
    yield f"{text}facts = [\n  {inside},\n]\n"
