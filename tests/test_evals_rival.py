"""The comparison with textlint: its places, what counts as found and as false, and what happens without it."""

import json
import stat
import sys
from pathlib import Path

import pytest

from coach.critic.reader import Reader
from evals.__main__ import BEGIN, END, documented
from evals.corpus import Label, Sample
from evals.critic import Measured, table
from evals.rival import Message, RivalError, locate, measure, parse, run

DRAFT = "見本です。😀画面は誰でも見れます。\n費用は一つです。"


def said(*messages: tuple[str, int, int]) -> str:
    """What textlint answers, in the form of ``--format json`` of version 15."""
    return json.dumps(
        [
            {
                "filePath": "/some/where/draft.txt",
                "messages": [
                    {
                        "type": "lint",
                        "ruleId": rule,
                        "message": "…",
                        "index": start,
                        "line": 1,
                        "column": start + 1,
                        "range": [start, end],
                        "loc": {
                            "start": {"line": 1, "column": start + 1},
                            "end": {"line": 1, "column": end + 1},
                        },
                        "severity": 2,
                    }
                    for rule, start, end in messages
                ],
            }
        ]
    )


def sample(*labels: Label, text: str = DRAFT, good: bool = False) -> Sample:
    return Sample("draft", "tune", "application", good, "", text, labels, Reader(kind="application"))


def label(fault: str, quote: str, *, debatable: bool = False) -> Label:
    return Label(fault, quote, "", debatable)


def test_a_place_is_counted_in_code_points_and_the_preset_is_left_out() -> None:
    found = parse(said(("japanese/no-dropping-the-ra", 14, 15)), {"draft": DRAFT})
    (message,) = found["draft"]
    assert message.rule == "no-dropping-the-ra"
    assert DRAFT[message.start : message.end] == "れ"


@pytest.mark.parametrize("output", ["", "oops", "{}", '[{"filePath": "x.txt"}]', said(("a", 0, 1))])
def test_what_is_no_answer_on_these_texts_is_an_error(output: str) -> None:
    with pytest.raises(RivalError):
        parse(output, {"other": DRAFT})


RA = Message("no-dropping-the-ra", 13, 14)
WEAK = Message("ja-no-weak-phrase", 13, 14)
FAR = Message("no-dropping-the-ra", 60, 61)
LONG = DRAFT + "あ" * 60
SEEN = label("grammar", "見れます")


@pytest.mark.parametrize(
    ("labels", "messages", "found", "told", "false"),
    [
        ((SEEN,), (RA,), 1, 1, 0),
        ((label("casual", "見れます"),), (RA,), 1, 1, 0),  # the group is enough
        ((label("template_phrase", "見れます"),), (RA,), 0, 1, 1),
        ((SEEN,), (FAR,), 0, 1, 1),
        ((), (RA,), 0, 1, 1),
        ((SEEN,), (RA, RA._replace(rule="ja-no-abusage")), 1, 1, 0),  # one sentence, one cause
        ((SEEN,), (WEAK,), 0, 1, 0),  # speaks of no fault, but of a place that is labelled
        ((), (WEAK,), 0, 1, 1),
        ((label("no_evidence", ""),), (WEAK,), 0, 1, 1),  # an absence has no place
        ((label("grammar", "見れます", debatable=True),), (RA,), 0, 1, 0),
    ],
)
def test_what_counts(
    labels: tuple[Label, ...], messages: tuple[Message, ...], found: int, told: int, false: int
) -> None:
    total = measure([sample(*labels, text=LONG)], {"draft": messages}).total
    assert (total.found, total.told, total.false) == (found, told, false)
    assert total.planted == sum(not each.debatable for each in labels)


def test_only_good_drafts_give_false_findings_a_good_draft() -> None:
    assert measure([sample(good=True)], {"draft": (RA,)}).good_alarms == 1
    assert measure([sample(good=False)], {"draft": (RA,)}).good_alarms == 0


def program(folder: Path, body: str) -> str:
    path = folder / "textlint"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


ANSWERS = """
import json, pathlib, sys
args = sys.argv[1:]
rules = json.loads(pathlib.Path(args[args.index("--config") + 1]).read_text())["rules"]
assert set(rules) == {"preset-japanese", "preset-ja-technical-writing"}
assert args[args.index("--format") + 1] == "json"
files = [pathlib.Path(arg) for arg in args if arg.endswith(".txt")]
print(json.dumps([
    {"filePath": str(file), "messages": [{"ruleId": "p/no-dropping-the-ra", "range": [0, len(file.read_text())]}]}
    for file in files
]))
sys.exit(1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script with #! is no program there")
class TestRun:
    def test_messages_come_back_by_the_name_of_the_text(self, tmp_path: Path) -> None:
        found = run(program(tmp_path, ANSWERS), {"a": "見れます。", "b": "出れます"})
        assert found == {
            "a": (Message("no-dropping-the-ra", 0, 5),),
            "b": (Message("no-dropping-the-ra", 0, 4),),
        }

    @pytest.mark.parametrize("body", ["import sys; sys.exit(2)", "print('no JSON')"])
    def test_a_failure_is_told(self, tmp_path: Path, body: str) -> None:
        with pytest.raises(RivalError):
            run(program(tmp_path, body), {"a": "見れます。"})

    def test_it_is_found_where_it_is_said_to_be(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = program(tmp_path, "")
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
        monkeypatch.delenv("TEXTLINT", raising=False)
        assert locate() == ""
        assert locate(path) == path
        monkeypatch.setenv("TEXTLINT", path)
        assert locate() == path


def test_without_it_the_columns_say_so() -> None:
    result = Measured()
    result.groups["language"].planted = 3
    assert table("tune", result, None).count("not installed") == 2
    beside = table("tune", result, measure([sample(SEEN)], {"draft": (RA,)}))
    assert "not installed" not in beside
    assert "| 1 | 100 % | 1 | 0 | 0 % |" in beside


def test_the_tables_of_the_document_are_replaced_and_the_words_stay() -> None:
    once = documented(f"words\n\n{BEGIN}\nold\n{END}\n\nmore\n", ["### tune", "### report"])
    assert once == f"words\n\n{BEGIN}\n\n### tune\n\n### report\n\n{END}\n\nmore\n"
    assert documented(once, ["### tune", "### report"]) == once
    with pytest.raises(ValueError, match="unpack"):
        documented("no marks", [])
