"""Errors whose message is written for the person at the screen: what is wrong, and what to do next."""

from typing import Self

from core.messages import Message, Value


class PlaygroundError(Exception):
    """Anything a visitor can cause or mend, said by a message: DataError("files-too-large", most=100).

    `message` is put into words where it is shown; `str(error)` is English. It never names a path of the server.
    """

    def __init__(self, id_: str, /, **values: Value) -> None:
        self.message = Message(id_, **values)
        super().__init__(id_)

    @classmethod
    def of(cls, message: Message) -> Self:
        """The error that says this message."""
        return cls(message.id, **dict(message.values))

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).of, (self.message,)


class ConfigError(PlaygroundError):
    """A hyperparameter is missing, of the wrong kind or out of bounds."""


class DataError(PlaygroundError):
    """A data set is missing, damaged, or could not be downloaded."""


class WeightsError(PlaygroundError):
    """A weights file is not what it claims to be, or belongs to another network."""


class BusyError(PlaygroundError):
    """The server has no room for another run at the moment."""


class TrainingError(PlaygroundError):
    """Training went wrong: the loss or a weight is no longer a finite number."""


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error of torch or Python says that memory ran out; torch on the CPU raises a RuntimeError."""
    return (
        isinstance(error, MemoryError) or "out of memory" in str(error) or "can't allocate memory" in str(error)
    )  # not shown


class LabError(PlaygroundError):
    """A step of the autograd lab that comes too early, or cannot be done as it is asked for."""


class DrawingError(PlaygroundError):
    """A drawing that cannot be read."""


class PastedError(ConfigError):
    """A pasted network that cannot be read, built or run: PastedError("pasted-no-decorator", line=3).

    `message` names the line and then says the problem; `reason` is the problem alone.
    """

    def __init__(self, id_: str, /, *, line: int, **values: Value) -> None:
        super().__init__(id_)
        self.line = line  # of the source, from 1
        self.reason = Message(id_, **values)
        self.message = Message("pasted-at-line", line=line, problem=self.reason)

    @property
    def problem(self) -> str:
        """What is wrong, for code: the id of the reason without its area, such as "no-decorator"."""
        return self.reason.id.partition("-")[2]

    @property
    def values(self) -> dict[str, Value]:
        """The values of the reason by name: numbers, and text of the source as a literal."""
        return dict(self.reason.values)

    def __reduce__(self) -> tuple[object, ...]:
        return _pasted_error, (self.reason, self.line)


def _pasted_error(reason: Message, line: int) -> PastedError:
    return PastedError(reason.id, line=line, **dict(reason.values))
