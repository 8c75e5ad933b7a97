"""What exactly this customer needs, by the four items: the same sentence can be right for one and wrong for another."""

import re
from collections.abc import Iterator

from coach.critic.features import Passage, features_of
from coach.critic.finding import Finding
from coach.critic.fitting import best_fact
from coach.critic.holding import Holding
from coach.critic.remarks import absence, remark, remarks, unused_fact
from coach.critic.substance import continues
from coach.customer.case import Case

# More questions than these in a first message cost replies (faults.toml: too_many_questions).
MOST_QUESTIONS = 3

# What any customer can be asked, where nothing else is open.
_WHAT_MAY_MOVE = "ご要望のうち、時期や範囲を変えてもよいものはありますでしょうか。"

# A budget or a date is named in an example where it is one, in so many code points: 「未定」 is none.
_FIGURE = re.compile(r"[0-9０-９]")
_NAMED = 30

# A question that goes on with the one before, and the marks by which one sentence asks several.
_GOES_ON = re.compile(r"それとも|または|あるいは|もしくは|例えば|たとえば")
_COUNTED = re.compile(r"[\u2460-\u2473]")
# A sentence that only says that a question follows.
_ANNOUNCES = re.compile(
    r"(?:[^。、\n]{1,12}、)?(?:最後に|先に)?(?:[1-9一二三四五](?:つ|点|件)|ひとつ|いくつか)(?:だけ|ほど)?、?[^。、\n]{0,14}(?:教えて|伺|うかが|お聞かせ|お聞き|確か|お尋ね)[^。、\n]{0,12}[。?]?"
)

# What somebody else is asked, as in the script of a call.
_QUOTED = re.compile(r"「[^「」\n]{1,200}」")
# An invitation, and the choice of a date that goes with it, are no work for the customer.
_INVITES = re.compile(
    r"ませんか[。?]?$|(?:日時|日程|枠|曜日|時間帯|日|回)を(?:一つ|ひとつ|1つ)?[^。\n]{0,6}(?:お知らせ|お選び|お聞かせ|ご指定)|ご都合"
)
# Where the service itself arranges talks, they are no request for one with the customer.
_SERVICE = re.compile(r"面談|商談|面接|アポ")
_WITH_US = re.compile(
    r"打ち?合わ?せ|お会い|お話し?|お時間|ご都合|伺(?:い|え|う)|Zoom|オンラインで(?!の?(?:面談|商談|面接))"
)

# So many facts of its own tell a vendor from three others, and these are a vendor's own whatever date stands by them.
APART = 2
_OWN = frozenset({"record", "tenure", "team", "credential", "condition"})

# What a superior needs to see before approving, with the name that the vendor is told.
APPROVAL = {"price": "費用", "schedule": "日程", "team": "体制"}


def check_needs(holding: Holding) -> Iterator[Finding]:
    """Yield what this customer needs and does not get, or gets and does not want."""
    options = holding.reader.options
    yield from _questions(holding)
    if options["meeting_preference"] == "message":
        yield from _pushed_meetings(holding)
    if options["meeting_preference"] == "meeting":
        yield from _meeting_plan(holding)
    if holding.reader.type == "many" and not holding.has("alternative"):
        ways = _other_ways(holding.reader.case)
        yield absence(
            "no_alternative", holding.reader, holding.document, item="selection_process", words=ways
        )
    if holding.reader.type == "few" and holding.reader.kind == "application":
        yield from _approval(holding)
    yield from _timing(holding)
    if options["other_candidates"] == "three_or_more" and not continues(holding):
        yield from _differentiator(holding)
    if options["other_candidates"] == "none" and not holding.has("guidance") and not continues(holding):
        matter = holding.reader.first_wish
        yield absence("no_guidance", holding.reader, holding.document, item="other_candidates", words=matter)


def _other_ways(case: Case | None) -> str:
    """Return two ways that any work can be changed, measured by what the customer named."""

    def named(value: str) -> str:
        return f"(「{value}」)" if value and len(value) <= _NAMED and _FIGURE.search(value) else ""

    budget, deadline = (named(case.budget), named(case.deadline)) if case else ("", "")
    return f"範囲や数量を絞って費用{budget}を抑える案、時期{deadline}を2段階に分ける案"


