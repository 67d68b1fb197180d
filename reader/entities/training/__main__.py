"""`python -m reader.entities.training DATA OUT [--steps N]`: train the embedded pipeline and write it to OUT.

DATA holds train/*.jsonl, text_public_domain.jsonl, gaz.json and case_lexicon.json, or has them in its folder ner.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.entities.training.compile_lexicon import OWN_NAMES, compile_lexicon
from reader.entities.training.corpus import read_all
from reader.entities.training.edits import Names
from reader.entities.training.train import blank, narrow, train

_META = {
    "name": "tidewire_news",
    "description": "Names in English news, ten labels; see CARD.md",
    "license": "CC BY-SA 4.0",
}


def main() -> None:
    """Read, compile, learn, write."""
    parser = argparse.ArgumentParser(prog="python -m reader.entities.training")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=12000)
    asked = parser.parse_args()
    data = asked.data / "ner" if (asked.data / "ner").is_dir() else asked.data
    nlp = blank()
    nlp.meta.update(_META)
    lexicon = compile_lexicon(data, nlp)
    train(nlp, lexicon, Names.read(data, OWN_NAMES), read_all(data), asked.steps)
    narrow(nlp)
    asked.out.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(asked.out, exclude=["vocab"])


if __name__ == "__main__":
    main()
