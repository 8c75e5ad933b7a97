"""Is the work done later than the customer needs it, or in a month that the customer ruled out?"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coach.critic.finding import Finding
from coach.critic.holding import Holding
from coach.critic.remarks import remark
from coach.critic.terms import terms_of
from coach.text import Sentence, normalise

if TYPE_CHECKING:
    from coach.facts.dates import Day

# A date without a year that lies so many days behind the deadline is behind it; farther on it is of the year before.
NEAR = 120

# First and last day of the parts of a month.
_PARTS = {
    "上旬": (1, 10),
    "初旬": (1, 10),
    "初め": (1, 10),
    "中旬": (11, 20),
    "半ば": (11, 20),
    "下旬": (21, 31),
}
_ROUGH = re.compile(r"以降|頃|ごろ|目安|前後|くらい|ぐらい|相談|未定|年度|急ぎませ|こだわ|でも|柔軟|調整")
_STARTS = re.compile(r"(?<![利使運][用])(?:開始|始め|スタート)|から")
_READY = re.compile(r"公開|納品|稼働|納入|完成|完了|リリース|利用開始|使用開始|運用開始")
_DONE_WORDS = (
    r"納品|納入|お納め|公開|完成|完了|稼働|本番|リリース|オープン|お?引き?渡し|お渡し|お届け|仕上が|実施|開催"
    r"|(?:利用|使用|運用)(?:を)?開始|使い始め|お使いいただけ|切り替え|立ち上げ"
)
_START_WORDS = r"開始|始め|始ま|スタート|着手|稼働"
_PAST = re.compile(
    r"ました|でした|だった|した(?:例|会社|件|とき|実績|[0-9])|してい?た|実績|事例|以来|済み|時点|[0-9](?:件|社|本)"
)
# What comes behind the work, or is put to the customer as another way.
_BESIDE = re.compile(
    r"保守|修正|点検|改善|フォロー|報告|請求|支払|定例|研修後|追加|残り|第[2二]|[2二]期|(?:公開|納品|稼働|完成|開始)後|以降|別案|案[A-C]|でもよ|延ば|遅らせ|ずら"
)
_HEARD = re.compile(r"とのこと|ご希望|伺|拝見|承知|とあ[りる]")
_ADMITTED = re.compile(
    r"間に合(?:わ(?!せ)|いませ|いかね|わせ(?:ることが|られませ|るのは))"
    r"|(?:納期|期日|期限|時期|日程|ご?希望|公開日?|稼働|予定)[^。\n]{0,24}"
    r"(?:遅れ|遅く|より後|過ぎ|超え(?!ませ|な|ず)|難し|厳し|延ばし|延期|ずら|後ろに|ご?相談|できませ)"
    r"|[月日末旬](?:より|から)[^。\n]{0,12}(?:遅|後に|後ろ|延び|延ば)"
)

_MONTH = r"(?<![0-9])(1[0-2]|[1-9])"
_MONTHS = re.compile(rf"{_MONTH}月?(?:~|-|から){_MONTH}月|{_MONTH}月(?![額間日])")
_BARS = re.compile(r"避け|外し(?:て|たい)|はずし|除い|以外[でにが]")
_CLAUSE = re.compile(r"[。、,;\n]")
# In these words a sentence keeps out of the month too.
_KEEPS_OUT = re.compile(
    r"避け|外し|はずし|除|以外|前に|前まで|までに|より前|終え|終わ|済ませ|後に|以降|過ぎ|明け|ずら"
)
_NO_WORK = frozenset({"繁忙期", "期間", "時期", "決算期", "決算", "年度末", "月", "予定"})


class _Stated(NamedTuple):
    sentence: Sentence
    late: bool
    # Without a year somebody may have meant the year before.
    sure: bool
    words: tuple[int, int]


def check_deadline(holding: Holding) -> Iterator[Finding]:
    """Yield a date of completion (or of the start, where the customer names that) behind the deadline.

    Silent where the text says so itself, or states a date in time as well.
    """
    case, document = holding.case, holding.document
    if "月" not in case.deadline or "月" not in document.text:
        return
    if _ADMITTED.search(document.text):
        return
    stated = list(_stated(holding, normalise(case.deadline)))
    late = [each for each in stated if each.late]
    if not late or len(late) < len([each for each in stated if not _HEARD.search(each.sentence.text)]):
        return
    first = late[0]
    found = remark(
        "past_deadline",
        holding.reader,
        document,
        (first.sentence.start, first.sentence.end),
        item=None,
        words=case.deadline,
        fact=document.quote(*first.words),
    )
    yield found if first.sure else found.model_copy(update={"severity": "warning"})


def _stated(holding: Holding, deadline: str) -> Iterator[_Stated]:
    # Only here: most texts name no date to compare, and the reading of dates need not be loaded for them.
    from coach.facts.dates import days

    limit = None if _ROUGH.search(deadline) else next(reversed([d for d in days(deadline) if d.month]), None)
    if limit is None:
        return
    wanted = _START_WORDS if _STARTS.search(deadline) and not _READY.search(deadline) else _DONE_WORDS
    behind = re.compile(rf"(?:(?![0-9]{{1,4}}[月年])[^。\n]){{0,14}}?(?:{wanted})(?!前|後|まで)")
    before = re.compile(
        rf"(?:{wanted}|納期|期日)(?:日|予定日?|時期)?(?:は|が|を|:|の(?:予定|時期|目安)は)?[^。\n0-9]{{0,8}}$"
    )
    near = holding.reader.options["order_timing"] in {"within_3_months", "within_6_months"}
    for sentence in holding.document.sentences:
        text = sentence.text
        if "月" not in text or sentence.kind in {"address", "signature"}:
            continue
        if _PAST.search(text) or _BESIDE.search(text):
            continue
        for day in days(text):
            if day.month and (behind.match(text, day.end) or before.search(text[: day.start])):
                late = _is_late(day, limit, near and not text[: day.start].endswith(("来年", "翌年")))
                words = sentence.start + day.start, sentence.start + day.end
                yield _Stated(sentence, late, bool(day.year), words)


def _is_late(day: "Day", limit: "Day", near: bool) -> bool:
    """Tell whether a date lies behind the deadline; ``near`` says that one without a year is of the coming months."""
    if day.year:
        return bool(limit.year) and _first(day, day.year) > _last(limit, limit.year)
    if limit.year and not near:
        return False
    # Any year does where neither names one.
    year = limit.year or 2027
    last = _last(limit, year)
    nexts = (_first(day, each) for each in (year, year + 1))
    return any(0 < (each - last).days <= NEAR for each in nexts)


def _first(day: "Day", year: int) -> date:
    longest = calendar.monthrange(year, day.month)[1]
    if day.part == "末":
        return date(year, day.month, longest)
    return date(year, day.month, min(day.day or _PARTS.get(day.part, (1, 31))[0], longest))


def _last(day: "Day", year: int) -> date:
    longest = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day or _PARTS.get(day.part, (1, 31))[1], longest))


def check_barred_months(holding: Holding) -> Iterator[Finding]:
    """Yield work put into a month that the customer asked to keep free of it."""
    case, document = holding.case, holding.document
    for wish in (*case.requirements, *re.split(r"(?<=[。\n])", case.description)):
        if not _BARS.search(wish):
            continue
        for clause in _CLAUSE.split(normalise(wish)):
            barred = _months(clause) if _BARS.search(clause) else set()
            work = terms_of(clause).normals - _NO_WORK if barred else frozenset()
            for sentence in document.sentences if work else ():
                text = sentence.text
                if not (_months(text) & barred) or _KEEPS_OUT.search(text) or _PAST.search(text):
                    continue
                if terms_of(text).normals & work:
                    span = sentence.start, sentence.end
                    yield remark("barred_month", holding.reader, document, span, words=wish.strip("。\n "))


def _months(text: str) -> set[int]:
    """Return the months that a folded text names, those inside a range too."""
    found: set[int] = set()
    for first, last, alone in _MONTHS.findall(text):
        low, high = int(alone or first), int(alone or last)
        found.update(range(low, high + 1) if low <= high else (*range(low, 13), *range(1, high + 1)))
    return found
