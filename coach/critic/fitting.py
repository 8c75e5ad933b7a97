"""Which of the vendor's facts would help this customer most: to be suggested, or to be composed into a text."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from coach import kanji
from coach.critic.answers import kinds_of
from coach.critic.features import features, features_of, holds
from coach.critic.reader import Reader
from coach.critic.terms import Terms, terms_of
from coach.text import Document, normalise, squeeze, words

# Patterns are kept as text here: without a profile none is compiled.
_DAYS = r"[0-9]{1,3}(?:\.[0-9])?(?:営業日|日|週間|か月)"
# A fact shows a feature in many ways; these make it worth using: a schedule of the work, not of a reply; a month to
# begin in; a second way that the vendor goes, not one that it declines.
_TELLING: Mapping[str, str] = {
    "schedule": rf"^(?!.*(?:見積|事例|契約期間|返信|返事|質問票|試算表|消去|保管|解約|契約は|保証|無料|無償|こともでき|だけを|減った|増えた|なった)).*(?:(?:から|後|まで)[^。]{{0,16}}{_DAYS}"
    rf"|{_DAYS}(?:ほど)?(?:で|後に|以内に)[^。]{{0,8}}(?:納|公開|稼働|開始|始め|完成|渡|届け|差出)"
    rf"|[一-龠](?:期間)?(?:は|に|なら)(?:約|およそ|最短)?{_DAYS})",
    "timing": r"枠|着手でき|始められ",
    # What is insured or earned is no price.
    "price": r"^(?!.*(?:賠償|保険金|保険に|保険[ ]?[0-9]|資本金|年商|売上)).*",
    "alternative": r"^(?!(?:ご?(?:返信|返答|回答|返事)|メッセージ)[^。]{0,6}は|.*(?:(?:でき|し|行わ|行ってい|してい|しており|いたし|おり|あり|承れ|受け)(?:ない|ません)|のみ|別料金|不可)).*",
    # 「初回まで5週間」 sets no limit.
    "condition": r"^(?!.*(?:初回|次回|毎回)まで).*",
}
# A fact that ends with the time it takes says how long it takes: 「導入は3か月」, 「6万字なら25営業日」.
_TAKES = rf"(?:は|なら)(?:約|およそ|最短)?{_DAYS}$"
# A vendor that names its ways has others beside the usual one: 「返信だけのプラン: 月額11万円」.
_WAY = r"^(?!.{0,12}(?:標準|基本|通常))[^。:]{1,16}(?:プラン|コース|型|場合|方式|案)(?:は|:)"

# A price of something beside the work itself: a surcharge or the reduced form; or a fact that opens with an extra.
_SURCHARGE = r"を加え(?:る|ます)?$|自分で|(?:だけ|なし)(?:なら|の場合)|特急|割増"
_EXTRA = r"追加|回目から|オプション|別料金|単独|交通費|送料|直送|初期(?:費用|設定)は|保守|修正|校正|補正|決算|短縮|撮影は"
_OPENING = 24
# 「APIでの連携は別料金(40万円〜)」 is an extra wherever the word stands, before the first amount or right behind it;
# 「標準構成で620万円、APIでの連携は別料金」 is not.
_APART = r"別料金|別途|オプション"
_AMOUNT = r"[0-9][0-9,.]*(?:億|万|千)?[0-9,]*円"
_BEHIND = 5
_STANDARD = r"基本|標準|一式"
# The price of the work says what it includes, which tells as much as two words shared with the case; 「取り込みは
# 初期費用に含む」 is itself included.
_INCLUDES = r"(?:を|も)含[むみ]|(?<!に)込み"
_INCLUDES_COUNTS = 2.0
_FIGURE = r"[0-9][0-9,.]*[一-龠つか%]"
# Verbs of two parts, and the nouns made of them.
_COMPOUND = r"[一-龠][ぁ-ん][一-龠][ぁ-ん]"

# A fact answers a requirement when it has this share of its words, those that few other facts have counting most.
_ANSWERS = 0.3

# A fact that says what something costs, how long it takes or who does it has a place of its own in a text: to be
# the answer to a requirement it must fit so much better.
_OWN_PLACE = frozenset({"price", "schedule", "record", "credential", "tenure", "team"})
_OWN_PLACE_COSTS = 0.15
# But for one that calls the thing by the customer's own compound, long word or count: 「編集データの引き渡しは3万3千円」,
# 「タイムカードの集計は1名350円」, 「2小間のブースは280万円から」.
_NAME = r"(?:[一-龠々]{2,}[ァ-ヶー]{2,}|[ァ-ヶー]{2,}[一-龠々]{2,})[一-龠々ァ-ヶー]*|[ァ-ヶー]{5,}|[0-9][0-9,]*[一-龠々]{2,}"

# A note in brackets says how the wish is meant: 「立ち会いなし(鍵を預ける形)」. What answers it shares half of its words.
_NOTE = r"\(([^()]{2,40})\)"
_ANSWERS_NOTE = 0.5

# Kinds of wishes (``answers.toml``) that the price of the work answers, and those that no fact answers by itself.
_WANTS_PRICE = frozenset({"budget", "fee"})
_NO_FACT = frozenset({"advice", "choice", "price", "target"})
# A price has its own place; when somebody could talk and what was done for others hold dates of another matter.
_OTHER_MATTER = frozenset({"price", "slots", "record"})

# A list of what the vendor does not do answers a wish only where nothing else does.
_DECLINES = r"^(?:し|行わ|扱わ|でき|含ま|含め)ない(?:こと|もの|作業|範囲)|^対象外"
_DECLINES_COSTS = 0.3

# What comes on top is a condition; a price list without a word that limits it (「年2回で1回58,000円」) is none.
_ON_TOP = r"(?:費|料|代|料金|費用)(?:は|が|を)[^。、]{0,8}(?:かか|いただ|頂)|を?別に(?:いただ|頂|申し受|かか)"
_LIMITED = r"ない|ません|ず[、。]|別[料途]|別(?![一-龠])|実費|超え|目(?:から|以降)|対象外|追加|のみ|だけ|まで|場合|前提|条件|最低|満たな|限り|限る|割増|キャンセル|上限|返金|前[払金]"


def best_fact(
    wanted: Sequence[str], reader: Reader, document: Document, besides: Collection[str] = ()
) -> str:
    """Return the unstated fact that shows the first of the ``wanted`` features that any shows; empty when none does.

    Of several the one about the work itself that shares most with the case, without its full stop: it is quoted
    inside a sentence. ``besides`` are facts that were suggested or used already.
    """
    known = {_bare(fact) for fact in besides}
    gone = [fact for fact in reader.fitting_facts if _bare(fact) in known or _is_stated(fact, document)]
    for feature in wanted:
        fitting = facts_showing(feature, reader, gone)
        if fitting:
            return _bare(fitting[0])
    return ""


def facts_showing(feature: str, reader: Reader, besides: Collection[str] = ()) -> list[str]:
    """Return the facts that show a feature, the one about the work itself that shares most with the case first.

    Each stands as the vendor wrote it. ``besides`` are facts that are not wanted. The price of an extra is no answer
    where there is none of the work itself, unless it is an extra of this very case.
    """
    fitting = [fact for fact in reader.fitting_facts if fact not in besides and shows(feature, fact, reader)]
    if feature == "price" and all(is_beside(fact) for fact in fitting):
        fitting = [fact for fact in fitting if nearness(fact, reader)]
    if feature == "alternative" and fitting[1:]:
        # The usual way has the price of the work; another one stands beside it.
        usual = facts_showing("price", reader)[:1]
        fitting = [fact for fact in fitting if fact not in usual]
    # A single one needs no dictionary.
    return (
        sorted(fitting, key=lambda fact: _rank(feature, fact, reader), reverse=True)
        if fitting[1:]
        else fitting
    )


def shows(feature: str, fact: str, reader: Reader) -> bool:
    """Tell whether a fact would bring a feature into a text: by its words, or because the vendor calls it so."""
    if reader.kinds.get(fact) in features()[feature].kinds:
        return True
    told = normalise(_bare(fact))
    if feature == "alternative" and re.search(_WAY, told) and re.search(_AMOUNT, told):
        return True
    if feature == "condition":
        if re.search(f"{_DECLINES}|{_ON_TOP}", told):
            return True
        if re.search(_AMOUNT, told) and not re.search(_LIMITED, re.sub(r"税別", "", told)):
            return False
    telling = _TELLING.get(feature)
    if feature == "schedule" and re.search(_TAKES, told):
        return bool(re.search(_TELLING[feature], told))
    return _holds(feature, told) and (telling is None or bool(re.search(telling, told)))


def _holds(feature: str, told: str) -> bool:
    """Tell whether a fact holds a feature as it stands or as a letter says it: 「申請は行わない」 is 「行いません」 there."""
    if holds(feature, told):
        return True
    from coach.critic.polite import polite

    return holds(feature, polite(told))


def is_beside(fact: str) -> bool:
    """Tell whether a price is that of something beside the work itself: an extra, a surcharge, a reduced form."""
    told = normalise(_bare(fact))
    amount = re.search(_AMOUNT, told)
    near = told[: amount.end() + _BEHIND] if amount else told
    # 「1字14円、校正1回を含む」 is no price of 校正.
    priced = re.split(r"[、。]", told[amount.end() :])[0] if amount else ""
    opening = (told[: amount.end()] + priced if amount else told)[:_OPENING]
    return bool(re.search(_SURCHARGE, told) or re.search(_EXTRA, opening) or re.search(_APART, near))


def amounts(fact: str) -> list[str]:
    """Return the sums of money that a fact names, folded, in its order."""
    return re.findall(_AMOUNT, normalise(fact))


def nearness(fact: str, reader: Reader) -> float:
    """Return how much of what the case is about stands in a fact: its words and figures count 1, groups of like words 0.5."""
    case = reader.case
    about = case.words if case else ""
    held = _marks(fact, reader)
    return sum(weight for mark, weight in _marks(about, reader).items() if mark in held)


def fact_for(requirement: str, reader: Reader, besides: Collection[str] = ()) -> str:
    """Return the fact that could answer a requirement best, as the vendor wrote it but for its full stop.

    By the words that it shares, else because it says what wishes of this kind want to know, else by a note in
    brackets. An empty string when none does. ``besides`` are facts that are not wanted.
    """
    if not reader.facts:
        return ""
    wish = normalise(requirement)
    known = [fact for fact in reader.fitting_facts if fact not in besides]
    notes = kanji.compiled(_NOTE).findall(wish)
    # Without its notes a wish is shorter, and what was done for others shares its words sooner.
    own = [fact for fact in known if "record" not in features_of(fact)] if notes else []
    bare = kanji.compiled(_NOTE).sub("", wish)
    return _bare(
        _sharing(wish, known, reader)
        or (_sharing(bare, own, reader) if notes else "")
        or _of_its_kind(wish, known, reader)
        or next((fact for note in notes if (fact := _sharing(note, own, reader, _ANSWERS_NOTE))), "")
    )


def _sharing(wish: str, facts: Collection[str], reader: Reader, least: float = _ANSWERS) -> str:
    """Return the fact that shares most with a folded wish, of those that share enough; else an empty string."""
    wanted = _marks(wish, reader)
    held = {fact: _marks(fact, reader) for fact in reader.fitting_facts}
    spread = Counter(mark for marks in held.values() for mark in marks)
    weights = {mark: weight / (1 + spread[mark]) for mark, weight in wanted.items()}
    total = sum(weights.values())
    if not total:
        return ""
    names = _names(wish, reader)
    fits: dict[str, float] = {}
    for fact in facts:
        share = sum(weights.get(mark, 0) for mark in held[fact]) / total
        if share >= least and _OWN_PLACE & features_of(fact) and not _is_headed_by(names, fact):
            share -= _OWN_PLACE_COSTS
        if share >= least and re.search(_DECLINES, fact):
            share -= _DECLINES_COSTS
        if share >= least:
            fits[fact] = share
    return max(fits, key=lambda each: (round(fits[each], 3), -len(each)), default="")


def _names(wish: str, reader: Reader) -> list[str]:
    """Return what a folded wish calls by a name of its own, not by one that the whole case has."""
    title = normalise(f"{reader.case.title} {reader.case.category}") if reader.case else ""
    return [name for name in kanji.compiled(_NAME).findall(wish) if name not in title]


def _is_headed_by(names: Collection[str], fact: str) -> bool:
    """Tell whether a fact is about one of the names: what a price includes stands behind the amount."""
    head = re.split(_AMOUNT, normalise(fact), maxsplit=1)[0]
    return any(name in head for name in names)


def _of_its_kind(wish: str, facts: Collection[str], reader: Reader) -> str:
    """Return the fact that says what folded wishes of this kind want to know, whatever its words."""
    kinds = kinds_of(wish)
    if any(kind.id in _WANTS_PRICE for kind in kinds):
        priced = (fact for fact in facts_showing("price", reader) if fact in facts and not is_beside(fact))
        return next(priced, "")
    telling = [kind for kind in kinds if kind.alone and kind.id not in _NO_FACT]
    told = [
        fact
        for fact in facts
        if any(kind.is_answered_by(normalise(fact)) for kind in telling)
        and not (_OTHER_MATTER & features_of(fact) or re.search(_DECLINES, fact))
    ]
    return max(told, key=lambda each: nearness(each, reader), default="")


def _rank(feature: str, fact: str, reader: Reader) -> tuple[bool, bool, float]:
    """A price is best that of the work itself; of anything else a fact that is no price list says more."""
    near = nearness(fact, reader)
    if feature == "price":
        return (
            not is_beside(fact),
            bool(re.search(_STANDARD, fact)),
            near + _INCLUDES_COUNTS * bool(re.search(_INCLUDES, fact)),
        )
    return "円" not in fact, True, near


def _marks(text: str, reader: Reader) -> dict[str | int, float]:
    """Return what a text is about: its words and figures, and half as telling the groups of like words."""
    found: Terms = terms_of(text, reader.aliases)
    marks: dict[str | int, float] = dict.fromkeys(found.aliases, 0.5)
    marks |= dict.fromkeys(map(_stem, found.normals), 1.0)
    marks |= dict.fromkeys(_verbs(text), 1.0)
    return marks | dict.fromkeys(re.findall(_FIGURE, normalise(text)), 1.0)


@lru_cache(maxsize=256)
def _verbs(text: str) -> tuple[str, ...]:
    """Return the stems of the compound verbs: 「取り込む」 and 「取り込み」 are one thing."""
    found = (word.normal for word in words(normalise(text)) if word.pos[0] == "動詞")
    return tuple(verb[:-1] for verb in found if re.fullmatch(_COMPOUND, verb))


def _stem(noun: str) -> str:
    return noun[:-1] if re.fullmatch(_COMPOUND, noun) else noun


def _is_stated(fact: str, document: Document) -> bool:
    """Tell whether a text states a fact in its own words, be it with a polite ending."""
    plain = squeeze(_bare(fact))
    if plain in document.squeezed:
        return True
    if plain[:8] not in document.squeezed:
        return False
    from coach.critic.polite import polite

    return squeeze(polite(normalise(fact))) in document.squeezed


def _bare(fact: str) -> str:
    """A fact is quoted inside a sentence: without its own full stop."""
    return fact.rstrip("。 ")
