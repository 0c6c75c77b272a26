"""BERT multi-task learning: one encoder, many language problems."""

import json as _json

from bert_mtl import _core
from bert_mtl._core import TrainingError as TrainingError

__version__: str = _json.loads(_core.describe()[0])["version"]
