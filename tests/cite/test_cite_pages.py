"""Page numbers by the rules of MLA 9 (6.3), APA 7, AMA 11 and Citing Medicine (chapter 1)."""

from __future__ import annotations

import pytest

from reader.cite.pages import PageRules, format_pages

MLA = PageRules("p. ", "pp. ", second="minimal-two")
NLM = PageRules(dash="-", second="minimal")
APA = PageRules(second="expanded")
PLAIN = PageRules("p. ", "pp. ")


@pytest.mark.parametrize(
    ("rules", "page", "expected"),
    [
        (MLA, "A1", "p. A1"),
        (MLA, "3-5", "pp. 3–5"),
        (MLA, "101-108", "pp. 101–08"),
        (MLA, "1234–1256", "pp. 1234–56"),
        (MLA, "199-201", "pp. 199–201"),
        (MLA, "B3-B4", "pp. B3–4"),
        (MLA, "A1, A4", "pp. A1, A4"),
        (MLA, "A1-A4, A6", "pp. A1–4, A6"),
        (MLA, "p. 4", "p. 4"),
        (NLM, "12-14", "12-4"),
        (NLM, "101-108", "101-8"),
        (APA, "101-8", "101–108"),
        (APA, "B3-B4", "B3–B4"),
        (PLAIN, "B3-B4", "pp. B3–B4"),
        (PLAIN, "A1-B2", "pp. A1–B2"),
        (PLAIN, "1-A", "p. 1-A"),
        (PLAIN, "12-12", "pp. 12–12"),
        (PLAIN, "front page", "p. front page"),
        (PLAIN, "", ""),
    ],
)
def test_pages(rules: PageRules, page: str, expected: str) -> None:
    assert format_pages(page, rules) == expected
