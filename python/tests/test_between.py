"""Trunk, layers, shared heads and frozen parts from Python."""

import json

import pytest
from bert_mtl import MultiTaskModel


def test_a_trunk_is_saved_with_the_model(make_model, train, tmp_path):
    model = make_model(trunk="mmoe", trunk_options={"experts": 2, "expert_units": 6})
    model.fit(train, steps_per_epoch=2, epochs=1)
    model.save_pretrained(tmp_path / "saved")
    again = MultiTaskModel.from_pretrained(tmp_path / "saved")
    assert (tmp_path / "saved" / "trunk.safetensors").is_file()
    saved = json.loads((tmp_path / "saved" / "bert_mtl.json").read_text())
    assert saved["trunk"] == {"name": "mmoe", "options": {"expert_units": 6, "experts": 2}}
    del again
    with pytest.raises(ValueError) as caught:
        MultiTaskModel.from_pretrained(tmp_path / "saved", trunk="plain")
    assert str(caught.value) == "trunk: expected the saved 'mmoe', got 'plain'"


@pytest.mark.parametrize("freeze", [0, 1, ["embeddings", -1]])
def test_a_frozen_part_is_named_as_in_yaml(model, train, freeze):
    history = model.fit(train, steps_per_epoch=1, epochs=1, freeze=freeze)
    assert history is not None


def test_recomputing_changes_no_bit(make_model, train):
    losses = [
        make_model().fit(train, steps_per_epoch=2, epochs=1, recompute=recompute).losses()
        for recompute in (False, True)
    ]
    assert losses[0] == losses[1]


def test_a_part_that_is_not_there(model, train):
    with pytest.raises(ValueError) as caught:
        model.fit(train, freeze=["pooler"])
    assert str(caught.value) == "freeze[0]: expected 'embeddings' or a layer, got 'pooler'"
