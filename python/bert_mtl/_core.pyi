"""The Swift core. Control is JSON, data is buffers."""

from collections.abc import Sequence
from typing import final

from typing_extensions import Buffer

_Modalities = tuple[list[str], Buffer, Buffer, Sequence[object]]
_Inputs = (
    tuple[list[str], Buffer, Buffer, Buffer]
    | tuple[list[str], Buffer, Buffer, Buffer, _Modalities | None]
)
_Targets = tuple[str, Buffer, list[str], Buffer, Buffer, Buffer, Buffer]
_Reply = tuple[str, dict[str, Array]]

class TrainingError(RuntimeError):
    """Training cannot go on: the message says where it stopped."""

@final
class Array:
    """An array of a reply, lent read-only through the buffer protocol."""

    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Dataset:
    """Rows of a problem or an '&' group, copied from strings and offsets."""

    def __new__(cls, name: str, inputs: _Inputs, targets: tuple[_Targets, ...]) -> Dataset: ...
    def __len__(self) -> int: ...

@final
class Tokenizer:
    """The WordPiece tokenizer of a folder."""

    def __new__(cls, folder: str) -> Tokenizer: ...
    def encode(self, dataset: Dataset, maximum: int, /) -> _Reply:
        """Encode every row; a maximum below 0 is no limit."""

    def describe(self) -> _Reply:
        """Describe the vocabulary and the longest input, as JSON."""

    def save(self, folder: str, /) -> None:
        """Write the vocabulary and its settings into a folder."""

@final
class Session:
    """A model with its tokenizer and its problems."""

    def __new__(cls, request: str) -> Session: ...
    def describe(self) -> _Reply:
        """Describe the model, its sizes and its problems, as JSON."""

    def read(self, request: str, /) -> Dataset:
        """Read a file of rows for some of the problems."""

    def train(
        self, request: str, train: tuple[Dataset, ...], dev: tuple[Dataset, ...], /
    ) -> Trainer:
        """Begin a run of training."""

    def profile(self, request: str, train: tuple[Dataset, ...], /) -> Profiler:
        """Begin to watch the training of a copy."""

    def evaluate(self, request: str, data: tuple[Dataset, ...], /) -> _Reply:
        """Score labelled data, as JSON."""

    def predict(self, request: str, inputs: Dataset, /) -> _Reply:
        """Answer the problems."""

    def encode(self, request: str, inputs: Dataset, /) -> _Reply:
        """Answer the vectors of the encoder."""

    def save(self, folder: str, /) -> None:
        """Write the model, its tokenizer and its problems."""

    def export_pretraining(self, folder: str, problem: str | None, /) -> None:
        """Write a language model for transformers."""

@final
class Trainer:
    """One run of training, a step at a time."""

    def describe(self) -> _Reply:
        """Describe what the run is going to do, as JSON."""

    def step(self) -> _Reply:
        """Do the next piece of work; answer what it was, as JSON."""

    def save(self) -> None:
        """Save the checkpoint from which a run can go on."""

    def close(self) -> None:
        """Let go of the output folder: another run may write there now."""

@final
class Profiler:
    """Training of a copy whose kernels are watched, a step at a time."""

    def step(self) -> _Reply:
        """Take the next step; answer how many were watched, as JSON."""

    def report(self) -> _Reply:
        """Answer where the time of a step goes, as JSON."""

    def trace(self) -> _Reply:
        """Answer every call of every kernel, in the trace event format."""

def backend(request: str, /) -> _Reply:
    """Describe what it runs on and computes with, as JSON."""

def describe() -> _Reply:
    """Describe this build, as JSON."""
