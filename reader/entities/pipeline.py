"""The embedded pipeline's own parts: its tokens, its features, and how its weights are read."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy import util
from spacy.attrs import LOWER, ORTH
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, registry
from thinc.api import NumpyOps

from reader.entities.clues import clues
from reader.entities.decode import NAMES
from reader.entities.encode import quicken
from reader.entities.lexicon import Lexicon

EMBEDDED = Path(__file__).resolve().parent / "model"
FEATURES = "tidewire_features"
BLANK = "tidewire_blank"
_LEXICON_FILE = "lexicon.npz"
_REMEMBERED = 200_000
LEXICON = Path(FEATURES) / _LEXICON_FILE


class Features:
    """Gives every token what the model reads beside its form: classes in the lemma column, clues in the tag's."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon({}, {})

    def __call__(self, doc: Any) -> Any:
        if len(doc):
            columns = doc.to_array([LOWER, ORTH])
            lower, capital = columns[:, 0], columns[:, 0] != columns[:, 1]
            kinds = self.lexicon.kinds(lower, capital)
            seen = np.stack([kinds, clues(lower, capital, kinds)], axis=1) + np.uint64(1)
            doc.from_array(["LEMMA", "TAG"], seen)
        return doc

    def to_disk(self, path: Path, **_: Any) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.lexicon.save(path / _LEXICON_FILE)

    def from_disk(self, path: Path, **_: Any) -> Features:
        self.lexicon = Lexicon.load(Path(path) / _LEXICON_FILE)
        return self


class KnownWords:
    """A lexicon asked by words; its answers are remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[str, int] = {}
        self._phrases: dict[tuple[str, ...], int] = {}

    def kind(self, word: str) -> int:
        known = self._kinds.get(word)
        if known is None:
            if len(self._kinds) >= _REMEMBERED:
                self._kinds.clear()
            known = self._kinds[word] = self._lexicon.kind(get_string_id(word.lower()))
        return known

    def phrase(self, words: Sequence[str]) -> int:
        key = tuple(words)
        known = self._phrases.get(key)
        if known is None:
            if len(self._phrases) >= _REMEMBERED // 4:
                self._phrases.clear()
            known = self._phrases[key] = self._lexicon.phrase([get_string_id(word.lower()) for word in words])
        return known


class FastOps(NumpyOps):  # type: ignore[misc]
    """Matrix products by numpy's own library, which is two to three times as fast as the one that thinc brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@registry.tokenizers(BLANK)  # type: ignore[untyped-decorator]
def _make_blank() -> Any:
    """For a tokenizer whose rules are read from a file: spaCy would make its own first, in twice the time."""
    return lambda nlp: Tokenizer(nlp.vocab)


def _make_features(nlp: Any, name: str) -> Features:  # noqa: ARG001  spaCy passes both by name
    return Features()


Language.factory(FEATURES, func=_make_features)


def split_names(nlp: Any) -> None:
    """Make the tokenizer part "U.S.-led", "Gaza–Israel" and "AP/Reuters", which spaCy's English rules keep whole."""
    infixes = [*nlp.Defaults.infixes, r"(?<=\.)[-–](?=[A-Za-z])", r"[–—]", r"(?<=[A-Za-z.])/(?=[A-Z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def load_embedded(path: Path) -> Any:
    """The pipeline that ships with the program, its half-precision weights widened for the processor."""
    nlp = load_as_trained(path)
    ner = nlp.get_pipe("ner")
    quicken(ner.model.get_ref("tok2vec"))
    nlp.add_pipe(NAMES).read(ner)
    nlp.remove_pipe("ner")
    return nlp


def load_as_trained(path: Path) -> Any:
    """The same with spaCy's own decoder, which is slower."""
    with warnings.catch_warnings():
        # spaCy would warn of every patch release other than the one that the weights were written with.
        warnings.simplefilter("ignore", UserWarning)
        nlp = util.load_model_from_path(path, config={"nlp": {"tokenizer": {"@tokenizers": BLANK}}})
    ops = FastOps()
    for node in nlp.get_pipe("ner").model.walk():
        node.ops = ops
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float32))
    return nlp
