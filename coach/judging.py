"""The customer as an imagined reader: which of two versions it prefers, read in both orders."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from coach.critic.reader import Reader
from coach.facts.provenance import Source, sources
from coach.results import Order, Verdict
from coach.rewriting import Desk
from coach.writer.planted import may_be_shown
from coach.writer.prompts import instructions, judge_prompt
from coach.writer.schemas import JudgeReply

# The names under which the texts are read say nothing of which is the newer.
_FIRST, _SECOND = "甲", "乙"
_LABELS = {"before": "前の版", "after": "新しい版"}


def judged(before: str, after: str, reader: Reader, desk: Desk, nonce: str = "") -> Verdict:
    """Return which version this customer would prefer, as a model imagines it, and why.

    The texts are read twice, each once in front; a version wins only when it wins both times. Never a prediction
    of replies. Raises ``ModelError``.
    """
    nonce = nonce or secrets.token_hex(4)
    mask = desk.mask(reader, (before, after))

    def read(first: str, second: str) -> JudgeReply:
        return desk.ask(judge_prompt(reader, first, second, nonce, desk.templates), mask)

    lines = sources(reader.case, reader.profile, before, reader.answers, sent=after)
    told = instructions(desk.templates, "judge")
    orders = (
        _order(read(before, after), lines, told, first="before", second="after"),
        _order(read(after, before), lines, told, first="after", second="before"),
    )
    winners = {order.winner for order in orders}
    winner = winners.pop() if len(winners) == 1 else "tie"
    chosen = next((order for order in orders if order.winner == winner), None)
    return Verdict(winner=winner, reasons=chosen.reasons if chosen else (), orders=orders)


def _order(
    reply: JudgeReply,
    sources: Sequence[Source],
    told: str,
    *,
    first: Literal["before", "after"],
    second: Literal["before", "after"],
) -> Order:
    versions = {_FIRST: first, _SECOND: second}
    return Order(
        first=first,
        winner=versions.get(reply.winner, "tie"),
        reasons=_told(reply.reasons, versions, sources, told),
        obstacles=_told(reply.obstacles, versions, sources, told),
    )


def _told(
    remarks: Iterable[str], versions: Mapping[str, str], sources: Sequence[Source], told: str
) -> tuple[str, ...]:
    """Return the remarks that may be shown, with the versions under the names that the vendor knows."""
    kept = (remark.strip() for remark in remarks if may_be_shown(remark, sources, told))
    return tuple(_renamed(remark, versions) for remark in kept if remark)


def _renamed(remark: str, versions: Mapping[str, str]) -> str:
    for name, version in versions.items():
        remark = remark.replace(name, _LABELS[version])
    return remark
