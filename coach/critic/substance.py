"""Does the text say anything to this customer? Checks that no single pattern can make."""

import re
from collections.abc import Iterator

from coach import kanji
from coach.company import LEGAL_FORM
from coach.critic.coverage import Coverage
from coach.critic.finding import Finding
from coach.critic.fitting import fact_for, is_beside
from coach.critic.holding import Holding
from coach.critic.reader import Reader
from coach.critic.remarks import absence, remark
from coach.critic.terms import is_content, terms_of
from coach.text import Sentence, normalise, shortened

# Two words of the case can be the trade's own; from three on the text speaks of this case (tuning corpus).
SPECIFIC_WORDS = 3

# A text that states so many of the vendor's own facts backs itself, whether or not one of them is a record
# (tuning corpus: good texts state four and more, those without evidence two at the most).
BACKED = 6

# A text with no more than this share of sentences on the case is about somebody else.
ANSWERS = 0.2

_WE = (
    r"(?:弊社|当社|弊所|当所|当方|小社|自社|当法人|弊法人|当院|当店|当工房|当事務所|当会|我が社|われわれ|我々|(?:私|わたくし|わたし)(?:ども|共|たち|達)"
    rf"|(?:{LEGAL_FORM}|事務所)[^、。]{{1,14}}|[^、。]{{1,14}}(?:{LEGAL_FORM}|事務所|工房|制作室|デザイン室))"
)
# A company's name behind 「弊社」 or 「私ども」.
_NAME = r"[^\W\x00-\x7fぁ-ん]{1,20}"
_SELF = re.compile(
    rf"^(?:また、|そして、|さらに、|なお、|まず(?:は)?、?|さて、)?(?:{_WE}(?:{_NAME}(?=[はもが]))?(?:は|では|には|の|も|が))"
)
_LEGAL_FORM = re.compile(LEGAL_FORM)
# A person's own story; other sentences with 「私は」 say what they think of the case.
_I = re.compile(r"^(?:私|わたくし)は")
_STORY = re.compile(
    r"卒業|独立(?:し|して|後)|転職|入社|現在に至|キャリア|天職|修業|渡り歩|携わ|振り出し|歩んで|(?:経験|勤務|在籍)し(?:、|て|た)|務めて(?:き|まい)|勤め(?:た|て)"
)
_INTRODUCES = re.compile(
    r"創業|設立|創立|開業|成り立ち|先代|老舗|会社として始|始めた会社|(?:会社|集団|チーム|法人|事務所|工房|メーカー|商社|代理店)(?:で(?:す|ござ|、|あ)|として)"
    r"|運営して|展開|手がけ|手掛け|得意|強み|事業|モットー|理念|信条|サービスを提供|実績|おかげさまで|スタッフ|在籍|お客様(?:から|の)|企業として|専門"
    r"|(?:を拠点|で活動|に本社|に拠点)|一筋|歩んで|歩み|歴史|携わ|振り出し|自負|誇り|支持され|選ばれ|拠点を"
)
_OWN = re.compile(r"弊社|当社|私ども|わたくしども|私たち|当事務所|弊所|当方|自社")
_COURTESY = kanji.compiled(
    r"ありがとうございま|申します|はじめまして|初めまして|お世話になっ|失礼いたし|応募いたし|ご連絡(?:いた|差|を差|させ)|御礼|お礼|拝見|拝読|と申し|の[一-龠々]{1,4}(?<![社所店者業門家])(?:です|でございます)\W*$"
    r"|^[一-龠々ァ-ヶー・A-Za-z ]{1,16}(?:です|でございます)\W*$"
)
# The customer's own words, quoted and taken up.
_TAKEN_UP = re.compile(
    r"「[^「」\n]{6,60}」(?:とのこと|と(?:お書き|書かれ|ありま|伺|いう(?:一文|ご|お))|の(?:一文|ご要望|ご相談))"
)
_EMPTY = re.compile(r"ご用命|お任せください|(?:ご相談|お問い合わせ)(?:だけでも)?(?:ください|いただければ)")
# A figure with what it counts: 「5本」.
_FIGURE = kanji.compiled(r"[0-9][0-9,.]*[一-龠]?")

