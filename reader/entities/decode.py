"""The trained `ner` at work: the same names as by spaCy's own decoder, in about half the time.

spaCy takes one word of a text after the other, and Python's lock for every possible move. Here all words are scored at
once as if no name were open, which holds for nearly all of them; only within a name it goes word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Span

NAMES = "tidewire_names"
_TEXTS_AT_ONCE = 16  # more would only take memory

Floats = npt.NDArray[np.float32]
Found = tuple[int, int, str]


class NameReader:
    """Marks the entities of a text by the weights of a trained `ner` of 3 features, which `read` takes over."""

    def read(self, ner: Any) -> None:
        """Take the weights and the labels of a loaded spaCy `ner`."""
        model = ner.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._tok2vec = model.get_ref("tok2vec")
        # For the word itself, the first of its name and the one before it; all first candidates beside each other.
        self._here, self._first, self._before = (_by_candidate(each).T.copy() for each in lower.get_param("W"))
        none: Floats = lower.get_param("pad")[0]
        self._bias = _by_candidate(lower.get_param("b"))
        self._bias_outside = self._bias + _by_candidate(none[1]) + _by_candidate(none[2])
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")
        names = [ner.moves.get_class_name(at) for at in range(ner.moves.n_moves)]
        moves = [(name[:1], name[2:]) for name in names]
        self._moves = moves
        self._within = {label: (moves.index(("I", label)), moves.index(("L", label))) for _, label in moves if label}
        self._closed = np.array([kind == "O" or (kind in "BU" and label != "") for kind, label in moves])
        self._opening = np.array([kind == "B" for kind, _ in moves])
        self._naming = np.array([kind in "BU" for kind, _ in moves])

    def __call__(self, doc: Any) -> Any:
        self._mark([doc])
        return doc

    def pipe(self, docs: Iterable[Any], batch_size: int) -> Iterator[Any]:
        docs = iter(docs)
        while batch := list(islice(docs, min(batch_size, _TEXTS_AT_ONCE))):
            self._mark(batch)
            yield from batch

    def _mark(self, docs: list[Any]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        vectors: Floats = self._tok2vec.predict(docs)
        here = vectors @ self._here
        best = self._best_outside(docs, here)
        start = 0
        for doc in docs:
            end = start + len(doc)
            found = self._names(vectors[start:end], here[start:end], best[start:end])
            doc.set_ents([Span(doc, *each) for each in found])
            start = end

    def _best_outside(self, docs: list[Any], here: Floats) -> npt.NDArray[np.intp]:
        """The best move at every word if no name is open there."""
        scores = _larger(here + self._bias_outside) @ self._upper.T
        scores += self._upper_bias
        scores[:, ~self._closed] = -np.inf
        last = np.cumsum([len(doc) for doc in docs]) - 1
        scores[np.ix_(last, self._opening)] = -np.inf
        blank = np.concatenate([doc.to_array([IS_SPACE]).reshape(-1) for doc in docs]).astype(bool)
        scores[np.ix_(blank, self._naming)] = -np.inf
        best: npt.NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _names(self, vectors: Floats, here: Floats, best: npt.NDArray[np.intp]) -> Iterator[Found]:
        done = 0
        for start in np.flatnonzero(self._naming[best]).tolist():
            if start < done:
                continue
            kind, label = self._moves[best[start]]
            done = start + 1 if kind == "U" else self._end(vectors, here, start, label)
            yield start, done, label

    def _end(self, vectors: Floats, here: Floats, start: int, label: str) -> int:
        """Where the name that begins at `start` ends: word by word, go on or make it the last."""
        go_on, stop = self._within[label]
        weights, bias = self._upper[[go_on, stop]], self._upper_bias[[go_on, stop]]
        so_far = vectors[start] @ self._first + self._bias
        for at in range(start + 1, len(vectors) - 1):
            hidden = _larger((here[at] + so_far + vectors[at - 1] @ self._before)[None])[0]
            goes_on, stops = weights @ hidden + bias
            if stops > goes_on:
                return at + 1
        return len(vectors)


def _by_candidate(weights: Floats) -> Floats:
    """Weights of a layer of two candidates: those of all first ones, then those of all second ones."""
    return weights.reshape(len(weights), 2, -1).swapaxes(0, 1).reshape(2 * len(weights), *weights.shape[2:])


def _larger(rows: Floats) -> Floats:
    """The larger one of both candidates of every kind."""
    half = rows.shape[1] // 2
    return np.maximum(rows[:, :half], rows[:, half:])


def _make_reader(nlp: Any, name: str) -> NameReader:  # noqa: ARG001  spaCy passes both by name
    return NameReader()


Language.factory(NAMES, func=_make_reader)
