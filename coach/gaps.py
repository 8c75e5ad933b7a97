"""Gaps in a text: what somebody has to fill in 【要記入: …】 or to confirm 【要確認: …】 before it can be sent."""

import re

# Code points that the words of a gap have at the most.
LONGEST = 400

# A gap is recognised up to this length, as given and folded alike; the critic's rule for gaps goes as far.
_SEEN = 500
# 【料金: 要記入】 is one as well; 【ご記入いただくもの】 is a heading.
GAP = re.compile(
    rf"【(?:[^】\n]{{0,8}}(?:要記入|要確認|未記入)|(?:[^】\n]{{1,8}}[:：は])?(?:記入|未定|確認中))[^】\n]{{0,{_SEEN}}}】"
)
MARK = re.compile(rf"【要確認[:：][^】\n]{{0,{_SEEN}}}】")

# Brackets inside would end a gap, and braces are gaps themselves.
_INSIDE = str.maketrans({"【": "〔", "】": "〕", "{": "(", "}": ")"})


def blank(words: str) -> str:
    """Return the gap that asks for ``words``."""
    return f"【要記入: {_inside(' '.join(words.split()))}】"


def mark(words: str) -> str:
    """Return the gap that asks to confirm ``words``."""
    return f"【要確認: {_inside(words)}】"


def _inside(words: str) -> str:
    return words.translate(_INSIDE)[:LONGEST]