# A wish is named as an example up to so many code points.
_EXAMPLE = 30

# Words that speak of any price.
_OF_PRICES = frozenset(
    {
        "費用",
        "内訳",
        "料金",
        "見積もり",
        "見積り",
        "見積",
        "金額",
        "概算",
        "価格",
        "予算",
        "報酬",
        "単価",
        "説明",
        "提示",
        "希望",
    }
)
# What anybody can be asked who has no other question open, and answers in a word.
_MAY_WE = "この内容で、詳しい見積もりをお送りしてよろしいでしょうか。"
_STOPS = re.compile(r"[。\n]")
_ASKS_PRICE = re.compile(r"見積|費用|金額|料金|概算|予算|いくら|価格|単価")


def check_substance(holding: Holding, covered: tuple[Coverage, ...]) -> Iterator[Finding]:
    """Yield what the text lacks for any reader of this case."""
    yield from _case_reference(holding)
    yield from _requirements(holding, covered)
    yield from _evidence(holding)
    yield from _price(holding)
    yield from _self_centred(holding)
    yield from _next_step(holding)
    yield from _echo(holding)


def continues(holding: Holding) -> bool:
    """Tell whether a first message takes up what the application or an earlier answer said already.

    What stood there need not be said again: no requirement, evidence or guidance is missing from such a text.
    """
    return holding.reader.kind == "first_message" and holding.has("earlier_answer")


def _case_reference(holding: Holding) -> Iterator[Finding]:
    reader, document = holding.reader, holding.document
    case = holding.case
    about = "\n".join((case.words, case.budget, case.deadline))
    told = terms_of(about)
    trade = terms_of(case.category).normals
    wanted = told.normals - trade
    silent = {"address", "signature"}
    body = [s for s in document.sentences if s.kind not in silent and s.start not in holding.copied]
    held = {
        word.normal.lower() for s in body for word in document.words_in(s.start, s.end) if is_content(word)
    }
    # A figure of one digit tells something only with what it counts.
    figures = {figure for figure in _FIGURE.findall(normalise(about)) if len(figure) > 1}
    common = (wanted & held) | {figure for figure in figures if any(figure in s.text for s in body)}
    if len(common) < min(SPECIFIC_WORDS, len(wanted)) and not _TAKEN_UP.search(document.text):
        examples = _examples(case.requirements or (reader.title,))
        yield absence("no_case_reference", reader, document, words=examples)


def _examples(phrases: tuple[str, ...]) -> str:
    return "、".join(f"「{shortened(phrase, _EXAMPLE)}」" for phrase in phrases[:2])


def _requirements(holding: Holding, covered: tuple[Coverage, ...]) -> Iterator[Finding]:
    if continues(holding):
        return
    for item in covered:
        if not _answered(item, holding):
            wish = item.requirement
            fact = fact_for(wish, holding.reader)
            yield absence(
                "requirement_unanswered", holding.reader, holding.document, fact=fact, words=wish, about=wish
            )


def _answered(item: Coverage, holding: Holding) -> bool:
    """Tell whether a wish is answered; no price anywhere and no stock phrase answers one, whatever words they share."""
    if item.state == "answered":
        price = _ASKS_PRICE.search(item.requirement) and not holding.has("price")
        return not (price or _EMPTY.search(item.evidence))
    # What names nothing cannot be looked for in the text.
    return item.state == "mentioned" and not (item.evidence and terms_of(item.requirement).normals)


def _evidence(holding: Holding) -> Iterator[Finding]:
    backed = holding.has("record", "tenure") or len(holding.used_facts) >= BACKED
    if not backed and not continues(holding):
        yield absence("no_evidence", holding.reader, holding.document)


def _price(holding: Holding) -> Iterator[Finding]:
    """A price that the customer needs and does not get: of the whole, or of a wish that is put off beside it."""
    case, reader = holding.case, holding.reader
    if continues(holding):
        return
    asked = next((item for item in case.requirements if _ASKS_PRICE.search(item)), "")
    if not asked:
        asked = next((said for said in _STOPS.split(case.description) if _ASKS_PRICE.search(said)), "")
    wanted = case.budget or asked
    if not wanted:
        return
    put_off = [
        passage for passage in holding.passages["open_price"] if _leaves_open(passage.sentence, holding)
    ]
    if put_off:
        check = "price_put_off" if case.budget and holding.has("price") else "vague_price"
        yield remark(check, reader, holding.document, put_off[0].sentence, words=wanted)
    elif not holding.has("price"):
        yield absence("vague_price", reader, holding.document, words=wanted)


