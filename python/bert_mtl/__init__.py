"""BERT multi-task learning: one encoder, many language problems."""

from json import loads as _loads
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from bert_mtl import _core
from bert_mtl._core import TrainingError as TrainingError
from bert_mtl._json import request as _request
from bert_mtl.history import History as History
from bert_mtl.model import MultiTaskModel as MultiTaskModel
from bert_mtl.options import TrainingOptions as TrainingOptions
from bert_mtl.prediction import Fillings as Fillings
from bert_mtl.prediction import Numbers as Numbers
from bert_mtl.prediction import Prediction as Prediction
from bert_mtl.prediction import Report as Report
from bert_mtl.prediction import Sequences as Sequences
from bert_mtl.prediction import Vectors as Vectors
from bert_mtl.profiling import Profile as Profile
from bert_mtl.tokenizer import Encoding as Encoding
from bert_mtl.tokenizer import Tokenizer as Tokenizer

if _TYPE_CHECKING:
    from bert_mtl.compat import eval_bert_multitask as eval_bert_multitask
    from bert_mtl.compat import predict_bert_multitask as predict_bert_multitask
    from bert_mtl.compat import train_bert_multitask as train_bert_multitask
    from bert_mtl.compat import trim_checkpoint_for_prediction as trim_checkpoint_for_prediction

_build = _loads(_core.describe()[0])

__version__: str = _build["version"]


def problem_types() -> list[str]:
    """Answer the names of the types that a problem may have."""
    return list(_build["problem_types"])


def backend_info(*, measure: bool = False) -> dict[str, _Any]:
    """Answer what this process computes with, and on.

    Parameters
    ----------
    measure : bool
        Whether to measure how fast large products are, which takes half a second.

    Returns
    -------
    dict
        ``processor`` (its name and the instructions that are used), ``openblas`` and ``onednn``
        (their versions and kernels), ``threads`` (how many, and what says so), ``memory`` in
        bytes, and ``gflop_per_second`` by the type of the numbers, None unless measured.
    """
    described: dict[str, _Any] = _loads(_core.backend(_request(measure=measure))[0])
    return described


_ORIGINAL = {
    "eval_bert_multitask",
    "predict_bert_multitask",
    "train_bert_multitask",
    "trim_checkpoint_for_prediction",
}

if not _TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Answer the original's four functions, read from `bert_mtl.compat` when first asked."""
        if name in _ORIGINAL:
            from bert_mtl import compat

            return getattr(compat, name)
        raise AttributeError(f"module 'bert_mtl' has no attribute '{name}'")
