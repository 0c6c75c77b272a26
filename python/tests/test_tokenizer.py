"""The tokenizer from Python."""

import io
import threading

import bert_mtl as mtl
import numpy as np
import pytest
from bert_mtl import _core


@pytest.fixture(scope="module")
def tokenizer(vocabulary):
    return mtl.Tokenizer.from_pretrained(vocabulary.parent)


def test_a_text(tokenizer):
    encoding = tokenizer.encode("A table, tables to Rome.")
    assert tokenizer.pieces(encoding.ids) == [
        *("[CLS]", "a", "table", ",", "table", "##s", "to", "rome", ".", "[SEP]")
    ]
    assert encoding.offsets.tolist()[1:3] == [[0, 1], [2, 7]]
    assert encoding.words.tolist() == [-1, 0, 1, 2, 3, 3, 4, 5, 6, -1]
    assert encoding.ids.dtype == np.int32
    assert len(encoding) == 10


def test_a_pair(tokenizer):
    encoding = tokenizer.encode("good", pair=["awful", "table"])
    assert tokenizer.pieces(encoding.ids) == [
        *("[CLS]", "good", "[SEP]", "awful", "table", "[SEP]")
    ]
    assert encoding.type_ids.tolist() == [0, 0, 0, 1, 1, 1]
    assert encoding.sides.tolist() == [-1, 0, -1, 1, 1, -1]


def test_offsets_count_characters_as_python_does(tokenizer):
    text = "😀 中文 cafe\u0301"
    encoding = tokenizer.encode(text)
    spelled = [text[start:end] for start, end in encoding.offsets.tolist()[1:-1]]
    assert spelled == ["😀", "中", "文", "cafe\u0301"] or spelled == ["😀", "中", "文", "cafe"]


def test_truncation(tokenizer):
    encoding = tokenizer.encode("a table to rome", max_length=4)
    assert tokenizer.pieces(encoding.ids) == ["[CLS]", "a", "table", "[SEP]"]
    assert encoding.truncated == 2


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"max_length": -1}, ValueError, "max_length: expected at least 0, got -1"),
        (
            {"max_length": 2},
            ValueError,
            "maximum length: expected at least 3, for the special tokens and one piece, got 2",
        ),
        (
            {"pair": 3},
            TypeError,
            "inputs row 0: expected a str, a list of str or {'a', 'b'}, got int",
        ),
    ],
)
def test_what_does_not_fit_is_refused(tokenizer, arguments, error, message):
    with pytest.raises(error) as caught:
        tokenizer.encode("a", **arguments)
    assert str(caught.value) == message


def test_a_lone_surrogate_is_refused(tokenizer):
    with pytest.raises(ValueError) as caught:
        tokenizer.encode_batch(["good", "a\udc80"])
    assert str(caught.value) == "inputs row 1: expected text, got a lone surrogate at character 1"


def test_ids_out_of_the_vocabulary(tokenizer):
    with pytest.raises(ValueError, match="id: expected one of the vocabulary's 25, got 25"):
        tokenizer.pieces([25])


def test_a_folder_without_a_vocabulary(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        mtl.Tokenizer.from_pretrained(tmp_path)
    assert str(caught.value) == (
        f"[Errno 2] {tmp_path}: expected vocab.txt or tokenizer.json, found neither"
    )


def test_what_is_saved_comes_back(tokenizer, tmp_path):
    tokenizer.save_pretrained(tmp_path)
    again = mtl.Tokenizer.from_pretrained(tmp_path)
    assert repr(again) == repr(tokenizer) == "Tokenizer(25 pieces)"
    assert again.encode("a table").ids.tolist() == tokenizer.encode("a table").ids.tolist()


def test_many_at_once_are_each_alone(tokenizer):
    texts = [" ".join(["a", "table", "tables"] * (number % 7)) for number in range(300)]
    for text, encoding in zip(texts, tokenizer.encode_batch(texts), strict=True):
        assert encoding.ids.tolist() == tokenizer.encode(text).ids.tolist()


def test_arrays_are_lent_read_only_and_outlive_their_tokenizer(vocabulary):
    tokenizer = mtl.Tokenizer.from_pretrained(vocabulary.parent)
    ids = tokenizer.encode("a table").ids
    del tokenizer
    assert ids.tolist() == [2, 10, 11, 3]
    with pytest.raises(ValueError, match="read-only"):
        ids[0] = 1


def test_a_buffer_is_refused_what_it_cannot_give(vocabulary):
    core = _core.Tokenizer(str(vocabulary.parent))
    dataset = _core.Dataset("inputs", (["a"], *offsets()), ())
    offsets_array = core.encode(dataset, -1)[1]["offsets"]
    view = memoryview(offsets_array)
    assert (view.shape, view.strides, view.format) == ((3, 2), (8, 4), "i")
    assert view.readonly
    assert bytes(offsets_array) == view.tobytes()
    with pytest.raises(TypeError, match="read-write bytes-like object, not bert_mtl._core.Array"):
        io.BytesIO(b"0123").readinto(offsets_array)


def offsets():
    starts = np.array([0, 1], np.int64)
    return starts, np.zeros(1, np.uint8), starts


def test_references_are_paid_back(vocabulary, same_references):
    core = _core.Tokenizer(str(vocabulary.parent))
    texts = ["a table"]
    dataset = _core.Dataset("inputs", (texts, *offsets()), ())

    def call():
        _, arrays = core.encode(dataset, -1)
        np.asarray(arrays["ids"])
        with pytest.raises(ValueError):
            core.encode(dataset, 1)
        with pytest.raises(TypeError):
            core.encode(texts, 1)

    same_references(call, [core, dataset, texts, texts[0]])


def test_many_threads_share_a_tokenizer(tokenizer):
    texts = ["a table to rome", "good", "flight to paris ."] * 200
    expected = [encoding.ids.tolist() for encoding in tokenizer.encode_batch(texts)]
    found = []

    def work():
        found.append([encoding.ids.tolist() for encoding in tokenizer.encode_batch(texts)])

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6
