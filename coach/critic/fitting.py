"""Which of the vendor's facts would help this customer most, of those that the text does not state yet."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from coach.critic.features import holds
from coach.critic.reader import Reader
from coach.critic.terms import Terms, terms_of
from coach.text import Document, normalise, squeeze

_DAYS = r"[0-9]{1,3}(?:営業日|日|週間|か月|カ月|ヶ月)"
# A fact shows a feature in many ways; these make it worth suggesting: a schedule of the work, not of a reply.
_TELLING: Mapping[str, re.Pattern[str]] = {
    "schedule": re.compile(
        rf"^(?!.*(?:見積|返信|返事|質問票|試算表|消去|保管|解約|契約は|こともでき|だけを|減った|増えた|なった)).*(?:(?:から|後|まで)[^。]{{0,16}}{_DAYS}"
        rf"|{_DAYS}(?:ほど)?(?:で|後に|以内に)[^。]{{0,8}}(?:納|公開|稼働|開始|始め|完成|渡|届け|差出))"
    )
}
# A price of something beside the work itself: a surcharge or the reduced form; or a fact that opens with an extra.
_SURCHARGE = re.compile(r"を加え(?:る|ます)?$|自分で|(?:だけ|なし)(?:なら|の場合)|特急|割増")
_EXTRA = re.compile(
    r"追加|回目から|オプション|別料金|単独|交通費|送料|直送|初期費用は|保守|修正|校正|補正|決算|短縮|撮影は"
)
_OPENING = 24
_FIGURE = re.compile(r"[0-9][0-9,.]*[一-龠つか%]")

# A fact answers a requirement when it has this share of its words, those that few other facts have counting most.
_ANSWERS = 0.3


def best_fact(
    wanted: Sequence[str], reader: Reader, document: Document, besides: Collection[str] = ()
) -> str:
    """Return the unstated fact that shows the first of the ``wanted`` features that any shows; empty when none does.

    Of several the one about the work itself that shares most with the case. ``besides`` are facts that were
    suggested or used already.
    """
    known = {_bare(fact) for fact in besides}
    facts = [
        fact
        for fact in map(_bare, reader.fitting_facts)
        if fact not in known and squeeze(fact) not in document.squeezed
    ]
    for feature in wanted:
        fitting = [fact for fact in facts if _shows(feature, normalise(fact))]
        if fitting:
            return max(fitting, key=lambda fact: _rank(feature, fact, reader)) if fitting[1:] else fitting[0]
    return ""


def fact_for(requirement: str, reader: Reader) -> str:
    """Return the fact that could answer a requirement best; an empty string when none shares enough with it."""
    wanted = _marks(requirement, reader)
    held = {_bare(fact): _marks(fact, reader) for fact in reader.fitting_facts}
    spread = Counter(mark for marks in held.values() for mark in marks)
    weights = {mark: weight / (1 + spread[mark]) for mark, weight in wanted.items()}
    total = sum(weights.values())
    if not total:
        return ""
    shares = {fact: sum(weights.get(mark, 0) for mark in marks) / total for fact, marks in held.items()}
    fact = max(shares, key=lambda each: (round(shares[each], 3), -len(each)), default="")
    return fact if fact and shares[fact] >= _ANSWERS else ""


def _shows(feature: str, fact: str) -> bool:
    telling = _TELLING.get(feature)
    return holds(feature, fact) and (telling is None or bool(telling.search(fact)))


def _rank(feature: str, fact: str, reader: Reader) -> tuple[bool, bool, float]:
    """A price is best that of the work itself; of anything else a fact that is no price list says more."""
    case = reader.case
    about = "\n".join((case.title, *case.requirements, case.description)) if case else ""
    wanted, held = _marks(about, reader), _marks(fact, reader)
    near = sum(weight for mark, weight in wanted.items() if mark in held)
    if feature == "price":
        beside = _SURCHARGE.search(fact) or _EXTRA.search(fact[:_OPENING])
        return not beside, "基本" in fact, near
    return "円" not in fact, True, near


def _marks(text: str, reader: Reader) -> dict[str | int, float]:
    """Return what a text is about: its words and figures, and half as telling the groups of like words."""
    found: Terms = terms_of(text, reader.aliases)
    marks: dict[str | int, float] = dict.fromkeys(found.aliases, 0.5)
    marks |= dict.fromkeys(found.normals, 1.0)
    return marks | dict.fromkeys(_FIGURE.findall(normalise(text)), 1.0)


def _bare(fact: str) -> str:
    """A fact is quoted inside a sentence: without its own full stop."""
    return fact.rstrip("。 ")
