"""A customer, a vendor and two sound texts, from which the tables below take one thing away or add one."""

from typing import Any

from coach.coaching import reader_of
from coach.critic.reader import Reader
from coach.customer.case import Case, Kind
from coach.facts.profile import Profile

# The spellings of one counter.
MONTHS = ("か月", "カ月", "ヵ月", "ヶ月", "ケ月", "箇月")

CASE: dict[str, Any] = {
    "title": "部品メーカーのサイト全面リニューアル",
    "category": "ホームページ制作",
    "customer": "株式会社見本精機",
    "selection_process": "自身が決裁権を持っている",
    "meeting_preference": "メッセージで相談しながら進めたい",
    "order_timing": "3ヶ月以内に発注したい",
    "other_candidates": "いる(3社以上)",
    "budget": "150万円以内",
    "deadline": "2027年3月末公開",
    "requirements": ("スマートフォン対応", "採用ページの新設", "自社で更新できるCMS"),
    "description": "10年前に作ったサイトが古く、図面の問い合わせが月2件ほどに減っています。若手の採用にもつなげたいです。",
}

TO_SUPERIOR = {
    "selection_process": "依頼先候補を上申し、上長が判断する",
    "meeting_preference": "打ち合わせし、詳細を聞きたい",
    "order_timing": "半年以上先に発注したい",
    "other_candidates": "いない",
}

PROFILE = Profile(
    company="株式会社サンプル制作室",
    person="例田",
    role="ディレクター",
    facts=(
        "部品メーカーのサイトを2024年からの2年で6件制作",
        "10ページまで120万円(税別)、原稿作成と撮影1日を含む",
        "素材をいただいてから8週間で公開",
        "ディレクター1名とデザイナー1名の2名で担当",
        "CMSの操作は公開時に90分の説明会で引き継ぐ",
        "採用ページだけを4週間で先に公開することもできる",
    ),
)

MESSAGE = """株式会社見本精機様

やりとりを始めてくださり、ありがとうございます。株式会社サンプル制作室の例田です。

スマートフォンでは、図面の問い合わせボタンが画面の下に残る作りにします。社内の方が書き換えられるCMSを入れ、公開時に90分の説明会で引き継ぎます。部品メーカーのサイトは、2024年からの2年で6件お作りしました。

■ 費用と日程
・10ページまで120万円(税別)。原稿作成と撮影1日を含みます
・素材をいただいてから8週間で公開し、2027年3月末に間に合います
・撮影が2日になる場合は、別途のご相談です

■ 別案
採用ページだけを4週間で先に公開する進め方もあります。全体の公開は2週間ほど遅くなります。

■ お聞かせください
原稿は、貴社と弊社のどちらでご用意する予定でしょうか。

ご返信をいただけましたら、2営業日以内に構成案をお送りします。
どうぞよろしくお願いいたします。

株式会社サンプル制作室
ディレクター 例田
"""

APPLICATION = """株式会社見本精機様

はじめまして。株式会社サンプル制作室の例田と申します。

図面の問い合わせを増やすことと若手の採用を、1つのサイトで両立させる案をお送りします。

■ ご要望へのお答え
・スマートフォン対応: 全ページで対応します
・採用ページの新設: 社員の方2名の取材を含めて作ります
・自社で更新できるCMS: 導入し、公開時に90分の説明会で引き継ぎます

■ 費用
10ページまで120万円(税別)で、原稿作成と撮影1日を含みます。ご予算の150万円以内に収まります。

■ 日程
素材をいただいてから8週間で公開し、2027年3月末に間に合わせます。

■ 体制と実績
ディレクター1名とデザイナー1名で担当します。部品メーカーのサイトは、2024年からの2年で6件制作しました。

■ 進め方
まず現在のサイトの記録を拝見し、次に構成案をお見せします。ご用意いただくものは、会社案内と製品写真です。

■ 別案
採用ページだけを4週間で先に公開する進め方もあります。

■ お打ち合わせ
議題は、ページ構成と撮影日の2つです。12月8日(火)14時から30分ではいかがでしょうか。

どうぞよろしくお願いいたします。

株式会社サンプル制作室
ディレクター 例田
"""


def reader(kind: Kind = "first_message", profile: Profile | None = PROFILE, **changes: Any) -> Reader:
    """Return the customer of CASE, with some answers changed, as the reader of ``kind``."""
    return reader_of(Case(**{**CASE, **changes}), kind, profile)


def superior(kind: Kind = "application", **changes: Any) -> Reader:
    """Return the customer of type ② as the reader of ``kind``."""
    return reader(kind, **{**TO_SUPERIOR, **changes})


def without(text: str, *pieces: str) -> str:
    for piece in pieces:
        assert piece in text, piece
        text = text.replace(piece, "")
    return text
