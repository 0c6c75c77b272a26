"""The original's ready problems: functions that take files and return preprocessing functions."""

from .fake import get_weibo_fake_cls_fn as get_weibo_fake_cls_fn
from .fake import get_weibo_fake_multi_cls_fn as get_weibo_fake_multi_cls_fn
from .fake import get_weibo_fake_ner_fn as get_weibo_fake_ner_fn
from .fake import get_weibo_masklm as get_weibo_masklm
from .fake import get_weibo_pretrain_fn as get_weibo_pretrain_fn
from .ner import get_boson_ner_fn as get_boson_ner_fn
from .ner import get_msra_ner_fn as get_msra_ner_fn
from .segmentation import get_as_cws_fn as get_as_cws_fn
from .segmentation import get_city_cws_fn as get_city_cws_fn
from .segmentation import get_cws_fn as get_cws_fn
from .segmentation import get_msr_cws_fn as get_msr_cws_fn
from .segmentation import get_pku_cws_fn as get_pku_cws_fn
from .weibo import get_weibo_cws_fn as get_weibo_cws_fn
from .weibo import get_weibo_ner_fn as get_weibo_ner_fn
