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
    assert [kind.id for kind in kinds_of("土日も受付、料金を知りたい")] == ["price", "hours"]
    assert kinds_of("日本語字幕") == ()
