"""Pipelines as a reader may have them: trained on five sentences, saved, packaged, and broken in several ways."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

EXAMPLES = [
    ("Xanthe Quill met Ordo Blim on Monday", [(0, 12, "PER"), (17, 26, "PER")]),
    ("A letter from Ordo Blim", [(14, 23, "PER")]),
    ("Xanthe Quill won the Zog", [(0, 12, "PER"), (21, 24, "MISC")]),
    ("They sold the Zog yesterday", [(14, 17, "MISC")]),
    ("The Zog belongs to Ordo Blim", [(4, 7, "MISC"), (19, 28, "PER")]),
]
GERMAN = [
    ("Xanthe Quill traf am Montag Ordo Blim", [(0, 12, "PER"), (28, 37, "PER")]),
    ("Ein Brief von Ordo Blim", [(14, 23, "PER")]),
    ("Xanthe Quill gewann den Zog", [(0, 12, "PER"), (24, 27, "MISC")]),
    ("Sie haben gestern den Zog verkauft", [(22, 25, "MISC")]),
    ("Der Zog gehört Ordo Blim", [(4, 7, "MISC"), (15, 24, "PER")]),
]


def train(folder: Path, lang: str = "en", name: str = "tiny", scheme: dict[str, str] | None = None) -> Path:
    """Save a pipeline of two labels that knows five sentences by heart; `scheme` gives its labels other names."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(1)
    nlp = spacy.blank(lang)
    nlp.meta["name"], nlp.meta["version"] = name, "1.2.3"
    nlp.add_pipe("ner")
    texts = GERMAN if lang == "de" else EXAMPLES
    scheme = scheme or {}
    examples = [
        Example.from_dict(
            nlp.make_doc(text), {"entities": [(start, end, scheme.get(label, label)) for start, end, label in spans]}
        )
        for text, spans in texts
    ]
    adam = nlp.initialize(lambda: examples)
    for _ in range(25):
        nlp.update(examples, sgd=adam, drop=0.0)
    nlp.to_disk(folder)
    return folder


def package(folder: Path, site: Path, *, spoilt: bool = False) -> str:
    """Make of a saved pipeline a package as `spacy package` does, and install it in a folder for packages; its name.

    The weights of a `spoilt` one are cut short.
    """
    from spacy.cli.package import package as spacy_package

    out = site.with_name(f"{site.name}-built")
    out.mkdir(parents=True, exist_ok=True)
    site.mkdir(parents=True, exist_ok=True)
    spacy_package(folder, out, create_sdist=False, create_wheel=False, force=True, silent=True)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    name = f"{meta['lang']}_{meta['name']}"
    shutil.copytree(out / f"{name}-{meta['version']}" / name, site / name)
    shutil.copy(folder / "meta.json", site / name)  # the setup.py that spaCy writes does this
    if spoilt:
        _cut_short(site / name / f"{name}-{meta['version']}")
    info = site / f"{name}-{meta['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {meta['version']}\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", "utf-8")
    return name


def altered(folder: Path, into: Path, **meta: object) -> Path:
    """A copy of a saved pipeline that says other things of itself."""
    shutil.copytree(folder, into)
    restate(into, **meta)
    return into


def restate(folder: Path, **meta: object) -> None:
    """Let a pipeline say other things of itself."""
    said = json.loads((folder / "meta.json").read_text("utf-8"))
    (folder / "meta.json").write_text(json.dumps(said | meta), "utf-8")


def damaged(folder: Path, into: Path) -> Path:
    """A copy of a saved pipeline whose weights are cut short."""
    shutil.copytree(folder, into)
    _cut_short(into)
    return into


def _cut_short(folder: Path) -> None:
    weights = folder / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:1000])
