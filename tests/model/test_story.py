"""The main job with a model, from the command line to what stands on the screen: written, proved, mended or marked."""

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract import lacks
from tests.model.command import SAMPLES, Answer, Command, Model
from tests.model.texts import (
    CASE,
    FEEDBACK,
    FINDING,
    GOOD,
    POOR,
    PROFILE,
    PROVED,
    QUESTION,
    SILENT,
    edited,
    flat,
    rewritten,
    with_sentence,
)
from tests.server import Request, status

MARK = re.compile(r"【要確認: [^】]*】")


def test_a_proved_rewrite_with_both_scores(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    done = coach(*FEEDBACK)
    assert done.code == 0
    assert model.forms == ["FeedbackReply", "AuditReply"]
    assert PROVED in done.out
    for words in ("書き直した文章:止める", FINDING["problem"]):
        assert words in flat(done.out), words
    assert re.search(r"点数 0 → [1-9]\d  変更 \d+%", done.out)
    assert re.search(r"test-model: 依頼2回、入力[\d,]{5,}・出力1,000トークン、\d+\.\d秒", done.err)


def test_votes_and_findings_are_told_before_the_request_leaves(coach: Command, model: Model) -> None:
    told: list[str] = []

    def answer(request: Request) -> Any:
        assert isinstance(sys.stderr.buffer, io.BytesIO)
        sys.stderr.flush()
        told.append(sys.stderr.buffer.getvalue().decode())
        return rewritten()

    model.says(FeedbackReply=answer, AuditReply=SILENT)
    coach(*FEEDBACK)
    for words in ("①の傾向: 4項目中4項目", "いまの下書き: 点数 0/100、指摘", "\n・", "書き直しを 127.0.0.1"):
        assert words in told[0]


# What the model adds to the proved text. The auditor says nothing against any of them.
INVENTED = {
    "a figure": "これまでに32社の部品メーカーをお手伝いしました。",
    "a price": "保守は月8,000円(税別)です。",
    "a date": "2027年2月10日に公開します。",
    "a percentage": "お客様の92%が更新されています。",
    "a certificate": "ISO 27001の認証を取得しています。",
    "a contact": "お急ぎの場合は 03-1234-5678 までお電話ください。",
    "an address": "実績は https://works.example.com/list をご覧ください。",
    "a promise without a figure": "動画の撮影も無料で代行いたします。",
    "a deliverable": "競合サイトの調査報告書もお渡しします。",
    "a promise of the budget": "ご予算に収まるよう調整いたします。",
    "a role": "弁護士資格を持つ担当者が契約書を確認します。",
}


@pytest.mark.parametrize("sentence", INVENTED.values(), ids=INVENTED)
def test_an_invention_is_repaired_once(coach: Command, model: Model, sentence: str) -> None:
    model.says(
        FeedbackReply=rewritten(with_sentence(sentence)),
        AuditReply=SILENT,
        RepairReply=edited((sentence, "")),
    )
    done = coach(*FEEDBACK, "--format", "json", "--strict")
    assert model.forms == ["FeedbackReply", "AuditReply", "RepairReply"]
    wanted = model.asked("RepairReply")[0].prompt.split("# 直すところ")[1]
    assert re.search(r"N1│「[^」]+」 \S+", wanted)
    assert done.code == 0, done.err
    rewrite = done.json["rewrite"]
    assert sentence not in rewrite["text"]
    assert not rewrite["unsupported"]
    assert done.json["after"]["gate"]["sendable"]


def _says_the_same(sentence: str) -> Answer:
    return edited((sentence, f"{sentence.rstrip('。')}よ。"))


INSISTING: dict[str, Any] = {
    "says nothing": lambda sentence: edited(),
    "says the same": lambda sentence: edited((sentence, f"さらに、{sentence}")),
    "names words that stand nowhere": lambda sentence: edited(("どこにもない言葉", "")),
    "invents more": lambda sentence: edited((sentence, f"{sentence}違約金は500万円をお支払いします。")),
}


@pytest.mark.parametrize("sentence", ["保守は月8,000円(税別)です。", "動画の撮影も無料で代行いたします。"])
@pytest.mark.parametrize("repair", INSISTING.values(), ids=INSISTING)
def test_what_a_model_insists_on_is_marked(coach: Command, model: Model, sentence: str, repair: Any) -> None:
    model.says(
        FeedbackReply=rewritten(with_sentence(sentence)), AuditReply=SILENT, RepairReply=repair(sentence)
    )
    lenient = coach(*FEEDBACK, "--format", "json")
    assert len(model.forms) == 3
    text = lenient.json["rewrite"]["text"]
    told = sentence.rstrip("。")
    assert "【要確認: " in text
    for words in ("8,000円", "代行", "500万円"):
        assert words not in MARK.sub("", text), text
    assert not lenient.json["after"]["gate"]["sendable"]
    assert any(
        item["quote"] in told or told in item["quote"] for item in lenient.json["rewrite"]["unsupported"]
    )
    strict = coach(*FEEDBACK, "--strict")
    assert (lenient.code, strict.code) == (0, 1)
    assert "書き直した文章: まだ送れません" in strict.out
    assert "--strict" in strict.err


@pytest.mark.parametrize("mended", [False, True])
def test_the_auditors_word_counts_where_its_quote_stands(coach: Command, model: Model, mended: bool) -> None:
    sentence = "取材の後の移動も、こちらで心を配ります。"
    quotes = [
        {"quote": "心を配ります", "why": "材料にない約束です。"},
        {"quote": "どこにもない引用", "why": "x"},
    ]
    model.says(
        FeedbackReply=rewritten(with_sentence(sentence)),
        AuditReply={"sentences": [], "unsupported": quotes},
        RepairReply=edited((sentence, "")) if mended else edited(),
    )
    done = coach(*FEEDBACK, "--format", "json")
    assert "心を配ります" not in MARK.sub("", done.json["rewrite"]["text"])
    assert "どこにもない引用" not in done.out
    assert any("照合のうち1件は、文章にない言葉" in warning for warning in done.json["warnings"])


def test_a_repair_that_does_not_come_leaves_the_marked_text(coach: Command, model: Model) -> None:
    model.says(
        FeedbackReply=rewritten(with_sentence("保守は月8,000円です。")),
        AuditReply=SILENT,
        RepairReply=status(401),
    )
    done = coach(*FEEDBACK)
    assert done.code == 3
    assert "8,000円" not in MARK.sub("", done.out.split("根拠が見当たらない記述")[0])
    assert "根拠のない箇所の直しは頼めませんでした。" in done.out
    assert "次にすること" in done.err


def test_a_claim_that_the_critic_wants_out_is_not_asked_back(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    # The draft's 満足度98% is lost, and nobody misses it.
    assert coach(*FEEDBACK, "--format", "json").json["rewrite"]["dropped"] == []
    assert "RepairReply" not in model.forms


def test_a_fact_of_the_draft_that_was_lost_is_asked_back(
    coach: Command, model: Model, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(with_sentence("撮影の追加は1日6万円(税別)です。"), encoding="utf-8")
    model.says(
        FeedbackReply=rewritten(findings=[]),
        AuditReply=SILENT,
        RepairReply=edited(("公開します。", "公開します。撮影の追加は1日6万円(税別)です。")),
    )
    done = coach("feedback", str(draft), "-c", CASE, "-p", PROFILE, "-k", "application", "-x")
    assert "6万円" in model.asked("RepairReply")[0].prompt.split("# 戻したい事実")[1]
    assert "撮影の追加は1日6万円(税別)です。" in done.out


def test_without_an_audit_one_call_less_and_said_so(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten())
    done = coach(*FEEDBACK, "--no-audit")
    assert done.code == 0
    assert model.forms == ["FeedbackReply"]
    assert "照合はプログラムの確認だけです" in flat(done.out)


def test_light_edits_apply_only_where_their_place_is_unique(coach: Command, model: Model) -> None:
    model.says(
        LightReply={
            "findings": [],
            "questions": [],
            "edits": [
                {"find": "必ず成果を出せる自信がございます！！", "replace": "", "reason": "結果の約束です。"},
                {"find": "弊社", "replace": "当社", "reason": "2か所以上にあります。"},
                {"find": "御社の課題を解決する", "replace": "スマートフォンからの図面の問い合わせの", "reason": "案件の言葉です。"},
                {"find": "ここにない言葉", "replace": "別の言葉", "reason": "ありません。"},
            ],
        },
        AuditReply=SILENT,
        RepairReply=edited(),
    )  # fmt: skip
    done = coach(*FEEDBACK, "--edit", "light", "--format", "json")
    assert done.code == 0
    assert model.forms[:2] == ["LightReply", "AuditReply"]
    rewrite = done.json["rewrite"]
    assert [edit["before"] for edit in rewrite["edits"]] == [
        "御社の課題を解決する",
        "必ず成果を出せる自信がございます！！",
    ]
    assert "必ず成果を出せる" not in rewrite["text"]
    assert "弊社の強みは" in MARK.sub(lambda mark: mark.group()[5:-1], rewrite["text"])
    assert 0 < rewrite["change_ratio"] < 0.6
    told = "".join(done.json["warnings"])
    assert "「弊社」は使いませんでした" in told
    assert "「ここにない言葉」は使いませんでした" in told


FIRST = """株式会社見本精機様

やりとりを始めてくださり、ありがとうございます。株式会社サンプル制作室の例田です。

素材をいただいてから9週間で公開します。
図面の問い合わせを受ける方は、何名いらっしゃいますか。

株式会社サンプル制作室
ディレクター 例田 美和
"""


@pytest.mark.parametrize("kind", ["first_message", "application"])
def test_draft_from_case_and_profile(coach: Command, model: Model, kind: str) -> None:
    model.says(DraftReply={"text": FIRST}, AuditReply=SILENT)
    done = coach("draft", "-c", CASE, "-p", PROFILE, "-k", kind, "--format", "json")
    assert done.code == 0, done.err
    assert model.forms == ["DraftReply", "AuditReply"]
    assert done.json["text"] == FIRST
    assert (done.json["kind"], done.json["engine"]) == (kind, "llm")
    assert any("P8" in sentence["sources"] for sentence in done.json["sentences"])


def test_draft_after_an_application_knows_it_and_does_not_repeat(
    coach: Command, model: Model, tmp_path: Path
) -> None:
    sent = tmp_path / "sent.txt"
    sent.write_text(PROVED + "\n納品の後も、質問には1営業日以内にお返事します。\n", encoding="utf-8")
    repeated = "素材をいただいてから9週間で公開します。"
    told = FIRST.replace(
        repeated,
        "15ページまでのサイト一式は136万円(税別)、税込では149.6万円で、構成・デザイン・原稿作成・撮影1日を含みます。",
    )
    model.says(DraftReply={"text": told}, AuditReply=SILENT, RepairReply=edited())
    done = coach("draft", "-c", CASE, "-p", PROFILE, "--after", str(sent), "--format", "json")
    assert done.code == 0
    assert "│15ページまでのサイト一式" in model.requests[0].prompt
    assert re.search(r"›S\d+│", model.requests[0].prompt)
    assert any("先に送った応募内容と同じ文です" in warning for warning in done.json["warnings"])
    said = FIRST.replace(repeated, "納品の後も、質問には1営業日以内にお返事します。")
    model.says(DraftReply={"text": said}, AuditReply=SILENT)
    again = coach("draft", "-c", CASE, "-p", PROFILE, "--after", str(sent), "--format", "json")
    assert any(s.startswith("S") for sentence in again.json["sentences"] for s in sentence["sources"])


def test_sources_name_the_lines_of_each_sentence(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    for more in ((), ("--format", "markdown")):
        out = coach(*FEEDBACK, "--sources", *more).out.replace("\\", "")
        assert "一文ごとの根拠" in out
        assert "[P8] 素材をいただいてから9週間で公開します。" in out
        assert "[挨拶] はじめまして。" in out
    assert "一文ごとの根拠" not in coach(*FEEDBACK).out


def test_the_json_of_feedback_keeps_the_contract(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    result = coach(*FEEDBACK, "--format", "json").json
    assert lacks("feedback", result) == []
    assert result["engine"] == "llm"
    assert result["model"] == "test-model"
    assert result["usage"]["calls"] == 2
    assert {"id": "llm", "question": QUESTION, "gain": 0, "known": "", "doubted": ""} in result["questions"]
    finding = next(one for one in result["findings"] if one["origin"] == "llm")
    draft = Path(POOR).read_text(encoding="utf-8")
    assert draft[finding["start"] : finding["end"]] == finding["quote"] == FINDING["quote"]
    assert "".join(one["text"] for one in result["rewrite"]["sentences"])[:9] == "株式会社見本精機様"


def test_the_json_of_draft_keeps_the_contract(coach: Command, model: Model) -> None:
    model.says(DraftReply={"text": FIRST}, AuditReply=SILENT)
    result = coach("draft", "-c", CASE, "-p", PROFILE, "--format", "json").json
    assert lacks("draft", result) == []
    assert result["usage"]["calls"] == 2


FORMATS = {
    "text": "■ 書き直した文章",
    "markdown": "```text\n株式会社見本精機様",
    "html": "<!DOCTYPE html>",
    "json": '"engine": "llm"',
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_rewrite(coach: Command, model: Model, tmp_path: Path, name: str) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT)
    there = tmp_path / "result"
    done = coach(*FEEDBACK, "--format", name, "-o", str(there))
    assert done.out == ""
    assert "に書き込みました" in done.err
    said = there.read_text(encoding="utf-8")
    assert FORMATS[name].lower() in said.lower()
    assert "素材をいただいてから" in said


def test_only_the_text_is_ready_for_the_clipboard(coach: Command, model: Model) -> None:
    model.says(FeedbackReply=rewritten(), AuditReply=SILENT, DraftReply={"text": FIRST})
    assert coach(*FEEDBACK, "-x").out == PROVED
    assert coach("draft", "-c", CASE, "-p", PROFILE, "-x").out == FIRST


def _prefers(words: str) -> Any:
    """A judge who always prefers the text that holds these words, wherever it stands."""

    def answer(request: Request) -> Any:
        winner = "甲" if re.search(rf"甲\d+│[^\n]*(?:{words})", request.prompt) else "乙"
        return {
            "reasons": [f"{winner}は費用がわかります。"],
            "obstacles": ["特にありません。"],
            "winner": winner,
        }

    return answer


def _first(request: Request) -> Any:
    return {"reasons": ["先に読んだからです。"], "obstacles": [], "winner": "甲"}


JUDGES: dict[str, tuple[Any, str]] = {
    "prefers the new one twice": (_prefers("サイト一式は|15ページまでで"), "after"),
    "prefers the old one twice": (_prefers("満足度98%"), "before"),
    "prefers whatever stands first": (_first, "tie"),
    "cannot choose": ({"reasons": [], "obstacles": [], "winner": "引き分け"}, "tie"),
}
COMPARE = ("compare", POOR, GOOD, "-c", CASE, "-p", PROFILE, "-k", "application", "--judge")


@pytest.mark.parametrize(("judge", "winner"), JUDGES.values(), ids=JUDGES)
def test_a_judge_reads_in_both_orders(coach: Command, model: Model, judge: Any, winner: str) -> None:
    model.says(JudgeReply=judge)
    result = coach(*COMPARE, "--format", "json", COACH_JUDGE_MODEL="judge-model").json
    assert model.forms == ["JudgeReply", "JudgeReply"]
    assert {request.body["model"] for request in model.requests} == {"judge-model"}
    assert result["verdict"]["winner"] == winner
    assert [order["first"] for order in result["verdict"]["orders"]] == ["before", "after"]
    assert lacks("compare", result) == []
    assert result["model"] == "judge-model"
    assert result["usage"]["calls"] == 2


def test_the_judges_words_name_the_versions(coach: Command, model: Model) -> None:
    model.says(JudgeReply=_prefers("満足度98%"))
    out = flat(coach(*COMPARE).out)
    assert "前の版を選びました(2回とも)" in out
    assert "返信の予測ではありません" in out
    assert "前の版は費用がわかります。" in out


def test_a_judge_that_fails_leaves_the_comparison(coach: Command, model: Model) -> None:
    model.says(JudgeReply=[_first, status(401)])
    done = coach(*COMPARE)
    assert done.code == 3
    assert "■ 点数と送信" in done.out
    assert "仮想の読者" in done.err
    assert "次にすること" in done.err


def test_a_judge_needs_a_case(coach: Command, model: Model) -> None:
    done = coach("compare", POOR, GOOD, "--judge")
    assert (done.code, done.out, model.requests) == (2, "", [])
    assert "-c に案件のファイルを指定してください" in done.err


def test_offline_asks_nobody(coach: Command, model: Model) -> None:
    assert coach(*FEEDBACK, "--engine", "offline").code == 0
    assert model.requests == []


def test_every_sample_case_survives_a_model_that_invents(coach: Command, model: Model) -> None:
    model.says(
        DraftReply={"text": "実績は999件、費用は123万円です。https://x.example.com"},
        AuditReply=SILENT,
        RepairReply=edited(),
    )
    for case in sorted((SAMPLES / "cases").iterdir()):
        text = json.loads(coach("draft", "-c", str(case), "--format", "json").out)["text"]
        assert not re.search("999件|123万円|https", MARK.sub("", text)), (case.name, text)
