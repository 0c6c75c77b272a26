"""The original: `train_bert_multitask` of bert-multitask-learning 0.7.0, a step for each line read.

`dynamic` batches are its default: buckets of lengths with 128, 64, 32 or 16 rows; `random` ones are
its `StaticBatchParams`, rows as they come. Both pad to the batch's longest row. It does not clip
gradients. Run by beside_original.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import bert_multitask_learning as original
import tensorflow as tf
import workload
from bert_multitask_learning import run_bert_multitask
from transformers.models.bert.modeling_tf_bert import TFBertEmbeddings

PROBLEMS = {"weibo_ner": "ner", "weibo_cws": "cws"}
ENDLESS = 300  # its data set repeats ten times


class EndedError(Exception):
    """Nobody asks for another step."""


class Turns(tf.keras.callbacks.Callback):
    """Waits for a line before each step and answers with the step's figures after it."""

    def __init__(self, answer: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self.answer = answer
        self.start = 0.0

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Say that the model and the data are there."""
        self.answer({"ready": f"{original.__version__} on {tf.__version__}"})

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Wait for a turn; fetching the batch belongs to the step."""
        if not sys.stdin.readline():
            raise EndedError
        self.start = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any]) -> None:
        """Answer the step's figures."""
        seconds = time.perf_counter() - self.start
        self.answer(
            {
                "seconds": seconds,
                "tokens": int(logs["tokens"]),
                "padded": int(logs["padded"]),
                "loss": float(sum(logs[f"{problem}_loss"] for problem in PROBLEMS)),
                "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            }
        )


def timed(turns: Turns) -> type[original.BertMultiTask]:
    """Make the original's model one that counts tokens and takes turns; it trains as before."""

    class Timed(original.BertMultiTask):  # type: ignore[misc]
        def fit(self, **options: Any) -> Any:
            """Add the turns to the original's own callbacks."""
            return super().fit(**options | {"callbacks": [*options["callbacks"], turns]}, verbose=0)

        def train_step(self, data: dict[str, tf.Tensor]) -> dict[str, tf.Tensor]:
            """Make the original's step, and count what went in."""
            mask = data["input_mask"]
            counts = {"tokens": tf.reduce_sum(mask), "padded": tf.size(mask)}
            return super().train_step(data) | counts

    return Timed


def mend() -> None:
    """Give transformers' later embeddings the name under which the original looks for them."""
    TFBertEmbeddings.word_embeddings = property(lambda self: self.weight)


def reader(problem: str, field: str, rows: list[workload.Sentence]) -> Callable[..., Any]:
    """Make the preprocessing function of a problem; it is named as the problem."""

    def read(params: original.BaseParams, mode: str) -> tuple[list[list[str]], list[list[str]]]:
        some = rows if mode == original.TRAIN else rows[:32]
        return [list(row.words) for row in some], [list(getattr(row, field)) for row in some]

    read.__name__ = problem
    made: Callable[..., Any] = original.preprocessing_fn(read)
    return made


def parameters(shape: workload.Shape, batches: str, folder: pathlib.Path) -> original.BaseParams:
    """Choose the original's parameters; the encoder's weights are random, there is no hub."""
    kinds = {"dynamic": original.DynamicBatchSizeParams, "random": original.StaticBatchParams}
    params = kinds[batches]()
    params.batch_size = shape.batch
    params.init_lr = workload.RATE
    params.dropout_keep_prob = 1 - workload.DROPOUT
    params.max_seq_len = max(params.max_seq_len, shape.length or 0)
    params.tmp_file_dir = str(folder / "records")
    params.init_checkpoint = str(folder / "start")  # where it finds a configuration: no download
    for part in ("bert_config", "tokenizer"):
        workload.write_folder(shape, folder / "start" / part)
    return params


def main(shape: workload.Shape, threads: int, batches: str) -> None:
    """Train until nobody asks for a step."""
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    tf.random.set_seed(1)
    mend()
    out = sys.stdout
    turns = Turns(lambda figures: print(json.dumps(figures), file=out, flush=True))
    run_bert_multitask.BertMultiTask = timed(turns)
    rows = workload.sentences(shape)
    with (
        tempfile.TemporaryDirectory() as scratch,
        contextlib.chdir(scratch),  # it makes folders where it stands
        contextlib.redirect_stdout(sys.stderr),
        contextlib.suppress(EndedError),
    ):
        original.train_bert_multitask(
            problem="&".join(PROBLEMS),
            model_dir=str(pathlib.Path(scratch) / "model"),
            params=parameters(shape, batches, pathlib.Path(scratch)),
            problem_type_dict=dict.fromkeys(PROBLEMS, "seq_tag"),
            processing_fn_dict={p: reader(p, field, rows) for p, field in PROBLEMS.items()},
            num_epochs=1,
            steps_per_epoch=ENDLESS,
        )


if __name__ == "__main__":
    main(workload.SHAPES[sys.argv[1]], int(sys.argv[2]), sys.argv[3])
