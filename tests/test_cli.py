"""The commands as a salesperson meets them: what they print, where, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import lacks

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
CASE = str(SAMPLES / "cases" / "web-renewal.toml")
PROFILE = str(SAMPLES / "profile.toml")
POOR = str(SAMPLES / "drafts" / "web-renewal-application-poor.txt")
GOOD = str(SAMPLES / "drafts" / "web-renewal-application-good.txt")


def coach(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "coach", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        timeout=60,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_demo_shows_a_critique_a_mended_text_and_a_first_message() -> None:
    done = coach("demo")
    assert done.returncode == 0, done.stderr
    for words in (
        "いちばん効く3つの直し",
        "直した文章",
        "初回メッセージを、会社の事実から",
        "まだ送れません",
    ):
        assert words in done.stdout


def test_classify_shows_votes_reasons_and_what_would_change() -> None:
    done = coach("classify", str(SAMPLES / "cases" / "tax-advisor.toml"))
    assert done.returncode == 0
    assert "①が2項目、②が2項目" in done.stdout
    assert "判定が変わる場合" in done.stdout


def test_classification_json_keeps_the_contract() -> None:
    verdict = json.loads(coach("classify", CASE, "--format", "json").stdout)
    assert lacks("classify", verdict) == []
    assert verdict["votes"] == {"many": 4, "few": 0, "abstain": 0}
    assert verdict["signals"]


def test_feedback_json_keeps_the_contract() -> None:
    done = coach("feedback", POOR, "-c", CASE, "-p", PROFILE, "-k", "application", "--format", "json")
    result = json.loads(done.stdout)
    assert lacks("feedback", result) == []
    assert result["findings"] and result["rewrite"]["edits"]
    text = Path(POOR).read_text(encoding="utf-8")
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in result["findings"])
    assert result["gate"]["sendable"] is False and result["gate"]["blockers"]


def test_draft_json_keeps_the_contract() -> None:
    result = json.loads(coach("draft", "-c", CASE, "-p", PROFILE, "--format", "json").stdout)
    assert lacks("draft", result) == []
    assert result["sentences"] and result["checklist"]


def test_text_only_gives_the_text_and_nothing_else() -> None:
    done = coach("feedback", POOR, "-c", CASE, "-k", "application", "-x")
    assert done.stdout.startswith("ご担当者様\n")
    assert "まず最初に" not in done.stdout and "■" not in done.stdout


ESCAPES = "はじめまして。\n平日9時から受電し\x1b[31m赤\x1b[0mます\x1b]0;owned\x07。\x1b[2J\x9b31m\x08\x08\n"


def test_nothing_in_a_draft_is_an_order_to_the_terminal() -> None:
    for command in (
        ("feedback", "-", "-c", CASE, "-x"),
        ("history", "show", "1", "-x"),
        ("history", "show", "1"),
    ):
        shown = coach(*command, stdin=ESCAPES.encode()).stdout
        assert "平日9時" in shown and not set(shown) & {"\x1b", "\x07", "\x08", "\x9b"}, command


def test_the_other_kind_is_coached_after_one_word_about_the_focus() -> None:
    for arguments in ((), ("--format", "markdown"), ("--format", "json"), ("-x",)):
        done = coach("feedback", GOOD, "-c", CASE, "-k", "応募内容", *arguments)
        assert done.returncode == 0
        assert (done.stdout + done.stderr).count("いちばん効くのは初回メッセージ") == 1, arguments


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("feedback", GOOD, "-c", CASE, "-k", "application", "--strict"), 0),
        (("feedback", POOR, "-c", CASE, "-k", "application", "--strict"), 1),
        (("feedback", GOOD, "-c", CASE, "-p", PROFILE, "-k", "application", "--fail-under", "90"), 0),
        (("feedback", POOR, "-c", CASE, "-k", "application", "--fail-under", "90"), 1),
        (("draft", "-c", str(SAMPLES / "cases" / "logo-design.toml"), "--strict"), 1),
    ],
)
def test_exit_codes_say_what_was_asked(arguments: tuple[str, ...], code: int) -> None:
    assert coach(*arguments).returncode == code


def test_a_draft_can_be_piped_and_written_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "result.md"
    done = coach(
        "feedback", "-c", CASE, "--format", "markdown", "-o", str(output), stdin=Path(POOR).read_bytes()
    )
    assert done.returncode == 0 and done.stdout == ""
    assert output.read_text(encoding="utf-8").startswith("## 初回メッセージの批評")


# What the shell closed · the command · exit code · what is told · what the result holds
CLOSED: dict[str, tuple[str, tuple[str, ...], int, str, str]] = {
    "no place for a result": (">&-", ("classify", CASE), 2, "標準出力)が閉じられて", ""),
    "no place for a critique": (">&-", ("feedback", POOR, "-c", CASE), 2, "標準出力)が閉じられて", ""),
    "a result in a file": (">&-", ("classify", CASE, "-o", "{out}"), 0, "書き込みました", "読む人"),
    "nothing to read a draft from": ("<&-", ("feedback", "-c", CASE), 2, "空です", ""),
    "no place for a message": ("2>&-", ("classify", CASE, "-o", "{out}"), 0, "", "読む人"),
    "no place for a message beside the result": ("2>&-", ("classify", "missing.toml"), 2, "", ""),
    "nothing at all": ("<&- >&- 2>&-", ("feedback", POOR, "-c", CASE), 2, "", ""),
}


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX")
@pytest.mark.parametrize(("closed", "arguments", "code", "told", "held"), CLOSED.values(), ids=CLOSED)
def test_a_closed_stream_is_no_defect(
    closed: str, arguments: tuple[str, ...], code: int, told: str, held: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.txt"
    command = [sys.executable, "-m", "coach", *(word.format(out=out) for word in arguments)]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *command],
        input=b"",
        capture_output=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == code, done.stderr.decode()
    assert told in done.stderr.decode() and "不具合" not in done.stderr.decode() and done.stdout == b""
    assert held in (out.read_text(encoding="utf-8") if out.exists() else "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_windows_files_are_read(encoding: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(Path(POOR).read_text(encoding="utf-8").replace("\n", "\r\n").encode(encoding))
    assert coach("feedback", str(draft), "-c", CASE).returncode == 0


BAD: list[tuple[str, bytes | None, str]] = [
    ("empty.toml", b"", "空です"),
    ("missing.toml", None, "見つかりません"),
    ("broken.toml", b'title = "a\n', "1行"),
    ("broken.json", b'{"title": "a",}', "1行"),
    ("typo.toml", 'title = "制作"\nbugdet = "10万円"\n'.encode(), "bugdet"),
    ("nothing.toml", 'category = "制作"\n'.encode(), "title"),
    ("utf16.toml", 'title = "制作"'.encode("utf-16"), "UTF-16"),
    ("eucjp.txt", "案件名：ホームページ制作です。ひらがなもあります。".encode("euc_jp"), "EUC-JP"),
    ("binary.txt", b"abc\x00def", "NUL"),
    ("deep.json", b"[" * 100_000, "入れ子"),
    ("list.json", b"[1]", "一番外側"),
    ("number.toml", b"title = 3\n", "文字列"),
    ("huge.toml", b"x" * 3_000_000, "大きすぎます"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_is_one_sentence_and_a_next_step(
    name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = coach("classify", str(path))
    assert done.returncode == 2
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert words in done.stderr and "次にすること: " in done.stderr


def test_a_folder_and_two_standard_inputs_are_refused(tmp_path: Path) -> None:
    for arguments in (("classify", str(tmp_path)), ("feedback", "-", "-c", "-")):
        done = coach(*arguments, stdin=b"x")
        assert done.returncode == 2 and "次にすること: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("feedbak",), "feedback の間違い"),
        (("feedback", "--cas", CASE), "--case の間違い"),
        (("feedback", POOR), "指定されていません"),
        (("classify",), "指定されていません"),
        (("classify", CASE, "extra"), "余分な引数があります: extra。"),
        (("classify", CASE, "a (1).txt"), "余分な引数があります: a (1).txt。"),
        (("draft", "-c", CASE, "-x", "--format", "json"), "-x と --format json は一緒に使えません"),
        (("feedback", CASE, "-c", CASE), "下書きと案件に、同じ"),
        (("classify", CASE, "--format", "xml"), "xml"),
        (("classify", CASE, "--format", "html"), "--format html は使えません"),
        (("draft", "-c", CASE, "--format", "html"), "text・json・markdown から"),
        (("feedback", POOR, "-c", CASE, "--format", "pdf"), "text・json・markdown・html から"),
        (("compare", POOR, GOOD, "--format", "pdf"), "text・json・markdown・html から"),
        (("history", "compare", "--format", "pdf"), "text・json・markdown・html から"),
        (("rules", "--format", "markdown"), "text・json から"),
        (("doctor", "--format", "markdown"), "text・json から"),
        (("feedback", POOR, "-c", CASE, "-k", "mail"), "mail"),
        (("feedback", POOR, "-c", CASE, "--fail-under", "x"), "--fail-under"),
        (("feedback", POOR, "-c", CASE, "--fail-under", "200"), "点数(0〜100の整数)"),
        (("rules", "Z99"), "Z99"),
        ((), "端末"),
    ],
)
def test_wrong_usage_is_told_in_japanese(arguments: tuple[str, ...], words: str) -> None:
    done = coach(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Error" not in done.stderr and "Usage" not in done.stderr


def test_help_is_japanese() -> None:
    for arguments in ((), ("feedback",), ("draft",), ("compare",), ("case", "new"), ("rules",)):
        told = coach(*arguments, "--help").stdout
        assert "使い方:" in told
        for english in ("Usage", "Show this message", "[default", "[required"):
            assert english not in told, (arguments, english)


def test_help_says_one_thing_of_the_kind() -> None:
    drafting, judging = (" ".join(coach(name, "--help").stdout.split()) for name in ("draft", "feedback"))
    assert "[既定: first_message]" in drafting and "省くと、このお客様に効く方" not in drafting
    assert "省くと、このお客様に効く方" in judging and "[既定: first_message]" not in judging


@pytest.mark.parametrize("name", ["first_message", "first-message", "First-Message", "初回メッセージ"])
def test_the_kind_under_its_names(name: str) -> None:
    assert "への初回メッセージ" in coach("draft", "-c", CASE, "-k", name, "--no-history").stdout


OTHER_TEXT = "応募内容は -k application を付けると作れます"


@pytest.mark.parametrize(
    ("case", "options", "told", "untold"),
    [
        ("web-renewal.toml", (), [OTHER_TEXT], ["いちばん効くのは"]),
        ("web-renewal.toml", ("-k", "application"), [], [OTHER_TEXT]),
        ("system-renewal.toml", ("-x",), [OTHER_TEXT, "いちばん効くのは応募内容です"], []),
        ("system-renewal.toml", ("-x", "-k", "application"), [], [OTHER_TEXT, "いちばん効くのは"]),
    ],
)
def test_a_draft_says_which_text_it_is_and_how_to_get_the_other(
    case: str, options: tuple[str, ...], told: list[str], untold: list[str]
) -> None:
    done = coach("draft", "-c", str(SAMPLES / "cases" / case), "-p", PROFILE, "--no-history", *options)
    assert all(words in done.stderr for words in told)
    assert not any(words in done.stderr for words in untold)


def test_who_writes_is_asked_for_beside_the_text_alone(tmp_path: Path) -> None:
    facts = tmp_path / "facts.txt"
    facts.write_text("担当 見本、営業\n素材をいただいてから8週間で公開\n", encoding="utf-8")
    for options, stream in ((("-x",), "stderr"), ((), "stdout")):
        done = coach("draft", "-c", CASE, "-p", str(facts), "--no-history", *options)
        assert "「会社名: 株式会社見本」" in "".join(getattr(done, stream).split()).replace(
            "会社名:", "会社名: "
        )


def test_feedback_and_draft_share_their_options() -> None:
    for option in ("-o", "-x", "--fail-under", "--strict", "--no-history", "--sources", "--engine", "--model",
                   "--base-url", "--no-ask", "--no-audit", "--no-mask", "--show-prompt", "--reply"):  # fmt: skip
        for name in ("feedback", "draft"):
            assert option in coach(name, "--help").stdout


@pytest.mark.parametrize("limit", ["20", "90"])
def test_the_score_that_failed_is_named(limit: str) -> None:
    done = coach(
        "feedback", str(SAMPLES / "drafts" / "web-renewal-first_message-poor.txt"), "-c", CASE, "-k", "application",
        "--format", "json", "--fail-under", limit,
    )  # fmt: skip
    result = json.loads(done.stdout)
    after = result["after"]["score"]
    assert result["score"] < after
    # The text that comes out is judged, not the one that went in.
    assert done.returncode == (1 if after < int(limit) else 0)
    if done.returncode:
        assert (
            f"直した文章(元の下書きは {result['score']})の点数が {after} で、--fail-under {limit}"
            in done.stderr
        )


def test_a_file_that_is_missing_is_told_before_anything_else(tmp_path: Path) -> None:
    vague = tmp_path / "case.toml"
    vague.write_text('title = "制作"\nselection_process = "未定"\n', encoding="utf-8")
    missing = str(tmp_path / "none.txt")
    for arguments in (
        ("feedback", missing, "-c", str(vague)),
        ("feedback", POOR, "-c", str(vague), "-p", missing),
        ("feedback", POOR, "-c", str(vague), "--reply", missing),
        ("draft", "-c", str(vague), "--after", missing),
        ("compare", POOR, missing, "-c", str(vague)),
    ):
        done = coach(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "none.txt が見つかりません" in done.stderr.splitlines()[0], done.stderr
        assert len(done.stderr.splitlines()) == 2


VENDOR = "会社名：株式会社例示受電\n氏名：見本 太郎\n月38万円(税別)から受電する\n席は12名で交代する\n"
FORM = "会社名：株式会社例示\n予算：月40万円\n担当者：見本\n電話の受付をお願いします。\n平日です。\n"
PAGE = str(SAMPLES / "cases" / "call-center.txt")

# The command · exit code · what is told
MIXED_UP: dict[str, tuple[tuple[str, ...], int, str]] = {
    "draft and case swapped": (("feedback", PAGE, "-c", POOR), 2, "下書きと案件が逆のようです"),
    "a case for a draft": (("feedback", PAGE, "-c", CASE), 2, "案件のページのように見えます"),
    "a case file for a draft": (("feedback", CASE, "-c", PAGE), 2, "案件のページのように見えます"),
    "the draft as its own proof": (("feedback", POOR, "-c", CASE, "-p", POOR), 2, "下書きと会社の事実に、同じ"),
    "the draft in another spelling": (("feedback", POOR, "-c", CASE, "-p", os.path.relpath(POOR, ROOT)), 2, "下書きと会社の事実に、同じ"),
    "the case as the vendor's facts": (("draft", "-c", CASE, "-p", CASE), 2, "案件と会社の事実に、同じ"),
    "the facts as what was sent": (("draft", "-c", CASE, "-p", PROFILE, "--after", PROFILE), 2, "会社の事実と先に送った応募内容に"),
    "a version that is the facts": (("compare", POOR, GOOD, "-c", CASE, "-p", GOOD), 2, "新しい版と会社の事実に、同じ"),
    "two equal versions": (("compare", POOR, POOR, "-c", CASE), 0, ""),
    "the vendor's facts for the case": (("feedback", POOR, "-c", "{vendor}"), 0, "会社の事実のファイルのように見えます"),
    "a customer's form": (("feedback", POOR, "-c", "{form}"), 0, "見つかりませんでした"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "told"), MIXED_UP.values(), ids=MIXED_UP)
def test_files_in_the_wrong_place_are_told(
    arguments: tuple[str, ...], code: int, told: str, tmp_path: Path
) -> None:
    places = {name: tmp_path / f"{name}.txt" for name in ("vendor", "form")}
    places["vendor"].write_text(VENDOR, encoding="utf-8")
    places["form"].write_text(FORM, encoding="utf-8")
    done = coach(*(word.format_map(places) for word in arguments))
    assert done.returncode == code and told in done.stderr, done.stderr
    assert ("のように見え" in done.stderr) is ("のように見え" in told or "逆" in told)
    assert code == 0 or (done.stdout == "" and "次にすること: " in done.stderr)


@pytest.mark.parametrize(
    ("name", "told"), [("drafts/web-renewal-first_message-good.txt", True), ("cases/call-center.txt", False)]
)
def test_a_letter_in_the_place_of_the_case_is_noticed(name: str, told: bool) -> None:
    done = coach("feedback", POOR, "-c", str(SAMPLES / name))
    assert ("下書きのように見えます" in done.stderr) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "お世話になっております。豊富な実績がございますので、ご安心ください。金額はお見積させてください。",
            True,
        ),
        ("サイトの作り直しをお願いします。豊富な実績のある会社を探しています。", False),
    ],
)
def test_a_letter_without_an_address_is_noticed_too(tmp_path: Path, text: str, told: bool) -> None:
    letter = tmp_path / "text.txt"
    letter.write_text(text, encoding="utf-8")
    assert ("下書きのように見えます" in coach("feedback", POOR, "-c", str(letter)).stderr) is told


HOSTILE = [
    "\x00",
    "\x1b[2J消えない",
    "\u202e逆",
    "𠮷野家㈱",
    "👨‍👩‍👧です",
    "{{ 7*7 }}{% include 'x' %}",
    "【" * 2000,
    "か\u3099" * 300,
    "\r\n\r\n",
    "a" * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    done = coach("feedback", "-", "-c", CASE, stdin=(text + "本文です。").encode())
    assert done.returncode in {0, 2}
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout and "49" not in done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "coach", "rules"],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=60,
        )
    assert done.returncode == 0 and done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coach", "rules"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=60,
        )
    assert done.returncode == 2
    assert "空き容量" in done.stderr.decode()


def test_a_result_that_cannot_be_written_is_printed_instead(tmp_path: Path) -> None:
    done = coach("draft", "-c", CASE, "-p", PROFILE, "-x", "-o", str(tmp_path / "none" / "out.txt"))
    assert done.returncode == 2
    assert "株式会社見本精機様" in done.stdout
    assert "書き込めません(その場所がありません)" in done.stderr


def test_case_new_asks_and_writes_a_file_that_classify_reads(tmp_path: Path) -> None:
    answers = [
        "見積書の作成",
        "事務代行",
        "",
        "",
        "",
        "2",
        "１",
        "9",
        "3",
        "",
        "月20件の入力",
        "",
        "今は手書きです。",
        "",
    ]
    done = coach("case", "new", "-o", "new.toml", stdin="\n".join(answers).encode() + b"\n", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    verdict = json.loads(coach("classify", str(tmp_path / "new.toml"), "--format", "json").stdout)
    assert [signal["option"] for signal in verdict["signals"]] == [
        "some_discretion",
        "message",
        "after_6_months",
        None,
    ]
    again = coach("case", "new", "-o", "new.toml", stdin=b"x\n", cwd=tmp_path)
    assert again.returncode == 2 and "上書き" in again.stderr


def test_profile_new_writes_facts_that_draft_uses(tmp_path: Path) -> None:
    answers = [
        "株式会社例示工房",
        "見本",
        "代表",
        "部品の会社のサイトを2024年からの2年で5件制作",
        "",
        "80万円(税別)",
        "",
        "",
        "",
        "",
        "",
    ]
    done = coach(
        "profile", "new", "-o", "facts.toml", stdin="\n".join(answers).encode() + b"\n", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    text = coach("draft", "-c", CASE, "-p", str(tmp_path / "facts.toml"), "-x").stdout
    assert "2年で5件制作" in text and "株式会社例示工房の見本" in text


@pytest.mark.parametrize(
    ("rule", "told"),
    [("I30", "ほかの手がかりの言葉もあるときだけ"), ("J01", "1通に1回だけ"), ("J11", "1つの文に2つ以上")],
)
def test_a_rule_says_when_it_speaks(rule: str, told: str) -> None:
    assert told in coach("rules", rule).stdout


def test_rules_lists_every_fault_and_explains_one_rule() -> None:
    listed = coach("rules").stdout
    for fault in ("no_case_reference", "double_honorific", "guarantee", "wall_of_text", "pushes_meeting"):
        assert fault in listed
    first = json.loads(coach("rules", "--format", "json").stdout)[0]
    told = coach("rules", first["id"]).stdout
    for part in (
        first["why"],
        first["better"],
        first["ng"][0],
        first["ok"][0],
        f"件({first['noise_drafts']}通で測定)",
    ):
        assert part in told


def test_rules_shows_no_codes_and_patterns_to_a_salesperson() -> None:
    rules = json.loads(coach("rules", "--format", "json").stdout)
    listed = coach("rules").stdout
    assert not [rule["id"] for rule in rules if f" {rule['id']} " in listed.replace("\n", " ")]
    longest = max(rules, key=lambda rule: len(rule["pattern"]))
    for rule in (longest, next(rule for rule in rules if rule["needs"])):
        told = coach("rules", rule["id"]).stdout
        assert rule["pattern"] not in told and "(?:" not in told and "--format json" in told


def test_a_folder_in_the_place_of_the_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / "home" / "config.toml").mkdir(parents=True)
    done = coach("feedback", GOOD, "-c", CASE)
    assert done.returncode == 2 and done.stdout == ""
    assert f"{tmp_path / 'home' / 'config.toml'} はフォルダです" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("classify", "{case}"),
        ("classify", "{case}", "--format", "markdown"),
        ("feedback", GOOD, "-c", "{case}"),
        ("feedback", GOOD, "-c", "{case}", "-x"),
        ("draft", "-c", "{case}"),
        ("compare", POOR, GOOD, "-c", "{case}"),
    ],
    ids=lambda arguments: " ".join(Path(word).name for word in arguments),
)
def test_an_answer_that_has_no_vote_is_told_once(arguments: tuple[str, ...], tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text('title = "制作"\nother_candidates = "いる(1〜2社)"\n', encoding="utf-8")
    done = coach(*(word.format(case=case) for word in arguments))
    assert done.returncode == 0
    assert "".join((done.stdout + done.stderr).split()).count("記事の表にない回答") == 1


def test_nothing_is_said_on_the_side_of_a_case_that_is_plain() -> None:
    done = coach("feedback", GOOD, "-c", str(SAMPLES / "cases" / "web-renewal.toml"))
    assert done.returncode == 0
    assert done.stderr == ""
