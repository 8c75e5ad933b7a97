"""What leaves the house holds nobody's name, and what comes back has them all."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.model.command import Command, Model
from tests.model.texts import edited
from tests.server import Request

CASE = """title = "受注サイトの制作"
category = "ホームページ制作"
customer = "株式会社仮名商会"
meeting_preference = "メッセージで相談しながら進めたい"
requirements = ["商品台帳の取り込み"]
description = \"\"\"
担当は総務部の架空田です。kaku@kamei.example.jp か 03-0000-1234 までご連絡ください。
\"\"\"
"""
PROFILE = """company = "株式会社虚構制作"
person = "例山 花子"
role = "ディレクター"
facts = ["商品台帳の取り込みは30万円(税別)", "連絡先は hanako@kyokou.example.com と 090-0000-5678"]
"""
DRAFT = """株式会社仮名商会
総務部 架空田様

株式会社虚構制作の例山です。先日は別山様からもご紹介をいただきました。
商品台帳の取り込みは30万円(税別)です。

株式会社虚構制作
例山 花子
hanako@kyokou.example.com
"""
NAMES = (
    "仮名商会",
    "架空田",
    "kaku@",
    "03-0000-1234",
    "虚構制作",
    "例山",
    "花子",
    "hanako@",
    "090-0000-5678",
    "別山",
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    for name, text in (("case.toml", CASE), ("profile.toml", PROFILE), ("draft.txt", DRAFT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return ("feedback", str(tmp_path / "draft.txt"), "-c", str(tmp_path / "case.toml"), "-p", str(tmp_path / "profile.toml"), "-k", "first_message")  # fmt: skip


def echo(text: str = "{draft}", **fields: Any) -> Any:
    """A model that writes the lines of the draft as it was shown them."""

    def answer(request: Request) -> Any:
        lines = [line.split("│", 1)[1] for line in request.prompt.splitlines() if "›D" in line]
        said = text.replace("{draft}", "\n".join(lines))
        return {"findings": [], "questions": [], "text": said} | fields

    return answer


def test_no_name_leaves_and_all_come_back(coach: Command, model: Model, files: tuple[str, ...]) -> None:
    model.says(
        FeedbackReply=echo("{draft}\n保守は月8,000円です。"),
        AuditReply={"sentences": [], "unsupported": []},
        RepairReply=edited(),
    )
    done = coach(*files, "-x")
    assert done.code == 0, done.err
    assert len(model.requests) == 3
    for request in model.requests:
        for name in NAMES:
            assert name not in json.dumps(request.body, ensure_ascii=False), (request.form, name)
    for line in filter(None, DRAFT.splitlines()):
        assert line in done.out
    assert "[[" not in done.out


def test_the_questions_of_the_judge_are_masked_too(
    coach: Command, model: Model, files: tuple[str, ...]
) -> None:
    model.says(JudgeReply={"reasons": ["良い"], "obstacles": [], "winner": "甲"})
    coach("compare", files[1], files[1], *files[2:-2], "--judge")
    assert len(model.requests) == 2
    for request in model.requests:
        assert not [name for name in NAMES if name in request.prompt]


def test_no_mask_sends_the_names(coach: Command, model: Model, files: tuple[str, ...]) -> None:
    model.says(FeedbackReply=echo(), AuditReply={"sentences": [], "unsupported": []})
    coach(*files, "--no-mask")
    assert all(name in model.requests[0].prompt for name in NAMES)


def test_names_of_the_users_own_list(coach: Command, model: Model, files: tuple[str, ...]) -> None:
    coach.home.mkdir(parents=True)
    (coach.home / "mask.txt").write_text("商品台帳\n\n", encoding="utf-8")
    model.says(FeedbackReply=echo(), AuditReply={"sentences": [], "unsupported": []})
    done = coach(*files, "-x")
    assert "商品台帳" not in model.requests[0].prompt
    assert "商品台帳の取り込みは30万円(税別)です。" in done.out


MANGLED = ["[[NAME_99]]様", "[NAME_1]様", "NAME-1 様", "【NAME_2】", "[[TEL_7]]"]


@pytest.mark.parametrize("placeholder", MANGLED)
def test_a_mangled_placeholder_is_marked(
    coach: Command, model: Model, files: tuple[str, ...], placeholder: str
) -> None:
    model.says(
        FeedbackReply=echo(f"{{draft}}\n追伸: {placeholder}にもよろしくお伝えください。"),
        AuditReply={"sentences": [], "unsupported": []},
        RepairReply=edited(),
    )
    done = coach(*files, "--format", "json")
    text = done.json["rewrite"]["text"]
    assert "【要確認: 伏せた名前か連絡先】" in text
    assert placeholder.strip("様 ") not in text
    assert not done.json["after"]["gate"]["sendable"]
    assert placeholder.strip("様 ") not in done.out


def test_a_placeholder_in_a_remark_is_not_shown(coach: Command, model: Model, files: tuple[str, ...]) -> None:
    model.says(
        FeedbackReply=echo(questions=["[[NAME_99]]様の役割は何ですか。", "公開の希望日はありますか。"]),
        AuditReply={"sentences": [], "unsupported": []},
    )
    asked = [ask["question"] for ask in coach(*files, "--format", "json").json["questions"]]
    assert "公開の希望日はありますか。" in asked
    assert not [question for question in asked if "NAME" in question]
