"""What can be mended without anybody's judgement: replacements with one right answer, sentences that can go."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from coach.critic.hits import Hit, all_hits
from coach.critic.patterns import compiled
from coach.critic.rules import load_rules
from coach.spans import Taken, with_break
from coach.text import Document, Sentence

_FILLER = re.compile(r"[\s。、!?]+")
# The first and the last word of a letter, which go together.
_OPENS = re.compile(r"\s*(?:拝啓|謹啓|前略|冠省)")
_CLOSES = re.compile(r"\s*(?:敬具|謹言|謹白|草々|早々|不一)[。\s]*")
_ALONE = "「拝啓」などの書き出しと対になる結びの言葉です。"
# What may stand beside a removable phrase without being lost: ぜひ一度、 or まずは, not 制作はA社の佐藤が.
_MAY_GO_ALONG = 6


class Fix(NamedTuple):
    """A mechanical change with one right answer; the draft's ``text[start:end]`` becomes ``after``."""

    start: int
    end: int
    before: str
    after: str
    reason: str
    rule: str


def fixes(document: Document) -> list[Fix]:
    """Return the mechanical changes that need nobody's judgement, in order and without overlap."""
    hits = list(all_hits((rule for rule in load_rules() if rule.mends), document))
    wanted = [fix for hit in hits if (fix := _removal(document, hit))]
    wanted += [fix for hit in hits if (fix := _replacement(document, hit))]
    taken = Taken()
    kept = [fix for fix in wanted if fix.before != fix.after and taken.take(fix.start, fix.end)]
    return sorted([*kept, *_farewell(document, kept)], key=lambda fix: fix.start)


def _farewell(document: Document, made: list[Fix]) -> Iterator[Fix]:
    """Yield the removal of a 敬具 whose 拝啓 goes: the one does not stand without the other."""
    opening = next((fix for fix in made if not fix.after and _OPENS.match(fix.before)), None)
    if opening is None:
        return
    for sentence in document.sentences:
        if _CLOSES.fullmatch(sentence.text):
            first, last = document.source_span(*_with_line(document, sentence))
            if all(last <= fix.start or fix.end <= first for fix in made):
                before = document.source[first:last]
                yield opening._replace(start=first, end=last, before=before, reason=_ALONE)


def _fix(document: Document, hit: Hit, start: int, end: int, after: str) -> Fix:
    first, last = document.source_span(start, end)
    before = document.source[first:last]
    return Fix(start=first, end=last, before=before, after=after, reason=hit.rule.why, rule=hit.rule.id)


def _replacement(document: Document, hit: Hit) -> Fix | None:
    if hit.rule.fix is not None:
        after = _filled(document, hit.match, hit.rule.fix)
        return _fix(document, hit, hit.start, hit.end, after)
    for pattern, template in hit.rule.fixes:
        # Two characters more, so that a look-ahead sees the ending behind the hit.
        if match := compiled(pattern).search(document.text, hit.start, hit.end + 2):
            return _fix(document, hit, match.start(), match.end(), _filled(document, match, template))
    return None


def _filled(document: Document, match: re.Match[str], template: str) -> str:
    """Put the words as the user wrote them, not as folded, into the template."""

    def group(mark: re.Match[str]) -> str:
        first, last = match.span(int(mark[1]))
        return document.quote(first, last) if first < last else ""

    return re.sub(r"\\([0-9])", group, template)


def _removal(document: Document, hit: Hit) -> Fix | None:
    sentence = hit.sentence
    if not (hit.rule.removable and sentence and sentence.kind in {"prose", "bullet"}):
        return None
    if len(sentence.text) - (hit.end - hit.start) > 4 * _MAY_GO_ALONG:
        return None
    rest = _FILLER.sub("", document.text[sentence.start : hit.start] + document.text[hit.end : sentence.end])
    if len(rest) > _MAY_GO_ALONG or re.search(r"[0-9]", sentence.text):
        return None
    return _fix(document, hit, *_with_line(document, sentence), "")


def _with_line(document: Document, sentence: Sentence) -> tuple[int, int]:
    """Return the span to delete: the sentence, or its whole line when nothing else stands there."""
    text, lines = document.text, document.lines
    line = lines[bisect_right(lines, sentence.start, key=lambda line: line.start) - 1]
    beside = text[line.start : sentence.start] if sentence.kind == "prose" else ""
    if (beside + text[sentence.end : line.end]).strip():
        return sentence.start, sentence.end
    return with_break(text, line.start, line.end)
