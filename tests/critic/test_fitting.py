"""Which fact of the vendor is suggested: the one about this work, for this customer, that is not in the text yet."""

import pytest

from coach.critic.fitting import best_fact, fact_for, facts_showing, is_beside
from coach.critic.reader import Reader
from coach.customer.case import Case
from coach.facts.profile import Profile
from coach.text import Document
from tests.critic.texts import CASE, reader

FACTS = (
    "採用ページの写真は1点税別2,000円で追加",
    "保守は月額税別1万円",
    "基本料金は10ページまで120万円(税別)。原稿作成と撮影1日を含む。",
    "見積書は聞き取りから5営業日で出す",
    "素材をいただいてから8週間で公開",
    "採用ページだけを4週間で先に公開することもできる",
    "飲食店のサイトを2021年から2026年までに9件制作した",
    "部品メーカーのサイトを2024年からの2年で6件制作",
    "ディレクター1名とデザイナー1名の2名で担当",
    "CMSの操作は公開時に90分の説明会で引き継ぐ",
)


def customer(*facts: str) -> Reader:
    return reader("application", Profile(company="株式会社サンプル制作室", facts=facts or FACTS))


@pytest.mark.parametrize(
    ("wanted", "fact"),
    [
        (["price"], "基本料金は10ページまで120万円(税別)。原稿作成と撮影1日を含む"),  # no extra, no full stop
        (["schedule"], "素材をいただいてから8週間で公開"),  # of the work, not of the estimate
        (["record"], "部品メーカーのサイトを2024年からの2年で6件制作"),  # the nearer one
        (
            ["credential", "team"],
            "ディレクター1名とデザイナー1名の2名で担当",
        ),  # the first feature that is there
        (["slots"], ""),
    ],
)
def test_the_fact_that_fits_best(wanted: list[str], fact: str) -> None:
    assert best_fact(wanted, customer(), Document("")) == fact


def test_what_the_text_states_or_was_suggested_is_not_suggested_again() -> None:
    stated = Document("部品メーカーのサイトを2024年からの2年で6件制作。")
    other = "飲食店のサイトを2021年から2026年までに9件制作した"
    assert best_fact(["record"], customer(), stated) == other
    assert best_fact(["record"], customer(), stated, {other}) == ""


@pytest.mark.parametrize(
    ("wanted", "fact", "beside"),
    [
        # How soon somebody answers is no second way; a way that the vendor names is one, the usual one is not.
        (
            "alternative",
            "",
            "返信は当日中。発注の前でも、案を文章で一度返すことができる",
        ),
        ("alternative", "返信だけのプラン: 月額11万円", "標準プラン: 月額24万円。週1回の報告を含む"),
        (
            "alternative",
            "画面から作る場合: 初期290万円",
            "自社のソフトを土台にする場合: 初期180万円。採用ページ、写真、操作説明2回を含む",
        ),
        # A limit is one in the plain form of a fact, too; 「初回まで」 sets none.
        ("condition", "件数の保証はしない。個人宅への訪問は行わない", "申し込みから初回まで5週間"),
        ("condition", "しないこと: 端末の販売、夜間の対応", "申し込みから初回まで5週間"),
        # How long a case of another customer took is no schedule.
        ("schedule", "開始は契約から10営業日", "事例: 12店舗の会社で、2025年5月から5か月で4名が内定承諾"),
        # The price that says what it includes is that of the work.
        (
            "price",
            "採用ページの公開まで280,000円。原稿と交通費込み",
            "採用ページの写真と若手のインタビューは120,000円",
        ),
    ],
)
def test_a_fact_that_only_looks_fitting_is_not_suggested(wanted: str, fact: str, beside: str) -> None:
    facts = tuple(filter(None, (beside, fact)))
    assert best_fact([wanted], customer(*facts), Document("")) == fact


def test_what_the_vendor_does_not_do_answers_no_wish_by_a_shared_word() -> None:
    declined = "しないこと: 販売管理ソフト本体の改造、夜間の対応"
    assert fact_for("販売管理ソフトとのCSV連携", customer(declined, "CSVの入出力に対応"), ()) != declined
    assert fact_for("販売管理ソフトとのCSV連携", customer(declined)) == ""


