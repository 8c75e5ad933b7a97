"""Which of the two kinds of customer wrote the case: an open vote of four items, never a probability."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from coach.customer.article import Vote, article
from coach.customer.case import ITEMS, KIND_LABELS, Case, CustomerType, Item, Kind
from coach.text import normalise


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Votes(_Value):
    """How many of the four items vote for each type, and how many abstain."""

    many: int = 0
    few: int = 0
    abstain: int = 0


class Signal(_Value):
    """What one item says: the value as pasted, the option it was read as, its vote, and the article's thought."""

    item: Item
    label: str
    value: str
    option: str | None
    vote: Vote | None
    psychology: str
    place: str


class Classification(_Value):
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

_ABSTAIN = "「未定」など、記事の表にない回答は、どちらの票にも数えません。"


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
    if any(s.value and s.vote is None for s in signals):
        notes.append(_ABSTAIN)
    notes.append("記事には割合や重みの記載がないため、4項目を同じ1票として数えています。")
    return notes


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


_LIST_MARK = r"^[\s・*\-•■□◆◇●○>✓☑]+"
_MONTHS = r"(?:か|ケ|カ|ヵ|ヶ|ケ|箇|ヵ|個)?月"
_NOT = r"(?:ない|なく|ません|なし|無し|無い|ありま?せん|以外|ではなく|不要)"

# Tried in order on the value without white space; None abstains.
_PATTERNS: dict[Item, tuple[tuple[str, str | None], ...]] = {
    "selection_process": (
        (rf"決裁権(?:限)?(?:を|は|が|も)?(?:持って|持た|有して|あり)?い?{_NOT}", None),
        (
            r"上申|上長(?:が|の|に|へ)?(?:判断|決|承認|確認)|上司(?:が|の|に)?(?:判断|決|承認)|稟議",
            "superior_decides",
        ),
        (r"裁量(?:を|は|が)?(?:持って|持た)?(?:いない|ない|ありません|なし)", None),
        (r"裁量", "some_discretion"),
        (r"決裁(?:権|者)", "decision_maker"),
    ),
    "meeting_preference": (
        (
            r"(?:メッセージ|チャット)(?:で|や|等|など)?[^。、]{0,6}(?:ではなく|よりも?|なし)[^。]*打ち?合わ?せ",
            "meeting",
        ),
        (rf"打ち?合わ?せ[^。、]{{0,8}}{_NOT}[^。]*メッセージ", "message"),
        (r"メッセージ[^。]*(?:(?:のち|後|から|うえ|上)で?)[^。]*打ち?合わ?せ", "message"),
        (rf"打ち?合わ?せ[^。、]{{0,8}}{_NOT}", None),
        (rf"メッセージ[^。、]{{0,8}}{_NOT}", None),
        (r"メッセージ.*打ち?合わ?せ|打ち?合わ?せ.*メッセージ", None),
        (r"メッセージ", "message"),
        (r"打ち?合わ?せ|打合せ", "meeting"),
    ),
    "order_timing": (
        (
            rf"(?:半年|(?:6|六){_MONTHS}|7{_MONTHS}|8{_MONTHS}|9{_MONTHS}|1年|一年)(?:間)?(?:以上|より|超|以降|後|先)",
            "after_6_months",
        ),
        (rf"(?:3|三){_MONTHS}(?:間)?以内", "within_3_months"),
        (rf"(?:半年|(?:6|六){_MONTHS})(?:間)?以内", "within_6_months"),
    ),
    "other_candidates": (
        (
            r"(?:3|三|4|四|5|五|6|7|8|9|[1-9][0-9])(?:社|件|つ)?(?:以上|社|ほど|程度)?.{0,4}(?:いる|検討|あり|比較|$)|(?:3|三)社以上",
            "three_or_more",
        ),
        (
            r"^(?:現在|今|特に|他に|まだ|現時点で)?(?:は|では)?(?:特に)?(?:いない|いません|おりません|なし|無し|ない|ありません)(?:です)?$|検討中?(?:の)?企業は?(?:いない|いません|なし|ありません)|(?:1社も|誰も|どこも|他社は?)[^。]{0,8}(?:いない|いません|ない|ません)|(?:は|が)(?:いない|いません)$|^いない",
            "none",
        ),
    ),
}

_FEWER = re.compile(r"(?:^|[^0-9])(?:1|2|一|二)(?:社|~2|-2)|以下|未満")


def recognise(item: Item, value: str) -> str | None:
    """Return the option that a pasted value means, or None when the article does not place it."""
    plain = re.sub(r"\s", "", re.sub(_LIST_MARK, "", normalise(value)))
    if not plain:
        return None
    if item == "other_candidates" and _FEWER.search(plain) and "以上" not in plain:
        return "none" if re.search(r"1社も", plain) else None
    for pattern, option in _PATTERNS[item]:
        if re.search(pattern, plain):
            return option
    return None


def focus_label(verdict: Classification) -> str:
    """Return the Japanese name of the text that earns the effort."""
    return KIND_LABELS[verdict.focus]
