"""Facts that are words: free services, promises, superlatives, credentials, names and addresses of the net."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coach import kanji
from coach.company import HONORIFIC, LEGAL_FORM
from coach.facts.claims import ClaimKind
from coach.facts.contacts import contacts
from coach.facts.words import credentials, plain_latin, products, promises, superlatives
from coach.gaps import GAP


class Phrase(NamedTuple):
    """Words at ``text[start:end]`` of a folded text, with the form under which they are compared."""

    kind: ClaimKind
    value: str
    start: int
    end: int


# What stands before the value of a promise or credential that the text denies.
DENIED = "!"
# Gaps that are marked as such are no statements: 〇〇, 【要記入: …】, {name}.
PLACEHOLDER = re.compile(
    rf"{GAP.pattern}|[〇○●◯△]{{2,}}[^\s、。,「」()【】]{{0,8}}|\{{[^{{}}\n]{{1,40}}\}}|X{{2,}}"
)
# Numbers that count the text's own parts, or stand in a postal address.
ENUMERATION = re.compile(
    r"(?m)^[ \t]*[■□◆◇●▼【《#・-]*[ \t]*(?:\(?[0-9]{1,2}[.)、:](?![0-9])|第[0-9]{1,2}[章部節])"
    r"|(?i:step|phase|point|no\.(?!1[^0-9])|plan|ver\.?)\s?[0-9]+|(?:ステップ|フェーズ|ポイント|その|案|プラン|工程|質問|理由|表|図|別紙|資料)[0-9]{1,2}(?![0-9.,案件点社名人本枚日回ペつかヶヵケ週年時分個万円%割倍種言])"
    r"|〒\s?[0-9]{3}-[0-9]{4}|[0-9]{1,4}(?:丁目|番地|番(?!目)|号室?|階|F)(?:[0-9-]*)|\([0-9]{1,2}\)"
)
_FREE = re.compile(
    r"無料|無償|(?<![0-9,.万億千百])0円|(?<!追加)(?<!別途)(?:料金|費用|手数料|お代)(?:は|も)(?:一切)?(?:かかりません|いただきません|頂きません|いただいておりません|不要です)"
    r"|サービスで(?:お付け|ご提供|対応)"
)
_NAME_RUN = r"[一-龠々ァ-ヺーA-Za-z0-9&.・]{1,24}"
_COMPANY = kanji.compiled(
    rf"{LEGAL_FORM}[ ]?(?:{_NAME_RUN}|[ぁ-ん]{{2,8}}(?:[一-龠々ァ-ヺー]{{1,12}})?)|{_NAME_RUN}(?={LEGAL_FORM}){LEGAL_FORM}"
)
_POLITE = kanji.compiled(r"(?:様|御中|殿)[一-龠々]{0,8}$")
_PERSON = kanji.compiled(
    r"(?<![一-龠々ァ-ヺーおご])([一-龠々]{1,4}(?:[ ]?(?:[一-龠々]{1,4}|[ぁ-ん]{1,4}子?|[ァ-ヺー]{1,4}))?|[ァ-ヺー]{2,10})(様|さん|氏)(?![子々式])|([一-龠々]{1,4}(?:[ ]?[一-龠々ァ-ヺー]{1,4})?)(?=と申します)"
)
_NO_PERSON = re.compile(
    r".*(?:皆|客|担当者?|社員|責任者|者|企業|会社|法人|業者|先|同|仕|多|模|有|奥|各位|王|神|異|両|紋|無|左|逆|御社|貴社|部長|課長|社長|代表|店|氏名|役員|上司|院長|先生|医師|患者|利用者|学生|生徒|園児|職員|従業員|店員|先輩|後輩|若手|新人|住民|家族|仲間|店長|お子|母|父|娘|職人|皆々|業界|方)$"
    r"|.*(?:お客|ご担当|各社|他社)"
)
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?:[A-Za-z0-9+#&'.-]{0,30}[A-Za-z0-9+#])?")
_KATAKANA = re.compile(rf"(?<![ァ-ヺー])(?:{'|'.join(products())})(?![ァ-ヺー])")
_ADDRESSEE = re.compile(rf"(?m)^.{{1,60}}(?:{HONORIFIC})[、,]?[ \t]*$")
_DENIAL = re.compile(
    r"(?:は|も|を|まで|に|する|の|こと|もの|で|お|いた|致|して|でき|し|り|行|って|できる|ござ|あ|か|い|ご|期間|対応|提供|取得|保有|すること){0,8}?"
    r"(?:しかね|できかね|おりません|おらず|いたしません|致しません|しません|しない|せず|していない|していません|ありません|できません|できず|なし(?!で)|ない|は行わ|不可|対象外|未取得|申請中|取得前)"
)
_CREDENTIALS = tuple((re.compile(pattern), name) for pattern, name in credentials().items())
_SUPERLATIVE = re.compile("|".join(superlatives()))
_PROMISES = tuple((re.compile(pattern), name) for pattern, name in promises().items())


def addresses(text: str) -> Iterator[Phrase]:
    """Yield mail addresses, URLs and phone numbers."""
    for contact in contacts(text):
        if contact.kind == "mail" or contact.kind == "url" or contact.kind == "phone":
            yield Phrase(contact.kind, contact.value, contact.start, contact.end)


def phrases(text: str) -> Iterator[Phrase]:
    """Yield credentials, free services, promises and superlatives; a denied promise has a value of its own."""
    for pattern, name in _CREDENTIALS:
        for match in pattern.finditer(text):
            value = name or _joined(match.group())
            yield Phrase("credential", _polar(text, match.end(), value), *match.span())
    for pattern, name in _PROMISES:
        for match in pattern.finditer(text):
            yield Phrase("promise", _polar(text, match.end(), name), *match.span())
    for match in _FREE.finditer(text):
        yield Phrase("free", _polar(text, match.end(), "無料"), *match.span())
    for match in _SUPERLATIVE.finditer(text):
        yield Phrase("superlative", _joined(match.group()), *match.span())


def names(text: str) -> Iterator[Phrase]:
    """Yield companies, persons (not those a letter is addressed to) and product names outside the stop list.

    A katakana word counts as a name only where ``vocabulary.toml`` lists it: any other may be a common noun.
    """
    lines = [match.span() for match in _ADDRESSEE.finditer(text)]
    at = 0
    for match in _COMPANY.finditer(text):
        while at < len(lines) and lines[at][1] < match.start():
            at += 1
        if at == len(lines) or not lines[at][0] <= match.start() < lines[at][1]:
            name = _POLITE.sub("", match.group())
            yield Phrase("company", _joined(name), match.start(), match.start() + len(name))
    at = 0
    for person in persons(text):
        while at < len(lines) and lines[at][1] < person.start:
            at += 1
        if at == len(lines) or not lines[at][0] <= person.start < lines[at][1]:
            yield person
    for match in _LATIN.finditer(text):
        word = match.group().lower()
        if len(word) > 1 and word not in plain_latin() and word.rstrip("s0123456789") not in plain_latin():
            yield Phrase("name", _joined(word), *match.span())
    for match in _KATAKANA.finditer(text):
        yield Phrase("name", products()[match.group()], *match.span())


def persons(text: str) -> Iterator[Phrase]:
    """Yield the names before 様, さん, 氏 and と申します, those a letter is addressed to among them."""
    for match in _PERSON.finditer(text):
        group = 1 if match[1] else 3
        if not _NO_PERSON.match(match[group]):
            yield Phrase("person", _joined(match[group]), match.start(), match.end(group))


def _joined(words_as_given: str) -> str:
    return re.sub(r"[\s・_-]", "", words_as_given).lower()


def _polar(text: str, end: int, value: str) -> str:
    return DENIED + value if _DENIAL.match(text, end) else value