def test_a_price_answers_a_wish_that_it_calls_by_its_name() -> None:
    price = "編集データの引き渡しは3万3千円(税込)"
    others = ("本編は132万円(税込)。構成、撮影2日、編集を含む", "音声のデータは7日で消去")
    assert fact_for("社内で直せるように編集データも受け取りたい", customer(price, *others)) == price


@pytest.mark.parametrize(
    ("requirement", "fact"),
    [
        ("自社で更新できるCMS", "CMSの操作は公開時に90分の説明会で引き継ぐ"),
        ("採用ページの写真", "採用ページの写真は1点税別2,000円で追加"),
        ("多言語への対応", ""),
        ("", ""),
    ],
)
def test_a_requirement_is_answered_by_the_fact_that_shares_its_telling_words(
    requirement: str, fact: str
) -> None:
    assert fact_for(requirement, customer()) == fact


def test_without_facts_there_is_nothing_to_suggest() -> None:
    nobody = reader("application", None)
    assert best_fact(["price"], nobody, Document("")) == ""
    assert fact_for("自社で更新できるCMS", nobody) == ""


@pytest.mark.parametrize(
    ("fact", "beside"),
    [
        ("標準構成で620万円(税別)", False),
        ("標準構成で620万円(税別)。APIでの連携は別料金", False),
        ("APIでの連携は別料金(40万円〜)", True),
        ("会計ソフトや倉庫の仕組みとつなぐAPIでの連携は、別料金で40万円から", True),
        ("会計ソフトや倉庫の仕組みとつなぐAPIでの連携は40万円の別料金", True),
        ("採用ページの写真は1点税別2,000円で追加", True),
        ("基本料金は10ページまで120万円(税別)、撮影は別途", False),
        ("和文英訳は1字14円(税別)。校正1回を含む", False),
        ("基本は1字14円、校正1回を含む", False),
        ("校正の追加は1回3,000円", True),
    ],
)
def test_an_extra_is_no_price_of_the_work(fact: str, beside: bool) -> None:
    assert is_beside(fact) is beside


def test_the_price_of_the_work_comes_before_an_extra() -> None:
    who = customer(
        "会計ソフトとつなぐAPIでの連携は、サイトの更新も含めて別料金で40万円から", "標準構成で620万円(税別)"
    )
    assert best_fact(["price"], who, Document("")) == "標準構成で620万円(税別)"


@pytest.mark.parametrize(
    ("fact", "suggested"),
    [("採用ページの写真は1点税別2,000円で追加", True), ("看板の追加は1枚税別2万円", False)],
)
def test_an_extra_alone_is_suggested_only_where_the_case_is_about_it(fact: str, suggested: bool) -> None:
    assert bool(best_fact(["price"], customer(fact), Document(""))) is suggested


@pytest.mark.parametrize(
    ("feature", "fact", "shown"),
    [
        ("schedule", "制作は5ヶ月、並行稼働は1ヶ月", True),
        ("schedule", "返信は1営業日以内", False),
        ("schedule", "導入は3か月", True),
        ("schedule", "6万字なら25営業日", True),
        ("schedule", "無料の期間は1か月", False),
        ("schedule", "契約期間は6か月", False),
        ("timing", "2027年1月中旬に、新しい制作を始められる枠がある", True),
        ("timing", "1月の問い合わせに担当2名で答える", False),
        ("alternative", "採用ページだけを先に公開することもできる", True),
        ("alternative", "採用ページだけを先に公開することもできるが、別料金", False),
        ("alternative", "分割納品はしていません。一括納品のみです", False),
        ("record", "2027年1月中旬に、新しい制作を始められる枠がある", False),
    ],
)
def test_what_a_fact_is_good_for(feature: str, fact: str, shown: bool) -> None:
    assert bool(facts_showing(feature, customer(fact))) is shown


@pytest.mark.parametrize(
    ("kind", "feature"),
    [("納期", "schedule"), ("料金", "price"), ("実績", "record"), ("体制", "team"), ("条件", "condition")],
)
def test_what_the_vendor_calls_a_fact_decides_what_it_is_good_for(kind: str, feature: str) -> None:
    named = reader("application", Profile(company="例示", facts=({"text": "5ヶ月", "kind": kind},)))  # type: ignore[arg-type]
    assert facts_showing(feature, named) == ["5ヶ月"]
    assert facts_showing(feature, customer("5ヶ月")) == []


