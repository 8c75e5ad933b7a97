"""Before and after: what is found resolved, introduced and lost, and what the one line says of it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coach
from coach import Case, Profile
from coach.comparing import matched, outcome
from coach.critic.finding import Finding
from coach.report.columns import marked, rows, side_by_side
from coach.report.comparison import comparison_markdown, show_comparison
from coach.report.layout import Style, cells
from coach.report.moves import moves
from coach.results import Comparison, DiffPart
from tests.contract import lacks
from tests.critic.texts import APPLICATION, CASE, PROFILE

ROOT = Path(__file__).resolve().parents[1]
DRAFTS = ROOT / "samples" / "drafts"
GOOD = str(DRAFTS / "web-renewal-application-good.txt")
POOR = str(DRAFTS / "web-renewal-application-poor.txt")
WEB = str(ROOT / "samples" / "cases" / "web-renewal.toml")
FACTS = str(ROOT / "samples" / "profile.toml")


def compared(before: str, after: str, profile: Profile | None = PROFILE, **changes: Any) -> Comparison:
    return coach.compare(before, after, Case(**{**CASE, **changes}), "application", profile)


def changed(*replacements: tuple[str, str]) -> str:
    """APPLICATION with some words replaced, each of which must stand in it."""
    text = APPLICATION
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


COST = (
    "■ 費用\n10ページまで120万円(税別)で、原稿作成と撮影1日を含みます。ご予算の150万円以内に収まります。\n\n"
)
TEAM = "ディレクター1名とデザイナー1名で担当します。"

# before, after, outcome, words of the conclusion
VERDICTS = [
    (APPLICATION, APPLICATION, "same", ["同じです"]),
    (APPLICATION, APPLICATION.replace("\n", "\r\n"), "same", ["同じです"]),
    ("", "", "same", ["同じです"]),
    (APPLICATION, "", "worse", ["本文がありません"]),
    ("", APPLICATION, "better", ["前の版には本文がない"]),
    (APPLICATION, changed((TEAM, f"{TEAM}必ず成果を出します。")), "worse", ["悪くなっています", "このままでは送れません", "必ず成果を出"]),
    (changed((TEAM, f"{TEAM}必ず成果を出します。")), APPLICATION, "better", ["良くなっています", "止める理由がなくなりました"]),
    (APPLICATION, changed((COST, "")), "worse", ["悪くなっています", "料金「120万円」", "消えています"]),
    (APPLICATION, changed(("お送りします。", "お伝えします。")), "same", ["良くなっていません"]),
    (APPLICATION, changed(("6件制作しました", "60件制作しました")), "worse", ["会社の事実にもない記述", "60件"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "result", "words"), VERDICTS)
def test_the_conclusion_says_plainly_which_is_better(
    before: str, after: str, result: str, words: list[str]
) -> None:
    comparison = compared(before, after)
    assert outcome(comparison) == result
    for word in words:
        assert word in comparison.conclusion
    assert "\n" not in comparison.conclusion


def test_a_gate_that_closes_outweighs_a_better_score() -> None:
    weak = "はじめまして。株式会社サンプル制作室の例田と申します。"
    comparison = compared(weak, changed((TEAM, f"{TEAM}結果を保証します。")))
    assert (comparison.after.score or 0) > (comparison.before.score or 0)
    assert outcome(comparison) == "worse"


# what changes, and then the faults resolved, introduced, persisting
WORN = "弊社は豊富な実績がございます。"
MATCHES = [
    ("", WORN, set(), {"template_phrase"}, set()),
    (WORN, "", {"template_phrase"}, set(), set()),
    (WORN, WORN, set(), set(), {"template_phrase"}),
    (WORN, f"お世話になります。{WORN}", set(), set(), {"template_phrase"}),
    (WORN, "当社は豊富な実績がございます。", set(), set(), {"template_phrase"}),
]


@pytest.mark.parametrize(("old", "new", "resolved", "introduced", "persisting"), MATCHES)
def test_findings_are_matched_by_fault_and_words(
    old: str, new: str, resolved: set[str], introduced: set[str], persisting: set[str]
) -> None:
    comparison = compared(changed((TEAM, TEAM + old)), changed((TEAM, TEAM + new)))
    assert resolved <= {finding.fault for finding in comparison.resolved}
    assert introduced <= {finding.fault for finding in comparison.introduced}
    assert persisting <= {finding.fault for finding in comparison.persisting}
    for group, wanted in ((comparison.resolved, resolved), (comparison.introduced, introduced)):
        assert wanted or "template_phrase" not in {finding.fault for finding in group}


# Quotes of one fault that share more or less of their character pairs: 0.6 of them and more are the same cause.
LIKENESS = [
    ("ab", "ab", True),
    ("abcde", "xabcdey", True),
    ("abcdef", "abcdxy", True),
    ("abcdefg", "abcxyzg", False),
    ("abcdefghijk", "abcdefgxyzw", True),
    ("abcdefghijk", "abcdefvxyzw", False),
]


@pytest.mark.parametrize(("old", "new", "same"), LIKENESS)
def test_quotes_that_share_most_of_their_words_are_one_cause(old: str, new: str, same: bool) -> None:
    one, other = (
        Finding(rule="R", fault="redundant", severity="info", start=0, end=1, quote=quote, message="", suggestion="")
        for quote in (old, new)
    )  # fmt: skip
    resolved, introduced, persisting = matched([one], [other])
    assert (len(resolved), len(introduced), len(persisting)) == ((0, 0, 1) if same else (1, 1, 0))


def test_the_users_own_words_and_limits_count_as_in_feedback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    case, one, other = (tmp_path / name for name in ("case.toml", "one.txt", "other.txt"))
    case.write_text('title = "搬入の手配"\nrequirements = ["養生"]', encoding="utf-8")
    one.write_text("はじめまして。", encoding="utf-8")
    other.write_text(f"床の保護シートを敷きます。{'搬入は2名で伺います。' * 12}", encoding="utf-8")

    def scores() -> tuple[int, int, set[str]]:
        told = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-m", "coach", *arguments, "-c", str(case), "--format", "json"],
                    capture_output=True, cwd=ROOT, text=True, encoding="utf-8", timeout=60,
                ).stdout
            )
            for arguments in (("feedback", str(other)), ("compare", str(one), str(other)))
        ]  # fmt: skip
        faults = {finding["fault"] for finding in told[1]["after"]["findings"]}
        return told[0]["score"], told[1]["after"]["score"], faults

    plain = scores()
    (tmp_path / "aliases.toml").write_text('aliases = [["養生", "保護シート"]]', encoding="utf-8")
    (tmp_path / "config.toml").write_text("application_limit = 100\n", encoding="utf-8")
    own = scores()
    assert plain[0] == plain[1] and own[0] == own[1]
    assert own[1] != plain[1]
    assert "too_long" in own[2] - plain[2] and "requirement_unanswered" in plain[2] - own[2]


def test_a_paragraph_that_moved_is_neither_resolved_nor_introduced() -> None:
    parts = Path(POOR).read_text(encoding="utf-8").split("\n\n")
    moved = "\n\n".join([parts[0], parts[2], parts[1], *parts[3:]])
    comparison = compared(Path(POOR).read_text(encoding="utf-8"), moved)
    placed = [f for f in (*comparison.resolved, *comparison.introduced) if f.quote]
    assert placed == []
    assert comparison.persisting


def test_every_finding_is_accounted_for_once() -> None:
    poor, good = (Path(name).read_text(encoding="utf-8") for name in (POOR, GOOD))
    for before, after in ((poor, good), (good, poor), (poor, poor.replace("弊社", "当社"))):
        comparison = compared(before, after)
        assert len(comparison.resolved) + len(comparison.persisting) == len(comparison.before.findings)
        assert len(comparison.introduced) + len(comparison.persisting) == len(comparison.after.findings)
        assert all(after[f.start : f.end] == f.quote for f in comparison.persisting)


@pytest.mark.parametrize(
    ("old", "new", "kept", "added", "dropped"),
    [
        ("120万円(税別)", "1,200,000円(税別)", "1,200,000円(税別)", None, None),
        ("120万円(税別)", "110万円(税別)", None, "110万円", "120万円"),
        ("120万円(税別)", "120万円(税込)", None, "120万円(税込)", "120万円(税別)"),
        ("公開時に90分の説明会", "公開時に説明会", None, None, "90分"),
        (TEAM, f"{TEAM}費用の内訳は3営業日でお出しします。", "1名", "3営業日", None),
    ],
)
def test_facts_are_compared_by_what_they_state(
    old: str, new: str, kept: str | None, added: str | None, dropped: str | None
) -> None:
    facts = compared(APPLICATION, changed((old, new))).facts
    for wanted, told in ((kept, facts.kept), (added, facts.added), (dropped, facts.dropped)):
        assert wanted is None or any(wanted in fact for fact in told)
    assert added is not None or facts.added == ()
    assert dropped is not None or facts.dropped == ()


def test_what_the_customer_said_is_asked_or_praised_is_no_fact_gained() -> None:
    more = (
        "150万円に収めるには、頁を減らす方法があります。業界最安値です。社内の方は2名いらっしゃいますか。"
        "★1. 校正は3回までです。"
    )
    facts = compared(APPLICATION, APPLICATION + more).facts
    assert facts.added == ("校正は3回までです",)
    assert compared(APPLICATION + more, APPLICATION).facts.dropped == facts.added


def test_facts_are_told_in_the_words_of_the_text() -> None:
    comparison = compared(APPLICATION, changed(("6件制作しました", "60件制作しました")))
    flat = " ".join("".join(part.after for part in comparison.diff).split())
    for fact in (*comparison.facts.kept, *comparison.facts.added, *comparison.facts.unsupported):
        assert fact in flat
    assert any("60件" in fact for fact in comparison.facts.unsupported)


def test_without_the_vendors_facts_nothing_is_called_unsupported() -> None:
    comparison = compared(APPLICATION, changed(("6件制作しました", "60件制作しました")), profile=None)
    assert comparison.facts.unsupported == ()
    assert any("会社の事実" in warning for warning in comparison.warnings)


def test_without_a_case_there_is_no_score_and_it_says_so() -> None:
    comparison = coach.compare(APPLICATION, changed((TEAM, f"{TEAM}ご覧になられてください。")))
    assert comparison.classification is None
    assert comparison.before.score is comparison.after.score is None
    assert comparison.before.checklist == ()
    assert any("案件が指定されていない" in warning for warning in comparison.warnings)
    assert {finding.fault for finding in comparison.introduced} == {"double_honorific"}
    assert outcome(comparison) == "worse"


def test_the_moved_checklist_items_add_up_to_the_change_of_the_score() -> None:
    comparison = compared(changed((COST, "")), APPLICATION)
    assert comparison.before.score is not None and comparison.after.score is not None
    gained = sum(move.points for move in moves(comparison))
    assert gained == comparison.after.score - comparison.before.score > 0
    assert any("金額" in move.question for move in moves(comparison))


def test_the_same_input_gives_the_same_result() -> None:
    poor, good = (Path(name).read_text(encoding="utf-8") for name in (POOR, GOOD))
    assert compared(poor, good) == compared(poor, good)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("𠮷野家さんへ👨‍👩‍👧。", "𠮷野家様へ👨‍👩‍👦。"),
        ("か\u3099きです。", "がきです。変わりました。"),
        ("一。\r\n二。\r\n", "二。\n一。\n"),
        ("a" * 3000, "b" * 3000),
        ("■\n\n\n", "\n\n■"),
    ],
)
def test_any_text_can_be_compared_and_shown(before: str, after: str) -> None:
    comparison = compared(before, after)
    assert "".join(part.before for part in comparison.diff) == before
    assert "".join(part.after for part in comparison.diff) == after
    for columns in (True, False):
        assert comparison.conclusion[:5] in show_comparison(comparison, Style(width=80), columns=columns)
    assert "```" in comparison_markdown(comparison) or outcome(comparison) == "same"


TEXTS = st.lists(
    st.sampled_from(
        ["設計します。", "費用は20万円です。", "\n", "\r\n", "👨‍👩‍👧", "が", "か\u3099", "  ", "・図面"]
    ),
    max_size=12,
)
OPS = st.sampled_from(["equal", "replace", "insert", "delete"])


@st.composite
def changes(draw: st.DrawFn) -> list[DiffPart]:
    parts = []
    for _ in range(draw(st.integers(0, 6))):
        op, one, other = draw(OPS), "".join(draw(TEXTS)), "".join(draw(TEXTS))
        before = "" if op == "insert" else one
        parts.append(
            DiffPart(op=op, before=before, after=one if op == "equal" else "" if op == "delete" else other)
        )
    return parts


def lines(text: str) -> list[str]:
    return [line for line in re.split(r"\r\n|\r|\n", text) if line]


@settings(max_examples=60, deadline=None)
@given(changes())
def test_rows_hold_both_versions_line_by_line(parts: list[DiffPart]) -> None:
    table = rows(parts)
    for side, name in ((0, "before"), (1, "after")):
        whole = "".join(getattr(part, name) for part in parts)
        # A CR and an LF of two parts are one break in the text and two in the parts.
        shown = ["".join(piece.text for piece in row[side]) for row in table]
        assert [line for line in shown if line] == lines(whole)


@settings(max_examples=40, deadline=None)
@given(changes(), st.integers(70, 110))
def test_columns_lose_nothing_and_keep_their_width(parts: list[DiffPart], width: int) -> None:
    shown = list(side_by_side(parts, Style(width=width)))[2:]
    assert all(cells(line) <= width for line in shown)
    right = "".join(line.partition("│")[2] for line in shown)
    bare = re.sub(r"\{\+|\+\}", "", re.sub(r"\s", "", right))
    assert bare == re.sub(r"\s", "", "".join(part.after for part in parts))


def test_columns_line_up_again_behind_a_paragraph_that_went() -> None:
    shown = list(
        side_by_side(
            [
                DiffPart(op="equal", before="一つ目。\n", after="一つ目。\n"),
                DiffPart(op="delete", before="消えた段落。\n\n", after=""),
                DiffPart(op="equal", before="二つ目。", after="二つ目。"),
            ],
            Style(width=76),
        )
    )
    assert [line for line in shown if line.count("二つ目。") == 2]
    assert [line for line in shown if "[-消えた段落。-]" in line]


def test_colours_mark_changes_across_folded_lines() -> None:
    part = DiffPart(op="replace", before="旧" * 50, after="新" * 50)
    for line in list(side_by_side([part], Style(width=70, colour=True)))[2:]:
        assert line.count("\x1b[31m") == line.count("\x1b[32m") == 1
        assert line.count("\x1b[0m") == 2


def test_the_plain_mode_marks_changes_in_one_text() -> None:
    parts = [
        DiffPart(op="equal", before="費用は", after="費用は"),
        DiffPart(op="replace", before="20", after="30"),
        DiffPart(op="equal", before="万円です。", after="万円です。"),
    ]
    assert marked(parts) == "費用は[-20-]{+30+}万円です。"


HOSTILE = "ご担当者様\n\x1b[2J消えない\u202e逆 <script>alert(1)</script> ``` {{ 7*7 }}\n"


def test_hostile_text_stays_text_on_the_terminal() -> None:
    comparison = compared(APPLICATION, HOSTILE)
    for shown in (
        show_comparison(comparison, Style()),
        show_comparison(comparison, Style(), columns=False),
        comparison_markdown(comparison),
    ):
        assert "\x1b" not in shown and "\u202e" not in shown
        assert "<U+202E>" in shown


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "coach", "compare", *arguments],
        input=stdin.decode(),
        capture_output=True,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )


def test_the_json_keeps_the_contract() -> None:
    result = json.loads(
        run(POOR, GOOD, "-c", WEB, "-p", FACTS, "-k", "application", "--format", "json").stdout
    )
    assert lacks("compare", result) == []
    assert result["resolved"] and result["diff"]
    assert "".join(part["after"] for part in result["diff"]) == Path(GOOD).read_text(encoding="utf-8")


def test_the_terminal_shows_the_conclusion_first_and_the_text_last() -> None:
    told = run(POOR, GOOD, "-c", WEB, "-k", "application").stdout
    assert told.startswith("○ 新しい版のほうが良くなっています")
    order = ["点数: ", "満たした: ", "■ 解消した指摘", "■ 加わった事実", "■ 変更箇所", "前の版  "]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    worse = run(GOOD, POOR, "-c", WEB, "-k", "application").stdout
    assert worse.startswith("× 新しい版のほうが悪くなっています")
    assert worse.index("■ 新しく出た指摘") < worse.index("■ 消えた事実")


@pytest.mark.parametrize(
    ("environment", "columns"),
    [
        ({"COLUMNS": "80", "TERM": "xterm"}, True),
        ({"COLUMNS": "69", "TERM": "xterm"}, False),
        ({"COLUMNS": "80", "TERM": "dumb"}, False),
    ],
)
def test_narrow_and_dumb_terminals_get_one_column(environment: dict[str, str], columns: bool) -> None:
    told = run(POOR, GOOD, **environment).stdout
    assert (" │ " in told) is columns
    assert ("{+加わったところ+}" in told) is not columns


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((POOR, GOOD), 0, ""),
        ((POOR, GOOD, "-c", WEB, "-k", "application", "--strict", "--fail-under", "90"), 0, ""),
        ((GOOD, POOR, "-c", WEB, "-k", "application", "--strict"), 1, "--strict"),
        ((GOOD, POOR, "-c", WEB, "-k", "application", "--fail-under", "50"), 1, "--fail-under 50"),
        ((POOR, GOOD, "--fail-under", "50"), 2, "案件がないと"),
        ((POOR,), 2, "新しい版 が指定されていません"),
        (("-", "-"), 2, "2か所"),
        ((POOR, "missing.txt"), 2, "見つかりません"),
        ((POOR, GOOD, "--format", "pdf"), 2, "pdf"),
    ],
)
def test_exit_codes_judge_the_new_version(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr


def test_one_side_can_be_piped_and_a_report_written(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    done = run("-", GOOD, "-c", WEB, "--format", "html", "-o", str(target), stdin=Path(POOR).read_bytes())
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert done.stdout == ""


@pytest.mark.parametrize("first", ["coach.coaching", "coach.comparing", "coach.cli.comparing"])
def test_compare_is_a_function_whatever_was_imported_before(first: str) -> None:
    script = f"import {first}\nfrom coach import compare\nprint(compare('前。', '後。').kind)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.strip() == "application", done.stderr
