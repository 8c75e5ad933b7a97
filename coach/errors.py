"""What can go wrong, ordered by whose turn it is to act.

    CoachError                 message: what is wrong and where; hint: what to do next (both Japanese)
      InputError        2      a file, a value or a command line that the user can mend
      ConfigError       2      a setting that the user can mend
        PromptError            a prompt of the user's own (writer.prompts)
      HistoryError      2      the history's file; told as a warning where the result does not hang on it (history_schema)
      ModelError        3      the model or its service
        ServiceError           not reachable, refused the key, out of quota, too slow
        ReplyError             answered, but not with anything usable
          FormError            not in the form that was asked for (writer.replies)

The number is the exit code of the command.
"""


class CoachError(Exception):
    """Base of every error that is shown to the user: one sentence, and the next step."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(CoachError):
    """Raised when a file, a text or an argument cannot be used as it is."""


class ConfigError(CoachError):
    """Raised when a setting is missing or unusable."""


class ModelError(CoachError):
    """Raised when the model cannot be used; ``partial`` keeps whatever text had arrived."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "", *, partial: str = "") -> None:
        super().__init__(message, hint)
        self.partial = partial


class ServiceError(ModelError):
    """Raised when the service cannot be reached or does not accept the request."""


class ReplyError(ModelError):
    """Raised when a reply arrived that holds no usable answer."""
