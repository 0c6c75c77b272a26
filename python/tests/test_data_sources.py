"""The sources of data: all of them give the same rows, and what is odd is named by its row."""

import json

import pandas as pd
import pytest

WORDS = [["book", "a", "table"], ["flight", "to", "rome"]] * 4
INTENTS = ["book", "fly"] * 4
SLOTS = [["O", "O", "O"], ["O", "O", "B-city"]] * 4
TEXTS = ["i like it", "bad"] * 4
MOODS = [True, False] * 4


def rows():
    return zip(WORDS, zip(INTENTS, SLOTS, strict=True), strict=True)


def frame():
    return pd.DataFrame({"words": WORDS, "intent": INTENTS, "slots": SLOTS})


def spelled_frame():
    return {
        "data": pd.DataFrame(
            {
                "utterance": [" ".join(words) for words in WORDS],
                "what": INTENTS,
                "tags": [" ".join(tags) for tags in SLOTS],
            }
        ),
        "words": "utterance",
        "targets": {"intent": "what", "slots": "tags"},
    }


@pytest.fixture
def files(tmp_path):
    lines = [
        json.dumps({"words": words, "intent": intent, "slots": slots})
        for words, (intent, slots) in rows()
    ]
    (tmp_path / "train.jsonl").write_text("\n".join(lines) + "\n")
    table = [
        "\t".join((" ".join(words), intent, " ".join(slots))) for words, (intent, slots) in rows()
    ]
    (tmp_path / "train.tsv").write_text("\n".join(["words\tintent\tslots", *table]) + "\n")
    return tmp_path


GROUPS = {
    "tuple of a dict": lambda _: (WORDS, {"slots": SLOTS, "intent": INTENTS}),
    "tuple in order": lambda _: (WORDS, (INTENTS, SLOTS)),
    "iterators": lambda _: (iter(WORDS), (iter(INTENTS), iter(SLOTS))),
    "pairs": lambda _: rows(),
    "pairs of dicts": lambda _: [(w, {"intent": i, "slots": s}) for w, (i, s) in rows()],
    "frame": lambda _: frame(),
    "spelled frame": lambda _: spelled_frame(),
    "path of JSONL": lambda files: files / "train.jsonl",
    "path of TSV": lambda files: str(files / "train.tsv"),
    "description": lambda files: {"path": files / "train.tsv", "format": "tsv"},
}


@pytest.mark.parametrize("source", GROUPS.values(), ids=GROUPS.keys())
def test_every_source_gives_the_same_run(make_model, files, source):
    def losses(group):
        data = {"intent & slots": group, "mood": (TEXTS, MOODS)}
        return [event["losses"] for event in make_model().fit(data, epochs=1, seed=4).steps]

    assert losses(source(files)) == losses((WORDS, (INTENTS, SLOTS)))


def test_problems_of_a_group_may_come_apart(make_model):
    data = {"intent": (WORDS, INTENTS), "slots": (WORDS, SLOTS), "mood": (TEXTS, MOODS)}
    assert make_model().fit(data, epochs=1).finished is not None


