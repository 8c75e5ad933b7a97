"""What a written text is held to: every row of ``proofs.toml``, the marks, and what is asked of a repair."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.coaching import reader_of
from coach.critic.critique import critique
from coach.customer.case import Case
from coach.facts.profile import Profile, VendorFact
from coach.writer.job import Job
from coach.writer.proof import Proof, marked, problems_for_repair, prove, worth_putting_back
from coach.writer.schemas import AuditReply, AuditSentence, Unsupported

INSTRUCTIONS = """あなたは、B2Bマッチングサービスで営業担当者の文章を磨く、日本語の名編集者です。
下の下書きを、この発注者に送る文章として、そのまま送れるように書き直してください。"""

ROWS = [
    (group, row)
    for group, table in tomllib.loads(
        Path(__file__).with_name("proofs.toml").read_text(encoding="utf-8")
    ).items()
    for row in table["rows"]
]


@dataclass(frozen=True)
class Setting:
    """What a row of the table is proved against."""

    job: Job
    audit: AuditReply | None


def setting(row: dict[str, Any]) -> Setting:
    lines: dict[str, list[str]] = {}
    for line in row.get("from", ()):
        origin, text = line.split(": ", 1)
        lines.setdefault(origin, []).append(text)
    # Requirements come before the description; a case without either still needs a title.
    described = "".join(lines.get("C", ()))
    case = Case(
        title="" if described else "制作の依頼",
        customer=row.get("customer", ""),
        requirements=tuple(row.get("requirements", ())),
        description=described,
    )
    profile = Profile(
        company=row.get("company", ""),
        person=row.get("person", ""),
        facts=tuple(VendorFact(text=text) for text in lines.get("P", ())),
    )
    reader = reader_of(case, "first_message", profile, lines.get("A", ()))
    draft = row.get("draft", "")
    findings = critique(draft, reader).findings if draft else ()
    job = Job(
        reader=reader, draft=draft, sent="\n".join(lines.get("S", ())), findings=findings, nonce="n0nce"
    )
    return Setting(job, audit_of(row))


def audit_of(row: dict[str, Any]) -> AuditReply | None:
    if "audit" not in row and "doubts" not in row:
        return None
    entries = [entry.split() for entry in row.get("audit", ())]
    return AuditReply(
        sentences=[AuditSentence(id=id, kind=kind, sources=cited) for id, kind, *cited in entries],  # type: ignore[arg-type]
        unsupported=[Unsupported(quote=quote, why="材料にない") for quote in row.get("doubts", ())],
    )


def proved(row: dict[str, Any]) -> Proof:
    against = setting(row)
    return prove(row["text"], against.job, against.audit, instructions=INSTRUCTIONS)


def told(proof: Proof, *, blocks: bool) -> list[str]:
    # Faults of the critic that have no place (a short text lacks much) are not what the rows are about.
    return [
        f"{problem.kind}: {problem.quote}"
        for problem in proof.problems
        if problem.blocks == blocks and not (problem.kind == "fault" and problem.is_absence)
    ]


def matches(expected: list[str], found: list[str]) -> bool:
    """``*`` stands for any kind or any quote."""

    def same(wanted: str, said: str) -> bool:
        pairs = zip(wanted.split(": ", 1), said.split(": ", 1), strict=True)
        return all(one in {"*", other} for one, other in pairs)

    return len(expected) == len(found) and all(map(same, expected, found))


@pytest.mark.parametrize(("group", "row"), ROWS, ids=[f"{group}: {row['text'][:40]}" for group, row in ROWS])
def test_every_problem_is_told_and_nothing_else(group: str, row: dict[str, Any]) -> None:
    proof = proved(row)
    found, seen = told(proof, blocks=True), told(proof, blocks=False)
    assert matches(row.get("blocks", []), found), (found, [p.why for p in proof.problems])
    assert matches(row.get("info", []), seen), (seen, [p.why for p in proof.problems])
    assert proof.ignored == row.get("ignored", 0)
    for rests in row.get("rests", ()):
        number, *ids = rests.split()
        assert list(proof.sentences[int(number[1:]) - 1].sources) == ids


SIGNS = st.text("あいアイ亜株様社。、!?()（）【】「」[]{}<>@:/.-‹›│\n\t\u200b\u202e\x1b😀ab", max_size=12)
PIECES = [row["text"] for _, row in ROWS] + [
    "\n",
    "\n\n",
    "費用は",
    "から",
    "【",
    "】",
    "(",
    "。",
    "{",
    "}",
    "〇〇",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | SIGNS, min_size=1, max_size=6), st.sampled_from(ROWS))
def test_no_blocked_words_stand_outside_a_mark(pieces: list[str], row: tuple[str, dict[str, Any]]) -> None:
    against = setting(row[1])
    proof = prove("\n".join(pieces), against.job, against.audit, instructions=INSTRUCTIONS)
    for problem in proof.problems:
        assert proof.text[problem.start : problem.end] == problem.quote
        assert problem.why.endswith("。")
    text = marked(proof)
    again = prove(text, against.job, instructions=INSTRUCTIONS)
    left = [problem for problem in again.problems if problem.blocks and problem.kind != "blank"]
    assert left == [], (text, left)
    assert marked(again) == text


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.text(max_size=60), st.text(max_size=30))
def test_any_text_against_any_draft_gives_exact_places(text: str, draft: str, quote: str) -> None:
    row = {"from": ["P: 制作は3名で行う"], "draft": draft, "doubts": [quote if quote.strip() else "x"]}
    against = setting(row)
    proof = prove(text, against.job, against.audit, instructions=INSTRUCTIONS)
    for problem in proof.problems:
        assert proof.text[problem.start : problem.end] == problem.quote
    assert isinstance(marked(proof), str)


@pytest.mark.parametrize(
    "row", [row for _, row in ROWS if row.get("blocks")], ids=lambda row: row["text"][:40]
)
def test_any_mark_closes_the_gate(row: dict[str, Any]) -> None:
    against = setting(row)
    text = marked(prove(row["text"], against.job, against.audit, instructions=INSTRUCTIONS))
    gate = critique(text, against.job.reader).gate
    assert not gate.sendable
    assert "placeholder_left" in {blocker.fault for blocker in gate.blockers}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("費用は50万円です。", "費用は【要確認: 50万円】です。"),
        (
            "公開後の保守もサポートしますので、どうぞよろしくお願いいたします。",
            "【要確認: 公開後の保守もサポートします】ので、どうぞよろしくお願いいたします。",
        ),
        ("詳しくはhttps://evil.example/aへ。", "詳しくは【要確認: 材料にないURL】へ。"),
        ("制作は3名で行います(P1)。", "制作は3名で行います【要確認: 読めない文】。"),
        ("We will call you tomorrow.", "【要確認: 日本語ではない文】"),
        ("担当は[[NAME_3]]です。", "担当は【要確認: 伏せた名前か連絡先】です。"),
        ("費用は【要確認: 50万円】です。", "費用は【要確認: 50万円】です。"),
        ("制作は3名で行います。", "制作は3名で行います。"),
    ],
)
def test_a_mark_shows_what_may_be_read(text: str, shown: str) -> None:
    assert marked(proved({"from": ["P: 制作は3名で行う"], "text": text})) == shown


def test_a_lost_addressee_is_marked_at_the_head() -> None:
    draft = "株式会社見本精機 御中\n\n制作は3名で行います。\n\n株式会社例題工房\n例田 美和"
    row = {"draft": draft, "customer": "株式会社見本精機", "text": "制作は3名で行います。"}
    text = marked(proved(row))
    assert text.splitlines() == [
        "【要確認: 宛名の「株式会社見本精機」】",
        "制作は3名で行います。",
        "【要確認: 名乗りか署名の「株式会社例題工房」】",
        "【要確認: 名乗りか署名の「例田 美和」】",
    ]


def test_a_repair_is_told_words_and_reasons() -> None:
    row = {
        "from": ["P: 費用は50万円(税別)"],
        "text": "費用は60万円です。比較表もお作りします。",
    }
    told = problems_for_repair(proved(row))
    assert told == [
        ("60万円", "この金額は、案件・会社の事実・下書き・回答のどこにもありません。"),
        ("比較表もお作りします。", "「比較表」を提供するという内容は、材料にありません。"),
    ]


@pytest.mark.parametrize(
    ("draft", "text", "missed"),
    [
        ("費用は22万円です。", "費用はご相談です。", ["料金「22万円」(下書きの文: 費用は22万円です。)"]),
        ("費用は22万円です。", "費用は220,000円です。", []),
        # The critic objected to it.
        ("満足度98%の実績です。", "ご満足いただいています。", []),
        (
            "返信は翌営業日までです。",
            "返信します。",
            ["返信の目安「翌営業日」(下書きの文: 返信は翌営業日までです。)"],
        ),
        ("12月8日が空いています。", "ご都合をお知らせください。", []),
    ],
)
def test_what_this_reader_looks_for_is_put_back(draft: str, text: str, missed: list[str]) -> None:
    assert worth_putting_back(proved({"draft": draft, "text": text})) == missed


@pytest.mark.parametrize(
    ("draft", "dropped"),
    [
        ("費用は22万円です。12月8日が空いています。", ["22万円", "12月8日"]),
        ("満足度98%の実績です。費用は22万円です。", ["22万円"]),
        # An offer that presses goes with all its terms, the next sentence does not.
        ("今月中のお申し込みに限り、22万円を18万円にいたします。納品は12月8日です。", ["12月8日"]),
        ("費用は【要確認: 22万円】です。実績は30社です。", ["30社"]),
    ],
)
def test_what_went_for_good_reason_is_no_loss(draft: str, dropped: list[str]) -> None:
    proof = proved({"draft": draft, "text": "ご相談ください。"})
    assert [fact.quote for fact in proof.dropped] == dropped


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 50_000,
        "「" * 50_000,
        "9" * 50_000,
        "(P1)" * 12_000,
        "a@" * 25_000,
        "〇" * 50_000,
        "We are the end " * 3_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_text_is_proved_to_its_end(text: str) -> None:
    proof = prove(
        text, setting({"from": ["P: 制作は3名で行う"], "draft": text[:20_000]}).job, instructions=INSTRUCTIONS
    )
    assert "".join(proof.text.split()) == "".join(text.split())


def test_every_copy_of_the_instructions_is_marked_to_its_end() -> None:
    text = "\n".join(f"第{number}章です。\n{INSTRUCTIONS}" for number in range(60))
    proof = prove(text, setting({"from": ["P: 制作は3名で行う"]}).job, instructions=INSTRUCTIONS)
    assert "書き直してください" not in marked(proof)


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 80
