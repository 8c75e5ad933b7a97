"""What the words around a figure make of it: a question, a proposal, an own record, a condition."""

import re
from functools import lru_cache

from coach import kanji
from coach.facts.words import everyday_pairs

_QUESTION = re.compile(
    r"(?:か|かどうか|ですか)[。?」]*$|\?[」]*$|(?:教えて|お聞かせ|お知らせ)(?:いただけ|ください|くださ|いただき)"
)
_CLAUSE_END = re.compile(r"(?:が|ので|ため|から|ますし|ており|まして)、")
_MEETING = re.compile(
    r"打ち?合わ?せ|お話|ミーティング|面談|お時間|ヒアリング|オンライン|通話|商談|お電話|説明"
)
_PROPOSAL = re.compile(
    r"お話しでき|ご説明でき|(?:でき|いただけ|頂け)(?:れば|ましたら|ますと|ませんか|ないでしょうか|ますか)|いかが|存じます|お願い|ませんか|よろしければ|よければ|幸いです|予定して|考えて(?:おり|い)|議題|見込んで"
)
_RECORD = re.compile(
    r"実績|導入|担当(?:し|いた|して)|支援(?:し|いた|実)|手(?:が|掛)け|お手伝い(?:し|いた)|制作(?:し|いた)|経験|弊社|当社|私ども|私たち|取得|登録(?:し|済|を受け)|受賞|保有|在籍|携わ|行ってき|成果|達成"
)
_CUSTOMER = re.compile(
    r"貴社|御社|要望|希望|ご予定|お困り|予算|とのこと|伺い(?:ま|、)|拝見|枠|収まり|ご記載|ご依頼|お悩み|ご案件|お書き|いただいた|いただきました|募集|ご提示|お考え|お急ぎ|ご相談|お客様|必要|現在|対象|ご指定"
)
_OFFER = re.compile(
    r"お受け|承り|ご提供|料金は|費用は|価格は|金額は|お見積|お請け|対応(?:いた|し|可)|可能|いたします|弊社|当社|できます"
)
_VOW = re.compile(
    r"(?:いたし|致し|し|り|い|き|え|め|け|せ|ち|て)ます[。!」)]*$|(?:可能|無料|無償|不要)です[。!」)]*$"
)
_PRICED = re.compile(
    r"(?:から|程度|ほど)?(?:\([^()]{0,12}\))?(?:です|になります|となります|で(?:承|お受け|行|対応|ご?提供|お引き受け)|(?:を|は)?(?:いただき|頂き|頂戴|申し受け))"
)
_NAMED = re.compile(r"(?:は|が|も|:|に)[^。、]{0,12}$")
_RESTRICTIONS = (
    re.compile(r"初回|初月|1回目"),
    re.compile(r"先着"),
    re.compile(r"限り|限定|限っ|のみ|(?<![うくぐすつぬぶむる])だけ|(?:とき|場合|もの)だけ"),
    re.compile(r"場合|であれば|でしたら|際(?:は|に)|とき|時(?:は|に限)|条件|ください?ば|なら"),
)
_RESTRICTION_NAMES = ("初回", "先着", "限定", "場合の条件")
_EVENTS = (
    ("発注", r"発注|受注|ご?注文|お?申し?込み?|申込"),
    ("着手", r"着手|開始(?:日)?(?=から|後|より)|キックオフ|始めて"),
    ("契約", r"契約|締結"),
    ("入金", r"入金|お支払"),
    ("素材", r"素材|原稿|材料|資料|支給|そろ|揃|受領|お預かり|入稿"),
    ("聞き取り", r"聞き取り|ヒアリング|打ち合わせ|面談"),
    ("確定", r"確定|決定|承認|校了|合意"),
    ("納品", r"納品|納入|検収"),
    ("公開", r"公開|リリース|稼働"),
    ("締め", r"締め日?|月末"),
    ("依頼", r"ご?依頼|お?問い合わせ|ご連絡|お返事"),
)
_SINCE = re.compile(r"(?:から|後|より|以降|次第|のち|てから|日から)")
_EVENT = tuple(
    (name, re.compile(rf"(?:{pattern})(?:[^、。から後]{{0,6}}?)(?:から|後|より|以降|のち)"))
    for name, pattern in _EVENTS
)
# Between an event and the period that counts from it: 公開(予定)日の.
_BESIDE = 4
_EVENT_WORD = {name: re.compile(pattern) for name, pattern in _EVENTS}
_CONTENT = kanji.compiled(r"[一-龠々]+|[ァ-ヺー]{2,}|[A-Za-z]{2,}")
# Two verbs in one word: 撮り直し, 切り抜き.
_COMPOUND = kanji.compiled(
    r"([一-龠々])[いえきけぎげしせちてりれみめびべ]([一-龠々])(?=[いえきけぎげしせちてりれみめびべ])"
)


