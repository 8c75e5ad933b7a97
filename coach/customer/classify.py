"""Which of the two kinds of customer wrote the case: an open vote of four items, never a probability."""

import re
from collections.abc import Iterator
from typing import Literal

from coach.customer.article import Vote, article
from coach.customer.case import ITEMS, Case, CustomerType, Item, Kind
from coach.customer.options import recognise
from coach.text import shortened, squeeze
from coach.values import Value

__all__ = ["Classification", "Signal", "Votes", "classify", "recognise", "tendency"]


class Votes(Value):
    """How many of the four items vote for each type, and how many abstain."""

    many: int = 0
    few: int = 0
    abstain: int = 0


class Signal(Value):
    """What one item says: the value as pasted, the option it was read as, its vote, and the article's thought."""

    item: Item
    label: str
    value: str
    option: str | None
    vote: Vote | None
    psychology: str
    place: str


class Classification(Value):
    """The verdict with everything it rests on."""

    type: CustomerType
    focus: Kind
    decided_by: Literal["majority", "tie", "no_evidence"]
    votes: Votes
    signals: tuple[Signal, ...]
    psychology: str
    psychology_title: str
    dissent: tuple[Signal, ...] = ()
    notes: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    focus_advice: tuple[str, ...] = ()


_UNDECIDED: dict[str, tuple[str, str]] = {
    "mixed": (
        "①と②が同数",
        "幅広い提案を聞きたい面と、決まった範囲で慎重に選びたい面が、どちらも案件に表れています。",
    ),
    "unknown": (
        "①か②かを決める記載なし",
        "4つの項目に、①か②かを判断できる回答がありません。依頼内容から読み取れることだけで考えます。",
    ),
}

_ADVICE: dict[str, tuple[str, ...]] = {
    "many": (
        "応募内容は、要望への答えと根拠を短く確実に書き、初回メッセージに時間を残します。",
        "初回メッセージでは、要望への答えに加えて、別の進め方を1つ、得られることと引き換えになることを添えて示します。",
        "最後は、一言で返せる質問を1つか2つに絞ります。",
    ),
    "few": (
        "応募内容で、案件の要望にひとつずつ「できる・条件つき・できない」を答えます。",
        "上長に見せられるように、費用と含むもの、日程、体制、近い実績を1項目ずつ書きます。",
        "要望と違う提案をするときは、その行を分けて、理由と効果を添えます。",
    ),
    "mixed": (
        "先に読まれる応募内容を、要望への答え・費用・日程・実績で固めます。応募が通らなければ、メッセージは読まれません。",
        "初回メッセージでは、別の進め方を1つ添え、一言で返せる質問を置きます。",
    ),
    "unknown": (
        "先に読まれる応募内容から整えます。応募が通らなければ、メッセージは読まれません。",
        "決裁の流れや希望の進め方を、最初のやりとりで一言たずねます。",
    ),
}

_ABSTAIN = "{}は、記事の表にない回答なので、どちらの票にも数えていません。"
_TAKEN_FOR = "「{label}」の「{value}」は、記事の表の「{wording}」とみなしました。違う場合は、この項目を書き直してください。"

_MONTH = re.compile("[か個]月")
# An answer of so few code points may stand in a wording by chance.
_SHORTENED = 4

# An answer is quoted up to this many code points.
_QUOTED = 30


def classify(case: Case) -> Classification:
    """Return the verdict on a case: each of the four items votes by the article's tables, the majority wins.

    A missing value, or one that the article does not place, abstains. Equal votes are ``mixed``, no vote is
    ``unknown``; both are coached application first, because it is read first.
    """
    signals = tuple(_signal(item, case.item(item)) for item in ITEMS)
    many = sum(signal.vote == "many" for signal in signals)
    few = sum(signal.vote == "few" for signal in signals)
    kind_of_customer: CustomerType = (
        "many" if many > few else "few" if few > many else "mixed" if many else "unknown"
    )
    title, psychology, focus = _summary(kind_of_customer)
    return Classification(
        type=kind_of_customer,
        focus=focus,
        decided_by="no_evidence" if not (many or few) else "tie" if many == few else "majority",
        votes=Votes(many=many, few=few, abstain=len(ITEMS) - many - few),
        signals=signals,
        psychology=psychology,
        psychology_title=title,
        dissent=tuple(
            s
            for s in signals
            if s.vote and kind_of_customer in ("many", "few") and s.vote != kind_of_customer
        ),
        notes=tuple(_notes(signals, many, few)),
        would_change=tuple(_would_change(signals, many, few)),
        focus_advice=_ADVICE[kind_of_customer],
    )


