"""Which sentences offer something for the vendor, and which part of them does: of work, not of words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from coach import kanji
from coach.facts.attributions import speaks_of_role
from coach.facts.phrases import PLACEHOLDER
from coach.facts.wording import is_meeting_proposal, is_question
from coach.text import Sentence

_SILENT = re.compile(
    r"(?:ください|下さい|くださいませ|いただけますと[^。]*|いただければ[^。]*|いただきたく[^。]*|願い(?:いた|申し)[^。]*|幸いです|存じます|思います|思っております|考えております|考えています|申します|ございます|ありがとうございました"
    r"|ております。?のでご安心|拝見(?:し|いた)[^。]*|承知(?:し|いた)[^。]*|お察し[^。]*|(?:お勧め|おすすめ|お薦め)(?:し|いた)[^。]*|お世話に[^。]*|楽しみに[^。]*|失礼(?:し|いた)[^。]*|お待ち(?:して|申し)[^。]*|拝察[^。]*|と(?:の|いう)こと(?:です|でした)|伺いました|かもしれません|でしょう|と考えます|(?:良|よ)いです|向(?:き(?:ます|です)|いて(?:い|おり)ます))[。!]?$"
)
_GREETING = re.compile(
    r"お世話に|ありがとうござい|御礼|お礼(?!状)|申し遅れ|ご連絡(?:いた|差し上げ)し?まし|応募(?:いた|させ)|お気軽に|(?:ご質問|ご不明)[^。]{0,30}(?:ください|お寄せ|ございましたら|あれば)|何卒|どうぞ"
)
_CONDITION = re.compile(
    r"(?:よろしければ|よければ|ご希望で(?:したら|あれば)|ご必要で|必要で(?:したら|あれば)|もし)[^。]*(?:お知らせ|お申し付け|お聞かせ|ください|ご相談)"
)
# 発送もお任せください offers the 発送.
_ENTRUSTED = kanji.compiled(
    r"[一-龠々ァ-ヺー][いきしちみりえけせてめれ]?(?:も|は|まで)(?:すべて|全て)?お任せください[。!]?$"
)
# A polite present promises, unless its verb tells what happens by itself.
_OFFER = re.compile(
    r"(?:(?<!なり)(?<!決まり)(?<!変わり)(?<!かかり)(?<!増え)(?<!減り)(?<!分かれ)(?<!あり)(?<!違い)(?<!起き)(?<!生じ)(?<!見え)(?<!伝わり)(?<!進み)"
    r"(?<!下がり)(?<!上がり)(?<!高まり)(?<!広がり)(?<!つながり)(?<!止まり)(?<!願い)(?<!困り)(?<!異なり)(?<!しまい)(?<!残り)(?<!足り)(?<!済み)(?<!動き)ます"
    r"|可能です|不要です|お約束です|(?:取り決め|用意|制度|仕組み|枠)[がも]あります|(?:必要|心配|手間|費用|負担)[はも](?:一切)?(?:ありません|ございません|かかりません))[。!]?[」)]?$"
)
# What stands before the polite ending of a sentence.
_LEAD = re.compile(r"(.{4,120}?(?:ます|です))(?:ので|から|が|し|ため)、")
# Code points at the end of a sentence in which its verb stands.
_TAIL = 16
_GIVES = re.compile(
    r"作成|作り|付け|付き|つき|送り|渡し|出し|用意|開き|行い|承|対応|サポート|フォロー|立ち会|同席|伺い|訪問|結び|書き|実施|代行|手配|制作|実装|構築|お受け|受け持|受けま|手伝い|含み|含め|含まれ"
    r"|担い|担当|務め|常駐|派遣|続け|任せ|設け|配置|在籍|共有|報告|提案|提供|可能|架電し|訳し|答え|伴走|支援|(?:お使い|お聞き|ご利用|ご覧|お選び|お試し|お任せ)いただけ|いただいて(?:います|おります)|保管|管理し|間に合|収ま|伝え|届け|です|必要は|不要"
)
# Sentences that announce what the letter itself says next, or an answer: they promise words, no work.
_TELLS = re.compile(
    r"お?(?:答え|伝え|知らせ|返し|聞かせ)(?:し|いた|申し)|ご?(?:説明|案内|紹介|返事|返信|返答|回答|連絡|相談|確認)(?:も|を|は)?(?:し|いた|申し|差し|させ)|(?:保証|約束)(?:し|いた)|お話しし|拝見し"
)
_HEARS = re.compile(r"(?:意見|話|事情|状況|内容|要望|希望|点|件|こと|質問)[をも]?(?:お)?伺い")
_ANNOUNCES = re.compile(
    r"^(?:以下|下記|次|ここ|本メッセージ|この文面|応募(?:内容)?)(?:に|で|の|では|には)[^。]*(?:まとめ|示し|記し|記載|述べ|申し上げ|ご覧|並べ|挙げ|補[いっ]|添え)"
)
_SETS_DATE = re.compile(r"(?:日時|日程|時間|候補日?|日)[をの](?:ご)?(?:調整|相談|決め|設定)")
_MEETS = re.compile(r"打ち?合わ?せ|面談|お話|商談|ミーティング|見学|現地|訪問|伺う|都合")
# Who says how he means to go about it promises no work either.
_MEANS_WELL = re.compile(
    r"(?:努め|尽くし|[心気]を配[りっ]|心が?け|心掛け|取り組[みん]|寄り添[いっ]|向き合[いっ]|お?力にな[りっ]|役に?立[ちてっ]|貢献し|応え|励[みん]|臨[みん]|精進し)[てで]?(?:まいり|参り|いき|行き|おり|いたし)?ます[。!]?$"
)
# Whose doing it is: the word for oneself, a humble verb, or an aim (〜てまいります).
_OWN_DOING = re.compile(
    r"(?:こちら|弊社|当社|私ども|私たち|当方|弊所|当所|私|スタッフ)(?:の(?:ほう|方|側))?(?:で|が|側で|にて)"
)
_AIMS = re.compile(r"[てで](?:まいり|参り|いき|行き|おき|置き)ます")
_HUMBLE = kanji.compiled(r"(?:お[一-龠々][ぁ-ん]{0,4}|ご[一-龠々]{2})(?:し|いたし|致し|でき)ます")
_DOES_MORE = re.compile(
    r"(?:も、[^はがも。、]{0,16}|(?:も|まで)[^がはをも。、]{0,16})(?<![てで]おり)(?<![てで]い)ます[。!]?[」)]?$"
)
_DOES = re.compile(r"を[^がはをも。、]{0,16}(?<![てで]おり)(?<![てで]い)ます[。!]?[」)]?$")
# What can be done, comes about, or is asked of the customer is nobody's doing.
_NO_DOING = re.compile(r"(?:られ|(?<!せて)いただき|保[ちて])ます[。!]?$")
_RELIEF = re.compile(
    r"(?:必要は(?:ありません|ございません)|不要です|手間は(?:かかりません|ありません)|いただかなくて)"
)
_ACCEPTS = re.compile(r"承り|承っ|対応|お受け|可能です|できます|行います|お任せ")
# What the customer gives or does first, or what happens first, is not offered: 原稿をいただいてから、…, 残りが減りますと….
_FROM_CUSTOMER = re.compile(
    r"^[^。]{0,60}?(?:ますと|ましたら)、?|^[^。]{0,80}?(?:いただ|頂|くださ|(?:お預かり|お受け取り|受領|拝見|お聞き)し|伺|ご(?:返信|連絡|入稿|発注|支給|提出|入金|了承))[^。、を]{0,8}?"
    r"(?:っ?て(?:から|のち|、)|たら|れば|ますと|後|のち|うえで|場合[はも]?|際[はに]?|次第)、?"
)
# What the customer sends or has is a means: お送りいただいた商品の説明をもとに….
_CUSTOMERS_OWN = kanji.compiled(
    r"(?:いただ(?:い|け)た|頂いた|くださった|お手元の|お使いの|貴社の[一-龠々ァ-ヺー]{1,8}(?=の|に|と))[^がをにはもで、。]{0,12}"
)
# 整理せずお渡しください spares the customer work that somebody has to do.
_SPARES = kanji.compiled(
    r"(?P<work>[一-龠々ァ-ヺー]{2,8}|[一-龠々]{1,3}[わかがさたばまらりけげせぜてでねべめれえきしちびみ]{1,2})(?:を|は|も)?(?:(?:し|さ)?ず(?:に)?|(?:し)?ない(?:で|まま)|なしで|(?:し)?なくて(?:も)?)"
)
_MAY = re.compile(
    r"(?:ください|くださいませ|くださって[^。]{0,8}|構いません|かまいません|結構です|大丈夫です|問題ありません|差し支えありません)[。!]?$"
)
_NOT_DONE = re.compile(r"ず|ない|なし|不要|まま|だけ|のみ|なくて")
_NO_WORK = re.compile(r"遠慮|心配|無理|気[がにを]|躊躇|迷[わい]|慌て|焦ら|必要|変わら|問題")
_ONE_AND_ALL = re.compile(r"いずれも|どちらも|どれも|両方(?:とも)?")
_LIST = re.compile(r"[とや・、]")
_THESE = re.compile(
    r"^(?:[^、。]{0,14}(?:点|件|項目|つ|ご要望|ご希望|内容|要件)(?:は|とも|について(?:は|も)?)、?)?(?:いずれも|どちらも|どれも|すべて|全て|両方(?:とも)?|[0-9]点とも)[^。、]{0,6}(?:お受け|承り|承れ|対応|お引き受け|可能|お任せ|行え|でき)"
)


def binding(sentence: Sentence) -> Sentence | None:
    """Return the sentence, or the clause at its head, that offers or claims something for the vendor, if any.

    A polite ending hides no promise: of 保守も行いますので、よろしくお願いいたします the first clause binds.
    """
    return next(offers(sentence), None)


def offers(sentence: Sentence) -> Iterator[Sentence]:
    """Yield what binds in a sentence: all of it, and the clause at its head."""
    if sentence.kind not in {"prose", "bullet"}:
        return
    if _binds(sentence.text):
        yield sentence
    lead = _LEAD.match(sentence.text)
    if lead and _binds(lead[1] + "。"):
        yield Sentence(sentence.start, sentence.start + len(lead[1]), lead[1], sentence.kind)


def _binds(sentence: str) -> bool:
    if PLACEHOLDER.search(sentence) or is_question(sentence) or is_meeting_proposal(sentence):
        return False
    if _ENTRUSTED.search(sentence):
        return True
    if _SILENT.search(sentence) or _GREETING.search(sentence) or _CONDITION.search(sentence):
        return False
    return bool(_OFFER.search(sentence)) or speaks_of_role(sentence)


def promises_work(sentence: str) -> bool:
    """Tell whether what a folded sentence ends with is something that the vendor does for the customer."""
    if _MEANS_WELL.search(sentence):
        return False
    if _GIVES.search(sentence[-_TAIL:]):
        return True
    if _NO_DOING.search(sentence) or is_talk(sentence):
        return False
    return any(pattern.search(sentence) for pattern in (_OWN_DOING, _AIMS, _HUMBLE, _DOES_MORE, _DOES))


def tells_how(sentence: str) -> bool:
    """Tell whether a folded sentence may only say how something is done (この2時間を中心にかけます), not what besides."""
    others = (_OWN_DOING, _AIMS, _HUMBLE, _DOES_MORE)
    return not _GIVES.search(sentence[-_TAIL:]) and not any(pattern.search(sentence) for pattern in others)


def takes_on(sentence: str) -> bool:
    """Tell whether a folded sentence takes something on in so many words: 承ります, こちらで…, 〜てまいります."""
    tail = sentence[-_TAIL:]
    return bool(_ACCEPTS.search(tail) or _OWN_DOING.search(sentence) or _AIMS.search(tail))


def entrusted(sentence: str) -> bool:
    """Tell whether a folded sentence asks to leave something to the vendor: 発送もお任せください."""
    return bool(_ENTRUSTED.search(sentence))


def takes_on_these(sentence: str) -> bool:
    """Tell whether a folded sentence takes on what stands before it: いずれもお受けできます."""
    return bool(_THESE.search(sentence))


def relieves(sentence: str) -> bool:
    """Tell whether a folded sentence spares the customer something: 原稿は不要です."""
    return bool(_RELIEF.search(sentence[-_TAIL:]))


def spared(sentence: str) -> str:
    """Return the work that the customer need not do before handing something over, or nothing: 整理せずお渡しください."""
    if not _MAY.search(sentence[-_TAIL:]):
        return ""
    works = (match["work"] for match in _SPARES.finditer(sentence))
    return next((work for work in works if not _NO_WORK.search(work)), "")


def is_relieved(work: str, told: str) -> bool:
    """Tell whether a line of a folded text says that a work need not be done: 領収書は整理せずに渡してよい."""
    stem = re.sub("[ぁ-ん]+$", "", work)
    return any(stem in line and _NOT_DONE.search(line) for line in told.split("\n"))


def from_customer(sentence: str) -> list[tuple[int, int]]:
    """Return where a folded sentence speaks of what the customer gives or does: in its first clause, and inside it."""
    clause = _FROM_CUSTOMER.match(sentence)
    means = [match.span() for match in _CUSTOMERS_OWN.finditer(sentence)]
    return [clause.span(), *means] if clause else means


def named_with(sentence: str) -> list[tuple[int, int]]:
    """Return where the things stand that a folded sentence takes on one and all: of AとB、いずれもお受けします A and B."""
    found = _ONE_AND_ALL.search(sentence)
    if not found:
        return []
    upto = found.start()
    edges = [-1, *(match.start() for match in _LIST.finditer(sentence, 0, upto)), upto]
    return [(start + 1, end) for start, end in pairwise(edges)]


def is_talk(sentence: str) -> bool:
    """Tell whether a folded sentence only announces words: an answer, what the letter says next, a date to meet."""
    tail = sentence[-_TAIL:]
    return bool(
        _TELLS.search(tail)
        or _HEARS.search(sentence)
        or _ANNOUNCES.search(sentence)
        or (_SETS_DATE.search(sentence) and _MEETS.search(sentence))
    )
