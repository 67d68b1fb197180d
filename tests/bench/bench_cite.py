"""Agreement of our citations with those of a reference CSL processor, style by style.

    python tests/bench/bench_cite.py GOLDENS.json [--diff]

The file holds {"items": [CSL-JSON …], "expected": {style: {item id: {"text"|"html": {"cite", "entry"}}}}}.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import time
from pathlib import Path
from typing import Any

from reader.cite import Citation, render

_WRAPPING = re.compile(r"</?div[^>]*>")


def plain_html(text: str) -> str:
    """HTML without the processor's boxes, entities read."""
    return " ".join(html.unescape(_WRAPPING.sub(" ", text)).split())


def compare(goldens: dict[str, Any], style: str) -> tuple[dict[str, int], list[str]]:
    """How many entries, in-text forms and their HTML agree, and the lines that tell the differences."""
    agree, differences = {"entry": 0, "cite": 0, "entry html": 0, "cite html": 0}, []
    for item in goldens["items"]:
        citation = Citation.from_csl(item)
        for part in ("entry", "cite"):
            expected = goldens["expected"][style][item["id"]]
            ours = render(citation, style, part)
            ours_html = plain_html(render(citation, style, part, "html"))
            agree[part] += ours == expected["text"][part]
            agree[f"{part} html"] += ours_html == plain_html(expected["html"][part])
            if ours != expected["text"][part]:
                differences += [f"{style} {item['id']} {part}", f"  - {expected['text'][part]}", f"  + {ours}"]
            elif ours_html != plain_html(expected["html"][part]):
                differences += [f"{style} {item['id']} {part} html", f"  + {ours_html}"]
    return agree, differences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goldens", type=Path)
    parser.add_argument("--diff", action="store_true")
    options = parser.parse_args()
    goldens = json.loads(options.goldens.read_text("utf-8"))
    total = len(goldens["items"])
    started = time.process_time()
    for style in goldens["expected"]:
        agree, differences = compare(goldens, style)
        print(f"{style:22}", *(f"{name} {count}/{total}" for name, count in agree.items()), sep="  ")
        if options.diff:
            print(*differences, sep="\n")
    print(f"{time.process_time() - started:.2f} s of CPU")


if __name__ == "__main__":
    main()
