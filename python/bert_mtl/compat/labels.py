"""Label encoders: which class stands for which label."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .constants import PAD_TOKEN, TRAIN
from .files import write_json

if TYPE_CHECKING:
    from .params import BaseParams


#: The types whose targets are no labels.
WITHOUT_LABELS = (
    *("pretrain", "masklm", "mask_lm", "premask_mlm", "seq2seq_text"),
    *("regression", "vector_fit", "contrastive_learning"),
)


class LabelEncoder:
    """Labels, sorted, and their classes, counted from 0.

    Parameters
    ----------
    labels : iterable
        The labels; repetitions do not count.

    Attributes
    ----------
    encode_dict : dict
        The class of each label.
    decode_dict : dict of int to object
        The label of each class.
    classes_ : list
        The labels in the order of their classes.
    """

    def __init__(self, labels: Iterable[Any] = ()) -> None:
        self.fit(labels)

    def fit(self, labels: Iterable[Any]) -> LabelEncoder:
        """Take other labels."""
        self.classes_: list[Any] = sorted(set(labels), key=_order)
        self.encode_dict: dict[Any, int] = {label: i for i, label in enumerate(self.classes_)}
        self.decode_dict: dict[int, Any] = dict(enumerate(self.classes_))
        return self

    def transform(self, labels: Sequence[Any]) -> list[Any]:
        """The classes of labels, which may be nested in lists.

        Raises
        ------
        KeyError
            For a label that is none of `classes_`.
        """
        listed = [labels] if isinstance(labels, str) else labels
        return [self._class(label) for label in listed]

    def inverse_transform(self, classes: Any) -> list[Any]:
        """The labels of classes, which may be nested in lists or arrays.

        Raises
        ------
        KeyError
            For a class that stands for no label.
        """
        listed = classes.tolist() if hasattr(classes, "tolist") else classes
        return [self._label(value) for value in listed]

    def _class(self, label: Any) -> Any:
        if isinstance(label, list | tuple):
            return self.transform(label)
        if label not in self.encode_dict:
            known = ", ".join(map(repr, self.classes_))
            raise KeyError(f"label: expected one of {known}, got {label!r}")
        return self.encode_dict[label]

    def _label(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return self.inverse_transform(value)
        if value not in self.decode_dict:
            raise KeyError(f"class: expected one of 0 to {len(self.classes_) - 1}, got {value}")
        return self.decode_dict[value]


def get_or_make_label_encoder(
    params: BaseParams, problem: str, mode: str, label_list: Sequence[Any] | None = None
) -> LabelEncoder:
    """Make the encoder of a problem while training, and read it back in every other mode.

    Parameters
    ----------
    params : BaseParams
        Whose `ckpt_dir` holds the encoder.
    problem : str
        Whose labels.
    mode : str
        TRAIN makes an encoder where `label_list` is given.
    label_list : sequence, optional
        The labels of the rows, those of a row in a list of their own or not.

    Returns
    -------
    LabelEncoder
        With "[PAD]" among the labels of a `seq_tag` problem.

    Raises
    ------
    FileNotFoundError
        If there is none to read.
    """
    if mode == TRAIN and label_list is not None:
        encoder = encoder_of(_flat(label_list), params.problem_type.get(problem))
        save_encoder(params.ckpt_dir, problem, encoder)
        params.num_classes[problem] = len(encoder.classes_)
        return encoder
    return load_encoder(params.ckpt_dir, problem)


def encoder_of(labels: Iterable[Any], problem_type: str | None) -> LabelEncoder:
    """An encoder of labels, with "[PAD]" for taggers."""
    return LabelEncoder([*labels, PAD_TOKEN] if problem_type == "seq_tag" else labels)


def save_encoder(folder: str, problem: str, encoder: LabelEncoder) -> None:
    """Write an encoder's labels as JSON."""
    write_json(path_of(folder, problem), {"labels": encoder.classes_})


def load_encoder(folder: str, problem: str) -> LabelEncoder:
    """Read an encoder that `save_encoder` wrote."""
    path = path_of(folder, problem)
    if not os.path.exists(path):
        raise FileNotFoundError(
            f"label encoder of '{problem}': expected {path}, got no such file; train first"
        )
    with open(path, encoding="utf-8") as file:
        try:
            labels = json.load(file)["labels"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f'{path}: expected {{"labels": [...]}}, got other content') from error
    return LabelEncoder(labels)


def path_of(folder: str, problem: str) -> str:
    """Where the encoder of a problem lies in a folder."""
    return os.path.join(folder, f"{problem}_label_encoder.json")


def _flat(label_list: Iterable[Any]) -> Iterable[Any]:
    for label in label_list:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield label


def _order(label: Any) -> tuple[bool, Any]:
    """Numbers before texts, each in their own order."""
    return (isinstance(label, str), label)
