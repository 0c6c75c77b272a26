"""BERT multi-task learning: one encoder, many language problems."""

from json import loads as _loads

from bert_mtl import _core
from bert_mtl._core import TrainingError as TrainingError
from bert_mtl.history import History as History
from bert_mtl.model import MultiTaskModel as MultiTaskModel
from bert_mtl.options import TrainingOptions as TrainingOptions
from bert_mtl.prediction import Prediction as Prediction
from bert_mtl.prediction import Report as Report
from bert_mtl.prediction import Vectors as Vectors
from bert_mtl.tokenizer import Encoding as Encoding
from bert_mtl.tokenizer import Tokenizer as Tokenizer

_build = _loads(_core.describe()[0])

__version__: str = _build["version"]


def problem_types() -> list[str]:
    """Answer the names of the types that a problem may have."""
    return list(_build["problem_types"])
