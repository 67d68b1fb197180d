"""Learning: annotated items in, a pipeline out; one processor core, one seed, the same result every time."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import spacy
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed
from thinc.api import Adam, set_current_ops, warmup_linear

from reader.entities.lexicon import Lexicon
from reader.entities.pipeline import FEATURES, FastOps, KnownWords, split_names
from reader.entities.training.edits import Names
from reader.entities.training.item import Item
from reader.entities.training.vary import vary
from reader.model.entity import Label

SEED = 20191026
WIDTH = 96
COLUMNS = {"NORM": 8000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 1500, "LEMMA": 1000, "TAG": 400}
_BATCH_WORDS = (400, 1000)


def blank() -> Any:
    """The pipeline before it has learnt anything."""
    set_current_ops(FastOps())
    nlp = spacy.blank("en")
    split_names(nlp)
    nlp.add_pipe(FEATURES)
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": list(COLUMNS),
            "rows": list(COLUMNS.values()),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in Label:
        ner.add_label(label.value)
    return nlp


def train(nlp: Any, lexicon: Lexicon, names: Names, items: list[Item], steps: int) -> None:
    """Teach `nlp` the items in `steps` batches; leaves it with the averaged weights."""
    fix_random_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311  repeatable, not secret
    nlp.get_pipe(FEATURES).lexicon = lexicon
    nlp.initialize()
    ner = nlp.get_pipe("ner")
    adam = Adam(warmup_linear(1e-3, 250, steps), L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    losses: dict[str, float] = {}
    began = time.time()
    for step, batch in enumerate(_batches(items, chance, lexicon, names, steps), 1):
        ner.update([_example(nlp, item) for item in batch], drop=0.1, sgd=adam, losses=losses)
        adam.step_schedules()
        if step % 100 == 0:
            print(f"step {step} loss {losses['ner'] / 100:.1f} seconds {time.time() - began:.0f}", flush=True)
            losses.clear()
    for node in ner.model.walk():
        for name in node.param_names:
            if (node.id, name) in adam.averages:
                node.set_param(name, adam.averages[(node.id, name)])


def _batches(
    items: list[Item], chance: random.Random, lexicon: Lexicon, names: Names, steps: int
) -> Iterator[list[Item]]:
    known = KnownWords(lexicon)
    batch: list[Item] = []
    words = made = 0
    while True:
        for item in chance.sample(items, len(items)):
            batch.append(vary(item, chance, known, names))
            words += batch[-1].text.count(" ") + 1
            low, high = _BATCH_WORDS
            if words >= low + (high - low) * min(1.0, made / 2000):
                yield batch
                batch, words, made = [], 0, made + 1
                if made == steps:
                    return


def _example(nlp: Any, item: Item) -> Any:
    """What the pipeline sees and what it should have found; a span that cuts through a token counts as unknown."""
    seen = nlp.get_pipe(FEATURES)(nlp.make_doc(item.text))
    gold = nlp.make_doc(item.text)
    found, unknown = [], []
    for start, end, label in item.spans:
        span = gold.char_span(start, end, label=label)
        if span is None:
            unknown.append(gold.char_span(start, end, alignment_mode="expand"))
        else:
            found.append(span)
    unknown += [gold.char_span(start, end, alignment_mode="expand") for start, end in item.missing]
    found = filter_spans(found)
    taken = {token.i for span in found for token in span}
    missing = [
        gold[i : i + 1] for span in unknown if span is not None for i in range(span.start, span.end) if i not in taken
    ]
    gold.set_ents(found, missing=filter_spans(missing))
    return Example(seen, gold)


def narrow(nlp: Any) -> None:
    """Halve the precision of the weights, as they are stored."""
    for node in nlp.get_pipe("ner").model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float16))
