"""The API of bert-multitask-learning, on top of `bert_mtl`.

Its users change one import: ``from bert_mtl.compat import train_bert_multitask, ...``.
"""

from . import params as params
from . import predefined_problems as predefined_problems
from .batches import predict_input_fn as predict_input_fn
from .batches import train_eval_input_fn as train_eval_input_fn
from .constants import BOS_TOKEN as BOS_TOKEN
from .constants import CLS_TOKEN as CLS_TOKEN
from .constants import EOS_TOKEN as EOS_TOKEN
from .constants import EVAL as EVAL
from .constants import MODAL_LIST as MODAL_LIST
from .constants import PREDICT as PREDICT
from .constants import SPACE_TOKEN as SPACE_TOKEN
from .constants import TRAIN as TRAIN
from .constants import UNK_TOKEN as UNK_TOKEN
from .evaluate import eval_bert_multitask as eval_bert_multitask
from .labels import LabelEncoder as LabelEncoder
from .labels import get_or_make_label_encoder as get_or_make_label_encoder
from .model import BertMultiTask as BertMultiTask
from .params import BaseParams as BaseParams
from .params import CRFParams as CRFParams
from .params import DynamicBatchSizeParams as DynamicBatchSizeParams
from .params import Params as Params
from .params import StaticBatchParams as StaticBatchParams
from .predict import predict_bert_multitask as predict_bert_multitask
from .preprocessing import preprocessing_fn as preprocessing_fn
from .train import train_bert_multitask as train_bert_multitask
from .trim import trim_checkpoint_for_prediction as trim_checkpoint_for_prediction
