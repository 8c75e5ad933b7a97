"""The rules: every example is executed; accepted Japanese stays silent; places are exact; time is linear."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.critic.faults import faults
from coach.critic.finding import Finding
from coach.critic.fixes import Fix, fixes
from coach.critic.hits import matches
from coach.critic.rules import Noise, Rule, load_rules, read_rules, with_noise
from coach.customer.case import Kind
from coach.errors import ConfigError
from coach.text import Document

RULES = load_rules()


def found(text: str, kind: Kind = "first_message") -> list[Finding]:
    return matches(Document(text), kind)


def rules_on(text: str, kind: Kind = "first_message") -> set[str]:
    return {finding.rule for finding in found(text, kind)}


def faults_on(text: str, kind: Kind = "first_message") -> set[str]:
    return {finding.fault for finding in found(text, kind)}


def applied(text: str, changes: list[Fix]) -> str:
    for fix in reversed(changes):
        assert text[fix.start : fix.end] == fix.before
        text = text[: fix.start] + fix.after + text[fix.end :]
    return text


def cases(kind: str) -> list:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind), 1)
    ]


# --- the shipped data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "text"), cases("ng"))
def test_an_ng_example_is_found_as_its_fault(rule: Rule, text: str) -> None:
    assert rule.fault in faults_on(text)


@pytest.mark.parametrize(("rule", "text"), cases("ok"))
def test_an_ok_example_is_silent_for_every_rule(rule: Rule, text: str) -> None:
    assert rules_on(text) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.fault in faults()
    assert rule.why.endswith("。") and all(
        told.endswith("。") for told in (rule.better, *rule.better_for.values())
    )
    assert any(rule.id in rules_on(text) for text in rule.ng), "always hidden behind another rule"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.mends], ids=lambda rule: rule.id)
def test_what_a_rule_mends_is_mended(rule: Rule) -> None:
    mended = []
    for text in rule.ng:
        changes = [fix for fix in fixes(Document(text)) if fix.rule == rule.id]
        if changes:
            mended.append(text)
            assert rule.id not in rules_on(applied(text, changes))
            assert all(fix.reason == rule.why for fix in changes)

    assert mended


FAULTS_BY_RULE = {
    "double_honorific",
    "honorific_direction",
    "title_error",
    "grammar",
    "sasete_overuse",
    "redundant",
    "casual",
    "misplaced_greeting",
    "template_phrase",
    "ai_tone",
    "placeholder_left",
    "superlative",
    "guarantee",
    "rate_without_base",
    "disparages_others",
    "pressure",
    "vague_price",
}


def test_the_rules_cover_what_patterns_can_see() -> None:
    assert {rule.fault for rule in RULES} == FAULTS_BY_RULE


# --- silence --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "ご希望の日にお伺いします。",
        "来週お伺いいたします。",
        "どうぞお召し上がりください。",
        "店長がお見えになるときの導線も考えます。",
        "ご依頼の内容を拝見いたしました。",
        "とんでもございません。",
        "納期の件、了解いたしました。",
        "御社のサイトの写真が印象に残りました。",
        "当社は創業12年です。",
        "すでにご利用されている機能を残します。",
        "社長が会場におられる時間に撮影します。",
        "専務が申される条件を確認しました。",
        "当日は台本をご持参ください。",
        "変更があればお申し出ください。",
        "資料をお送りいただけますでしょうか。",
        "お求めやすい大きさの冊子にします。",
        "貴社のロゴを掲載させていただきます。",
        "違和感を感じる表現を直します。",
        "従来からの運用を続けられます。",
        "ご教示いただけますと幸いです。",
        "ご教授ください。",
        "採用ご担当者様",
        "ご返信いただければ幸いです。",
        "誠に恐縮ですが、写真をお送りください。",
        "宜しくお願い致します。ご確認下さい。",
        "お読みになっていらっしゃる資料に沿って説明します。",
        "敬具",
        "ご検討のほど、よろしくお願いいたします。",
        "個人情報を第三者に渡すことは決してありません。",
        "現在の委託先からの引き継ぎに2週間を見ています。",
        "弊社の講師が、お客様のおっしゃる条件を書き取ります。",
        "3月12日までにお返事をいただければ、4月1日に開始できます。",
        "安い案では、講師が1名になります。",
        "貴社の応答率が80%とのこと、昼の人数を増やします。",
    ],
)
def test_accepted_japanese_is_silent(text: str) -> None:
    assert found(text) == []


CLEAN = {
    "application with headings": """
        見本精機株式会社 採用ご担当者様

        ご募集ありがとうございます。例示映像室の例田です。現場の若手を主役にした3分の採用動画を、10月末の合同説明会に間に合わせる形でご提案します。

        ■ ご要望へのお答え
        ・撮影は9月中の1日で、生産を止めずに行います。
        ・字幕は日本語と英語の2種類をお付けします。
        ・縦型の30秒版も同じ素材から作ります。

        ■ 費用
        税込み48万円です。撮影1日、編集、修正2回を含みます。ご予算の50万円に収まります。

        ■ 近い例
        従業員80名の金属加工の会社で、2024年に同じ長さの動画を作りました。公開から6か月で見学の申し込みが月2件から5件になりました。

        社内でのご説明に使える1枚の資料もお送りできます。撮影を希望される工程を一つお知らせいただけますか。
        """,
    "warm first message": """
        例題商会 ご担当者様

        やりとりを開始いただき、ありがとうございます。見本翻訳室の例山です。

        取扱説明書の英訳について、用語がばらつくというお悩みに先にお答えします。最初の1週間で用語集を30語ほど作り、ご確認いただいてから本文に入ります。こうすると、あとからの差し替えがほとんど出ません。

        費用は1文字18円(税別)で、2万字なら36万円です。お急ぎでなければ、改訂された章だけを訳す方法もあり、その場合は半分ほどに収まります。

        一つだけ、教えていただけますか。前回の英語版のデータは残っているでしょうか。残っていれば、今週中に差分の概算をお送りします。ご返信はお手すきのときで構いませんので、ご都合に合わせてお送りください。
        """,
    "dry engineer": """
        お問い合わせの3点に回答します。

        1. 移行: 記事240件は自動で移し、画像の参照切れは一覧にしてお渡しします。
        2. 表示速度: スマートフォンでの読み込みに時間がかかるため、画像の形式を変えます。
        3. 更新: 職員の方が管理画面から更新できます。手引きは20ページです。

        期間は着手から8週間です。費用は税込み92万円で、内訳は設計20万円、移行30万円、制作42万円です。担当は設計者1名と制作者1名です。

        順位や応募数の保証はできませんが、公開後3か月は毎月の数値をお送りし、直す箇所を提案します。現在の制作会社様との契約が残る場合は、終了の時期に合わせて始めます。

        サーバーの管理者が貴社か委託先かをお知らせください。それによって移行の手順が変わります。
        """,
    "consultation for a beginner": """
        初めてのご相談とのことで、進め方からご説明します。例示会計事務所の例川です。

        最初に用意していただくものは、直近の決算書と、会計ソフトの画面の写しだけです。それを拝見し、3営業日以内に月々の費用と作業の分担を書面でお送りします。ここまでは無料です。

        月額は売上の規模により2万2千円から3万8千円(税込み)で、決算は別に15万円です。飲食店は現在9件を担当しており、領収書の整理から始めた方が6件です。

        訪問は必須ではありません。メッセージだけで始めた方もいらっしゃいます。契約を急ぐ必要はございませんので、他の事務所の条件と比べてからお決めください。

        今の税理士の方との契約は何月まででしょうか。切り替えの時期を先に決めると、二重の費用を避けられます。
        """,
    "plain paragraphs for a superior": """
        ご担当者様

        上長の方へのご説明に使えるよう、範囲・費用・日程・体制の順に書きます。

        範囲は、管理職20名に向けた半日の研修を2回、事前の聞き取り、受講後の面談1回です。費用は税込み66万円で、教材と交通費を含みます。開催が平日の夜になる場合も同じ金額です。

        日程は、聞き取りが8月、研修が9月と10月です。半年以上先のご予定でしたら、会場だけを先に押さえる方法がございます。講師は1名、進行の補助が1名です。講師の経歴書は別にお送りします。

        従業員150名の部品商社で、2023年から毎年担当しています。受講後のアンケートでは、回答した38名のうち33名が面談のやり方を変えたと答えました。

        貴社で特に変えたい場面を一つお聞かせいただければ、その場面の台本を1枚お作りします。
        """,
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN.keys())
def test_a_good_text_is_silent(text: str) -> None:
    text = textwrap.dedent(text).strip()

    assert 300 <= len(text) <= 600
    assert [(finding.rule, finding.quote) for finding in found(text)] == []
    assert fixes(Document(text)) == []


# --- negation, quotation, counts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "denied_or_quoted"),
    [
        ("業界No.1の品質です。", "業界No.1とは申しませんが、内訳はすべてお見せします。"),
        ("満足度No.1の会社です。", "「満足度No.1」という表現には調査が要ります。"),
        ("上位表示を保証します。", "上位表示の保証はできません。"),
        ("必ず成果を出します。", "必ず成果が出るとは申し上げられません。"),
        ("満足度98%です。", "2025年度の回答50件で、満足度は98%です。"),
        ("他社より安く対応します。", "他社様のお見積もりと並べてご覧ください。"),
        ("ワンストップで対応します。", "「ワンストップで頼みたい」とのご希望にお答えします。"),
        ("豊富な実績がございます。", "食品業界で豊富な実績があり、3年で24件を制作しました。"),
        ("リーズナブルな価格です。", "リーズナブルと感じていただけるよう、30万円(税込み)に収めました。"),
        ("〇〇株式会社様", "二〇〇〇年の創業です。"),
    ],
)
def test_a_denial_a_quotation_or_a_base_silences(said: str, denied_or_quoted: str) -> None:
    assert faults_on(said)
    assert found(denied_or_quoted) == []


def test_min_count_counts_the_whole_text() -> None:
    once = "初回のご説明を担当させていただきます。"

    assert found(once) == []
    assert faults_on(once + "\n続いて見積書をご用意させていただきます。") == {"sasete_overuse"}


def test_a_rule_told_once_says_how_many_places_there_are() -> None:
    text = "# ご提案\n費用は30万円です。\n## 日程\n発注から**8週間**です。"

    (finding,) = [finding for finding in found(text) if finding.rule == "J01"]

    assert (finding.start, finding.quote) == (0, "# ")
    assert finding.message.endswith("全部で3か所あります。")
    assert "か所" not in next(f for f in found("**費用**は30万円です。") if f.rule == "J01").message


def test_what_is_told_once_leaves_its_sentence_to_any_other_rule() -> None:
    text = "- **効果**を最大化します。\n- **費用**は30万円です。"

    assert [(finding.rule, finding.quote) for finding in found(text)] == [
        ("J05", "最大化し"),
        ("J01", "**費用**"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("パッケージは物語へと進化しました。", True),
        ("パッケージの物語を社長が書きました。", False),
        ("パッケージは物語です。箱の形も進化しました。", False),  # one each in two sentences
        ("パッケージは3つの物語へと進化しました。", False),
    ],
)
def test_two_grand_words_in_one_sentence_are_told(text: str, told: bool) -> None:
    assert ("J11" in rules_on(text)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("印刷を替えれば、客足はきれいさっぱり戻ります。", True),
        ("きれいさっぱり、客足は戻ります。", True),  # in either order
        ("印刷を替えれば、客足が戻る店もあります。", False),
        ("客足は戻ります。汚れはきれいさっぱり洗います。", False),  # one each in two sentences
    ],
)
def test_what_a_rule_needs_stands_anywhere_in_the_same_sentence(text: str, told: bool) -> None:
    assert ("guarantee" in faults_on(text)) is told


# --- one cause, one finding -----------------------------------------------------------------------------


def test_one_finding_a_sentence_and_fault() -> None:
    text = "資料をご覧になられて、お決めになられましたらご返信ください。\n社長がおっしゃられた件です。"

    assert [finding.quote for finding in found(text)] == ["お決めになられ", "おっしゃられ"]


def test_a_hit_inside_another_of_its_group_is_one_cause() -> None:
    text = "ご依頼を拝見させていただきました。日程を確認させていただきます。"

    assert [(finding.rule, finding.quote) for finding in found(text)] == [
        ("E03", "拝見させていただ"),
        ("E01", "させていただ"),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("必ずご満足いただけます。", ["guarantee"]),
        ("豊富な実績で、必ずご満足いただけます。", ["template_phrase", "guarantee"]),
    ],
)
def test_a_stock_phrase_that_is_the_claim_goes_with_it(text: str, faults: list[str]) -> None:
    assert [finding.fault for finding in found(text)] == faults


def test_hits_that_only_overlap_are_two_causes() -> None:
    text = "見積もりを作らさせていただきます。日程を確認させていただきます。"

    assert [(finding.rule, finding.quote) for finding in found(text)] == [
        ("D01", "作らさせて"),
        ("E01", "させていただ"),
        ("E01", "させていただ"),
    ]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("ぶっちゃけ、入札が3年前のままでは勝てません。", "「率直に申し上げますと」のような書き言葉に"),
        ("とりあえず図面を1枚お送りください。", "「まず」のような書き言葉に"),
        ("4,000品番は作れると思いますよ。", "「〜ます」のような書き言葉に"),
        ("なるはやでお送りします。", "「できるだけ早く」のような書き言葉に"),
        # No one word stands for it.
        ("スマホでバーコードをピッとやる画面です。", "言い換えるか、なくても通じるなら取って"),
    ],
)
def test_a_spoken_word_is_told_what_is_written_for_it(text: str, advice: str) -> None:
    assert advice in "".join(finding.suggestion for finding in found(text))


def test_what_is_written_instead_is_no_spoken_word_itself() -> None:
    for rule in RULES:
        for _, written in rule.instead:
            assert rule.id not in rules_on(f"{written.strip('〜')}、お送りします。"), (rule.id, written)


@pytest.mark.parametrize("greeting", ["いつもお世話になっております。", "突然のご連絡失礼いたします。"])
def test_only_who_was_answered_is_advised_to_give_thanks_for_it(greeting: str) -> None:
    (opened,) = found(greeting)
    (applies,) = found(greeting, "application")

    assert "やりとりを" in opened.suggestion
    assert "やりとりを" not in applies.suggestion


def test_a_finding_says_what_why_and_how() -> None:
    (finding,) = found("貴社様のサイトを拝見しました。")

    assert (finding.rule, finding.fault, finding.severity, finding.quote) == (
        "C01",
        "title_error",
        "error",
        "貴社様",
    )
    assert (finding.start, finding.end, finding.origin) == (0, 3, "rule")
    assert finding.message and finding.suggestion
    assert finding.because == faults()["title_error"].because


# --- places ---------------------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        ["㈱", "𠮷", "👩‍👩‍👧", "\r\n", "\n", "ｶﾞ", "①", "\u200b", "が\u3099", " ", "。", "と、"]
        + [
            "貴社様",
            "ご覧になられました",
            "Ｎｏ．１です",
            "ぜひ！！",
            "約１０社ほど",
            "満足度９８％",
            "〇〇株式会社",
        ]
        + ["必ず成果を出します。", "すいません。", "**強み**", "お世話になっております。", "{name}様"]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=120, deadline=None)
@given(PIECES)
def test_every_place_is_a_place_in_the_text_as_given(text: str) -> None:
    document = Document(text)
    for finding in matches(document, "first_message"):
        assert finding.quote and text[finding.start : finding.end] == finding.quote
    end = 0
    for fix in fixes(document):
        assert end <= fix.start and text[fix.start : fix.end] == fix.before
        end = fix.end


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_a_prefix_of_other_lines_only_moves_the_places(text: str) -> None:
    prefix = "𠮷㈱\r\n\r\n"
    alone = [(f.rule, f.start + len(prefix)) for f in found("前の行です。\n" + text) if f.rule != "E01"]
    moved = [(f.rule, f.start) for f in found(prefix + "前の行です。\n" + text) if f.rule != "E01"]

    assert alone == moved


# --- fixes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("先日おっしゃられた件です。", "先日おっしゃった件です。"),
        ("担当の方がおっしゃられました。", "担当の方がおっしゃいました。"),
        ("資料をご覧になられましたか。", "資料をご覧になりましたか。"),
        ("お使いになられている画面です。", "お使いになっている画面です。"),
        ("お選びになられるときの基準です。", "お選びになるときの基準です。"),
        ("ご確認していただけますか。", "ご確認いただけますか。"),
        ("いつでもご利用できます。", "いつでもご利用いただけます。"),
        ("貴社様のサイトです。", "貴社のサイトです。"),
        ("例田部長様", "例田部長"),
        ("弊社担当の例田様がご連絡します。", "弊社担当の例田がご連絡します。"),
        ("伺わさせていただきます。", "伺わせていただきます。"),
        ("同じ画面を見れます。", "同じ画面を見られます。"),
        ("月に10本制作してます。", "月に10本制作しています。"),
        ("募集文を拝見させていただきました。", "募集文を拝見いたしました。"),
        ("まず最初に目的を確認します。", "まず目的を確認します。"),
        ("約10社ほどです。", "約10社です。"),
        ("約１０社ほどです。", "約１０社です。"),
        ("各ページごとに見ます。", "ページごとに見ます。"),
        ("土曜も対応することが可能です。", "土曜も対応できます。"),
        ("すいませんが、写真をお送りください。", "恐れ入りますが、写真をお送りください。"),
        ("ご返信が遅れ、すいません。", "ご返信が遅れ、申し訳ございません。"),
        ("ぜひご返信ください！！", "ぜひご返信ください。"),
        ("**費用**は30万円です。", "費用は30万円です。"),
        ("ご確認のほどよろしくお願いたします。", "ご確認のほどよろしくお願いいたします。"),
    ],
)
def test_an_error_with_one_right_answer_is_mended(before: str, after: str) -> None:
    assert applied(before, fixes(Document(before))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("お世話になっております。\r\n\r\n費用は30万円です。", "費用は30万円です。"),
        ("突然のご連絡失礼いたします。例示室の例田です。", "例示室の例田です。"),
        (
            "費用は30万円です。\nぜひお任せください。\n期間は8週間です。",
            "費用は30万円です。\n期間は8週間です。",
        ),
        ("費用は30万円です。\n・お役に立てれば幸いです。", "費用は30万円です。\n"),
        # The last word of a letter goes with the first, and stays with it.
        (
            "拝啓 時下ますますご清栄のこととお慶び申し上げます。\n費用は30万円です。\n\n敬具\n例示室 例田",
            "費用は30万円です。\n\n例示室 例田",
        ),
        ("拝啓 図面を拝見しました。\n敬具", "拝啓 図面を拝見しました。\n敬具"),
    ],
)
def test_a_sentence_that_says_nothing_goes_with_its_line(before: str, after: str) -> None:
    assert applied(before, fixes(Document(before))) == after


@pytest.mark.parametrize(
    "text",
    [
        "お世話になっております、見本企画の例田と申します。",
        "食品工場の動画を12件制作した弊社にぜひお任せください。",
    ],
)
def test_a_sentence_that_says_something_else_stays(text: str) -> None:
    assert found(text)
    assert fixes(Document(text)) == []


# --- broken data ----------------------------------------------------------------------------------------

GOOD = """
[[rule]]
id = "Z1"
fault = "casual"
severity = "info"
pattern = "ほげ"
why = "理由です。"
better = "直してください。"
ok = ["ほか", "ほぼ"]
ng = ["ほげです", "ほげほげ"]
"""


def test_rules_are_read_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")

    assert [rule.id for rule in read_rules(tmp_path)] == ["Z1"]


@pytest.mark.parametrize(
    ("rules", "noise"),
    [(2, [0.25, 0]), (1, [0.25, None]), (3, [0.25, None])],
    ids=["all measured", "one is new", "one is gone"],
)
def test_only_a_rule_that_was_measured_is_called_silent(
    tmp_path: Path, rules: int, noise: list[float | None]
) -> None:
    (tmp_path / "own.toml").write_text(GOOD + GOOD.replace("Z1", "Z2"), encoding="utf-8")

    measured = with_noise(read_rules(tmp_path), Noise(drafts=8, rules=rules, hits={"Z1": 2}))

    assert [rule.noise for rule in measured] == noise
    assert [rule.noise_drafts for rule in measured] == [8 if each is not None else 0 for each in noise]


def test_every_shipped_rule_was_measured() -> None:
    assert all(rule.noise is not None for rule in RULES), "run python -m evals --write-noise"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (GOOD.replace('"ほげ"', '"(ほげ"'), ["own.toml", "Z1"]),
        (GOOD.replace('"casual"', '"nonsense"'), ["own.toml", "Z1", "nonsense"]),
        (GOOD.replace('"info"', '"fatal"'), ["own.toml", "Z1", "severity"]),
        (GOOD.replace('ok = ["ほか", "ほぼ"]', 'ok = ["ほか"]'), ["own.toml", "Z1", "ok"]),
        (GOOD + 'surprise = "1"\n', ["own.toml", "Z1", "surprise"]),
        (GOOD + GOOD, ["own.toml", "Z1"]),
        (GOOD.replace('id = "Z1"\n', ""), ["own.toml", "1番目", "id"]),
        ("rule = 3\n", ["own.toml"]),
        ("[[rule]\n", ["own.toml"]),
    ],
)
def test_broken_rule_data_is_named(tmp_path: Path, content: str, named: list[str]) -> None:
    (tmp_path / "own.toml").write_text(content, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        read_rules(tmp_path)

    assert all(word in caught.value.message for word in named)
    assert caught.value.hint


# --- time -----------------------------------------------------------------------------------------------

HOSTILE = """
from coach.critic.fixes import fixes
from coach.critic.hits import matches
from coach.text import Document
for unit in {units!r}:
    document = Document((unit * 80_000)[:80_000])
    matches(document, "first_message")
    fixes(document)
"""

UNITS = [
    ["あ", "、", "。", "お", "ご", "1", " ", "\n", "(", "!", "~", "w", "〇"],
    ["約1", "貴社が", "弊社の", "費用は", "必ず", "12,", "○月", "**", "「", "{", "_"],
    ["ご確認して", "させていただ", "お時間を", "No.1", "ご依頼を拝見し", "🚀", "いてます"],
]


@pytest.mark.parametrize("units", UNITS, ids=["characters", "words", "phrases"])
def test_repetition_does_not_run_away(units: list[str]) -> None:
    # Linear patterns need about two seconds, one quadratic pattern half a minute.
    script = HOSTILE.format(units=units)

    done = subprocess.run(
        [sys.executable, "-c", script], timeout=25, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
