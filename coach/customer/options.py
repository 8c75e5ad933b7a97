"""Which option of the article a pasted value means. In doubt none: a wrong vote is worse than a missing one."""

import re
from collections.abc import Callable

from coach.customer.case import Item
from coach.text import normalise

# An answer is a line; what is longer is a text, and only its beginning can be the answer.
_LONGEST = 300

_LIST_MARK = re.compile(r"^[\s・*\-•■□◆◇●○◯◎◉>✓✔✅☑☒☐]+")
_NUMERAL = re.compile(r"[一二三四五六七八九](?=社|つ|年|[か個]月)")
_DIGITS = dict(zip("一二三四五六七八九", "123456789", strict=True))

_MONTHS = "[か個]月間?"
_NOT = r"(?:ない|なく|ません|なし|無し|無い|不要|せず|持たず|以外|避け|控え|難し|無理|厳し|(?:別|他)の)"

# Words that sound like a denial and deny nothing.
_HARMLESS = re.compile(
    r"(?:問題|支障|差し?支え)[はがも]?(?:ない|なく|ありません|なし|無い)|(?:構|かま)(?:いません|わない)|だけでなく|のみならず"
    r"|な(?:ければ|いと)(?:ならない|なりません|いけない|いけません|困る|困ります)"
)


def recognise(item: Item, value: str) -> str | None:
    """Return the id of the option that a pasted value means, or None when the article does not place it.

    None also for a value that denies an option, names two that differ, or only comes near one: 「すぐにでも」 and
    「1ヶ月以内」 are no 「3ヶ月以内」, 「いる(1〜2社)」 is no 「いる(3社以上)」. What is more of the same counts: five
    companies are three or more, a year ahead is half a year or more.
    """
    plain = re.sub(r"[\s「」『』\"“”]", "", _LIST_MARK.sub("", normalise(value[:_LONGEST])))
    plain = _NUMERAL.sub(lambda found: _DIGITS[found.group()], plain)
    return _READERS[item](_HARMLESS.sub("", plain))


def _without_denied(plain: str, words: str) -> str:
    if not re.search(_NOT, plain):
        return plain
    return re.sub(rf"(?:{words})[^、。,;]{{0,12}}?{_NOT}", "", plain)


_BOSS = "上長|上司|社長|役員|部長|課長|取締役|代表|会長|本部|経営陣|理事長"
_SUPERIOR = re.compile(
    rf"上申|稟議|上長|上司|(?:{_BOSS})[がのにへ](?:判断|決|承認|確認|許可)|決裁[権者][はがも][^、。]{{0,6}}(?:{_BOSS})"
)
_OWN = re.compile(r"(?:自身|自分|私|本人|当方)[^、。]{0,4}決裁")


def _selection(plain: str) -> str | None:
    plain = _without_denied(plain.replace("決済", "決裁"), r"決裁[権者]|裁量|上申|上長|上司|稟議")
    if _SUPERIOR.search(plain):
        return None if _OWN.search(plain) else "superior_decides"
    decides = re.search(r"決裁[権者]", plain)
    if "裁量" not in plain:
        return "decision_maker" if decides else None
    if decides or re.search(r"(?:全て|すべて|全面的|完全)[^、。]{0,6}裁量", plain):
        return None
    return "some_discretion"


_MEETING = "(?:打ち?合わ?せ|打ち?あわせ|うち(?:あわ|合わ?)せ)"


def _preference(plain: str) -> str | None:
    plain = re.sub(rf"(?:メッセージ|{_MEETING})より", "", plain)
    plain = _without_denied(plain, f"メッセージ|{_MEETING}")
    meeting, message = re.search(_MEETING, plain), "メッセージ" in plain
    if not (meeting and message):
        return "meeting" if meeting else "message" if message else None
    if re.search(
        rf"{_MEETING}の?前に|まず[^、。]{{0,4}}メッセージ|メッセージ[^。]*(?:後|のち|うえ|上で|から)", plain
    ):
        return "message"
    return "meeting" if re.search(rf"{_MEETING}の?(?:後|のち|うえ)", plain) else None


_TIMINGS = (
    (re.compile(rf"(?<![0-9])3{_MONTHS}以内"), "within_3_months"),
    (re.compile(rf"半年以内|(?<![0-9])6{_MONTHS}以内"), "within_6_months"),
    (
        re.compile(
            rf"(?:半年|(?<![0-9])(?:[6-9]|1[0-9]){_MONTHS}|(?<![0-9])[1-9]年)(?:間?以上|超|以降|より[先後]|[後先])(?!まで|半)"
        ),
        "after_6_months",
    ),
)


def _timing(plain: str) -> str | None:
    plain = _without_denied(plain, rf"(?:半年|[0-9]{{1,2}}{_MONTHS}|[1-9]年)(?:以内|以上|以降|後|先)")
    found = [option for pattern, option in _TIMINGS if pattern.search(plain)]
    if "after_6_months" in found and len(found) > 1:
        return None
    return found[0] if found else None


_NOBODY = re.compile(
    r"(?:^|[はがも。、(/:])(?:まだ|現在は?|現時点では|今は?|特に|ほかに|他に)*"
    r"(?:い(?:ない|ません)|おりません|なし|無し|ない|無い|(?:あり|ござい)ません)(?:です)?(?:$|[。、()/])"
    r"|検討[はも]?して(?:いない|ない|いません|おりません)|(?<![0-9])0社|1社も(?:い|検討して)"
)
_UNSURE = re.compile(r"決[まめ]|わから|分から|不明|未定|い?ない(?:わけ|こと|とは)")
_COUNT = re.compile(r"(?<![0-9.])([0-9]{1,3})(?:社?[~-]([0-9]{1,3}))?(?:社|つ)(未満|以下|以内|まで)?")


def _candidates(plain: str) -> str | None:
    if _UNSURE.search(plain):
        return None
    nobody = bool(_NOBODY.search(plain)) and not re.search(r"(?<![てで])い(?:る|ます)", plain)
    if nobody:
        return None if any(int(low) > 1 for low, _, _ in _COUNT.findall(plain)) else "none"
    counted = _COUNT.findall(_without_denied(plain, "[0-9]{1,3}社(?:以上)?"))
    enough = counted and all(int(low) >= 3 and not limit for low, _, limit in counted)
    return "three_or_more" if enough else None


_READERS: dict[Item, Callable[[str], str | None]] = {
    "selection_process": _selection,
    "meeting_preference": _preference,
    "order_timing": _timing,
    "other_candidates": _candidates,
}
