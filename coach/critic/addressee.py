"""Is the text addressed to this customer? Another company's name is the one slip that nobody forgives."""

import re
from collections.abc import Iterator

from coach import kanji
from coach.company import LEGAL_FORM, bare_name
from coach.critic.finding import Finding
from coach.critic.reader import Reader
from coach.critic.remarks import remark
from coach.text import Document, squeeze

_NAME = r"[一-龠ぁ-んァ-ヶーA-Za-z0-9&・]{1,20}?"
_ADDRESSED = kanji.compiled(
    rf"(?P<company>{LEGAL_FORM} ?(?!ご?担当|御)(?:[一-龠ァ-ヶーA-Za-z0-9&・]|[ぁ-ん](?!担当)){{1,20}}|{_NAME}{LEGAL_FORM}|{_NAME}(?:工業|製作所|商事|商店|建設|電機|精機|病院|医院|クリニック|大学|学園|ホールディングス|銀行|協会|組合|事務所))\s*(?:[^\s。、]{{0,12}}?(?:部|課|室|係)?\s*)?(?:御中|様|さま|殿|の皆様|ご担当者)"
)
# A company told by its trade alone is addressed where a line begins with it, or where its order is spoken of:
# 見本製菓様の施工例 is a reference.
_SPOKEN_OF = kanji.compiled(
    r"(?P<company>[一-龠ァ-ヶーA-Za-z0-9&・]{1,12}(?:製菓|食品|産業|化学|製薬|製紙|酒造|醸造|興業|商会|通商|物産|繊維|電工|運輸|水産|製麺|精密|金属|重工))\s*(?:御中|(?:ご担当者?)?様(?:$|[、 ]|の(?:今回|この[度た]|ご(?:出展|依頼|要望|希望|募集|案件|相談|発注|予算|事業))))",
    re.MULTILINE,
)
# 貴協会, 御社, 当組合: somebody is addressed, but not by a name.
_NO_NAME = re.compile(r"[貴御弊当各本同他]|お客|皆|関係")


def check_addressee(document: Document, reader: Reader) -> Iterator[Finding]:
    """Yield every addressed company that is not the customer; silent when the case does not name the customer."""
    case = reader.case
    if case is None or not case.customer:
        return
    customer = bare_name(case.customer)
    known = squeeze(" ".join((case.words, case.customer, *reader.facts)))
    for hit in sorted(
        (hit for pattern in (_ADDRESSED, _SPOKEN_OF) for hit in pattern.finditer(document.text)),
        key=lambda hit: hit.start(),
    ):
        named = bare_name(hit["company"])
        if (
            not named
            or _NO_NAME.match(named)
            or not customer
            or named in customer
            or customer in named
            or named in known
        ):
            continue
        if reader.profile and named in bare_name(reader.profile.company):
            continue
        yield remark("wrong_customer", reader, document, hit.span("company"), words=case.customer)
