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
from thinc.api import Model
from thinc.types import Ragged

NAMES = "tidewire_names"
_TEXTS_AT_ONCE = 16  # more would only take memory
_MIX = np.uint64(0x9E3779B97F4A7C15)

Floats = npt.NDArray[np.float32]
Found = tuple[int, int, str]


class NameReader:
    """Marks the entities of a text by the weights of a trained `ner` of 3 features, which `read` takes over."""

    def read(self, ner: Any) -> None:
        """Take the weights and the labels of a loaded spaCy `ner`."""
        model = ner.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._tok2vec = model.get_ref("tok2vec")
        self._lower: Floats = lower.get_param("W")
        self._bias: Floats = lower.get_param("b")
        self._none: Floats = lower.get_param("pad")[0]
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
        shape = self._lower.shape
        parts = (vectors @ self._lower.reshape(-1, shape[-1]).T).reshape(-1, *shape[:-1])
        best = self._best_outside(docs, parts)
        start = 0
        for doc in docs:
            end = start + len(doc)
            spans = [Span(doc, a, b, label) for a, b, label in self._names(parts[start:end], best[start:end])]
            doc.set_ents(spans)
            start = end

    def _best_outside(self, docs: list[Any], parts: Floats) -> npt.NDArray[np.intp]:
        """The best move at every word if no name is open there."""
        scores = self._scores(parts[:, 0] + self._none[1] + self._none[2])
        scores[:, ~self._closed] = -np.inf
        last = np.cumsum([len(doc) for doc in docs]) - 1
        scores[np.ix_(last, self._opening)] = -np.inf
        blank = np.concatenate([doc.to_array([IS_SPACE]).reshape(-1) for doc in docs]).astype(bool)
        scores[np.ix_(blank, self._naming)] = -np.inf
        best: npt.NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _scores(self, summed: Floats) -> Floats:
        hidden = (summed + self._bias).max(axis=-1)
        scores: Floats = hidden @ self._upper.T + self._upper_bias
        return scores

    def _names(self, parts: Floats, best: npt.NDArray[np.intp]) -> Iterator[Found]:
        done = 0
        for start in np.flatnonzero(self._naming[best]).tolist():
            if start < done:
                continue
            kind, label = self._moves[best[start]]
            done = start + 1 if kind == "U" else self._end(parts, start, label)
            yield start, done, label

    def _end(self, parts: Floats, start: int, label: str) -> int:
        """Where the name that begins at `start` ends: word by word, go on or make it the last."""
        go_on, stop = self._within[label]
        weights, bias = self._upper[[go_on, stop]], self._upper_bias[[go_on, stop]]
        for at in range(start + 1, len(parts) - 1):
            hidden = (parts[at, 0] + parts[start, 1] + parts[at - 1, 2] + self._bias).max(axis=-1)
            goes_on, stops = weights @ hidden + bias
            if stops > goes_on:
                return at + 1
        return len(parts)


def embed_once(tok2vec: Any) -> None:
    """Let the first layers work once for words of the same features in a batch: half of a text's words repeat."""
    layers = tok2vec.layers[0].layers[0].layers
    layers[2:4] = [Model("once_each", _once_each, layers=layers[2:4])]


def _once_each(model: Any, words: Ragged, is_train: bool) -> tuple[Ragged, None]:  # noqa: ARG001  thinc's signature
    features = words.data
    keys = features[:, 0].copy()
    with np.errstate(over="ignore"):
        for column in features.T[1:]:
            keys = (keys ^ (keys >> np.uint64(29))) * _MIX + column
    _, first, of = np.unique(keys, return_index=True, return_inverse=True)
    different = Ragged(features[first], np.array([len(first)], np.int32))
    for layer in model.layers:
        different = layer.predict(different)
    return Ragged(different.data[of], words.lengths), None


def _make_reader(nlp: Any, name: str) -> NameReader:  # noqa: ARG001  spaCy passes both by name
    return NameReader()


Language.factory(NAMES, func=_make_reader)
