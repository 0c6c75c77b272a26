"""What params become in the words of the new API, on a model that only writes down its calls."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from bert_mtl import Prediction
from bert_mtl.compat import BaseParams, DynamicBatchSizeParams, StaticBatchParams
from bert_mtl.compat import encoder as encoder_module
from bert_mtl.compat.described import length_asked, training_length
from bert_mtl.compat.probabilities import probabilities
from bert_mtl.compat.scores import flat_scores
from bert_mtl.compat.training_options import training_options


def assigned(params: BaseParams, chain: str = "tag&cls|mood") -> BaseParams:
    params.add_multiple_problems({"tag": "seq_tag", "cls": "cls", "mood": "cls"})
    params.assign_problem(chain, predicting=True)
    params.data_num_dict = {"tag": 10, "cls": 10, "mood": 30}
    params.set_data_sampling_strategy(params.multitask_balance_type, params.sampling_strategy_fn)
    return params


def test_defaults() -> None:
    assert training_options(assigned(DynamicBatchSizeParams())) == {
        "epochs": 15,
        "learning_rate": 2e-5,
        "dropout": 0.1,
        "label_smoothing": 0.0,
        "freeze_steps": 0,
        "warmup_ratio": 0.1,
        "seed": 1,
        "sampling": "data_balanced",
        "batch_size": 32,
        "bucket_boundaries": [30, 64, 128],
        "bucket_batch_sizes": [128, 64, 32, 16],
    }


def test_one_batch_size() -> None:
    params = StaticBatchParams()
    params.batch_size = 8
    options = training_options(assigned(params))
    assert options["batch_size"] == 8
    assert not {"bucket_boundaries", "bucket_batch_sizes"} & options.keys()


def test_changed_attributes() -> None:
    params = BaseParams()
    params.init_lr, params.train_epoch, params.dropout_keep_prob = 1e-3, 2, 0.7
    params.freeze_step, params.label_smoothing = 9, 0.2
    params.multitask_balance_type = "problem_balanced"
    options = training_options(assigned(params))
    assert [options[name] for name in ("learning_rate", "epochs", "dropout")] == [1e-3, 2, 0.3]
    assert [options[name] for name in ("freeze_steps", "label_smoothing")] == [9, 0.2]
    assert options["sampling"] == "problem_balanced"


def test_weights_of_the_user() -> None:
    params = assigned(BaseParams())
    params.set_data_sampling_strategy(
        sampling_strategy_fn=lambda p: dict.fromkeys(p.get_problem_chunk(), 2.0)
    )
    assert training_options(params)["sampling"] == {"tag&cls": 2.0, "mood": 2.0}
    params = assigned(BaseParams())
    params.problem_sampling_weight_dict["cls_tag"] = 0.5
    assert training_options(params)["sampling"] == {"tag&cls": 0.5, "mood": 0.75}


def test_weights_of_other_groups() -> None:
    params = assigned(BaseParams())
    params.problem_sampling_weight_dict = {"tag": 1.0}
    with pytest.raises(ValueError) as caught:
        training_options(params)
    assert str(caught.value) == (
        "problem_sampling_weight_dict: expected the groups cls_tag, mood, got 'tag'"
    )


@pytest.mark.parametrize(
    ("length", "positions", "asked", "training"),
    [(256, 512, None, 256), (256, 32, None, 32), (64, 512, 64, 64), (64, 32, 64, 64)],
)
def test_length(length: int, positions: int, asked: int | None, training: int) -> None:
    model: Any = SimpleNamespace(describe=lambda: {"max_positions": positions})
    params = BaseParams()
    params.max_seq_len = length
    assert length_asked(params) == asked
    assert training_length(params, model) == training


class Opened:
    """Stands for `MultiTaskModel`: answers with the call."""

    @staticmethod
    def from_pretrained(folder: str, **asked: Any) -> Any:
        return "pretrained", folder, asked

    @staticmethod
    def from_configuration(configuration: Any, **asked: Any) -> Any:
        return "random", configuration, asked


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "MultiTaskModel", Opened)


ASKED = {"problems": "mood", "types": {"mood": "cls"}, "seed": 1}


@pytest.mark.usefixtures("opened")
def test_transformer_by_name() -> None:
    params = assigned(BaseParams(), "mood")
    opened: Any = encoder_module.open_for_training(params, False)
    assert opened == ("pretrained", "bert-base-chinese", ASKED)


@pytest.mark.usefixtures("opened")
def test_own_weights_come_first(tmp_path: Path) -> None:
    for name in ("run/best", "run/last", "first"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "model.safetensors").touch()
    params = assigned(BaseParams(), "mood")
    params.ckpt_dir = str(tmp_path / "run")
    params.init_checkpoint = str(tmp_path / "first")

    def folder(continue_training: bool) -> Any:
        opened: Any = encoder_module.open_for_training(params, continue_training)
        return opened[1]

    assert folder(True) == str(tmp_path / "run" / "best")
    assert folder(False) == str(tmp_path / "first")
    (tmp_path / "run" / "best" / "model.safetensors").unlink()
    assert folder(True) == str(tmp_path / "run" / "last")
    (tmp_path / "run" / "last" / "model.safetensors").unlink()
    assert folder(True) == str(tmp_path / "first")
    params.init_checkpoint = str(tmp_path / "nothing")
    assert folder(True) == "bert-base-chinese"


@pytest.mark.usefixtures("opened")
def test_configuration_alone_begins_at_random(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "config.json").write_text('{"num_hidden_layers": 4}')
    (tmp_path / "vocab.txt").touch()
    params = assigned(BaseParams(), "mood")
    params.transformer_config_name = str(tmp_path / "config.json")
    opened: Any = encoder_module.open_for_training(params, False)
    assert opened == ("random", {"num_hidden_layers": 4}, {"vocabulary": str(tmp_path), **ASKED})
    params.transformer_config_name = str(tmp_path)
    params.transformer_tokenizer_name = str(tmp_path / "vocab.txt")
    params.bert_num_hidden_layer = 2
    opened = encoder_module.open_for_training(params, False)
    assert opened[1] == {"num_hidden_layers": 2}
    assert opened[2]["vocabulary"] == str(tmp_path / "vocab.txt")
    assert caplog.messages[0] == (
        f"encoder: random initialisation from {tmp_path / 'config.json'}, no weights were named"
    )


def test_fewer_layers_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.json").write_text('{"num_hidden_layers": 6}')
    (tmp_path / "vocab.txt").write_text("[PAD]")
    seen = {}

    def from_pretrained(folder: str, **_: Any) -> Any:
        seen["files"] = {path.name: path.read_text() for path in Path(folder).iterdir()}
        return SimpleNamespace()

    stand_in = SimpleNamespace(from_pretrained=from_pretrained)
    monkeypatch.setattr(encoder_module, "MultiTaskModel", stand_in)
    params = assigned(BaseParams(), "mood")
    params.transformer_model_name = str(tmp_path)
    params.bert_num_hidden_layer = 1
    encoder_module.open_for_training(params, False)
    assert json.loads(seen["files"]["config.json"]) == {"num_hidden_layers": 1}
    assert seen["files"]["vocab.txt"] == "[PAD]"
    assert json.loads((tmp_path / "config.json").read_text()) == {"num_hidden_layers": 6}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "PATH: expected JSON, got Expecting property name"),
        ("[]", "PATH: expected a JSON object, got list"),
    ],
)
def test_other_configurations(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(content)
    params = assigned(BaseParams(), "mood")
    params.transformer_config_name = str(path)
    with pytest.raises(ValueError) as caught:
        encoder_module.open_for_training(params, False)
    assert str(caught.value).replace(str(path), "PATH").split(" enclosed")[0] == message


def test_nothing_trained(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        encoder_module.open_trained(str(tmp_path))
    assert str(caught.value) == (
        f"model_dir '{tmp_path}': expected a trained model, got none; train it first"
    )


def test_scores_under_the_original_keys() -> None:
    report = {
        "tag": {"accuracy": 0.5, "f1": 0.25, "loss": 1.0, "by_type": {"PER": {}}, "scheme": "x"},
        "cls": {"accuracy": 1.0, "macro_f1": 0.75, "loss": 0.5},
        "mean": 0.5,
    }
    assert flat_scores(report) == {
        "loss": 1.5,
        "mean_acc": 0.75,
        "tag_acc": 0.5,
        "tag_f1": 0.25,
        "tag_loss": 1.0,
        "cls_acc": 1.0,
        "cls_macro_f1": 0.75,
        "cls_loss": 0.5,
    }
    assert flat_scores({"other": {"pearson": 0.5, "loss": 2.0}}) == {
        "loss": 2.0,
        "other_pearson": 0.5,
        "other_loss": 2.0,
    }


def test_probabilities_take_the_classes_of_the_encoder() -> None:
    def predict(inputs: Any, **asked: Any) -> Any:
        assert asked == {"problems": None, "max_length": None, "every_piece": True}
        rows = [np.full((pieces, 2), [0.25, 0.75], np.float32) for pieces in (2, 3)]
        table = np.array([[0.1, 0.9], [1.0, 0.0]], np.float32)
        return {
            "tag": Prediction([], rows, ["O", "x"]),
            "cls": Prediction([], table, ["a", "b"]),
        }

    def describe() -> Any:
        return {"problems": [{"name": "tag", "type": "seq_tag"}, {"name": "cls", "type": "cls"}]}

    model: Any = SimpleNamespace(predict=predict, describe=describe)
    found = probabilities(model, BaseParams(), ["a", "b c"], None)
    assert found["cls"].tolist() == np.array([[0.1, 0.9], [1.0, 0.0]], np.float32).tolist()
    # The classes are O, [PAD], x.
    assert found["tag"].tolist() == [
        [[0.25, 0, 0.75], [0.25, 0, 0.75], [0, 1, 0]],
        [[0.25, 0, 0.75]] * 3,
    ]
    assert found["tag"].dtype == found["cls"].dtype == np.float32
