"""The names in a case, a profile and some texts, each as a pattern that finds it however it is written."""

import re
from collections.abc import Iterable, Iterator

from coach import kanji
from coach.company import ORGANISATION, bare_name
from coach.critic.reader import Reader
from coach.facts.phrases import persons
from coach.text import Document, normalise, words

# Nobody's letter names more people; the limit keeps a hostile text quick.
_MOST_NAMES = 200
_LONGEST_FAMILY = 5
_KANJI = "[一-龠々〆ヶ]"
_GIVEN = "(?:[一-龠々]{1,3}|[ぁ-ん]{2,4}|[ァ-ヶー]{2,6})"
_IN_CHARGE = kanji.compiled(
    rf"(?:(?:ご|営業|主)?担当者?|代表(?:取締役|者)?(?:社長)?|責任者|窓口|氏名|お?名前|店長|部長|課長|係長|社長)[ ]?(?:[:/|]|は|の|が)?[ ]{{0,2}}"
    rf"(?P<name>{_KANJI}{{1,4}}[ ]{_GIVEN}(?![一-龠々ァ-ヶー])|{_KANJI}{{2,4}}(?=と申し|です|でござい|が(?:担当|対応|お)|より|[ \t]*(?:$|\n)))"
    rf"|(?<!{_KANJI})(?P<before>{_KANJI}{{1,4}}[ ]{_GIVEN}?)(?=が(?:担当|対応|窓口))"
)
_ADDRESSED = kanji.compiled(
    rf"(?P<name>(?:[一-龠々ァ-ヶー]{{1,12}}[ ]){{0,3}}(?:{_KANJI}{{1,4}}|[ァ-ヶー]{{2,8}})[ ]?{_GIVEN}?)[ ]?(?:様|さま|殿)$"
)
_SIGNED = kanji.compiled(rf"{_KANJI}{{1,3}}[ ]{_GIVEN}")
_NOT_A_NAME = re.compile(
    r".*(?:会社|法人|取締役|役員|主任|主査|主事|グループ|チーム|支店|支社|本店|センター|マネージャー|マネジャー|リーダー|ディレクター|プランナー|コンサルタント|エンジニア|デザイナー|各位|協会|組合|事務所|長|局|担当|様|者|部|課|室|係|員|業|社|数|中|名|費|料|品|先|時|日|月|年|円|一同|制作|営業|総務|人事|経理|窓口|当方|私|兼|専任|専属|複数|全員|未定|不在|変更|確認|対応|連絡|共通)$"
)
_DEPARTMENT = kanji.compiled(
    r"[^ ]{1,11}(?:部|課|室|係|局|グループ|チーム|支店|センター|長|役)(?P<rest>[一-龠々〆ヶ]{2}.*)"
)
_BEFORE_TITLE = r"(?=[ ]?(?:様|さま|さん|氏|殿|先生|です|と申し|宛|社長|部長|課長|係長|代表|店長))"
_COMPANY = re.compile(ORGANISATION)