_ASSUMED = re.compile(
    r"[ ]?(?:ほど|程度|前後|くらい|ぐらい|分)?(?:の?(?:場合|とき|ときは|想定|前提)|なら(?:ば)?|でしたら|だと|とすると|とした|として|と(?:想定|仮定)|[にと](?:なります|なる|増えます|増える)と)"
)


def is_assumed(text: str, end: int) -> bool:
    """Tell whether the figure that ends at ``text[end]`` is one to reckon with: 20点の場合, 月12件として."""
    return bool(_ASSUMED.match(text, end))


def is_question(sentence: str) -> bool:
    """Tell whether a folded sentence asks rather than states."""
    return bool(_QUESTION.search(sentence.strip()))


def asks_at(sentence: str, at: int) -> bool:
    """Tell whether ``sentence[at]`` stands in the asking part: 「50社の実績がありますが、いかがですか」 states first."""
    return is_question(sentence) and not any(match.start() >= at for match in _CLAUSE_END.finditer(sentence))


def is_meeting_proposal(sentence: str) -> bool:
    """Tell whether a folded sentence proposes to talk: its length binds nobody."""
    return bool(_MEETING.search(sentence) and (_PROPOSAL.search(sentence) or is_question(sentence)))


def is_own_record(sentence: str) -> bool:
    """Tell whether a folded sentence speaks of what the vendor did or has, not of the customer."""
    return bool(_RECORD.search(sentence)) and not _CUSTOMER.search(sentence)


def is_own_offer(sentence: str) -> bool:
    """Tell whether a folded sentence names the vendor's own terms, not the customer's budget."""
    return bool(_OFFER.search(sentence)) and not _CUSTOMER.search(sentence)


def is_own_promise(sentence: str) -> bool:
    """Tell whether a folded sentence promises something for the vendor, not repeats what the customer said."""
    return bool(_VOW.search(sentence)) and not _CUSTOMER.search(sentence) and not is_question(sentence)


def is_own_price(sentence: str, start: int, end: int) -> bool:
    """Tell whether the amount at ``sentence[start:end]`` is stated as what something costs, not as the customer's."""
    stated = _PRICED.match(sentence, end) and _NAMED.search(sentence[max(0, start - 30) : start])
    return bool(stated) and not _CUSTOMER.search(sentence)


def restrictions(clause: str) -> frozenset[str]:
    """Return what limits a folded clause, by name: 初回, 先着, 限定, 場合の条件."""
    return frozenset(
        name
        for name, pattern in zip(_RESTRICTION_NAMES, _RESTRICTIONS, strict=True)
        if pattern.search(clause)
    )


def starting_points(clause: str) -> frozenset[str]:
    """Return the events from which a period counts in a folded clause: 発注から → 発注."""
    if not _SINCE.search(clause):
        return frozenset()
    return frozenset(name for name, pattern in _EVENT if pattern.search(clause))


def events_at_end(text: str) -> frozenset[str]:
    """Return the event that a folded text ends with, under the names of ``starting_points``: 公開日の → 公開."""
    return frozenset(
        name
        for name, pattern in _EVENT_WORD.items()
        if (found := list(pattern.finditer(text))) and len(text) - found[-1].end() <= _BESIDE
    )


def names_event(sentence: str, event: str) -> bool:
    """Tell whether a folded sentence names one of the events of ``starting_points`` in any form."""
    return bool(_EVENT_WORD[event].search(sentence))


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of the content words of a folded text, common ones left out."""
    found: set[str] = set()
    for run in _CONTENT.findall(text):
        lowered = run.lower()
        found.update(lowered[at : at + 2] for at in range(len(lowered) - 1))
    found.update("".join(match.groups()) for match in _COMPOUND.finditer(text))
    return frozenset(found - everyday_pairs())
