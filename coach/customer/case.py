"""The customer's case as the platform shows it."""

from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from coach.values import Text, Value

Item = Literal["selection_process", "meeting_preference", "order_timing", "other_candidates"]
Kind = Literal["application", "first_message"]
CustomerType = Literal["many", "few", "mixed", "unknown"]

ITEMS: tuple[Item, ...] = get_args(Item)

KIND_LABELS: dict[Kind, str] = {"application": "応募内容", "first_message": "初回メッセージ"}

# The labels of the platform's page, in the order in which a case file is written.
LABELS: dict[str, str] = {
    "title": "案件名",
    "category": "カテゴリ",
    "customer": "発注者",
    "selection_process": "依頼先選定の流れ",
    "meeting_preference": "紹介企業との希望の進め方",
    "order_timing": "発注予定時期",
    "other_candidates": "PRONIアイミツメンバーズ外での検討中企業",
    "budget": "予算",
    "deadline": "希望納期",
    "requirements": "要件",
    "description": "依頼内容",
}


class Case(Value):
    """What the customer wrote. Every value is a free string as pasted; absent ones are empty, empty wishes left out.

    Raises ``pydantic.ValidationError`` when both title and description are empty: there is nothing to read.
    """

    title: Text = ""
    category: Text = ""
    customer: Text = ""
    selection_process: Text = ""
    meeting_preference: Text = ""
    order_timing: Text = ""
    other_candidates: Text = ""
    budget: Text = ""
    deadline: Text = ""
    requirements: tuple[Text, ...] = Field(default=())
    description: Text = ""

    @field_validator("requirements")
    @classmethod
    def _without_empty(cls, wishes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(wish for wish in wishes if wish)

    @model_validator(mode="after")
    def _says_something(self) -> "Case":
        if not (self.title or self.description):
            raise ValueError("案件名(title)か依頼内容(description)のどちらかは必要です")
        return self

    @property
    def words(self) -> str:
        """What the customer says of the work: the title, the wishes and the description, each on lines of its own."""
        return "\n".join((self.title, *self.requirements, self.description))

    def item(self, item: Item) -> str:
        """Return what the customer chose for one of the four items, as pasted."""
        value: str = getattr(self, item)
        return value