def name_patterns(reader: Reader, texts: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield one pattern a name for folded text: ``names`` as listed, then companies, then people, the longest first.

    Loads the dictionary.
    """
    listed = [name for name in map(normalise, map(str.strip, names)) if name]
    yield from (_spaced(name) for name in sorted(set(listed), key=lambda name: (-len(name), name)))
    companies = [reader.case.customer] if reader.case else []
    people: list[str] = []
    if reader.profile:
        companies.append(reader.profile.company)
        people.append(_bare(normalise(reader.profile.person)))
    for company in companies:
        yield from _company(normalise(company))
    for text in texts:
        people += _people(text)
    distinct = [name for name in dict.fromkeys(people) if _is_name(name)][:_MOST_NAMES]
    found = dict(pair for person in distinct for pair in _person(person))
    yield from (found[name] for name in sorted(found, key=lambda name: (-len(name), name)))


def _is_family(name: str) -> bool:
    """Tell whether the dictionary knows the beginning of ``name`` as a name of people."""
    return any("人名" in word.pos for word in words(name)[:1])


def _is_name(name: str) -> bool:
    trade = " " not in name and name.endswith(("士", "師"))
    place = _NOT_A_NAME.match(name) and not _is_surname(name)
    return bool(name) and not trade and not place and not _COMPANY.search(name)


def _is_surname(name: str) -> bool:
    """Tell whether ``name`` is one word that the dictionary knows as a family name: 田中, which ends like 作業中."""
    found = words(name)
    return len(found) == 1 and "姓" in found[0].pos


def _company(named: str) -> Iterator[str]:
    """Yield the name without its legal form, from a line that may go on with a department and a person."""
    parts = [part for part in re.split(r"[ \n、,/]+", named) if part]
    for at, part in enumerate(parts):
        name = bare_name(part)
        is_company = bool(_COMPANY.search(part)) or (at == 0 and not part.endswith(("様", "さん", "氏")))
        after_form = at > 0 and not bare_name(parts[at - 1])
        if len(name) >= 2 and (is_company or after_form):
            yield _bounded(name, kanji=len(name) == 2)


def _people(text: str) -> Iterator[str]:
    document = Document(text)
    for phrase in persons(document.text):
        name = _without_department(document.text[phrase.start : phrase.end])
        # たくさん ends like a name; 様 and 氏 are surer.
        if not document.text.startswith("さん", phrase.end) or _is_family(name):
            yield name
    for match in _IN_CHARGE.finditer(document.text):
        name = match["name"] or match["before"]
        if " " in name or _is_family(name):
            yield name
    for line in document.lines:
        said = document.text[line.start : line.end].strip()
        if line.kind == "signature" and _SIGNED.fullmatch(said):
            yield said
        elif line.kind == "address" and (addressed := _ADDRESSED.search(said)):
            yield _without_department(addressed["name"])


def _bare(person: str) -> str:
    """Return the name in a profile's person, without where it works and as what: 営業部 田中一郎, 山本花子(制作課長)."""
    parts = [part for part in re.split(r"[ /・|、,:]+", re.sub(r"[(][^()]*[)]", " ", person)) if part]
    name = " ".join(part for at, part in enumerate(parts) if not _is_place(part, parts[at + 1 :]))
    together = _DEPARTMENT.match(name)
    if together and not _is_family(name) and _is_family(together["rest"]):
        return together["rest"]
    return name


def _is_place(part: str, behind: list[str]) -> bool:
    """Whether a word of a profile's person says where or as what somebody works; ``behind`` are those that follow."""
    if len(part) < 2 or _is_family(part):
        return False
    if len(part) > _LONGEST_FAMILY and any(_is_family(one) for one in behind):
        return True
    return bool(_NOT_A_NAME.match(part) or _COMPANY.search(part))


def _without_department(name: str) -> str:
    """総務部 山本: what stands before the last blanks may be where somebody works."""
    while " " in name:
        first, rest = name.split(" ", 1)
        if not (_NOT_A_NAME.match(first) or _COMPANY.search(first) or len(first) > _LONGEST_FAMILY):
            break
        name = rest
    return name


def _person(name: str) -> Iterator[tuple[str, str]]:
    """Yield name and pattern: of the whole name with or without a blank, then of the family name alone."""
    family, _, given = name.partition(" ")
    if not given:
        family = _family(name)
        given = name[len(family) :]
    whole = family + given
    if given:
        yield whole, _bounded(whole, kanji=len(whole) < 3)
    if len(family) > 1:
        yield family, _bounded(family, kanji=True)
    else:
        yield family, rf"(?<!{_KANJI}){re.escape(family)}{_BEFORE_TITLE}"


def _family(name: str) -> str:
    """Return the family name of a name that is written without a blank, or all of it."""
    if len(name) < 3 or not re.fullmatch(r"[一-龠々]+[一-龠々ぁ-んァ-ヶー]*", name):
        return name
    first = words(name)[0]
    return first.surface if "姓" in first.pos and len(first.surface) < len(name) else name


def _bounded(name: str, *, kanji: bool) -> str:
    """A name is a word of its own: no letter of its own script goes on beside it; kanji only where it is short."""
    before = after = ""
    if re.match(r"[ァ-ヶー]", name):
        before = r"(?<![ァ-ヶー])"
    elif re.match(r"[A-Za-z0-9]", name):
        before = r"(?<![A-Za-z0-9])"
    elif kanji:
        before = rf"(?<!{_KANJI})"
    if re.search(r"[ァ-ヶー]$", name):
        after = r"(?![ァ-ヶー])"
    elif re.search(r"[A-Za-z0-9]$", name):
        after = r"(?![A-Za-z0-9])"
    elif kanji:
        after = rf"(?:(?!{_KANJI})|(?=様|氏|殿|宛|両|先生|社長|部長|課長|係長|代表|店長|御中|個人|自身))"
    return before + _spaced(name) + after


def _spaced(name: str) -> str:
    """The name as people write it: with a blank anywhere, or none."""
    return r"[ ]?".join(re.escape(char) for char in name if char != " ")