def _leaves_open(sentence: tuple[int, int], holding: Holding) -> bool:
    """Tell whether a price put off stays open: none stands elsewhere, or none of the wish that is spoken of."""
    text = holding.document.text
    priced = [
        passage.sentence
        for passage in holding.passages["price"]
        # 「稼働後の保守は月4.5万円」 tells nothing of the work itself.
        if passage.sentence != sentence and not is_beside(text[slice(*passage.sentence)])
    ]
    if not priced:
        return True
    wishes = terms_of("\n".join(holding.case.requirements)).normals - _OF_PRICES
    return bool(
        _words(sentence, holding) & wishes - frozenset().union(*(_words(each, holding) for each in priced))
    )


def _words(span: tuple[int, int], holding: Holding) -> frozenset[str]:
    return frozenset(word.normal.lower() for word in holding.document.words_in(*span) if is_content(word))


def _self_centred(holding: Holding) -> Iterator[Finding]:
    """An opening or a text that is mostly about the vendor, without a word of the case."""
    document, reader = holding.document, holding.reader
    told = _case_words(holding)
    body = [
        s
        for s in document.sentences
        if s.kind in {"prose", "bullet"} and not (_COURTESY.search(s.text) or _gives_name(s, reader))
    ]
    own = [s for s in body if _is_about_vendor(s, holding, told)]
    opens = bool(body) and (
        bool(_SELF.match(body[0].text) and _INTRODUCES.search(body[0].text)) or _tells_own_story(body[0])
    )
    opening = [s for s in own if s in body[:3]] or (body[:1] if opens else [])
    answers = [s for s in body if _speaks_of(s, holding, told)]
    mostly = len(body) >= 3 and (len(own) >= 0.5 * len(body) or len(answers) <= ANSWERS * len(body))
    if opens or len(opening) >= 2 or (opening and mostly):
        place = opening or own
        yield remark("self_centred", reader, document, (place[0].start, place[0].end))


def _is_about_vendor(sentence: Sentence, holding: Holding, told: frozenset[str]) -> bool:
    speaks = _SELF.match(sentence.text) or _tells_own_story(sentence)
    if not (speaks or (_INTRODUCES.search(sentence.text) and _OWN.search(sentence.text))):
        return False
    return not _speaks_of(sentence, holding, told)


def _gives_name(sentence: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence is nothing but the vendor's name: 「経理代行の例示サービスです。」"""
    name = _LEGAL_FORM.sub("", normalise(reader.profile.company)).strip() if reader.profile else ""
    return bool(name) and bool(re.search(rf"{re.escape(name)}(?:です|でございます)\W*$", sentence.text))


def _tells_own_story(sentence: Sentence) -> bool:
    return bool(_I.match(sentence.text) and _STORY.search(sentence.text))


def _speaks_of(sentence: Sentence, holding: Holding, told: frozenset[str]) -> bool:
    words = holding.document.words_in(sentence.start, sentence.end)
    return any(word.normal.lower() in told for word in words)


def _case_words(holding: Holding) -> frozenset[str]:
    """The words that make a sentence speak of this case rather than of the trade."""
    case = holding.case
    about = terms_of("\n".join((case.words, case.budget, case.deadline)))
    return about.normals - terms_of(f"{case.category} {case.title}").normals


def _next_step(holding: Holding) -> Iterator[Finding]:
    if not holding.has("next_step", "question", "slots"):
        # A first message without a question is told the first one already (needs.no_question).
        known = holding.reader.questions
        asked = next(iter(known[1:] if holding.reader.kind == "first_message" else known), _MAY_WE)
        yield absence("no_next_step", holding.reader, holding.document, words=asked)


def _echo(holding: Holding) -> Iterator[Finding]:
    for sentence in holding.document.sentences:
        if sentence.start in holding.echoed:
            yield remark("case_echo", holding.reader, holding.document, (sentence.start, sentence.end))