def test_a_fact_stated_politely_is_stated() -> None:
    fact = "社内の方が直せる形で原稿を6件制作した"
    assert (
        best_fact(["record"], customer(fact), Document("社内の方が直せる形で原稿を6件制作しました。")) == ""
    )
    assert (
        best_fact(["record"], customer(fact), Document("社内の方が直せる形で図面を6件制作しました。")) == fact
    )


def wish(requirement: str, *facts: str) -> str:
    return fact_for(
        requirement, reader("application", Profile(company="例示", facts=facts), requirements=(requirement,))
    )


@pytest.mark.parametrize(("requirement", "answers"), [("鋳造、研磨", True), ("鋳造、切削、研磨", False)])
def test_a_fact_answers_with_a_third_of_the_words(requirement: str, answers: bool) -> None:
    # The word that a fact has counts half: it tells the facts apart less than one that none has.
    assert bool(wish(requirement, "鋳造の型を社内で直す")) is answers


def test_a_price_is_the_answer_to_a_wish_only_where_it_fits_much_better() -> None:
    guide = "操作の説明会を公開の日に開く"
    price = "操作の説明会は1回税別5万円"
    assert wish("操作の説明会", price, guide) == guide
    assert wish("操作の説明会", price) == price
    assert wish("操作と説明会、鋳造", price) == price  # half of the words
    assert wish("説明会と鋳造", price) == ""  # a third, which is enough for another fact
    assert wish("説明会と鋳造", guide) == guide


WISHES = [
    # A long word, a count or a compound of the customer's own heads the price that answers.
    (
        "勤怠は紙のタイムカード(院ごとに様式がばらばら)",
        "紙のタイムカードの集計は1名あたり月350円で代行できる",
    ),
    ("2小間(6m×3m)", "2小間の木工ブースは設計・施工・撤去込みで280万円から(税別)"),
    # What wishes of this kind want to know needs none of their words.
    (
        "個人情報の取り扱いについて、認証などお持ちでしたら教えて下さい",
        "プライバシーマーク取得済(2019年から)",
    ),
    ("土曜も受けてほしい", "窓口は平日9時から18時"),
    ("機械の専門用語に慣れた方", "工作機械メーカーで8年設計をしていた者が訳す"),
    # A note in brackets says how the wish is meant.
    ("店長への立ち会いは無しで(鍵を預けるかたち)", "鍵は封印袋で預かり、開け閉めの時刻を記録する"),
    # What was done for others, what is not done, what is only included or insured answers nothing.
    ("来場者の導線と名刺獲得の仕掛け", ""),
    ("理事会で比較するための資料が必要です", ""),
    ("スマートフォンで見やすい画面", ""),
]
OF_ALL_KINDS = (
    *(fact for _, fact in WISHES if fact),
    "医療機関の給与計算を11法人、約1,240名分受託(2026年9月時点)",
    "味噌メーカー様のブースで、名刺が3日で52枚から148枚になった(先方集計)",
    "名刺の読み取りや後追いメールは行っていない",
    "制作費は10ページまで120万円(税別)。設計、スマートフォン対応、操作説明会を含む",
    "損害賠償保険 1億円に加入",
    "12月8日(火)14時、12日(土)10時が空いている",
)


@pytest.mark.parametrize(("requirement", "fact"), WISHES)
def test_the_fact_that_answers_a_wish_is_found_among_all_the_others(requirement: str, fact: str) -> None:
    who = reader(
        "application",
        Profile(company="例示", facts=OF_ALL_KINDS),
        title="出展のブースのご相談",
        category="",
        requirements=(requirement,),
        description="",
    )
    assert fact_for(requirement, who) == fact


@pytest.mark.parametrize("requirement", ["総額を知りたい", "料金の目安を教えてほしい"])
def test_a_wish_for_the_price_is_answered_by_that_of_the_work(requirement: str) -> None:
    assert (
        wish(requirement, "看板の追加は1枚2万円", "看板一式は30万円(税別)", "図面を預かる")
        == "看板一式は30万円(税別)"
    )


@pytest.mark.parametrize(
    ("fact", "is_one"),
    [
        ("川崎市内は対応できるが、横浜より西は出張費がかかる", True),
        ("給排水の工事は実費約35万円(税別)を別に頂く", True),
        ("初期設定は15万円から。手当の種類が20を超えると追加見積り", True),
        ("1店舗あたり月32,000円(税込)、ダクトは年2回で1回58,000円(税込)", False),
        ("床ワックス: 1回48,000円(税別)。年4回で192,000円、月に割ると16,000円", False),
    ],
)
def test_a_price_is_a_condition_only_where_something_limits_it(fact: str, is_one: bool) -> None:
    assert bool(facts_showing("condition", customer(fact))) is is_one


