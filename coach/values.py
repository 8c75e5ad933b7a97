"""What every value of the house is: it does not change, and takes no field that it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

# What people typed, without the white space around it.
Text = Annotated[str, StringConstraints(strip_whitespace=True)]


class Value(BaseModel):
    """Base of everything that is read from data or handed on. Raises ``pydantic.ValidationError`` for a misspelt field."""

    model_config = ConfigDict(frozen=True, extra="forbid")
