"""Threads that share a model, and processes that fork with one."""

import os
import resource
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest


def in_a_fork(answer):
    """Run `answer` in a forked process; give back the text that it answered."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.12 warns of forks with threads
        child = os.fork()
    if child == 0:
        try:
            text = str(answer())
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
        os.write(writing, text.encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        text = file.read().decode()
    os.waitpid(child, 0)
    return text


def test_a_model_is_refused_after_a_fork(trained):
    text = in_a_fork(lambda: trained.predict(["a table"]))
    assert text == (
        f"RuntimeError: model: made in process {os.getpid()} and used in its fork "
        f"{text.partition('fork ')[2].partition(';')[0]}; open it after the fork, or start "
        "processes with the 'spawn' method"
    )


def test_a_tokenizer_goes_on_after_a_fork(vocabulary):
    import bert_mtl as mtl

    tokenizer = mtl.Tokenizer.from_pretrained(vocabulary.parent)
    texts = ["a table to rome"] * 500

    def ids():
        return sum(int(encoding.ids.sum()) for encoding in tokenizer.encode_batch(texts))

    assert in_a_fork(ids) == str(ids())


def test_a_model_made_in_a_fork_works(trained, make_model):
    expected = float(make_model().encode(["a table"]).pooled.sum())
    assert in_a_fork(lambda: float(make_model().encode(["a table"]).pooled.sum())) == str(expected)


def test_threads_take_turns(trained):
    expected = trained.predict(["flight to rome", "a table"])["slots"].labels
    found, vectors = [], []

    def work():
        for _ in range(20):
            found.append(trained.predict(["flight to rome", "a table"])["slots"].labels)
            vectors.append(trained.encode(["a"]).pooled)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 120
    assert all(np.array_equal(vector, vectors[0]) for vector in vectors)


def test_other_threads_run_while_a_step_is_taken(model, train):
    """The interpreter is free inside a call: a counter goes on while a model trains."""
    counted, stop = [0], threading.Event()

    def count():
        while not stop.is_set():
            counted[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    history = model.fit(train, epochs=20, batch_size=2)
    stop.set()
    thread.join()
    assert counted[0] > len(history)


def test_calls_leave_nothing_behind(trained, train):
    """Half of the calls fail; the process is no larger after thousands of them."""

    def call():
        trained.predict(["flight to rome", ["a", "table"]])
        with pytest.raises(ValueError):
            trained.predict(["a table"], max_length=2)
        with pytest.raises(ValueError):
            trained.evaluate({"mood": (["good"], ["merry"])})
        with pytest.raises(TypeError):
            trained.encode([3])

    for _ in range(300):
        call()
    before = resident()
    for _ in range(1500):
        call()
    assert resident() - before < 8 * 2**20


def resident():
    """How many bytes of memory this process holds."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def test_importing_is_light():
    code = (
        "import sys, bert_mtl;"
        "print([name for name in ('matplotlib', 'huggingface_hub', 'tqdm', 'pandas', 'torch')"
        " if name in sys.modules])"
    )
    heavy = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    assert heavy.strip() == "[]"


FORKING = """
import os, sys
import bert_mtl as mtl

def open_model():
    return mtl.MultiTaskModel.from_configuration(
        {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
         "intermediate_size": 8, "max_position_embeddings": 16},
        sys.argv[1], "mood", {"mood": "cls"})

def train(**options):
    data = {"mood": (["good", "bad"], ["a", "b"])}
    open_model().fit(data, epochs=1, output_dir=sys.argv[2], **options)

def fork(event):
    if os.fork() == 0:
        sys.exit(0)  # which ends the fork with all that it has copied of the run
    assert os.wait()[1] == 0, "the fork failed"
    try:
        train(overwrite=True)
    except ValueError as error:
        print(error)
    return True

train(callbacks=[fork])
"""


def test_a_fork_that_ends_leaves_the_folder_to_its_run(vocabulary, tmp_path):
    folder = tmp_path / "run"
    arguments = [sys.executable, "-W", "ignore", "-c", FORKING, str(vocabulary), str(folder)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"output_dir: expected a folder that no other training writes to, got {folder}; give "
        "another folder or wait until that training has ended\n"
    )