def tendency(verdict: Classification) -> str:
    """Return the verdict in a few words, with its votes: 「①の傾向: 4項目中3項目」."""
    votes = verdict.votes
    if verdict.type == "mixed":
        return f"どちらともいえません: ①が{votes.many}項目、②が{votes.few}項目"
    if verdict.type == "unknown":
        return "判断できません: 票になる項目がありません"
    mark, count = ("①", votes.many) if verdict.type == "many" else ("②", votes.few)
    return f"{mark}の傾向: {len(ITEMS)}項目中{count}項目"


def _summary(kind_of_customer: CustomerType) -> tuple[str, str, Kind]:
    if kind_of_customer in ("many", "few"):
        table = article().types["many" if kind_of_customer == "many" else "few"]
        return table.title, table.psychology, table.focus
    title, psychology = _UNDECIDED[kind_of_customer]
    return title, psychology, "application"


def _signal(item: Item, value: str) -> Signal:
    table = article().items[item]
    option = recognise(item, value)
    placed = table.option(option) if option else None
    return Signal(
        item=item,
        label=table.label,
        value=value,
        option=option,
        vote=placed.vote if placed else None,
        psychology=placed.thought if placed else "",
        place=table.place,
    )


def _notes(signals: tuple[Signal, ...], many: int, few: int) -> list[str]:
    notes = []
    discretion = next((s for s in signals if s.option == "some_discretion"), None)
    if discretion and few - many in (0, 1):
        notes.append(
            "「ある程度の裁量」は記事の詳細の表で②に置かれていますが、まとめの表の②には「上申する人」だけが挙がっています。"
            "ここでは詳細の表に従いました。この1票で結果が変わります。"
        )
    notes += answer_notes(signals)
    notes.append("記事には割合や重みの記載がないため、4項目を同じ1票として数えています。")
    return notes


def answer_notes(signals: tuple[Signal, ...]) -> list[str]:
    """Return in Japanese how the answers of a case were read that do not stand in the article's tables as they are."""
    unplaced = [
        f"「{s.label}」の「{shortened(s.value, _QUOTED)}」" for s in signals if s.value and s.vote is None
    ]
    return [*_taken_for(signals), *([_ABSTAIN.format("、".join(unplaced))] if unplaced else [])]


def _taken_for(signals: tuple[Signal, ...]) -> Iterator[str]:
    """Say of each answer in the customer's own words which of the table's it was taken for."""
    for signal in signals:
        option = article().items[signal.item].option(signal.option) if signal.option else None
        if option and not any(_is_wording(signal.value, wording) for wording in option.wordings):
            yield _TAKEN_FOR.format(
                label=signal.label, value=shortened(signal.value, _QUOTED), wording=option.wordings[0]
            )


def _is_wording(value: str, wording: str) -> bool:
    """Tell whether an answer is the table's, whole, shortened or with words around it, however months are spelled."""
    told, known = (_MONTH.sub("月", squeeze(text)) for text in (value, wording))
    return known in told or (len(told) >= _SHORTENED and told in known)


def _would_change(signals: tuple[Signal, ...], many: int, few: int) -> list[str]:
    """Say for each item which other answer would turn the verdict, seen alone."""
    current = (many > few) - (few > many)
    told = []
    for signal in signals:
        for vote, mark in (("many", "①"), ("few", "②")):
            if signal.vote == vote:
                continue
            new_many = many + (vote == "many") - (signal.vote == "many")
            new_few = few + (vote == "few") - (signal.vote == "few")
            after = (new_many > new_few) - (new_few > new_many)
            if after != current:
                wordings = "」か「".join(
                    o.wordings[0] for o in article().items[signal.item].options if o.vote == vote
                )
                result = "①と②が同数" if after == 0 else f"{mark}の傾向"
                told.append(f"{signal.label}が「{wordings}」なら、{result}になります。")
    return told