def test_what_is_insured_is_no_price() -> None:
    assert facts_showing("price", customer("損害賠償保険 1億円に加入", "資本金3,000万円")) == []


def test_compound_verbs_and_their_nouns_are_one_thing() -> None:
    assert (
        wish("商品台帳の取り込み", "商品台帳は1万件まで取り込む", "商品台帳の見本をいただく")
        == "商品台帳は1万件まで取り込む"
    )


PHONE = {
    "title": "通販の電話受付の委託",
    "category": "コールセンター",
    "requirements": ("平日の受電",),
    "description": "注文を受けてほしい。",
}


def phone(*facts: str) -> Reader:
    return reader("application", Profile(company="例示", facts=facts), **PHONE)


def test_a_vendor_of_another_trade_has_nothing_for_this_case_but_its_dates_and_certificates() -> None:
    web = (
        "製造業のサイトを2年で14件制作",
        "素材をいただいてから9週間で公開",
        "ISO27001を取得",
        "12月8日(火)14時が空いている",
    )
    assert phone(*web).fitting_facts == web[2:]
    assert phone(*web, "注文を1件ずつ記録する").fitting_facts == (*web[2:], "注文を1件ずつ記録する")


@pytest.mark.parametrize("own", ["電話受付を31社で担当", "通販の注文を31社で受けた"])
def test_a_vendor_who_names_this_trade_or_this_case_may_say_everything(own: str) -> None:
    assert (
        "開始までは標準15営業日"
        in phone("製造業のサイトを2年で14件制作", own, "開始までは標準15営業日").fitting_facts
    )


def test_a_fact_about_what_the_case_names_is_of_its_trade_whatever_else_it_names() -> None:
    rack = "什器はシステム部材なら3年保管できる"
    stand = {
        "title": "出展ブースの設計",
        "category": "",
        "requirements": ("翌年も使える什器",),
        "description": "",
    }
    known = Profile(company="例示", facts=(rack, "システムの開発は5か月"))
    assert reader("application", known, **stand).fitting_facts == (rack,)


@pytest.mark.parametrize("other", ["開発は5ヶ月", "会計ソフトとの連携は別料金で40万円"])
def test_a_word_of_another_trade_alone_makes_no_other_trade(other: str) -> None:
    assert "標準構成で620万円" in phone(other, "標準構成で620万円").fitting_facts


def test_a_word_of_the_trade_itself_need_not_stand_in_the_case() -> None:
    facts = ("採用ページを6件制作", "採用動画を6本制作")
    page = reader(
        "application", Profile(company="例示", facts=facts), title="LPの制作", requirements=(), description=""
    )
    assert page.fitting_facts == facts[:1]


def test_a_vendor_who_names_no_trade_may_say_everything() -> None:
    assert phone("標準構成で620万円", "開始まで5ヶ月").fitting_facts == ("標準構成で620万円", "開始まで5ヶ月")


TITLES = [
    ({"title": "【急募】新人研修の講師"}, "新人研修の講師"),
    ({"title": "", "category": "", "description": "■ご相談\n①研修を頼みたい。急ぎです。"}, "ご相談"),
    (
        {"title": "", "category": "", "description": "2026/11/20 更新\n研修を頼みたい。急ぎです。"},
        "研修を頼みたい",
    ),
    ({"title": "", "category": "研修"}, "研修"),
]


@pytest.mark.parametrize(("changes", "title"), TITLES)
def test_what_the_case_is_called(changes: dict[str, str], title: str) -> None:
    assert Reader("application", Case(**{**CASE, **changes})).title == title


@pytest.mark.parametrize(
    ("requirements", "wish"),
    [
        (("記帳から任せたい", "決算"), "記帳"),
        (("", "決算"), "決算"),
        ((), "部品メーカーのサイト全面リニューアル"),
    ],
)
def test_the_first_wish_is_never_empty(requirements: tuple[str, ...], wish: str) -> None:
    assert Reader("application", Case(**{**CASE, "requirements": requirements})).first_wish == wish
