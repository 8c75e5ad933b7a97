"""The parts of a case in text pasted from the platform's page or from a mail.

Labels and values stand on one line or two, with ：, tab, table bars, bullets or 【】 around them, between items that
are no part of a case. Nothing is thrown away: what belongs to no label is returned as the rest.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coach.customer.article import article
from coach.customer.case import ITEMS
from coach.customer.labels import label_key, loose_key
from coach.customer.options import recognise
from coach.text import fold, squeeze

_LONGEST_LABEL = 40
_LONGEST_ROW = 500
_MARKS = re.compile(
    r"[\s・*\-•■□◆◇●○◯◎▼▽▶★【\[〈《<|#>]*(?:(?:\(?[0-9]{1,2}[.)、]|[①-⑳]|Q[0-9]{1,2}[.:]?)[\s【\[|■]*)?"
)
_LABEL_END = re.compile(r"[:|\t】\]〉》>]")
_BEHIND_LABEL = re.compile(r"[\s:|\t】\]〉》>]*")
# A second label on the same line, as mails have it: 予算:50万円 / 納期:3月末.
_SECOND = re.compile(r"(?<![\s/、,|])[\s/、,|]+(?=(?P<label>[^\s:/、,|]{2,40}):)")
_NOTE = re.compile(r"\((?P<note>[^()]{1,20})\)$")
# A line that only draws, and the head of a two-column table.
_RULER = re.compile(r"[\s\-=_*~|+:─━═]*|\|?\s*項目\s*[|\t]\s*内容\s*\|?\s*")
_NO_ANSWER = re.compile(r"[*※]?\s*[(\[【]?(?:必須|任意)?[)\]】]?")
# Words that only head the customer's own text; any other heading inside it is part of it.
_PLAIN_HEADS = ("依頼内容", "ご依頼内容", "相談内容", "ご相談内容", "description")

# Code points with the mark: a shorter piece of a line is part of a word, unless there is space between.
_SHORTEST_WISH = 5
_BULLET = re.compile(r"[\s>]*(?:[・*•●○◯■□◆◇]|-(?![0-9])|\(?[0-9]{1,2}[.)、](?![0-9])|[①-⑳]|☐)\s*")
_POINT = re.compile(r"^[・･•]\s*")
_POINTS = re.compile(r"[・･•]")
_BOX = re.compile(r"\s*([☑☒✓✔✅◉●■◎☐□○◯◇])\s*(?=\S)")
_TICKED = frozenset("☑☒✓✔✅◉●■◎")

# A heading inside the customer's own text, and what stands under one without being a wish.
_HEAD = re.compile(r"\s*[■◆◇▼【#]")
_NO_WISHES = re.compile(r"会社|概要|背景|経緯|現状|応募|注意|支払|選定|参考|添付|連絡|備考")
# 「・従業員数: 50名」 tells something and wishes nothing.
_TELLS = re.compile(r"[^:：]{1,16}[:：]")

# The line above the first label is the title when it reads like one, code points.
_LONGEST_TITLE = 60
_NO_TITLE = re.compile(
    r"[。!?！？、:：]$|^(?:こんにち|こんばん|はじめまし|初めまし|お世話|いつも|突然|様$|案件(?:詳細|一覧|情報)|マイページ|トップ|戻る|ログ)"
    r"|様$|御中$|[0-9]{4}[/年.-][0-9]{1,2}|[:：|\t]|紹介可能|更新日|掲載"
)

# A value that ends so goes on in the next line; one of this length was broken by the mail program.
_UNFINISHED = re.compile(r"[、,をにがはでとのもやて(（]$")
_MAIL_WIDTH = 30
_MOST_LINES = 20
_OTHER_LABEL = re.compile(r"\s*(?:[■◆【▼]|[^:。]{1,20}[:\t|])")


@dataclass
class PastedParts:
    """Values by key as they stood, the lines that belong to none, and labels that came again with another value.

    ``above`` are those of the rest that stand above the first label.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    repeated: list[tuple[str, str]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


def pasted_parts(text: str) -> PastedParts:
    """Return what stands under which label; the first of two equal labels wins."""
    parts = PastedParts()
    again: list[tuple[str, list[str]]] = []
    key: str | None = None
    lines = parts.rest
    for raw in text.splitlines():
        line = "" if _RULER.fullmatch(raw) else raw.strip("> \t\u3000")
        pieces = _labelled(line)
        if not pieces:
            if key is None or _belongs(key, lines, line):
                lines.append(line)
            elif line:
                key, lines = None, parts.rest
                lines.append(line)
        for label, value in pieces:
            if key is None and not parts.values:
                parts.above = [above for above in parts.rest if above]
            key = label
            if label == "description" and parts.values.get(label):
                lines = parts.values[label]
                value = value if _is_plain_head(line) else line
            elif label in parts.values:
                lines = []
                again.append((label, lines))
            else:
                lines = parts.values.setdefault(label, [])
            if value:
                lines.append(value)
    parts.repeated = [
        (label, _joined(label, told))
        for label, told in again
        if squeeze("".join(told)) not in {"", squeeze("".join(parts.values[label]))}
    ]
    return parts


def one_value(key: str, lines: list[str]) -> str:
    """Return the lines under a label as one value; of ticked and open boxes only the ticked."""
    boxes = [(box[1], line[box.end() :]) for line in lines if (box := _BOX.match(line))]
    if key in ITEMS and len(boxes) > 1 and len(boxes) == len(lines):
        ticked = [text for mark, text in boxes if mark in _TICKED]
        return " / ".join(ticked if 0 < len(ticked) < len(boxes) else [text for _, text in boxes])
    return _joined(key, lines)


def listed(lines: Iterable[str]) -> list[str]:
    """Return list entries without their marks; a line without one continues the entry above where marks are used."""
    entries: list[str] = []
    marked = False
    for line in lines:
        for piece in _inline_entries(line):
            mark = _BULLET.match(piece)
            body = piece[mark.end() if mark else 0 :].strip()
            if marked and not mark and body and entries:
                entries[-1] += body
            elif body:
                entries.append(body)
            marked = marked or bool(mark)
    return entries


def wishes_in(description: str) -> list[str]:
    """Return the list entries of the customer's own text: what is wanted, where no requirements are given.

    A single entry is no list. What stands under a heading such as 会社概要 is left out, and what only tells a value.
    """
    found: list[str] = []
    wanted = True
    for line in description.splitlines():
        if _HEAD.match(line):
            wanted = not _NO_WISHES.search(line)
        elif wanted and _BULLET.match(line):
            found += [entry for entry in listed([line]) if not _TELLS.match(entry)]
    return found if len(found) > 1 else []


def title_above(parts: PastedParts) -> str:
    """Return the line above the first label if it reads like the title of a case; empty if it does not."""
    first = next(iter(parts.above), "")
    return first if len(first) <= _LONGEST_TITLE and not _NO_TITLE.search(first) else ""


def _inline_entries(line: str) -> list[str]:
    for mark in ("[①-⑳]", "・"):
        if re.match(rf"\s*{mark}", line) and len(re.findall(mark, line)) > 1:
            entries = re.split(rf"(?<=\S)\s*(?={mark})", line)
            if any(len(entry) < _SHORTEST_WISH for entry in entries):
                # 「・育児・介護休業規程」 is one wish, 「・動画 ・取材」 are two.
                return re.split(rf"(?<=\S)\s+(?={mark})", line)
            return entries
    return [line]


def _labelled(line: str) -> list[tuple[str, str]]:
    """Return the labels that a line begins with, each with the value behind it as it was written."""
    folded = fold(line)
    plain = folded.text
    marks = _MARKS.match(plain)
    start = marks.end() if marks else 0
    found = _label_at(plain, start)
    if not found:
        return []
    key, note, at = found
    stop = len(plain)
    more: list[tuple[str, str]] = []
    if key not in {"description", "requirements"} and len(plain) <= _LONGEST_ROW:
        for second in _SECOND.finditer(plain, at):
            if label_key(second["label"]):
                stop = second.start()
                more = _labelled(line[folded.source_span(second.end(), second.end() + 1)[0] :])
                break
    value = line[slice(*folded.source_span(at, stop))].strip(" \t\u3000|") if at < stop else ""
    value = "" if _NO_ANSWER.fullmatch(value) else value
    return [(key, value + note if value else note), *more]


def _is_plain_head(line: str) -> bool:
    """Whether a label of the description says no more than that the description follows."""
    return squeeze(line).lstrip("■◆・【").startswith(_PLAIN_HEADS)


def _label_at(plain: str, start: int) -> tuple[str, str, int] | None:
    """Return the key of the label at ``start``, a note in brackets that is part of the answer, and where the value begins."""
    head = plain[start : start + _LONGEST_LABEL + 20]
    ends = [end.start() for end in (_LABEL_END.search(head), re.search(r"\s", head)) if end]
    if len(head) == len(plain) - start:
        ends.append(len(head))
    for end in ends:
        label, note = head[:end].strip(), ""
        if told := _NOTE.search(label):
            note = "" if told["note"] in {"必須", "任意"} else told.group()
        key = (
            label_key(label)
            or label_key(_NOTE.sub("", label))
            or loose_key(label, _value(plain, start + end))
        )
        # Between a word and white space only a Japanese label is a label: 「title page」 is not.
        spaced = end < len(head) and head[end].isspace() and head[end] != "\t"
        if key and not (spaced and label.isascii()):
            behind = _BEHIND_LABEL.match(plain, start + end)
            return key, "" if label_key(label) else note, behind.end() if behind else start + end
    return None


def _value(plain: str, at: int) -> str:
    """Return what stands behind a label and its colon on the same line; empty where there is no colon."""
    behind = re.match(r"\s*[:|\t]\s*", plain[at:])
    return plain[at + behind.end() :] if behind else ""


def _belongs(key: str, lines: list[str], line: str) -> bool:
    """Whether a line without a label goes on with the value above it."""
    if key == "description":
        return True
    if not any(lines) or lines == [_bracketed(lines[0])]:
        return True
    if key == "requirements":
        return not line or bool(_BULLET.match(line)) or bool(lines[-1])
    if not line or not lines[-1] or len(lines) > _MOST_LINES:
        return False
    if key in ITEMS:
        so_far = squeeze("".join(lines) + line)
        if any(wording.startswith(so_far) for wording in _wordings(key)):
            return True
        if _BOX.match(lines[0]) and (_BOX.match(line) or recognise(key, line)):
            return True
    if re.match(r"[(（※]", line):
        return True
    unfinished = _UNFINISHED.search(lines[-1]) or len(lines[-1]) >= _MAIL_WIDTH
    return bool(unfinished) and not lines[-1].endswith("。") and not _OTHER_LABEL.match(line)


def _bracketed(line: str) -> str:
    """Return a note that stood in brackets behind the label, before the value itself has come."""
    return line if re.fullmatch(r"\([^()]*\)", line) else ""


def _wordings(key: str) -> list[str]:
    return [
        squeeze(wording)
        for item, table in article().items.items()
        if item == key
        for option in table.options
        for wording in option.wordings
    ]


def _joined(key: str, lines: list[str]) -> str:
    if key == "description":
        return "\n".join(lines).strip()
    if key == "requirements":
        return " / ".join(listed(lines))
    told = "".join(line.strip() for line in lines)
    # One answer in a list of its own is an answer; several keep their marks, which part them.
    return _POINT.sub("", told) if len(_POINTS.findall(told)) == 1 else told