def test_inputs_of_a_group_that_differ_name_the_row(make_model):
    other = [*WORDS[:3], ["bad"], *WORDS[4:]]
    data = {"intent": (WORDS, INTENTS), "slots": (other, SLOTS), "mood": (TEXTS, MOODS)}
    with pytest.raises(ValueError, match="expected the same input for .* in row 3"):
        make_model().fit(data)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ([], TypeError, "train: expected a dict of problems or '&' groups to their data, got list"),
        (
            {3: (["x"], ["a"])},
            TypeError,
            "train: expected the name of a problem or '&' group as key",
        ),
        ({"mood": (3, ["a"])}, TypeError, "train['mood']: expected a list of inputs, got int"),
        (
            {"mood": (["x"], None)},
            TypeError,
            "train['mood'] targets of 'mood': expected a list, got NoneType",
        ),
        (
            {"mood": ([{"a": "x", 1: "y"}], ["a"])},
            ValueError,
            "train['mood'] row 0: expected the keys 'a' and 'b', got ['a', 1]",
        ),
        (
            {"mood": pd.DataFrame([["x", "y", "a"]], columns=["text", "text", "mood"])},
            ValueError,
            "train['mood']: expected one column 'text', got 2",
        ),
        (
            {"mood": {"data": pd.DataFrame(), "targets": ["mood"]}},
            TypeError,
            "train['mood'] targets: expected a dict of problems to columns, got list",
        ),
        ({"mood": {"data": pd.DataFrame(), 3: "x"}}, ValueError, "train['mood']: unknown key '3'"),
        ({"mood": 3}, TypeError, "train['mood']: expected (inputs, targets), pairs, a path, "),
        (
            {"mood": ([3.0], ["a"])},
            TypeError,
            "train['mood'] row 0: expected a str, a list of str or {'a', 'b'}, got float",
        ),
        (
            {"mood": (["a", ["b", 3]], ["a", "b"])},
            TypeError,
            "train['mood'] row 1: expected a str, a list of str or {'a', 'b'}, got a list with int",
        ),
        (
            {"mood": ([("a text", "another")], ["a"])},
            TypeError,
            "train['mood'] row 0: expected a str, a list of str or {'a', 'b'}, got tuple",
        ),
        (
            {"mood": ("a text", ["a"])},
            TypeError,
            "train['mood']: expected a list of inputs, got one str",
        ),
        (
            {"mood": ([{"a": "x", "c": "y"}], ["a"])},
            ValueError,
            "train['mood'] row 0: expected the keys 'a' and 'b', got ['a', 'c']",
        ),
        (
            {"mood": (["x"], [1.5])},
            TypeError,
            "train['mood'] row 0: expected one label of 'mood' (cls: str, int or bool), got 1.5",
        ),
        (
            {"mood": (["x", "y"], ["a", ["b"]])},
            TypeError,
            "train['mood'] row 1: expected one label of 'mood' (cls: str, int or bool), "
            "got a list of 1",
        ),
        (
            {"mood": (["x"], "a")},
            TypeError,
            "train['mood'] targets of 'mood': expected a list, got one str",
        ),
        (
            {"mood": [("x", "a"), "y"]},
            TypeError,
            "train['mood'] row 1: expected (input, target), got str",
        ),
        (
            {"mood": [["x", "y", "z"], ["a", "b", "a"]]},
            TypeError,
            "train['mood'] row 0: expected (input, target), got a list of 3; lists of both are a "
            "tuple (inputs, targets)",
        ),
        (
            {"mood": [({"text": "x", "text_b": "y"}, "a")]},
            ValueError,
            "train['mood'] row 0: expected a pair as {'a', 'b'}, words and sentences as lists, "
            "got the key 'text_b', which files have",
        ),
        (
            {"intent&slots": (["x"], ["a"])},
            ValueError,
            "train['intent&slots']: expected targets as a dict of ['intent', 'slots'] or as a "
            "tuple in this order, got a list of 1",
        ),
        (
            {"intent&slots": (["x"], {"intent": ["a"]})},
            ValueError,
            "train['intent&slots']: expected targets of ['intent', 'slots'], got targets of "
            "['intent']",
        ),
        (
            {"intent": pd.DataFrame({"texts": ["x"], "intent": ["a"]})},
            ValueError,
            "train['intent']: expected a column 'text', got ['texts', 'intent']; did you mean "
            "'texts'?",
        ),
        (
            {"intent": {"data": pd.DataFrame(), "txt": "x"}},
            ValueError,
            "train['intent']: unknown key 'txt'; did you mean 'text'?",
        ),
        (
            {"intent": {"path": "x.csv", "sepparator": ";"}},
            ValueError,
            "source: unknown key 'sepparator'; did you mean 'separator'?",
        ),
        ({"moot": (["x"], ["a"])}, ValueError, "train: 'moot' is no problem and no group"),
        ({"mood": (["x"], ["a"])}, ValueError, "expected data for problem 'intent', got none"),
    ],
)
def test_what_does_not_fit_is_named(model, data, error, message):
    with pytest.raises(error) as caught:
        model.fit(data)
    assert message in str(caught.value)


def test_a_file_that_is_not_there(model):
    with pytest.raises(FileNotFoundError) as caught:
        model.fit({"mood": "nowhere.csv"})
    assert str(caught.value) == ("[Errno 2] nowhere.csv: expected a file, got nothing at this path")


def test_words_and_labels_of_different_length_name_the_row(model):
    slots = [*SLOTS[:5], ["O"], *SLOTS[6:]]
    with pytest.raises(ValueError) as caught:
        model.fit({"intent&slots": (WORDS, (INTENTS, slots)), "mood": (TEXTS, MOODS)})
    assert str(caught.value) == (
        "train['intent&slots'] row 5: expected 3 labels of 'slots', one for each word, got 1"
    )


def test_labels_that_training_has_not_seen(trained):
    data = {"mood": (["good"], ["merry"])}
    with pytest.raises(ValueError, match="expected a label of 'mood' that training has seen"):
        trained.evaluate(data)
    report = trained.evaluate(data, count_unseen_labels=True)
    assert report["mood"]["accuracy"] == 0


def test_a_frame_may_be_asked_about(trained):
    frame = pd.DataFrame({"text": ["good", "bad day"], "mood": ["x", "y"]})
    found = trained.predict(frame, problems=["mood"])["mood"]
    assert found.labels == trained.predict(["good", "bad day"], problems=["mood"])["mood"].labels
    assert trained.encode(frame).pooled.shape[0] == 2
    words = pd.DataFrame({"words": [["good", "day"]]})
    assert trained.predict(words, problems=["slots"])["slots"].words == [["good", "day"]]


def test_a_table_may_write_truths_and_numbers_that_training_has_seen(trained, tmp_path):
    path = tmp_path / "mood.csv"
    pd.DataFrame({"text": TEXTS, "mood": MOODS}).to_csv(path, index=False)
    found = trained.evaluate({"mood": str(path)})
    assert found["mood"] == trained.evaluate({"mood": (TEXTS, MOODS)})["mood"]
