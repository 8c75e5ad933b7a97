"""What a text states that can be true or false: one value with its unit, bound and place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ClaimKind = Literal[
    "money",
    "percent",
    "count",
    "period",
    "date",
    "time",
    "rank",
    "number",
    "free",
    "company",
    "person",
    "name",
    "credential",
    "url",
    "mail",
    "phone",
    "superlative",
    "promise",
]

# "lower" is 以上/から/最低, "upper" is 以内/まで/最大, "about" is 約/程度/目安.
Bound = Literal["", "lower", "upper", "about"]

KIND_LABELS: dict[ClaimKind, str] = {
    "money": "金額",
    "percent": "割合",
    "count": "数量",
    "period": "期間",
    "date": "日付",
    "time": "時刻",
    "rank": "順位",
    "number": "数字",
    "free": "無料の提供",
    "company": "社名",
    "person": "人名",
    "name": "固有名",
    "credential": "資格・認証",
    "url": "URL",
    "mail": "メールアドレス",
    "phone": "電話番号",
    "superlative": "最上級の表現",
    "promise": "約束・保証",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement. ``start`` and ``end`` are code points: ``text[start:end] == quote``.

    ``value`` is comparable: the same fact in another notation has the same value (1万円 and 10,000円 are both
    ``10000``; ranges are ``3~5``). ``unit`` is the base unit: 円 for money, % for 割 and 倍, 分/日/月 for periods.
    ``conditions`` are words that limit it: 税込, 税別, 月額, 年額. ``head`` is the clause around it, as folded text,
    for telling what the value is said of.
    """

    kind: ClaimKind
    value: str
    unit: str
    bound: Bound
    start: int
    end: int
    quote: str
    head: str
    numbers: tuple[Decimal, ...] = ()
    conditions: frozenset[str] = frozenset()

    @property
    def figure(self) -> tuple[str, str]:
        """The value with its unit, for telling whether two claims say one number."""
        return self.value, self.unit

    @property
    def label(self) -> str:
        """What the user is told this is, in Japanese."""
        return KIND_LABELS[self.kind]


def plain(number: Decimal) -> str:
    """Return a number as the shortest digits that mean it: 1.50 and 1.5 are the same."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounds(stated: Decimal, exact: Decimal) -> bool:
    """Tell whether ``stated`` is ``exact`` to as many digits as it shows.

    38% stands for 37.5%, 1.5倍 for 152%: a single digit stands for itself only.
    """
    if stated == exact:
        return True
    shown = len(stated.normalize().as_tuple().digits)
    if shown < 2 or not exact:
        return False
    exponent = stated.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(stated - exact) <= step / 2
