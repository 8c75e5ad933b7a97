"""The samples, and answers of a model that rest on them."""

from typing import Any

from tests.model.command import SAMPLES

CASE = str(SAMPLES / "cases" / "web-renewal.toml")
PROFILE = str(SAMPLES / "profile.toml")
POOR = str(SAMPLES / "drafts" / "web-renewal-application-poor.txt")
GOOD = str(SAMPLES / "drafts" / "web-renewal-application-good.txt")
FEEDBACK = ("feedback", POOR, "-c", CASE, "-p", PROFILE, "-k", "application", "--no-ask")

# Every sentence stands in case or profile.
PROVED = """株式会社見本精機様

はじめまして。株式会社サンプル制作室の例田と申します。

■ 費用
15ページまでのサイト一式は136万円(税別)、税込では149.6万円で、構成・デザイン・原稿作成・撮影1日を含みます。

■ 日程
素材をいただいてから9週間で公開します。

図面の問い合わせを受ける方は、何名いらっしゃいますか。

株式会社サンプル制作室
ディレクター 例田 美和
"""

FINDING = {
    "quote": "ワンストップで対応",
    "fault": "no_guidance",
    "problem": "どなたが窓口になるのか、この発注者にはわかりません。",
    "suggestion": "窓口になる方の経験を1文で書いてください。",
}
QUESTION = "公開後の更新は、どこまでお手伝いできますか。"


def flat(shown: str) -> str:
    """Return what a report shows without its line breaks and blanks."""
    return "".join(shown.split())


SILENT = {"sentences": [], "unsupported": []}


def with_sentence(sentence: str, text: str = PROVED) -> str:
    """Return the text with one more line before its last question."""
    return text.replace("図面の問い合わせを受ける", f"{sentence}\n\n図面の問い合わせを受ける")


def rewritten(text: str = PROVED, **more: Any) -> dict[str, Any]:
    """Return a reply with this text, one finding and one question."""
    return {"findings": [FINDING], "questions": [QUESTION], "text": text} | more


def edited(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Return a reply with replacements."""
    return {"edits": [{"find": find, "replace": new, "reason": "根拠"} for find, new in pairs]}
