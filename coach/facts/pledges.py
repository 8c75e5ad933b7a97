"""Promises about the customer's budget and date, and about how short a contract may be."""

import re
from collections.abc import Iterable, Iterator

_BUDGET = re.compile(
    r"予算[^。、]{0,8}(?:内|以内|範囲|収|合わせ|応じ)[^。]{0,12}(?:収|提案|プラン|構成|対応|調整|合わせ|可能|でき|お出し|実現)"
    r"|(?:予算|[0-9][万千]?円)[^。、]{0,12}収め(?:ます|て|させ|られ)|[0-9][万千]?円を(?:超え|上回)(?:る|ること)[^。、]{0,4}(?:ありません|ございません|ない)"
)
_DEADLINE = re.compile(
    r"(?:納期|希望[^。、]{0,6}時期|期日|期限|開始日|公開日|ご予定|スケジュール|日程)[^。、]{0,8}(?:に(?:間に合|合わせ)|を守|厳守|どおり|通り)[^。]{0,14}(?:せます|います|します|できます|可能|いたします)"
)
# 1月にお預かりできれば、3月末に間に合います is arithmetic; without the condition it is a promise.
_IN_TIME = re.compile(
    r"(?:[0-9]{1,2}月|[0-9]{1,2}日|公開|納品|稼働|開催|開始|リリース|オープン|発売|展示会|説明会|期末|年度末|ご希望)[^。、]{0,12}に(?:は)?(?:必ず|確実に|十分)?間に合(?:わせ|い)ます"
)
_PROVIDED = re.compile(r"(?:れば|たら|なら|場合は?|とき(?:は)?|ますと|いただけると|前提で|次第)、?")
_LENGTH = r"([0-9]{1,2})(年|か月)"
_SHORTEST = re.compile(rf"(?:最低|契約(?:期間)?は)[^。、0-9]{{0,8}}{_LENGTH}(?:から|以上)?")
_CONTRACT = re.compile(rf"契約[^。、0-9]{{0,10}}{_LENGTH}(?:単位|ごと|から|ずつ|です|で)")
_MOST = 20


def pledged(sentence: str, vendor: str, *, fits: bool) -> str:
    """Return which promise about budget or date a folded sentence makes that the vendor's text does not, or nothing.

    ``fits`` tells that the prices of the text lie within the customer's budget.
    """
    if _BUDGET.search(sentence) and not fits and not re.search(r"予算|収ま|収め", vendor):
        return "予算に収めるという約束は、会社の事実にも下書きにもありません。"
    if (
        re.search(r"収め(?:ます|て|させ|られ)", sentence)
        and _BUDGET.search(sentence)
        and "収め" not in vendor
    ):
        return "予算に収めるという約束は、会社の事実にも下書きにもありません。"
    in_time = _DEADLINE.search(sentence) or (_IN_TIME.search(sentence) and not _PROVIDED.search(sentence))
    if in_time and not re.search(r"間に合|厳守|どおり|通り|納期", vendor):
        return "期日を守るという約束は、会社の事実にも下書きにもありません。"
    return ""


def shortest_terms(lines: Iterable[str]) -> list[str]:
    """Return the shortest contracts that folded lines of the vendor's allow, as they stand there (6か月)."""
    return list(_terms(lines))[:_MOST]


def _terms(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for match in _SHORTEST.finditer(line):
            yield match[1] + match[2]


def shorter_contract(sentence: str, text: str, terms: Iterable[str]) -> str:
    """Return which shortest contract a folded sentence, or all of its text, leaves out, or nothing."""
    said = _CONTRACT.search(sentence)
    if not said:
        return ""
    for term in terms:
        if int(term.rstrip("年か月")) and not re.search(rf"(?<![0-9]){term}", text):
            return f"元の材料では、契約は最低{term}です。"
    return ""
