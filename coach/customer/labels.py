"""What the platform's page, mails and hand-written files call the parts of a case."""

import re

from coach.customer.case import LABELS, Item
from coach.customer.options import recognise
from coach.text import normalise

# Labels as they stand on pages and in mails, beside those of LABELS.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "title": ("案件タイトル", "タイトル", "件名", "案件", "ご依頼名", "依頼名"),
    "category": ("カテゴリー", "業種カテゴリ", "依頼カテゴリ", "サービス", "種別", "ジャンル"),
    "customer": ("会社名", "会社", "発注者名", "発注企業", "企業名", "お客様", "お客様名", "依頼者", "クライアント", "カスタマー", "社名"),
    "selection_process": ("選定の流れ", "依頼先の選定の流れ", "選定フロー"),
    "meeting_preference": ("希望の進め方", "ご希望の進め方", "進め方", "紹介企業との進め方"),
    "order_timing": ("発注時期", "発注予定", "ご発注予定時期", "発注希望時期"),
    "other_candidates": (
        "PRONIアイミツメンバーズ外の検討中企業", "アイミツメンバーズ外での検討中企業", "PRONIアイミツ外での検討中企業", "検討中企業", "検討中の企業", "他の検討中企業", "他社検討状況",
    ),
    "budget": ("ご予算", "予算感", "希望予算", "想定予算", "予算上限"),
    "deadline": ("納期", "期日", "納品日", "希望納期", "ご希望納期", "公開希望日", "納品希望日", "希望公開日", "実施時期", "開始希望時期", "希望時期"),
    "requirements": ("ご要望", "要望", "必須要件", "依頼要件", "希望要件", "必要な要件", "条件", "お願いしたいこと", "依頼したいこと", "依頼事項", "ご依頼事項", "希望条件", "必要な機能"),
    "description": ("内容", "説明", "募集要項", "依頼概要", "依頼の背景", "背景", "概要", "詳細", "依頼詳細", "ご依頼内容", "案件内容", "相談内容", "ご相談内容", "案件詳細", "目的", "備考", "その他"),
}  # fmt: skip

# What people call the four items in their own words. So loose a label counts only in front of an answer to its item.
_LOOSE: dict[Item, str] = {
    "selection_process": "選定|決裁|決定|承認",
    "meeting_preference": "打ち?合わ?せ|面談|商談|連絡方法|やり取り|相談方法",
    "order_timing": "発注|契約時期|依頼時期|導入時期",
    "other_candidates": "他社|検討|相見積|候補|競合",
}
# Answers that the article does not place are answers all the same.
_ANSWERS: dict[Item, str] = {
    "order_timing": "すぐ|未定|[0-9]{1,2}(?:[か個]月|週間)(?:以内|後|以降)",
    "other_candidates": "い(?:る|ます|ない|ません)|なし|あり|[0-9]{1,2}社",
}


def _plain(label: str) -> str:
    return re.sub(r"\s", "", normalise(label)).strip(":*※")


def _names() -> dict[str, str]:
    names = {key: key for key in LABELS}
    for key, label in LABELS.items():
        for spelling in (label, *_SYNONYMS[key]):
            names[_plain(spelling)] = key
    return names


NAMES = _names()


def label_key(label: str) -> str | None:
    """Return the key of a case that ``label`` names, or None; width, white space and a mark behind it do not matter."""
    return NAMES.get(_plain(label))


def loose_key(label: str, value: str) -> Item | None:
    """Return the item that a label in people's own words means, or None unless ``value`` answers that item."""
    name, answer = _plain(label), _plain(value)
    for item, words in _LOOSE.items():
        if re.search(words, name) and (
            recognise(item, value) or item in _ANSWERS and re.match(_ANSWERS[item], answer)
        ):
            return item
    return None


def items_named(text: str) -> set[Item]:
    """Return the items whose names or keys a line of ``text`` may begin with: what costs little to tell before a page is read.

    A label stands at the head of its line, behind a mark or a word or two.
    """
    return {
        item
        for item, words in _LOOSE.items()
        if re.search(rf"^[^。、\n]{{0,20}}(?:{item}|{words}|{'|'.join(_SYNONYMS[item])})", text, re.MULTILINE)
    }
