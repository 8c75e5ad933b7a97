"""Is the price above the customer's budget, without a word about it?

Only what can be compared is: the price of the work with the budget for the work, a month with a month, and with
the tax counted in the vendor's favour where one of the two does not tell it.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from coach import kanji
from coach.critic.finding import Finding
from coach.critic.holding import Holding
from coach.critic.remarks import remark
from coach.facts.taxes import TAX, named_taxes
from coach.text import Sentence, normalise

if TYPE_CHECKING:
    from coach.facts.quantities import Quantity

# A budget of 程度 or 前後 gives way by this much (tuning corpus: good texts go up to a tenth above, and say so).
ROOM = Decimal("1.2")

# What may stand before the amount of a budget; 広告費 月50万円 or 1本5万円 is no limit for the price of the work.
_HEAD = re.compile(
    r"(?:ご?予算(?:額|感)?|総予算|総額|全体|合計|上限|初期(?:導入)?(?:費用?)?|月(?:額|々)?|毎月|年(?:額|間)?"
    r"|1か月|税[込別抜]み?|約|およそ|だいたい|最大|できれば|希望|[はでにも:、,・(~\s]){0,8}"
)
# 500~800万 means yen.
_NO_YEN = re.compile(r"(?<=[0-9][億万])(?![0-9円千億万])")
_OPEN = re.compile(r"以上|相談|未定|柔軟|調整|超過|超えて")
_EACH = re.compile(r"(?:程度|以内|まで)?[\s(]?(?:あたり|当たり|につき|ずつ|/(?!月|年))")
_ROUGH = re.compile(r"程度|前後|くらい|ぐらい|ほど|約|およそ|だいたい|目安|頃")
_MONTHLY = re.compile(r"(?<![0-9か])月(?:額|々)?[^0-9。\n月年]{0,8}$|1か月(?:あたり)?[^0-9。\n]{0,4}$")
_YEARLY = re.compile(r"(?<![0-9])年(?:額|間)?[^0-9。\n月年]{0,8}$")
_PER_MONTH = re.compile(r"(?:程度|以内|まで|前後|ほど)?[\s(]?/?(?:1か)?月(?![0-9末初に])")

_OFFER = re.compile(
    r"費用|料金|金額|価格|代金|合計|総額|見積|概算|初期|月額|制作費|開発費|税[込別抜]"
    r"|円(?:ほど|程度|前後|くらい|ぐらい|~)?(?:です|でしたら|なら|あれば|であれば|の見込|を見込|が必要|かかり|になる|でご?(?:提供|提案|対応|用意)|で(?:承|お受け|お作り|お引き|制作|開発|構築|実施|いか)|となり|になり|からで|を(?:頂戴|申し受け|想定))"
)
_PRICED = re.compile(r"費用|料金|金額|見積|価格")
# Money that is no price of this work, or the price of another.
_OTHER = re.compile(
    r"売上|売り上げ|年商|資本金|補助|助成|削減|節約|抑えられ|利益|効果|広告|媒体|損失|実績|事例|他社|相場|一般"
    r"|かかるところ|(?:件|社)(?:ほど)?を?(?:担当|手が|手掛|支援|制作|開発|お手伝)|かかって|保険|賠償|融資|市場|年収|給与|人件費|受注|取引|仕入|規模の|先方|(?:まし|でし|だっ)た(?!ら)"
)
# 「380万円でしたらご満足いただけます」 names the price of the work; 「在庫との連携なら50万円」 that of a part.
_ONLY_IF = re.compile(
    r"[0-9]年(?:間|の|で|分)|月分|場合|(?<!円)なら|(?<!円で)したら|(?<!円)(?<!円で)あれば|オプション|追加|任意|別途|増や|すべて(?:お)?任"
)
_FOR_SO_MUCH = re.compile(r"円(?:で)?(?:なら|したら|あれば)")
# 「ご予算300万円と伺いましたが、…」 takes up what the customer wrote, and says nothing of what stands behind it.
_TAKES_UP = kanji.compiled(
    r"予算[^。、\n]{0,40}(?:伺|拝見|拝読|確認|承|検討|踏まえ|あり|頂|いただ|お書き|お聞き|との?こと|との?事|範囲)[^。、\n]{0,16}(?:、|$)"
)
_PLAN = re.compile(r"プラン|コース|(?<!提)案|型|段階|期")
_ADMITTED = re.compile(
    r"予算(?![^。\n]{0,30}(?:超え|上回り|超過し)(?:ませ|な|ず))[^。\n]{0,30}"
    r"(?:超え|超過|超す|上回|オーバー|収まりませ|収まらな|収まりき|届きませ|届かな|足り(?:な|ませ)|不足|厳し|難し|外れ|はみ出|開きが|差が)"
    r"|円(?:ほど|程度|ばかり|分)?(?:を|の|、)?(?:超え(?!ませ|な|ず)|超過(?!し(?:ませ|な))|上回(?!りませ|ら)|オーバー)"
    r"|(?:予算|円|枠)(?:以?内|の範囲|の枠)?(?:内)?[にで](?:収め|抑え|合わせ|とどめ)[^。\n]{0,12}(?:場合|なら|には|方法|(?<!提)案|形として|でしたら)"
    r"|予算[^。\n]{0,16}より[^。\n]{0,12}(?:高|上)|予算[^。\n0-9]{0,8}との差"
)

# 「380万円(税別)」, 「税込で418万円」.
_TAX_BEHIND = re.compile(r"\s?\(?(?:消費)?税(?:込|別|抜)")
_TAX_BEFORE = re.compile(r"税(?:込|別|抜)み?(?:価格|金額)?[でのは:]?\s?$")

Span = Literal["", "月", "年"]
Tax = Literal["", "税込", "税別"]


class Price(NamedTuple):
    """An amount of yen, the lower end of a range, with what it is paid for; ``words`` are its place in the text."""

    amount: Decimal
    each: Span
    tax: Tax
    words: tuple[int, int]


def check_budget(holding: Holding) -> Iterator[Finding]:
    """Yield the first price that is above the budget, where the text neither says so nor has another within it."""
    case, document = holding.case, holding.document
    if not case.budget or "円" not in document.text:
        return
    limits = _limits(_NO_YEN.sub("円", normalise(case.budget)))
    if not limits or _ADMITTED.search(document.text):
        return
    offers = list(_offers(holding))
    above = [
        (sentence, price) for sentence, price in offers if any(_exceeds(price, limit) for limit in limits)
    ]
    if not above or _has_plan_within(holding, limits):
        return
    sentence, price = above[0]
    yield remark(
        "over_budget",
        holding.reader,
        document,
        (sentence.start, sentence.end),
        words=case.budget,
        fact=document.quote(*price.words),
    )


def _limits(budget: str) -> list[Price]:
    """Return the most that the customer pays, once or each month or year; nothing where that stays open."""
    found: list[Price] = []
    if _OPEN.search(budget):
        return found
    end = 0
    for quantity in _amounts(budget):
        head, tail = budget[end : quantity.start], budget[quantity.end :]
        end = quantity.end
        if quantity.bound == "lower" or tail.startswith("~"):
            continue
        before = re.sub(r"^[^、,。/\n]{0,20}[、,。/\n]", "", head) if found else head
        if not _HEAD.fullmatch(before) or _EACH.match(tail):
            continue
        rough = quantity.bound == "about" or _ROUGH.search(before) or _ROUGH.match(tail)
        amount = quantity.numbers[-1] * (ROOM if rough else 1)
        found.append(Price(amount, _each(before, tail), _tax(budget), (quantity.start, quantity.end)))
    return found


def _amounts(text: str) -> Iterator["Quantity"]:
    # Only here: most texts have no amount to compare, and the extraction of figures need not be loaded for them.
    from coach.facts.quantities import quantities

    end = 0
    for quantity in quantities(text):
        if quantity.kind == "money" and quantity.start >= end:
            end = quantity.end
            yield quantity


def _each(before: str, after: str) -> Span:
    if _MONTHLY.search(before) or _PER_MONTH.match(after):
        return "月"
    return "年" if _YEARLY.search(before) else ""


def _tax(text: str) -> Tax:
    told = set(named_taxes(text))
    return "税込" if told == {"税込"} else "税別" if told == {"税別"} else ""


def _tax_of(amount: "Quantity", text: str) -> Tax:
    """Return what is said of the tax right behind an amount, or right before it: 380万円(税別)、税込418万円."""
    beside = _TAX_BEHIND.match(text, amount.end) or _TAX_BEFORE.search(text[: amount.start])
    return _tax(beside[0]) if beside else ""


def _offers(holding: Holding) -> Iterator[tuple[Sentence, Price]]:
    for sentence, price in _prices(holding):
        if not _ONLY_IF.search(_own_words(sentence.text)) and sentence.start not in _alternatives(holding):
            yield sentence, price


def _prices(holding: Holding) -> Iterator[tuple[Sentence, Price]]:
    """Yield what the text asks for the work, by the sentence; amounts that are something else left out."""
    heading = ""
    whole = _tax(holding.document.text)
    for sentence in holding.document.sentences:
        text = sentence.text
        if sentence.kind == "heading":
            heading = text
        if "円" not in text or sentence.kind in {"address", "signature"} or _OTHER.search(_own_words(text)):
            continue
        if not (_OFFER.search(text) or _PRICED.search(heading)):
            continue
        taken_up = _TAKES_UP.search(text)
        for found in _amounts(text):
            if found.bound != "upper" and not (taken_up and found.start in range(*taken_up.span())):
                words = sentence.start + found.start, sentence.start + found.end
                each = _each(text[: found.start], text[found.end :])
                tax = _tax_of(found, text) or _tax(text) or whole
                yield sentence, Price(found.numbers[0], each, tax, words)


def _own_words(text: str) -> str:
    """Return a sentence without the clause that takes up the customer's budget."""
    return _TAKES_UP.sub("", text)


def _alternatives(holding: Holding) -> set[int]:
    return {passage.sentence[0] for passage in holding.passages["alternative"]}


def _has_plan_within(holding: Holding, limits: Iterable[Price]) -> bool:
    """Tell whether the text offers a way that the budget pays for: a plan or a second way with its own price."""
    others = _alternatives(holding)
    return any(
        price.each == limit.each and not _exceeds(price, limit)
        for sentence, price in _prices(holding)
        if _PLAN.search(sentence.text) or _FOR_SO_MUCH.search(sentence.text) or sentence.start in others
        for limit in limits
    )


def _exceeds(price: Price, limit: Price) -> bool:
    """Tell whether a price is above a limit of its kind. A month that costs more than the whole is above it too."""
    if price.each != limit.each and not (price.each == "月" and not limit.each):
        return False
    if price.tax == limit.tax and price.tax:
        return price.amount > limit.amount
    if (price.tax, limit.tax) == ("税別", "税込"):
        return price.amount * TAX > limit.amount
    return price.amount / TAX > limit.amount
