"""The faults that no pattern can see: for each, texts that have it and texts that do not, for a given reader."""

from collections import Counter
from typing import Any

import pytest

from coach.critic.critique import critique
from coach.critic.faults import faults
from coach.critic.reader import Reader
from coach.critic.rules import load_rules
from coach.facts.profile import Profile
from tests.critic.test_conflicts import CASES as CONFLICTS
from tests.critic.texts import APPLICATION, MESSAGE, PROFILE, reader, superior, without

MANY, FEW = reader(), superior()
MANY_APPLICATION = reader("application")
MEETING = reader(meeting_preference="打ち合わせし、詳細を聞きたい")


def swap(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


STOCK = """株式会社見本精機様

はじめまして。株式会社サンプル制作室の例田です。
このたびはご縁をいただき、うれしく思います。お客様に寄り添い、心を込めて取り組みます。
どうぞよろしくお願いいたします。
"""

INTRODUCTION = """はじめまして。株式会社サンプル制作室の例田です。
弊社は創業20年のホームページ制作会社です。弊社はデザインを得意とし、多くのスタッフが在籍しています。
弊社の強みはお客様からの信頼です。
"""

NO_RECORD = without(MESSAGE, "部品メーカーのサイトは、2024年からの2年で6件お作りしました。")
NO_STEP = without(
    MESSAGE,
    "■ お聞かせください\n原稿は、貴社と弊社のどちらでご用意する予定でしょうか。\n\n",
    "ご返信をいただけましたら、2営業日以内に構成案をお送りします。\n",
    "採用ページだけを4週間で先に公開する進め方もあります。全体の公開は2週間ほど遅くなります。",
)
NO_QUESTION = without(
    MESSAGE, "■ お聞かせください\n原稿は、貴社と弊社のどちらでご用意する予定でしょうか。\n\n"
)
NO_TIME = without(
    MESSAGE,
    "・素材をいただいてから8週間で公開し、2027年3月末に間に合います\n",
    "採用ページだけを4週間で先に公開する進め方もあります。全体の公開は2週間ほど遅くなります。",
    "ご返信をいただけましたら、2営業日以内に構成案をお送りします。\n",
    "部品メーカーのサイトは、2024年からの2年で6件お作りしました。",
).replace("■ 費用と日程", "■ 費用")
ALTERNATIVE = (
    "■ 別案\n採用ページだけを4週間で先に公開する進め方もあります。全体の公開は2週間ほど遅くなります。\n\n"
)
GUIDE = (
    "■ 進め方\nまず現在のサイトの記録を拝見し、次に構成案をお見せします。"
    "ご用意いただくものは、会社案内と製品写真です。\n\n"
)
PLAN = (
    "■ お打ち合わせ\n議題は、ページ構成と撮影日の2つです。12月8日(火)14時から30分ではいかがでしょうか。\n\n"
)
PRICE = "10ページまで120万円(税別)で、原稿作成と撮影1日を含みます。ご予算の150万円以内に収まります。"
SCHEDULE = "素材をいただいてから8週間で公開し、2027年3月末に間に合わせます。"
TEAM = "ディレクター1名とデザイナー1名で担当します。"
ECHO = "10年前に作ったサイトが古く、図面の問い合わせが月2件ほどに減っています。"
REFERENCE = "「10年前に作ったサイトが古く、図面の問い合わせが月2件ほど」とのこと、原因は入口の数です。"
FLAT = "図面の一覧を作ります。写真の棚を作ります。採用の頁を作ります。"

CASES: list[tuple[str, Reader, list[str], list[str]]] = [
    ("no_case_reference", MANY, [STOCK, INTRODUCTION], [MESSAGE, APPLICATION]),
    (
        "requirement_unanswered",
        MANY_APPLICATION,
        [
            without(
                APPLICATION,
                "・採用ページの新設: 社員の方2名の取材を含めて作ります\n",
                "若手の採用を、",
                "採用ページだけを4週間で先に公開する進め方もあります。",
            ),
            STOCK,
        ],
        [
            APPLICATION,
            swap(
                APPLICATION, "・スマートフォン対応: 全ページで対応します", "・スマホでも同じ内容を表示します"
            ),
        ],
    ),
    (
        "no_evidence",
        MANY,
        [
            STOCK,
            NO_RECORD,
            # People, a founding year, a share without a base and what is offered tell nothing of similar work.
            swap(NO_RECORD, "どうぞ", "弊社は1998年の創業で、スタッフは45名、営業所は3か所です。\nどうぞ"),
            swap(NO_RECORD, "どうぞ", "多くの部品メーカー様にご利用いただき、継続率は97%です。\nどうぞ"),
            swap(NO_RECORD, "どうぞ", "写真は20点まで撮影し、2回まで直します。\nどうぞ"),
        ],
        [
            MESSAGE,
            APPLICATION,
            swap(NO_RECORD, "どうぞ", "部品の図録は、2019年春から31冊。\nどうぞ"),
            swap(NO_RECORD, "どうぞ", "町工場の写真は、これまで延べ240現場で撮りました。\nどうぞ"),
            swap(
                NO_RECORD,
                "どうぞ",
                "近い例の研磨の会社では、見積もりの依頼が月3件から8件になりました。\nどうぞ",
            ),
        ],
    ),
    (
        "vague_price",
        MANY_APPLICATION,
        [without(APPLICATION, PRICE), STOCK],
        [APPLICATION, swap(APPLICATION, PRICE, "総額は135万円(税別)です。")],
    ),
    (
        "vague_price",
        reader("application", requirements=("採用ページの新設", "公開後の保守")),
        [
            "10ページの採用ページは120万円(税別)です。公開後の保守は、ご要望をうかがってからのお見積もりとなります。",
            "採用ページの費用は120万円くらいからで、内容によって変わってきます。",
            "ご予算の150万円以内という枠につきましては、お話をうかがってから個別にお見積もりいたします。",
        ],
        [
            "採用ページは120万円(税別)、保守は月1万円です。お打ち合わせでは費用の内訳をご説明します。",
            "採用ページと保守で120万円(税別)です。追加の撮影は、内容をうかがってからお見積もりします。",
            "採用ページの費用は、ページ数により100万~130万円の幅があります。",
            "手数料は、採用ページと保守にお使いになる金額の15%です。",
        ],
    ),
    (
        "self_centred",
        MANY,
        [
            INTRODUCTION,
            swap(INTRODUCTION, "弊社", "当社"),
            "私どもサンプル制作室は、人と会社の縁を結ぶことを理念に歩んでまいりました。\n" + MESSAGE,
            "例田と申します。\n当社は大阪を拠点に活動する制作会社で、社内の20名で作っています。\n" + MESSAGE,
            "例田と申します。\n私はこれまで、紙と映像のあらゆる仕事に携わってまいりました。\n" + MESSAGE,
            "当事務所は1998年に開業し、製造業一筋に歩んでまいりました。\n" + MESSAGE,
            "例田です。\n私は大学を卒業し、広告の会社に10年在籍して、独立いたしました。\n" + MESSAGE,
        ],
        [
            MESSAGE,
            APPLICATION,
            "例田と申します。\n私は、図面の一覧から直すのがよいと考えます。\n" + MESSAGE,
            "弊社では、ご要望の3点すべてに対応できます。\n" + MESSAGE,
        ],
    ),
    ("no_next_step", MANY, [NO_STEP, STOCK], [MESSAGE, NO_QUESTION]),
    (
        "no_question",
        MANY,
        [NO_QUESTION, STOCK],
        [
            MESSAGE,
            swap(MESSAGE, "どちらでご用意する予定でしょうか。", "どちらでご用意するか、お聞かせください。"),
            swap(NO_QUESTION, "ご返信を", "次の2点をお返事ください。\n・原稿の有無\n・ページ数\n\nご返信を"),
            swap(NO_QUESTION, "ご返信を", "■ 伺いたいこと\n1. 原稿の有無\n2. ページ数\n\nご返信を"),
        ],
    ),
    (
        "too_many_questions",
        MANY,
        [
            swap(
                MESSAGE,
                "原稿は、",
                "公開日は動かせますか。\n\n写真はお持ちですか。\n\n更新はどなたが担当されますか。\n\n原稿は、",
            ),
            swap(
                MESSAGE,
                "原稿は、",
                "1. 公開日は動かせますか。\n2. 写真はお持ちですか。\n3. 更新はどなたが担当されますか。\n4. 原稿は、",
            ),
            swap(
                MESSAGE,
                "原稿は、",
                "以下をご教示ください。\n・公開日\n・写真の有無\n・更新の担当\n・文字数\n\n原稿は、",
            ),
            swap(
                MESSAGE,
                "原稿は、",
                "①公開日 ②写真の有無 ③更新の担当 ④文字数も教えていただけますか。\n原稿は、",
            ),
            swap(
                MESSAGE,
                "原稿は、",
                "公開日は動かせますか。写真はお持ちですか。更新はどなたですか。原稿は、",
            ),
        ],
        [
            MESSAGE,
            swap(MESSAGE, "原稿は、", "公開日は動かせますか。原稿は、"),
            swap(MESSAGE, "原稿は、", "2点だけ教えてください。\n・公開日\n・写真の有無\n\n原稿は、"),
            swap(
                MESSAGE,
                "原稿は、",
                "公開日は3月末でしょうか。それとも4月でしょうか。写真はありますか。原稿は、",
            ),
            # Whoever says that one question follows has not asked it yet.
            swap(
                MESSAGE,
                "原稿は、",
                "最後に、3つだけ教えてください。公開日は動かせますか。写真はありますか。原稿は、",
            ),
            # An invitation and the choice of a date are no work, and a script asks somebody else.
            swap(
                MESSAGE,
                "原稿は、",
                "電話の冒頭は「担当の方はいらっしゃいますか。お時間はありますか。」です。写真はありますか。一緒に決めませんか。ご都合の合う日を一つお知らせください。原稿は、",
            ),
            # What is settled at a meeting need not be answered now.
            swap(
                MESSAGE,
                "原稿は、",
                "打ち合わせでは以下を伺います。\n・公開日\n・写真\n・文字数\n・更新\n\n原稿は、",
            ),
        ],
    ),
    (
        "pushes_meeting",
        MANY,
        [
            swap(
                MESSAGE,
                "どうぞよろしく",
                "ぜひ一度お打ち合わせのお時間をいただけますと幸いです。\nどうぞよろしく",
            ),
            swap(MESSAGE, "どうぞよろしく", "まずはお電話でお話しできれば幸いです。\nどうぞよろしく"),
        ],
        [
            MESSAGE,
            swap(
                MESSAGE,
                "どうぞよろしく",
                "お打ち合わせは不要で、メッセージだけで進められます。\nどうぞよろしく",
            ),
            swap(MESSAGE, "どうぞよろしく", "ご希望がありましたら、お打ち合わせも承ります。\nどうぞよろしく"),
        ],
    ),
    (
        # Whose service it is to arrange talks does not ask for one.
        "pushes_meeting",
        reader(title="営業代行", requirements=("商談の設定",)),
        [
            swap(
                MESSAGE,
                "どうぞよろしく",
                "まずはオンラインでお打ち合わせのお時間をいただけますか。\nどうぞよろしく",
            )
        ],
        [swap(MESSAGE, "どうぞよろしく", "商談は、日時が確定した時点で引き継ぎます。\nどうぞよろしく")],
    ),
    (
        "pushes_meeting",
        MEETING,
        [],
        [
            swap(
                MESSAGE,
                "どうぞよろしく",
                "ぜひ一度お打ち合わせのお時間をいただけますと幸いです。\nどうぞよろしく",
            )
        ],
    ),
    (
        "no_meeting_plan",
        FEW,
        [without(APPLICATION, PLAN), STOCK],
        [APPLICATION, swap(APPLICATION, PLAN, "12月10日(木)の午後はいかがでしょうか。\n\n")],
    ),
    ("no_meeting_plan", MANY, [], [NO_STEP, STOCK]),
    (
        "no_alternative",
        MANY,
        [without(MESSAGE, ALTERNATIVE), STOCK],
        [MESSAGE, swap(MESSAGE, ALTERNATIVE, "段階的に公開する方法もあります。\n\n")],
    ),
    ("no_alternative", FEW, [], [STOCK]),
    (
        "no_approval_material",
        FEW,
        [without(APPLICATION, PRICE, TEAM), STOCK],
        [APPLICATION, without(APPLICATION, TEAM)],
    ),
    ("no_approval_material", MANY_APPLICATION, [], [STOCK]),
    (
        "timing_ignored",
        MANY,
        [NO_TIME, STOCK],
        [MESSAGE, swap(NO_TIME, "■ 費用", "3月末の公開に間に合わせます。\n\n■ 費用")],
    ),
    ("no_differentiator", reader(profile=None), [NO_RECORD, STOCK], [MESSAGE, APPLICATION]),
    (
        # Every vendor has a price and a date: only facts of one's own tell a vendor from three others.
        "no_differentiator",
        MANY,
        [without(NO_RECORD, "公開時に90分の説明会で引き継ぎます。", ALTERNATIVE)],
        [NO_RECORD + "\nディレクター1名とデザイナー1名の2名で担当します。", MESSAGE],
    ),
    (
        "no_guidance",
        FEW,
        [
            without(APPLICATION, GUIDE),
            # What lies behind the vendor, and the customer's own words.
            swap(APPLICATION, GUIDE, "4月に町工場、6月に商店、9月に病院のサイトを公開しました。\n\n"),
            swap(APPLICATION, GUIDE, "資料がまとまっていないとのこと、承知しました。\n\n"),
            STOCK,
        ],
        [
            APPLICATION,
            swap(APPLICATION, GUIDE, "ご準備いただくものは会社案内だけです。\n\n"),
            # What is to come, in three steps with their times; what will do; what a heading announces.
            swap(APPLICATION, GUIDE, "12月に現状の確認、1月に設計、2月に制作。\n\n"),
            swap(APPLICATION, GUIDE, "古い会社案内しかなくても差し支えありません。\n\n"),
            swap(APPLICATION, GUIDE, "■ 先にご用意いただくもの\n会社案内と、製品の写真です。\n\n"),
        ],
    ),
    ("no_guidance", MANY, [], [STOCK]),
    (
        "case_echo",
        MANY,
        [ECHO + "\n" + MESSAGE, MESSAGE + "\n" + ECHO],
        [MESSAGE, APPLICATION, REFERENCE + "\n" + MESSAGE],
    ),
    (
        "wrong_customer",
        MANY,
        [
            swap(MESSAGE, "株式会社見本精機様", "株式会社例題電機様"),
            swap(MESSAGE, "どうぞよろしく", "例題商事株式会社御中の事例と同じ形です。\nどうぞよろしく"),
        ],
        [
            MESSAGE,
            swap(MESSAGE, "株式会社見本精機様", "見本精機様"),
            swap(MESSAGE, "株式会社見本精機様", "ご担当者様"),
        ],
    ),
    (
        "style_mix",
        MANY,
        [
            swap(MESSAGE, "2週間ほど遅くなります。", "2週間ほど遅くなる。"),
            swap(MESSAGE, "6件お作りしました。", "6件作ったのである。"),
            MESSAGE + "\n過去には同じ失敗もあった。",
            MESSAGE + "\n図面を読む。\n一覧を直す。",
        ],
        [
            MESSAGE,
            APPLICATION,
            MESSAGE + "\nほかの考え方も一つ。",
            MESSAGE + "\nどうぞよろしく。",
            MESSAGE + "\n期間: 6週間で終わる。",
            MESSAGE + "\n図面を読む。\n一覧を直す。\n公開して確かめる。",
        ],
    ),
    (
        "grammar",
        MANY,
        [
            MESSAGE + "御社のサイトを拝見します。貴社の図面も拝見します。",
            "当社が作ります。弊社が直します。" * 3,
        ],
        [MESSAGE, swap(MESSAGE, "貴社", "御社")],
    ),
    (
        "repeated_ending",
        MANY,
        [FLAT + "\n" + MESSAGE, "図面です。写真です。採用です。\n" + MESSAGE],
        [MESSAGE, APPLICATION],
    ),
    (
        "long_sentence",
        MANY,
        ["図面を、" * 26 + "作ります。", MESSAGE + "図面の問い合わせと採用の両方を、" * 7 + "整えます。"],
        [MESSAGE, "図面を、" * 23 + "作ります。"],
    ),
    (
        "wall_of_text",
        MANY,
        ["図面の問い合わせを増やします。" * 14, MESSAGE + "図面の一覧を作り、写真を添えます。" * 13],
        [MESSAGE, "図面の問い合わせを増やします。\n\n" * 14],
    ),
    ("too_long", MANY, [MESSAGE * 3, "図面の案です。\n\n" * 150], [MESSAGE, APPLICATION]),
    (
        "too_short",
        MANY,
        ["図面の件、承ります。", "株式会社見本精機様\nよろしくお願いします。"],
        [MESSAGE, STOCK * 2],
    ),
]


def ids(case: tuple[str, Reader, list[str], list[str]]) -> str:
    return f"{case[0]}-{case[1].type}-{case[1].kind}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_found_where_it_is_and_silent_where_it_is_not(case: tuple[str, Reader, list[str], list[str]]) -> None:
    fault, customer, having, lacking = case
    for text in having:
        assert fault in {finding.fault for finding in critique(text, customer).findings}, text
    for text in lacking:
        assert fault not in {finding.fault for finding in critique(text, customer).findings}, text


@pytest.mark.parametrize(
    ("text", "customer"), [(MESSAGE, MANY), (APPLICATION, FEW)], ids=["message", "application"]
)
def test_a_sound_text_gets_no_finding_and_a_high_score(text: str, customer: Reader) -> None:
    seen = critique(text, customer)
    assert [(finding.rule, finding.quote) for finding in seen.findings] == []
    assert seen.score is not None and seen.score >= 90
    assert seen.gate.sendable


@pytest.mark.parametrize("text", [STOCK, INTRODUCTION, NO_STEP, MESSAGE + ECHO])
def test_every_finding_has_its_place_its_reason_and_something_to_do(text: str) -> None:
    for customer in (MANY, FEW, MEETING):
        for finding in critique(text, customer).findings:
            assert text[finding.start : finding.end] == finding.quote
            assert finding.message and finding.suggestion and finding.because
            assert "{" not in finding.message + finding.suggestion


def test_every_fault_is_found_by_something_and_shown_by_examples() -> None:
    having: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for fault, _, present, absent in (*CASES, *CONFLICTS):
        having[fault] += len(present)
        lacking[fault] += len(absent)
    for rule in load_rules():
        having[rule.fault] += len(rule.ng)
        lacking[rule.fault] += len(rule.ok)
    for fault in faults():
        assert having[fault] >= 2 and lacking[fault] >= 2, fault


def test_suggestions_use_the_vendors_own_facts_and_the_customers_words() -> None:
    told = {finding.fault: finding.suggestion for finding in critique(STOCK, FEW).findings}
    assert "2024年からの2年で6件制作" in told["no_evidence"]
    assert "120万円" in told["vague_price"] and "150万円以内" in told["vague_price"]
    assert "8週間" in told["timing_ignored"]


@pytest.mark.parametrize(
    ("fault", "text", "changes", "words"),
    [
        # A price that stands there is not said to be missing: only what is put off.
        (
            "vague_price",
            "10ページで120万円(税別)です。撮影の費用は、内容をうかがってからのお見積もりとなります。",
            {"budget": "150万円以内", "requirements": ("撮影",)},
            "「150万円以内」に収まるかがわかりません",
        ),
        # The customer's own sentence, not one made up for it.
        (
            "vague_price",
            STOCK,
            {
                "budget": "",
                "requirements": (),
                "description": "図面の頁を直します。概算の費用を知りたいです。",
            },
            "「概算の費用を知りたいです」と書いています",
        ),
        # Another way is measured by what the customer named, where it is a sum and a date.
        (
            "no_alternative",
            STOCK,
            {"budget": "30万円以内", "deadline": "3月末に公開"},
            "費用(「30万円以内」)を抑える案、時期(「3月末に公開」)を2段階に分ける案",
        ),
        (
            "no_alternative",
            STOCK,
            {"budget": "未定", "deadline": ""},
            "費用を抑える案、時期を2段階に分ける案",
        ),
        ("no_next_step", NO_STEP, {}, "でしょうか。」"),
        (
            "pushes_meeting",
            "ぜひ一度、お打ち合わせのお時間をください。",
            {"meeting_preference": "メッセージで相談しながら進めたい"},
            "でしょうか。」",
        ),
    ],
)
def test_a_suggestion_speaks_of_this_case(fault: str, text: str, changes: dict[str, Any], words: str) -> None:
    told = [f for f in critique(text, reader("first_message", None, **changes)).findings if f.fault == fault]
    assert any(words in finding.message + finding.suggestion for finding in told), told


def test_the_reason_cites_the_item_and_the_articles_thought() -> None:
    pushed = swap(
        MESSAGE, "どうぞよろしく", "ぜひお打ち合わせのお時間をいただけますと幸いです。\nどうぞよろしく"
    )
    found = [finding for finding in critique(pushed, MANY).findings if finding.fault == "pushes_meeting"]
    assert "紹介企業との希望の進め方" in found[0].because
    assert "メッセージ内容で" in found[0].because


def test_questions_name_the_fact_that_lies_ready() -> None:
    asked = {ask.id: ask for ask in critique(STOCK, reader("application")).questions}
    assert asked["record"].known == PROFILE.facts[0].text
    assert [ask.gain for ask in asked.values()] == sorted((ask.gain for ask in asked.values()), reverse=True)


def test_a_price_that_the_text_says_all_of_but_the_price_is_still_to_be_named() -> None:
    prices = ("図面の頁の更新は平日週5日、1日3時間で月額198,000円", "写真の撮影は1回68,000円。補正を含む")
    vendor = Profile(company="株式会社サンプル制作室", facts=prices)
    text = "図面の頁の更新は平日週5日、1日3時間で承ります。"
    (ask,) = (ask for ask in critique(text, superior(profile=vendor)).questions if ask.id == "price")
    assert ask.known == prices[0]


def test_a_fact_answers_one_question_where_there_is_another_for_the_next() -> None:
    vendor = Profile(
        company="株式会社サンプル制作室",
        facts=("ディレクター1名とデザイナー1名の2名で担当", "部品メーカーのサイトを2024年からの2年で6件制作"),
    )
    asked = critique("図面の頁を直します。", superior(profile=vendor)).questions
    known = {ask.id: ask.known for ask in asked if ask.id in {"own_facts", "team", "record"}}
    assert len(known) == 3 and all(known.values())
    assert len(set(known.values())) == 2


def test_what_blocks_comes_first_then_the_graver_then_what_was_asked() -> None:
    text = (
        STOCK + "資料をご覧になられましたでしょうか。\nまず最初に図面を見ます。\n〇〇株式会社様の件です。\n"
    )
    told = [(finding.fault, finding.severity) for finding in critique(text, FEW).findings]
    order = [fault for fault, _ in told]
    assert order[0] == "placeholder_left"
    assert [severity for _, severity in told] == sorted(
        (severity for _, severity in told), key=["error", "warning", "info"].index
    )
    assert order.index("no_case_reference") < order.index("double_honorific")
    assert order.index("no_approval_material") < order.index("redundant")


@pytest.mark.parametrize(
    ("text", "odd", "advice"),
    [
        ("貴社の図面です。貴社の写真です。御社の一覧です。", "御社", "書き言葉の「貴社」にそろえて"),
        # 御社 is spoken, however often it stands.
        (
            "貴社の図面です。御社の写真です。御社の一覧です。",
            "御社",
            "書き言葉の「貴社」にそろえて",
        ),
        ("御社の図面です。貴社の写真です。", "御社", "書き言葉の「貴社」にそろえて"),
        ("貴社の図面です。御社の写真です。", "御社", "書き言葉の「貴社」にそろえて"),
        # Both are written: what the text says mostly.
        ("当社の図面です。当社の写真です。弊社の一覧です。", "弊社", "「当社」にそろえて"),
        ("弊社の図面です。当社の写真です。", "当社", "「弊社」にそろえて"),
    ],
)
def test_the_odd_form_of_address_is_the_spoken_one_or_else_the_rarer_or_the_later(
    text: str, odd: str, advice: str
) -> None:
    (finding,) = [
        finding
        for finding in critique(text, reader("application")).findings
        if finding.rule == "mixed_address"
    ]
    assert finding.quote == odd
    assert finding.suggestion.startswith(advice)