def _questions(holding: Holding) -> Iterator[Finding]:
    if holding.reader.kind != "first_message":
        return
    questions = _asked(holding)
    if not questions:
        asked = next(iter(holding.reader.questions), _WHAT_MAY_MOVE)
        yield absence("no_question", holding.reader, holding.document, words=asked)
    elif len(questions) > MOST_QUESTIONS:
        extra = questions[MOST_QUESTIONS]
        yield remark(
            "too_many_questions", holding.reader, holding.document, extra.sentence, count=len(questions)
        )


def _asked(holding: Holding) -> list[Passage]:
    """Return what the customer has to answer: 「…でしょうか。それとも…でしょうか。」 is one question, 「①…②…」 are two."""
    text = holding.document.text
    asked: list[Passage] = []
    quoted = [span.span() for span in _QUOTED.finditer(text)]
    for passage in holding.passages["question"]:
        start, end = passage.sentence
        cited = any(opened <= start and passage.end <= closed for opened, closed in quoted)
        if not cited and not _GOES_ON.match(text, start):
            asked += [passage] * max(1, len(_COUNTED.findall(text, start, end)))
    told = [passage for passage in asked if not _ANNOUNCES.fullmatch(text, *passage.sentence)]
    needing = [passage for passage in told if not _INVITES.search(text, *passage.sentence)]
    return needing or told or asked


def _pushed_meetings(holding: Holding) -> Iterator[Finding]:
    case, text = holding.case, holding.document.text
    wanted = _SERVICE.search(case.words)
    for passage in holding.passages["meeting_request"]:
        said = text[slice(*passage.sentence)]
        if wanted and _SERVICE.search(said) and not _WITH_US.search(said):
            continue
        yield remark(
            "pushes_meeting",
            holding.reader,
            holding.document,
            passage.sentence,
            item="meeting_preference",
            words=next(iter(holding.reader.questions), _WHAT_MAY_MOVE),
        )


def _meeting_plan(holding: Holding) -> Iterator[Finding]:
    if not holding.has("agenda", "slots"):
        matter = holding.reader.first_wish
        yield absence(
            "no_meeting_plan", holding.reader, holding.document, item="meeting_preference", words=matter
        )


def _approval(holding: Holding) -> Iterator[Finding]:
    missing = [name for feature, name in APPROVAL.items() if not holding.has(feature)]
    if len(missing) >= 2:
        words = "・".join(missing)
        yield absence(
            "no_approval_material", holding.reader, holding.document, item="selection_process", words=words
        )


def _timing(holding: Holding) -> Iterator[Finding]:
    case = holding.case
    if not (case.deadline or holding.reader.options["order_timing"]):
        return
    dates = re.findall(r"[0-9]{1,2}月|[0-9]{4}年", case.deadline)
    if not holding.has("schedule", "timing") and not any(date in holding.said for date in dates):
        words = case.deadline or case.order_timing
        yield absence("timing_ignored", holding.reader, holding.document, item="order_timing", words=words)


def _tells_apart(fact: str) -> bool:
    """Tell whether a fact sets a vendor apart; a price and a date everybody has."""
    shown = features_of(fact)
    return "price" not in shown and bool(shown & _OWN or not shown & {"schedule", "timing"})


def _differentiator(holding: Holding) -> Iterator[Finding]:
    apart = [fact for fact in holding.used_facts if _tells_apart(fact)]
    if not holding.has("record", "tenure") and len(apart) < APART:
        # The record is what no_evidence asks for: here another thing that only this vendor has.
        told = unused_fact("no_evidence", holding.reader, holding.document)
        wanted = remarks()["no_differentiator"].feature
        fact = best_fact(wanted, holding.reader, holding.document, {told}) or told
        yield absence(
            "no_differentiator", holding.reader, holding.document, item="other_candidates", fact=fact
        )
