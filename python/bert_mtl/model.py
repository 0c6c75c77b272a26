"""One encoder with a head for every problem."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Unpack

from bert_mtl import _core, _opening
from bert_mtl._answers import Answers
from bert_mtl._asking import kept, unlabelled, views
from bert_mtl._columns import Document, Input
from bert_mtl._described import Described
from bert_mtl._json import request
from bert_mtl.data import Data, make_datasets
from bert_mtl.history import Event, History
from bert_mtl.options import OpeningOptions, TrainingOptions, training_options
from bert_mtl.prediction import Report, Vectors
from bert_mtl.profiling import Profile, watch
from bert_mtl.training import callables, run

#: Called with each event between two steps; True stops the run.
Callback = Callable[[Event], object]


class MultiTaskModel(Described):
    """A BERT encoder that is trained on several problems at once.

    Make one with :meth:`from_pretrained` or :meth:`from_configuration`. A model may be used from
    several threads, which take turns; it does not survive a fork.

    Attributes
    ----------
    history : History or None
        What happened in the last call of :meth:`fit`, also where it was interrupted.

    Examples
    --------
    >>> model = MultiTaskModel.from_pretrained(  # doctest: +SKIP
    ...     folder, problems="intent&slots|mood",
    ...     types={"intent": "cls", "slots": "seq_tag", "mood": "cls"})
    >>> history = model.fit(train, dev, epochs=3, output_dir="runs/first")  # doctest: +SKIP
    >>> model.predict(["book a table for two"])["intent"].labels  # doctest: +SKIP
    ['book']
    """

    def __init__(self, core: _core.Session) -> None:
        super().__init__(core)
        self.history: History | None = None

    @classmethod
    def from_pretrained(
        cls,
        name: _opening.Folder,
        problems: str | None = None,
        types: Mapping[str, str] | None = None,
        *,
        revision: str | None = None,
        **asked: Unpack[OpeningOptions],
    ) -> MultiTaskModel:
        """Open a folder in Hugging Face's layout, or fetch one from its hub.

        Parameters
        ----------
        name : str or path
            A folder with ``config.json``, ``model.safetensors`` and a vocabulary, or a hub id.
        problems : str, optional
            The chain of problems: ``a&b`` have the same inputs and train together, ``a|b`` take
            turns. Without it the saved one, or an encoder alone.
        types : dict, optional
            The type of each new problem; :func:`problem_types` lists them.
        revision : str, optional
            The branch, tag or commit of a hub id.
        **asked
            The keys of :class:`bert_mtl.options.OpeningOptions`: ``options``, ``labels``,
            ``modalities``, ``trunk``, ``seed`` and so on.
        """
        return cls(_opening.pretrained(name, revision, problems=problems, types=types, **asked))

    @classmethod
    def from_configuration(
        cls,
        configuration: Mapping[str, Any] | str | os.PathLike[str],
        vocabulary: str | os.PathLike[str],
        problems: str | None = None,
        types: Mapping[str, str] | None = None,
        **asked: Unpack[OpeningOptions],
    ) -> MultiTaskModel:
        """Make a model whose encoder begins at random.

        Parameters
        ----------
        configuration : dict or path
            What ``config.json`` says, or the path of one.
        vocabulary : path
            A ``vocab.txt``, or a folder with a tokenizer.
        problems, types, **asked
            As for :meth:`from_pretrained`.
        """
        return cls(
            _opening.configured(configuration, vocabulary, problems=problems, types=types, **asked)
        )

    def fit(
        self,
        train: Data,
        dev: Data | None = None,
        *,
        callbacks: Iterable[Callback] = (),
        progress: bool | None = None,
        **options: Unpack[TrainingOptions],
    ) -> History:
        """Train on every problem of the chain.

        Parameters
        ----------
        train, dev : dict
            For each problem or ``&`` group its data: ``(inputs, targets)``, an iterable of
            ``(input, target)`` pairs, the path of a CoNLL, JSONL, CSV or TSV file, a dict that
            describes one, or a pandas.DataFrame. An input is a text, a list of words, or a pair
            ``{"a": ..., "b": ...}``; the targets of a group are a dict by problem, or a tuple in
            the group's order.
        callbacks : iterable of callables
            Called with each event between two steps; where one answers True, the run stops.
        progress : bool, optional
            Whether to show how far the run is; by default in terminals and notebooks.
        **options
            The keys of :class:`bert_mtl.options.TrainingOptions`: ``epochs``, ``learning_rate``,
            ``batch_size``, ``output_dir`` and so on.

        Returns
        -------
        History
            Every step and evaluation; the model has the weights of the best one, else the last.

        Raises
        ------
        ValueError
            Where data or options do not fit, or `output_dir` is an earlier or a running run's.
        TrainingError
            Where a loss is not finite, or there is nothing to resume from.
        KeyboardInterrupt
            On Ctrl-C, after the step was finished and, with ``output_dir``, saved.
        """
        wanted, called = self._wanted(), callables(callbacks)
        try:
            trainer = self._core.train(
                request(**training_options("fit", options)),
                make_datasets(self._core, "train", train, *wanted),
                () if dev is None else make_datasets(self._core, "dev", dev, *wanted),
            )
        finally:
            self._forget()  # the data has settled what its modalities look like
        self.history = History(json.loads(trainer.describe()[0]))
        run(trainer, self.history, called, progress, saves=options.get("output_dir") is not None)
        return self.history

    def evaluate(
        self,
        data: Data,
        *,
        max_length: int | None = None,
        batch_tokens: int | None = None,
        count_unseen_labels: bool | None = None,
    ) -> Report:
        """Score the model on labelled data of all its problems, or of some.

        Parameters
        ----------
        data : dict
            As ``train`` of :meth:`fit`.
        max_length : int, optional
            Pieces in a row; without it as in training.
        batch_tokens : int, optional
            Tokens in a batch; no result depends on it.
        count_unseen_labels : bool, optional
            Count labels that training never saw as wrong answers instead of refusing them.

        Returns
        -------
        Report
            A dict of scores for each problem, and ``.mean``, the mean of their main scores.
        """
        asked = request(
            max_length=max_length,
            batch_tokens=batch_tokens,
            count_unseen_labels=count_unseen_labels,
        )
        datasets = make_datasets(self._core, "data", data, *self._wanted())
        return Report(json.loads(self._core.evaluate(asked, datasets)[0]))

    def profile(
        self,
        data: Data,
        *,
        steps: int | None = None,
        trace: str | os.PathLike[str] | None = None,
        **options: Unpack[TrainingOptions],
    ) -> Profile:
        """Show where the time of a training step goes, kernel by kernel.

        A copy is trained: the model stays as it is, and nothing is written but the trace.

        Parameters
        ----------
        data : dict
            As ``train`` of :meth:`fit`.
        steps : int, optional
            How many steps are watched (10); one more comes before them.
        trace : path, optional
            Where every call of every kernel goes, for chrome://tracing and https://ui.perfetto.dev.
        **options
            As for :meth:`fit`; what writes, resumes or asks for dev data is left aside.

        Raises
        ------
        ValueError
            Where another profile is recorded at the same time, or `trace` is another file.
        """
        options = training_options("profile", options)
        asked = request(steps=steps, trace=trace and os.fspath(trace), training=options)
        datasets = make_datasets(self._core, "data", data, *self._wanted())
        return watch(self._core.profile(asked, datasets), trace)

    def predict(
        self,
        inputs: Iterable[Input | Document],
        *,
        problems: Sequence[str] | None = None,
        max_length: int | None = None,
        batch_tokens: int | None = None,
        every_piece: bool = False,
    ) -> dict[str, Any]:
        """Answer every problem for every input, with one pass of the encoder for all of them.

        Parameters
        ----------
        inputs : iterable
            Texts, lists of words, pairs ``{"a": ..., "b": ...}``, or a pandas.DataFrame; for a
            problem that reads documents lists of sentences.
        problems : list of str, optional
            Those to answer; without it every one.
        max_length, batch_tokens : int, optional
            As for :meth:`evaluate`.
        every_piece : bool
            Whether taggers answer for every piece of a row, special ones too, and name no words.
        """
        asked = request(
            problems=problems,
            max_length=max_length,
            batch_tokens=batch_tokens,
            every_piece=every_piece,
        )
        wanted = self._wanted()
        documents = wanted.are_documents(problems)
        given = kept(inputs, documents)
        text, arrays = self._core.predict(asked, unlabelled(given, documents, wanted.sizes))
        table = json.loads(text)["problems"]
        return Answers(given, table, views(arrays), every_piece).predictions()

    def encode(
        self,
        inputs: Iterable[Input],
        *,
        max_length: int | None = None,
        batch_tokens: int | None = None,
    ) -> Vectors:
        """Encode every input: one vector a text, and one a token, special tokens included."""
        asked = request(max_length=max_length, batch_tokens=batch_tokens)
        dataset = unlabelled(kept(inputs), sizes=self._wanted().sizes)
        arrays = views(self._core.encode(asked, dataset)[1])
        spans = pairwise(arrays["row_starts"].tolist())
        sequence = [arrays["sequence"][start:end] for start, end in spans]
        return Vectors(arrays["pooled"], sequence)

    def save_pretrained(self, folder: str | os.PathLike[str]) -> None:
        """Write encoder, heads, tokenizer and labels, all or nothing.

        `transformers` loads the encoder; :meth:`from_pretrained` loads everything.
        """
        self._core.save(os.fspath(folder))

    def export_pretraining(
        self, folder: str | os.PathLike[str], *, problem: str | None = None
    ) -> None:
        """Write encoder and language model as `transformers` has them.

        `BertForPreTraining` loads what a `pretrain` problem has learnt, `BertForMaskedLM` what one
        of `mask_lm` or `premask_mlm` has.

        Parameters
        ----------
        folder : path
            Where to; it holds no model with its problems.
        problem : str, optional
            Which language model, where there are several.
        """
        self._core.export_pretraining(os.fspath(folder), problem)
