"""Every article is read by the pipeline of its language, or left unmarked; what cannot be loaded is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.entities.multilingual import load_pipelines
from reader.entities.protocol import Document
from reader.errors import PipelineError
from reader.model.entity import Label, Recognised
from tests.pipeline_kit import altered, damaged, package

ENGLISH = "Officials in Kenya said on Monday that the talks with Norway would go on."
GERMAN = "Der Zog gehört Ordo Blim"
LONG_GERMAN = "Der Kanzler hat am Montag mit dem Präsidenten gesprochen und danach eine Rede gehalten.\n" * 5 + GERMAN


def found(recognised: Recognised, text: str) -> list[tuple[str, Label]]:
    return [(text[each.start : each.end], each.label) for each in recognised.text]


pytestmark = pytest.mark.pipeline


def test_an_article_without_a_pipeline_stays_unmarked_and_says_so() -> None:
    pipelines = load_pipelines()
    english, german, chinese = pipelines.recognise(
        [("", ENGLISH), Document("Der Kanzler", LONG_GERMAN), Document("北京", "习近平主席在北京会见了普京。")]
    )
    assert found(english, ENGLISH) == [("Kenya", Label.GPE), ("Norway", Label.GPE)]
    assert (english.lang, english.by) == ("en", pipelines.plan.english.ident)
    assert german == Recognised(by="", lang="de")
    assert chinese == Recognised(by="", lang="zh")
    assert pipelines.notices == ()


def test_a_language_is_read_by_the_pipeline_that_is_installed_for_it(
    tiny_german: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tiny_german, tmp_path / "site")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    pipelines = load_pipelines()
    documents = [("", LONG_GERMAN), ("", ENGLISH), Document("", GERMAN, "de"), ("", ""), Document("Zog", "Zog", "fr")]
    first, english, short, empty, french = pipelines.recognise(documents)
    assert ("Ordo Blim", Label.PERSON) in found(first, LONG_GERMAN)
    assert found(english, ENGLISH) == [("Kenya", Label.GPE), ("Norway", Label.GPE)]
    assert found(short, GERMAN) == [("Zog", Label.PRODUCT), ("Ordo Blim", Label.PERSON)]
    assert (first.by, short.by) == ("de_tiny 1.2.3", "de_tiny 1.2.3")
    assert (empty.text, empty.by) == ((), pipelines.plan.english.ident)
    assert french == Recognised(by="", lang="fr")


def test_a_pipeline_of_another_language_that_is_broken_leaves_its_articles_unmarked(
    tiny_german: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(altered(tiny_german, tmp_path / "tin", name="tin"), tmp_path / "site", spoilt=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    pipelines = load_pipelines()
    assert pipelines.notices == (), "it is loaded with the first article that needs it"
    german, english = pipelines.recognise([("", LONG_GERMAN), ("", ENGLISH)])
    assert (german.text, german.by) == ((), "")
    assert english.text
    assert list(pipelines.broken) == ["de_tin 1.2.3"]


@pytest.mark.parametrize("fault", ["missing", "no ner", "damaged", "other spaCy", "no labels"])
def test_a_wanted_pipeline_that_cannot_be_used_is_told_and_the_embedded_one_used(
    tiny: Path, tmp_path: Path, fault: str
) -> None:
    import spacy

    folder = tmp_path / "mine"
    if fault == "no ner":
        spacy.blank("en").to_disk(folder)
    elif fault == "damaged":
        damaged(tiny, folder)
    elif fault == "other spaCy":
        altered(tiny, folder, spacy_version=">=2.3,<3.0")
    elif fault == "no labels":
        altered(tiny, folder, labels={"ner": ["DATE"]})
    pipelines = load_pipelines(wanted=str(folder))
    (notice,) = pipelines.notices
    assert str(folder) in notice and notice.endswith(" The embedded one is used instead.")
    assert pipelines.name == "embedded"
    (english,) = pipelines.recognise([("", ENGLISH)])
    assert len(english.text) == 2
    with pytest.raises(PipelineError) as told:
        load_pipelines(str(folder))
    assert notice.startswith(str(told.value))


def test_a_wanted_pipeline_reads_english(tiny: Path) -> None:
    pipelines = load_pipelines(wanted=str(tiny))
    text = "The Zog belongs to Ordo Blim"
    (recognised,) = pipelines.recognise([("", text)])
    assert ("Ordo Blim", Label.PERSON) in found(recognised, text)
    assert (pipelines.notices, recognised.by) == ((), f"{tiny} 1.2.3")
