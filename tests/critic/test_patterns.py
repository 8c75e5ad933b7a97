"""Whatever a whole pattern finds, its alternatives find, of which only those are compiled that can match."""

import json
import re
from collections.abc import Iterable

import pytest

from coach.critic.features import features
from coach.critic.patterns import compiled, finditer, is_known
from coach.critic.rules import load_rules
from coach.text import normalise
from evals import anchors, literals
from evals.corpus import samples

SEARCHED = {
    f"{feature.id} {index}": (pattern, feature.yes + feature.no)
    for feature in features().values()
    for index, pattern in enumerate(feature.searched)
}
PATTERNS = {rule.id: rule.pattern for rule in load_rules()} | {
    name: pattern for name, (pattern, _) in SEARCHED.items()
}
EXAMPLES = {rule.id: rule.ng + rule.ok for rule in load_rules()} | {
    name: examples for name, (_, examples) in SEARCHED.items()
}
DRAFTS = [sample.text for sample in samples("tune")]


def spans(found: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


@pytest.mark.parametrize("name", PATTERNS)
def test_alternatives_find_what_the_whole_pattern_finds(name: str) -> None:
    pattern = PATTERNS[name]
    for text in map(normalise, [*EXAMPLES[name], *DRAFTS]):
        assert spans(finditer(pattern, text)) == spans(compiled(pattern).finditer(text))


def test_the_file_is_what_the_patterns_say() -> None:
    text = anchors.text()
    assert anchors.FILE.read_text(encoding="utf-8") == text
    assert len(json.loads(text.split("\n")[0])) == len(set(PATTERNS.values()))
    assert all(map(is_known, PATTERNS.values()))


@pytest.mark.parametrize(
    ("alternative", "told"),
    [
        ("必ず", "必ず"),
        ("費用[0-9]", [[["費用"]], "費用[0-9]"]),
        # A short group is compiled as it stands.
        ("(?:し|っ)てる", [[["してる", "ってる"]], "(?:し|っ)てる"]),
        (
            "約(?:一二三四五六七|一[0-9]二三四五六七八|九)?です",
            [
                [["です"], ["約"]],
                "約",
                ["?", "一二三四五六七", [[["二三四五六七八"], ["一"]], "一[0-9]二三四五六七八"], "九"],
                "です",
            ],
        ),
        # What must not follow is left whole; what must follow is cut.
        (
            "約(?!一二三四五六七八|九一二三四五六七八九)",
            [[["約"]], "約(?!一二三四五六七八|九一二三四五六七八九)"],
        ),
        (
            "(?=一二三四五六七八|一二九[0-9]三四五六七八九)一",
            [
                [["一"]],
                ["(?=", "一二三四五六七八", [[["三四五六七八九"], ["一二九"]], "一二九[0-9]三四五六七八九"]],
                "一",
            ],
        ),
        (r"(連絡|質問)をご\1", [[["質問をご", "連絡をご"]], r"(連絡|質問)をご\1"]),
    ],
)
def test_an_alternative_is_cut_at_its_long_groups(alternative: str, told: object) -> None:
    assert json.loads(json.dumps(anchors.told(alternative))) == told


def test_an_unknown_pattern_is_compiled_whole() -> None:
    assert not is_known("ほげ|ふが")
    assert spans(finditer("ほげ|ふが", "ふがほげ")) == [(0, 2), (2, 4)]


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("あ", ["あ"]),
        ("あ|い(?:う|え)|お", ["あ", "い(?:う|え)", "お"]),
        (r"[|)]い|\|あ|[]|]|[^]|]", [r"[|)]い", r"\|あ", "[]|]", "[^]|]"]),
        (r"(あ|い)\1|う", [r"(あ|い)\1", "う"]),
        (r"(あ)\1|(い)う\2", [r"(あ)\1", r"(い)う\1"]),
        (r"(あ)|い\1", [r"(あ)|い\1"]),
        ("(?i)no|yes", ["(?i)no|yes"]),
    ],
)
def test_patterns_are_cut_between_their_outermost_bars(pattern: str, parts: list[str]) -> None:
    assert anchors.alternatives(pattern) == parts


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_every_alternative_is_a_pattern(pattern: str) -> None:
    parts = anchors.alternatives(pattern)
    assert re.sub(r"\\[1-9][0-9]?", "", "|".join(parts)) == re.sub(r"\\[1-9][0-9]?", "", pattern)
    for part in parts:
        re.compile(part)


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        ("必ず", [["必ず"]]),
        ("(?:し|っ)て(?:る|た)", [["してた", "してる", "ってた", "ってる"]]),
        ("ご?要望", [["要望"]]),
        ("貴社(?:様)?の[^。\n]{0,9}課題", [["貴社の", "貴社様の"], ["課題"]]),
        # What is looked ahead for stands outside the match, perhaps on the next line.
        ("費用(?=は)", [["費用"]]),
        ("費用(?!は)", [["費用"]]),
        # A match that can hold a line break has its literals on two lines: one list only.
        (r"貴社\s?課題", [["課題"]]),
        ("貴社[^。]{0,9}課題", [["課題"]]),
        ("貴社\n課題", []),
        ("(?:見積|費用)[0-9]", [["見積", "費用"]]),
        ("(?:費用|[0-9])", []),
        ("(?:費用)?[0-9]", []),
        ("(?:費用){2,3}", [["費用"]]),
        # A single kana stands nearly everywhere: named only where nothing else can be.
        ("費[0-9]の", [["費"]]),
        ("[0-9]の", [["の"]]),
        ("(?i)cv", []),
    ],
)
def test_what_every_match_holds(pattern: str, held: list[list[str]]) -> None:
    assert [sorted(found) for found in literals.anchors(pattern)] == held


def test_only_what_can_match_is_compiled() -> None:
    compiled.cache_clear()

    assert not any(match for pattern in PATTERNS.values() for match in finditer(pattern, "ん"))

    # Left are the few patterns of which no literal is known.
    assert compiled.cache_info().currsize < 10
