"""Does a text answer what the case lists: in the customer's words, in others, or not at all."""

import pytest

from coach.coaching import reader_of
from coach.critic.answers import AnswerKind, answer_kinds, kinds_of
from coach.critic.coverage import coverage
from coach.customer.case import Case
from coach.text import Document, normalise

A, M, N = "answered", "mentioned", "missing"

# (title, requirement, another requirement of the case, text, state)
ROWS: list[tuple[str, str, str, str, str]] = [
    # The words themselves, a part of them, or the thing under another name.
    ("採用動画の制作", "日本語字幕", "3分の本編", "日本語の字幕は2名で校正します。", A),
    ("採用動画の制作", "日本語字幕", "3分の本編", "テロップは社内で入れます。", A),
    ("在庫管理の刷新", "約4,000品番の在庫の共有", "バーコード入出庫", "4,000品番なら動きに支障はありません。", A),
    ("ブランドの立ち上げ", "個包装の袋と6個入りの箱", "ロゴは3案", "ご要望どおりの形: 個包装の袋と箱で58万円です。", A),
    ("帳票の入力", "利用記録のタブレット入力", "送迎表の作成", "利用記録: お使いの5台をそのままお使いになれます。", A),
    # A compound is its own thing, and what only says when tells little.
    ("採用動画の制作", "編集データも受け取りたい", "3分の本編", "費用は台本、撮影2日、編集、修正3回まで込みです。", M),
    ("採用動画の制作", "編集データも受け取りたい", "3分の本編", "編集データは納品の日にお渡しします。", A),
    ("在庫管理の刷新", "稼働後の保守費用の提示", "CSV連携", "6月末の稼働には、2月末までのご契約が目安です。", N),
    # No noun to go by: the verb's stem, or a name that the dictionary cuts to pieces.
    ("給与計算の代行", "担当者が休んでも止まらない体制", "年末調整", "担当の休みを理由にした遅れは0件でした。", A),
    ("会館のサイト", "貸室の空き状況がわかるページ", "読みやすい表示", "貸室は日付ごとの表にします。", A),
    # The verb of the noun, half of a compound, what stands in brackets, an act that tells little.
    ("部品の加工", "表面の研磨まで", "月300個", "磨きは承らず、専門の会社をご紹介します。", A),
    ("部品の加工", "表面の研磨まで", "月300個", "ご希望の数を磨石の棚に並べます。", N),
    ("工場への営業", "生産管理部門への新規開拓", "週報", "開拓の電話は、専任の2名が月に1,000件かけます。", A),
    ("筐体の試作", "表面処理(ヘアラインと一部塗装)の手配", "5台", "塗装は協力会社に出し、3万円です。", A),
    ("店の清掃", "什器の搬入の手配", "早朝の作業", "手配は当社が行います。", N),
    # The same figure written otherwise; a year only says when.
    ("窓口の外注", "平日9時から18時の受電", "個人情報", "平日の朝9時から夕方6時まで電話を受けます。", A),
    ("出展の準備", "部材の再利用(2027年9月)", "電源の確保", "日程は2027年9月に始まります。", N),
    ("窓口の外注", "専任2名の体制", "個人情報", "常に二名でお受けします。", A),
    # Under a heading, and over two sentences.
    ("文書の研修", "受講後の効果の確認", "教材", "■ 効果の測り方\n前と後に、同じ難度の添削を行います。", A),
    ("文書の研修", "受講後の効果の確認", "教材", "■ 受講後の効果の確認\n効果は何より大切だと考えます。", M),
    ("文書の研修", "受講後の効果の確認", "教材", "■ 受講後の効果の確認: 3か月後に追跡テストを行います", A),
    ("店の改装", "厨房の換気扇と冷蔵庫の入れ替え", "看板", "換気扇は据え付けまで承ります。冷蔵庫は処分も致します。", A),
    # Left out of a price; refused, or done otherwise.
    ("事務所の移転", "旧オフィスの原状回復", "内装", "内装は1,710万円です(床とLAN配線を含み、原状回復は別)。", N),
    ("事務所の移転", "旧オフィスの原状回復", "内装", "内装は1,710万円です(床と原状回復を含み、家具は別)。", A),
    ("営業代行", "固定と成果報酬のどちらがよいか提案がほしい", "週報", "固定型と成果型の2つがございます。", M),
    ("事務所の移転", "旧オフィスの原状回復の見積査定", "内装", "工事は頼めません。指定業者の見積を査定するだけです。", A),
    ("営業代行", "成果報酬で頼みたい", "週報", "成果報酬でのお引き受けはしておりません。", A),
    # A wish for a price wants an amount, one for advice a recommendation.
    ("サイトの刷新", "公開後の保守費用を知りたい", "採用ページ", "保守の費用は、お話を伺ったうえでご提示します。", M),
    ("サイトの刷新", "公開後の保守費用を知りたい", "採用ページ", "保守は月1万8,000円で、月2時間の修正を含みます。", A),
    ("サイトの刷新", "公開後の保守費用を知りたい", "採用ページ", "料金は25ページで税込110万円です。", N),
    ("営業代行", "固定と成果報酬のどちらがよいか提案がほしい", "週次報告", "件数が月20件を超えるなら、固定のほうが割安です。", A),
    # In quite other words.
    ("新規開拓", "商談の内容を週次で報告してほしい", "来月から開始", "毎週金曜に、相手の反応を一覧にしてお送りします。", A),
    ("顧問税理士", "平日夜か土曜に面談したい", "決算料", "お会いする時間は、20時開始まで承ります。", A),
    ("採用動画の制作", "修正は何回まで可能か", "3分の本編", "手直しは、仮のつなぎの段階で2回です。", A),
    # Put off, praised, felt with, asked back, repeated: no answer.
    ("採用動画の制作", "編集データの納品", "3分の本編", "編集データのご要望は、打ち合わせの席でご案内します。", M),
    ("窓口の外注", "オペレーターの研修", "通話録音の共有", "オペレーターの研修は非常に重要だと考えております。", M),
    ("サイトの刷新", "施工事例の更新", "採用ページ", "施工事例の更新は、どなたが作業されるご予定でしょうか。", M),
    ("サイトの刷新", "採用ページの新設", "施工事例の更新", "採用ページをお考えとのこと、承知しました。", M),
    ("サイトの刷新", "採用ページの新設", "施工事例の更新", "採用ページをご希望とのことですので、若手の1日を軸にした3ページで作ります。", A),
    ("サイトの刷新", "採用ページの新設", "施工事例の更新", "修正は3回まで含みます。", N),
    ("給与の代行", "社会保険の手続き", "年末調整", "架空社会保険労務士法人の見本でございます。", N),
    ("給食の委託", "刻み食への対応", "食材費", "刻み食を担う会社様が増えております。", M),
    ("給食の委託", "刻み食への対応", "食材費", "刻み食もお出ししますので、ご安心ください。", A),
    ("給食の委託", "刻み食への対応", "食材費", "刻み食は後日ご案内します。", M),
    ("アプリの開発", "在庫を一つのアプリにまとめたい", "移行", "在庫がずれているとのこと、在庫を一つのWebアプリにまとめます。", A),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "wish", "other", "text", "state"), ROWS, ids=[f"{r[1]}-{r[3]}" for r in ROWS]
)
def test_state_of_a_requirement(title: str, wish: str, other: str, text: str, state: str) -> None:
    reader = reader_of(Case(title=title, requirements=(wish, other)), "application", None)
    found = coverage(Document(f"はじめまして。例示の見本と申します。\n\n{text}\n"), reader)[0]
    assert found.requirement == wish
    assert found.state == state, found
    assert found.evidence in text


KINDS = [(kind, sentence, True) for kind in answer_kinds() for sentence in kind.yes] + [
    (kind, sentence, False) for kind in answer_kinds() for sentence in kind.no
]


@pytest.mark.parametrize(
    ("kind", "sentence", "answers"), KINDS, ids=[f"{kind.id}-{sentence}" for kind, sentence, _ in KINDS]
)
def test_each_kind_of_answer_on_its_examples(kind: AnswerKind, sentence: str, answers: bool) -> None:
    assert kind.is_answered_by(normalise(sentence)) is answers


def test_a_wish_is_of_every_kind_that_it_names() -> None:
    assert [kind.id for kind in kinds_of("土日も受付、料金を知りたい")] == ["price", "hours", "fee"]
    assert kinds_of("日本語字幕") == ()


def test_a_wish_for_a_paper_with_figures_is_none_for_a_figure() -> None:
    assert [kind.id for kind in kinds_of("公開後の保守費用")] == ["price", "maintenance"]
    assert kinds_of("稟議に使える概算見積") == ()
