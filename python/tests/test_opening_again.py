"""What opening and asking do once: what a file fills is not drawn, what is known is not asked."""

import bert_mtl as mtl
from conftest import CONFIGURATION

LABELS = {"mood": ["bad", "good"], "topic": ["a", "b", "c"]}
TYPES = {"mood": "cls", "topic": "cls"}


def make(vocabulary, **asked):
    return mtl.MultiTaskModel.from_configuration(CONFIGURATION, vocabulary, seed=3, **asked)


def test_a_head_begins_the_same_on_an_encoder_from_a_file(tmp_path, vocabulary):
    asked = {"problems": "mood|topic", "types": TYPES, "labels": LABELS}
    make(vocabulary, **asked).save_pretrained(tmp_path / "new")
    make(vocabulary).save_pretrained(tmp_path / "encoder")
    opened = mtl.MultiTaskModel.from_pretrained(tmp_path / "encoder", seed=3, **asked)
    opened.save_pretrained(tmp_path / "opened")
    for name in ["model.safetensors", "heads.safetensors"]:
        assert (tmp_path / "new" / name).read_bytes() == (tmp_path / "opened" / name).read_bytes()
    assert any("heads.mood" in name for name in opened.describe()["loading"]["initialised"])


def test_only_a_missing_head_is_drawn(tmp_path, vocabulary):
    one = make(vocabulary, problems="mood", types={"mood": "cls"}, labels={"mood": ["bad", "good"]})
    one.save_pretrained(tmp_path / "one")
    again = mtl.MultiTaskModel.from_pretrained(tmp_path / "one", seed=99)
    texts = ["good book", "bad table"]
    assert (
        again.predict(texts)["mood"].probabilities == one.predict(texts)["mood"].probabilities
    ).all()


def test_a_model_is_described_once_until_it_is_trained(make_model, train, monkeypatch):
    model = make_model()
    model.fit(train, epochs=1, progress=False)
    asked = []
    describe = model.describe
    monkeypatch.setattr(model, "describe", lambda: asked.append(1) or describe())
    for _ in range(3):
        model.predict(["good book"])
        model.encode(["good book"])
    assert len(asked) == 1
    model.fit(train, epochs=1, progress=False)
    model.predict(["good book"])
    assert len(asked) == 2
