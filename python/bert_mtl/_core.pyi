"""The Swift core. Control is JSON, data is buffers."""

from typing_extensions import Buffer

class TrainingError(RuntimeError):
    """Training cannot go on: the message says where it stopped."""

class Array:
    """An array of a reply, lent read-only through the buffer protocol."""

    def __buffer__(self, flags: int, /) -> memoryview: ...

class Dataset:
    """Rows of a problem or an '&' group, copied from strings and offsets."""

    def __new__(
        cls,
        name: str,
        inputs: tuple[list[str], Buffer, Buffer, Buffer],
        targets: tuple[tuple[str, list[str], Buffer, Buffer | None], ...],
    ) -> Dataset: ...
    def __len__(self) -> int: ...

def describe() -> tuple[str, dict[str, Array]]:
    """What this build is, as JSON."""
