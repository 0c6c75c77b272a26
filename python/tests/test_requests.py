"""Requests that no face of ours would write: refused in one sentence, never a crash."""

import json

import pytest
from bert_mtl import _core
from bert_mtl._json import request


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", ValueError),
        ("nonsense", ValueError),
        ("[]", TypeError),
        ("3", TypeError),
        ("null", TypeError),
        ("{}", ValueError),
        ('{"model": 3}', TypeError),
        ('{"model": "\\ud800"}', ValueError),
        ('{"seed": 1e400}', ValueError),
        ('{"seed": 99999999999999999999}', TypeError),
        ('{"configuration": {}, "vocabulary": ""}', OSError),
        ('{"threads": -5, "model": "."}', ValueError),
        ("[" * 100_000, ValueError),
        ('{"model":"a","model":"b"}', ValueError),
    ],
)
def test_a_session_that_was_asked_for_nonsense(text, error):
    with pytest.raises(error) as caught:
        _core.Session(text)
    assert str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", '{"epochs": null, "x": 1}', '{"seed": -1}'])
def test_training_that_was_asked_for_nonsense(model, text):
    with pytest.raises((ValueError, TypeError)):
        model._core.train(text, (), ())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda core: core.train("{}", [], ()), "argument 2 must be tuple, not list"),
        (lambda core: core.train("{}", (3,), ()), "train: expected datasets, got <class 'int'>"),
        (lambda core: core.evaluate("{}", ("x",)), "data: expected datasets, got <class 'str'>"),
        (lambda core: core.predict("{}", None), "must be bert_mtl._core.Dataset, not None"),
        (lambda core: core.describe(1), "takes no arguments"),
        (lambda core: core.save(3), "folder: expected a str, got <class 'int'>"),
        (lambda core: core.read(b"{}"), "request: expected a str, got <class 'bytes'>"),
    ],
)
def test_arguments_of_another_type(model, call, message):
    with pytest.raises(TypeError) as caught:
        call(model._core)
    assert message in str(caught.value)


def test_a_surrogate_in_a_request(model):
    with pytest.raises(ValueError) as caught:
        model._core.save("a\ud800")
    assert str(caught.value) == "folder: expected text, got a lone surrogate at character 1"


def test_a_path_with_a_nul(model, train, tmp_path):
    with pytest.raises(ValueError) as caught:
        model.save_pretrained(f"{tmp_path}/out\0more")
    assert str(caught.value).startswith("folder: expected a path without NUL characters, got ")
    with pytest.raises(ValueError, match="output_dir: expected a text without NUL characters"):
        model.fit(train, output_dir=f"{tmp_path}/out\0more")
    assert list(tmp_path.iterdir()) == []


def test_a_trainer_cannot_be_made_by_hand():
    with pytest.raises(TypeError, match="cannot create 'bert_mtl._core.Trainer' instances"):
        _core.Trainer()


def test_a_trainer_outlives_its_model_and_yields_to_the_next(make_model, train):
    from bert_mtl._asking import wanted_of
    from bert_mtl.data import make_datasets

    model = make_model()
    datasets = make_datasets(model._core, "train", train, wanted_of(model.describe()).targets)
    first = model._core.train("{}", datasets, ())
    second = model._core.train("{}", datasets, ())
    del model, datasets
    with pytest.raises(RuntimeError, match="training: another training began on this model"):
        first.step()
    assert json.loads(second.step()[0])["step"] == 1


def test_what_is_none_is_left_out():
    assert request(a=None, b=1, c=(1, 2.5), d={"e": True}) == (
        '{"b": 1, "c": [1, 2.5], "d": {"e": true}}'
    )
