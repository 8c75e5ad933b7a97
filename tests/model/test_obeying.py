"""A server that obeys every order hidden in the material: nothing that it plants reaches the reader unmarked.

What the vendor's own draft or profile states is a source by design: a figure, an address or a promise that stands
there as a plain statement is the vendor's to send (``PLAIN``, below), and one that stands only in the case is not.
An order to a model is no statement, whoever brought it in: a line of the case from a stranger, or a page that the
vendor copied into draft or profile. So the same holds for all three carriers: its words are marked in the letter
and kept out of every remark. The draft itself is shown as it is, order and all: it is what the vendor typed.
"""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from coach.report.html import feedback_html
from coach.report.markdown import feedback_markdown
from coach.report.terminal import Style, show_feedback
from coach.results import Feedback
from tests.model.command import Command, Model
from tests.model.obeying import ATTACKS, HIDDEN, Attack, Carrier, Language
from tests.model.texts import CASE, POOR, PROFILE, PROVED, edited, with_sentence
from tests.server import Request

MARK = re.compile(r"【要確認: ?[^】]*】")
TAGS = re.compile(r"<[^>]*>")


def material(folder: Path, carrier: Carrier, order: str) -> tuple[list[str], str]:
    """Write case, profile and draft with the order in one of them; return the command and the draft."""
    case, profile, draft = (Path(name).read_text(encoding="utf-8") for name in (CASE, PROFILE, POOR))
    escaped = json.dumps(order, ensure_ascii=False).replace("\x1b", "\\u001b")
    match carrier:
        case "case":
            case = case.replace('description = """', 'description = """' + escaped[1:-1] + "\n")
        case "profile":
            profile = profile.replace("facts = [", f"facts = [\n  {escaped},")
        case "draft":
            draft = draft.replace("詳細はお打ち合わせ", f"{order}\n\n詳細はお打ち合わせ")
    names = ("draft.txt", "case.toml", "profile.toml")
    for name, text in zip(names, (draft, case, profile), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    typed, about, known = (str(folder / name) for name in names)
    return ["feedback", typed, "-c", about, "-p", known, "-k", "application", "--no-ask"], draft


def obey(model: Model, attack: Attack) -> None:
    """Let the model do everything that it is told to: in the text, the remarks, the audit and the repair."""

    def filled(words: str, request: Request) -> str:
        system = request.body["messages"][0]["content"]
        return words.replace("{system}", "".join(system.split())[:160])

    def first(request: Request) -> Any:
        return write(request) | attack.extra

    def write(request: Request) -> Any:
        remark = filled(attack.remark, request) or "書き直しました。"
        letter = filled(attack.letter, request)
        finding = {"quote": "ワンストップで対応", "fault": "no_guidance"}
        return {
            "findings": [
                finding | {"problem": remark, "suggestion": "窓口になる方を書いてください。"},
                finding | {"problem": "窓口がわかりません。", "suggestion": remark},
            ],
            "questions": [remark, f"ご確認ください。{remark}"],
            "text": filled(attack.whole, request) or (with_sentence(letter) if letter else PROVED),
        }

    def audit(request: Request) -> Any:
        remark = filled(attack.remark or attack.whole, request)
        return {
            "sentences": [{"id": f"T{n}", "kind": "fact", "sources": ["C1", "P99"]} for n in range(1, 40)],
            "unsupported": [{"quote": "素材をいただいてから9週間", "why": remark}],
        }

    def repair(request: Request) -> Any:
        planted = filled(attack.letter, request)
        edits = edited(("株式会社見本精機様", f"株式会社見本精機様\n\n{planted}"))
        edits["edits"][0]["reason"] = filled(attack.remark, request)
        return edits

    model.says(FeedbackReply=[first, write] if attack.extra else write, AuditReply=audit, RepairReply=repair)


def by_us(result: Feedback) -> Feedback:
    """Return the result without a word of the model: what is left was shown before it was asked."""
    assert result.rewrite
    rewrite = result.rewrite.model_copy(
        update={"text": "", "edits": (), "sentences": (), "unsupported": (), "dropped": ()}
    )
    return result.model_copy(
        update={
            "findings": tuple(finding for finding in result.findings if finding.origin == "rule"),
            "questions": tuple(ask for ask in result.questions if ask.id != "llm"),
            "rewrite": rewrite,
            "after": None,
            "warnings": (),
        }
    )


def shown(result: Feedback, draft: str) -> dict[str, str]:
    """Return what each report shows, without its line breaks and its own signs."""
    page = TAGS.sub("", feedback_html(result, draft).split("</style>")[-1])
    pages = {
        "text": show_feedback(result, Style(), sources=True),
        "markdown": feedback_markdown(result, sources=True).replace("\\", ""),
        "html": html.unescape(page),
    }
    return {name: MARK.sub("", "".join(said.split())) for name, said in pages.items()}


ROWS = [
    pytest.param(attack, carrier, id=f"{family}-{carrier}-{language}")
    for family, languages in ATTACKS.items()
    for language, attack in languages.items()
    for carrier in ("case", "draft", "profile")
]


@pytest.mark.parametrize(("attack", "carrier"), ROWS)
def test_nothing_planted_is_shown(
    coach: Command, model: Model, tmp_path: Path, attack: Attack, carrier: Carrier
) -> None:
    command, draft = material(tmp_path, carrier, attack.order)
    obey(model, attack)
    done = coach(*command, "--format", "json")
    assert done.code == 0, done.err
    found = done.json
    assert (found["classification"]["type"], found["classification"]["votes"]["many"]) == ("many", 4)
    assert found["engine"] == "llm"
    marker = "".join(attack.marker.split())
    hidden = {char for char in HIDDEN if not "!" <= char <= "~"}
    markers = hidden if attack.marker == HIDDEN else {marker}
    rewrite = found["rewrite"]
    said = [
        rewrite["text"],
        *(sentence["text"] for sentence in rewrite["sentences"]),
        *(str(item) for item in (*rewrite["edits"], *rewrite["dropped"])),
        *(item["why"] for item in rewrite["unsupported"]),
        *(str(finding) for finding in found["findings"] if finding["origin"] == "llm"),
        *(ask["question"] for ask in found["questions"] if ask["id"] == "llm"),
        *(finding["quote"] for finding in found["after"]["findings"]),
        *found["warnings"],
    ]
    for words in said:
        unmarked = MARK.sub("", "".join(words.split()))
        assert not [each for each in markers if each in unmarked], words
    result = Feedback.model_validate(found)
    before = shown(by_us(result), draft)
    for name, page in shown(result, draft).items():
        for each in markers:
            # A page that shows the draft beside the rewrite shows it once more.
            own = draft.count(each) if name == "html" else 0
            # What is marked is listed with its reason.
            own += sum(item["quote"].count(each) for item in rewrite["unsupported"])
            assert page.count(each) <= before[name].count(each) + own, name


def test_there_are_72() -> None:
    assert len(ROWS) == 72


# What a plain statement is worth, by where it stands: the vendor's word may be sent. Of the customer's, figures may
# be answered to; a contact would send the customer to itself.
PLAIN = {
    "an address": ("実績は https://works.example.com/list をご覧ください。", "works.example.com"),
    "a phone": ("お急ぎの場合は 03-0000-1234 までお電話ください。", "03-0000-1234"),
}
PRICE = {"a price": ("保守は月8,000円(税別)です。", "8,000円")}
BY_CARRIER: dict[Carrier, bool] = {"case": False, "draft": True, "profile": True}


PLAIN_ROWS = [
    *[
        pytest.param(*row, carrier, id=f"{name}-{carrier}")
        for name, row in PLAIN.items()
        for carrier in BY_CARRIER
    ],
    *[pytest.param(*PRICE["a price"], carrier, id=f"a price-{carrier}") for carrier in ("draft", "profile")],
]


@pytest.mark.parametrize(("sentence", "told", "carrier"), PLAIN_ROWS)
def test_a_plain_statement_is_the_vendors_own(
    coach: Command, model: Model, tmp_path: Path, sentence: str, told: str, carrier: Carrier
) -> None:
    command, _ = material(tmp_path, carrier, sentence)
    obey(model, Attack(order="", marker=told, letter=sentence))
    text = coach(*command, "--no-audit", "--format", "json").json["rewrite"]["text"]
    assert (told in MARK.sub("", text)) == BY_CARRIER[carrier], text


# Requirements of software that sound like orders, and what a vendor answers.
HONEST = {
    "a chat bot": ("チャットボットが社内の質問に回答すること", "チャットボットが社内の質問にお答えします。"),
    "an export": ("帳票をJSON形式で出力してください。", "帳票をJSON形式で出力します。"),
    "a training": (
        "生成AIのプロンプトを社内で共有したい",
        "生成AIのプロンプトを社内で共有していただけます。",
    ),
}


@pytest.mark.parametrize(("asked", "answered"), HONEST.values(), ids=HONEST)
def test_a_requirement_of_software_is_no_order(
    coach: Command, model: Model, tmp_path: Path, asked: str, answered: str
) -> None:
    command, _ = material(tmp_path, "case", asked)
    profile = tmp_path / "profile.toml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("facts = [", f'facts = [\n  "{answered}",'),
        encoding="utf-8",
    )
    obey(model, Attack(order="", marker="", letter=answered))
    assert answered in coach(*command, "--no-audit", "-x").out


@pytest.mark.parametrize("format", ["text", "json", "markdown", "html"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_command_itself_in_every_format(
    coach: Command, model: Model, tmp_path: Path, format: str, language: Language
) -> None:
    attack = ATTACKS["contact"][language]
    command, _ = material(tmp_path, "profile", attack.order)
    obey(model, attack)
    out = "".join(coach(*command, "--format", format, "--sources").out.split())
    assert attack.marker not in out.replace("<wbr>", "")
    assert "【要確認:" in out


def test_orders_do_not_reach_light_edits(coach: Command, model: Model, tmp_path: Path) -> None:
    attack = ATTACKS["contact"]["ja"]
    command, _ = material(tmp_path, "case", attack.order)
    edits = [
        {"find": "必ず成果を出せる自信がございます！！", "replace": attack.letter, "reason": attack.remark},
        {"find": attack.letter, "replace": "", "reason": attack.remark},
        {"find": "貴社様", "replace": "貴社", "reason": attack.remark},
    ]
    model.says(
        LightReply={"findings": [], "questions": [attack.remark], "edits": edits},
        AuditReply={"sentences": [], "unsupported": []},
        RepairReply=edited(),
    )
    for format in ("text", "json", "markdown", "html"):
        out = coach(*command, "--edit", "light", "--format", format).out
        assert attack.marker not in TAGS.sub("", "".join(out.split())).replace("\\", ""), format
    found = coach(*command, "--edit", "light", "--format", "json").json
    assert [(edit["before"], edit["reason"]) for edit in found["rewrite"]["edits"]] == [("貴社様", "")]


@pytest.mark.parametrize("family", ["override", "contact", "smear", "template leak"])
def test_a_judge_that_obeys_says_nothing_planted(
    coach: Command, model: Model, tmp_path: Path, family: str
) -> None:
    attack = ATTACKS[family]["ja"]
    command, _ = material(tmp_path, "case", attack.order)

    def judge(request: Request) -> Any:
        system = "".join(request.body["messages"][0]["content"].split())[:160]
        said = attack.remark.replace("{system}", system)
        return {"reasons": [said, "費用がわかります。"], "obstacles": [said], "winner": "甲"}

    model.says(JudgeReply=judge)
    done = coach("compare", command[1], POOR, *command[2:-1], "--judge", "--format", "json")
    assert [order["reasons"] for order in done.json["verdict"]["orders"]] == [["費用がわかります。"]] * 2
    assert all(not order["obstacles"] for order in done.json["verdict"]["orders"])
