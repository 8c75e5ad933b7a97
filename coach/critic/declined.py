"""Does the text announce a call to a customer who asked for none?"""

import re
from collections.abc import Iterator

from coach.critic.finding import Finding
from coach.critic.holding import Holding
from coach.critic.remarks import remark
from coach.text import normalise

_DECLINES = re.compile(
    r"(?:お?電話|架電|テレアポ)(?:での|による|の)?(?:営業|勧誘|ご?連絡|ご?相談|やりとり|やり取り|お問い?合わ?せ|ご案内)?(?:は|を|も|等|など)?[^。、\n]{0,8}"
    r"(?:ご?遠慮(?:くだ|願|いただ|お願)|お?控え(?:くだ|て|願)|お断り|しないで|やめて(?:くだ|ほし)|ご容赦)"
    r"|(?:お?電話|架電|テレアポ)(?:での|による|の)?(?:営業|勧誘|ご?連絡|ご?相談)(?:は|を|も|等|など)?(?:不可|不要|NG|お受けでき|受け付けて(?:い|おり)?ませ)"
    r"|(?:ご?連絡|やりとり|やり取り|ご?相談)は[^。、\n]{0,8}(?:メール|メッセージ|チャット)(?:のみ|だけ)(?:で|に|と)(?:お願い|して(?:くだ|いただ)|ご?希望|させて)"
)
_CALLS = re.compile(
    r"(?:お電話|電話)(?:を|で|にて|でも)?(?:、)?(?:一度|改めて|すぐに?|直接|詳しく|まず)?(?:ご)?"
    r"(?:いた(?!だ)|いただけ(?:ます|れば|ましたら|ませんか|ないでしょうか)|ください(?!ませんよう)|し(?:ます|たい|て)|差し上げ|差しあげ|さしあげ|させて|入れ|かけ|お?話し?(?:し|さ|でき|いたし)|説明(?:し|い|さ|でき)|連絡(?:し|い|さ|差)|案内(?:し|い|さ)|相談(?:さ|したい|でき)|お伺い|伺い|確認(?:さ|し|い))"
    r"|架電(?:いた|し(?:ます|て))|お電話口で|お電話の(?:お時間|機会)|お電話番号を(?:お知らせ|お教え|お聞か|教え)"
)
# A refusal, a condition, or calls to others that are the work itself.
_NOT_SO = re.compile(
    r"ません(?!か)|(?:は|を)(?:不要|控え|いただ(?:く|か)|かけ(?:ず|な))|せずに|なしで|代わりに|では?なく|ご?希望|ご?要望|よろしければ"
    r"|場合|貴社の(?:お客|お電話)|受電|応対|代行|架電リスト|件数|1日[0-9]|月[0-9]"
    r"|(?:(?<!担当)者|先|客|店|社員|会員|患者|家族|施設|企業)(?:様|の方)?[にへ][^。\n]{0,12}(?:電話|架電)"
)
_SENTENCE_END = re.compile(r"[。\n]|$")


def check_declined(holding: Holding) -> Iterator[Finding]:
    """Yield a call that the text announces or asks for, where the case says that calls are not wanted."""
    case, document = holding.case, holding.document
    told = next(
        filter(None, map(_declines, (*case.requirements, case.description, case.meeting_preference))), ""
    )
    if not told:
        return
    asked = {passage.sentence[0] for passage in holding.passages["meeting_request"]}
    # Whoever chose messages is told of the same sentence already (needs.pushes_meeting).
    known = asked if holding.reader.options["meeting_preference"] == "message" else set()
    for hit in _CALLS.finditer(document.text):
        sentence = document.sentence_at(hit.start())
        if sentence and sentence.start not in known and not _NOT_SO.search(sentence.text):
            span = sentence.start, sentence.end
            yield remark("phone_declined", holding.reader, document, span, words=told)


def _declines(text: str) -> str:
    """Return the customer's sentence that declines calls, shortened to its words; empty when none does."""
    folded = normalise(text)
    found = _DECLINES.search(folded)
    if not found:
        return ""
    start = max(folded.rfind(mark, 0, found.start()) for mark in "。\n") + 1
    end = _SENTENCE_END.search(folded, found.end())
    assert end
    return folded[start : end.start()].strip()
