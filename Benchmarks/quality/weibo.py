"""The original's notebook case: `weibo_ner&weibo_cws` through its own functions.

BERT_MTL_DATA=path/of/data python Benchmarks/quality/weibo.py --epochs 10

A random encoder of 4 layers and 256 columns over the Chinese vocabulary learns names and word
borders on the same characters; then it is evaluated, trimmed, and tags two sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shutil
import time

from bert_mtl.compat import (
    PREDICT,
    DynamicBatchSizeParams,
    eval_bert_multitask,
    get_or_make_label_encoder,
    predict_bert_multitask,
    train_bert_multitask,
    trim_checkpoint_for_prediction,
)
from bert_mtl.compat.predefined_problems import get_weibo_cws_fn, get_weibo_ner_fn

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHAIN = "weibo_ner&weibo_cws"
TYPES = {"weibo_ner": "seq_tag", "weibo_cws": "seq_tag"}
SENTENCES = ["我在北京大学读书", "李娜今天在上海打网球"]
CONFIGURATION = {
    "model_type": "bert",
    "hidden_size": 256,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "intermediate_size": 1024,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
    "initializer_range": 0.02,
    "pad_token_id": 0,
}


def encoder(data: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """Make a folder with a configuration and the vocabulary, and no weights."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = data / "vocab" / "bert-base-chinese-vocab.txt"
    shutil.copyfile(vocabulary, folder / "vocab.txt")
    pieces = len(vocabulary.read_text(encoding="utf-8").splitlines())
    configuration = {**CONFIGURATION, "vocab_size": pieces}
    (folder / "config.json").write_text(json.dumps(configuration), encoding="utf-8")
    return folder


def params_for(folder: pathlib.Path, rate: float, seed: int) -> DynamicBatchSizeParams:
    """The original's params, with the encoder's folder for its name."""
    params = DynamicBatchSizeParams()
    params.transformer_model_name = str(folder)
    params.transformer_config_name = str(folder)
    params.transformer_tokenizer_name = str(folder)
    # A random encoder on 1,619 sentences needs steps more than it needs large batches.
    params.bucket_batch_sizes = [32, 16, 8, 8]
    params.init_lr = rate
    params.seed = seed
    return params


def show(trimmed: str) -> None:
    """Tag the sentences, the second time with the model that the first call returned."""
    answers, model = predict_bert_multitask(SENTENCES[:1], CHAIN, trimmed, return_model=True)
    answers = predict_bert_multitask(SENTENCES, CHAIN, trimmed, model=model)
    for problem in TYPES:
        labels = get_or_make_label_encoder(model.params, problem, PREDICT)
        for sentence, classes in zip(SENTENCES, answers[problem].argmax(-1), strict=True):
            tags = labels.inverse_transform(classes[1 : len(sentence) + 1])
            print(
                f"{problem:10} {' '.join(f'{c}/{t}' for c, t in zip(sentence, tags, strict=True))}"
            )


def main() -> None:
    """Train, evaluate, trim, predict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default=str(ROOT / "build" / "weibo"))
    asked = parser.parse_args()
    data = pathlib.Path(os.environ.get("BERT_MTL_DATA", ROOT.parent / "shared" / "data"))
    if not (data / "weibo_ner").is_dir():
        raise SystemExit(f"data: expected a folder at {data / 'weibo_ner'} (set BERT_MTL_DATA)")
    out = pathlib.Path(asked.out)
    pattern = str(data / "weibo_ner" / "weiboNER_2nd_conll*")
    functions = {
        "weibo_ner": get_weibo_ner_fn(file_path=pattern),
        "weibo_cws": get_weibo_cws_fn(file_path=pattern),
    }

    start = time.perf_counter()
    params = params_for(encoder(data, out / "encoder"), asked.rate, asked.seed)
    run = str(out / "run")
    model = train_bert_multitask(
        problem=CHAIN,
        num_epochs=asked.epochs,
        model_dir=run,
        params=params,
        problem_type_dict=TYPES,
        processing_fn_dict=functions,
    )
    seconds = time.perf_counter() - start
    scores = eval_bert_multitask(problem=CHAIN, model_dir=run, params=model.params)
    trimmed = str(out / "trimmed")
    trim_checkpoint_for_prediction(CHAIN, run, trimmed)
    after = eval_bert_multitask(problem=CHAIN, model_dir=trimmed, processing_fn_dict=functions)
    for name, score in sorted(scores.items()):
        print(f"{name:24} {score:10.4f}")
    print(f"{'training seconds':24} {seconds:10.1f}")
    print(f"{'same after trimming':24} {after == scores!s:>10}")
    show(trimmed)


if __name__ == "__main__":
    main()
