"""Which pipeline reads which language: the reader's own choice, then the best that is installed, then the embedded."""

from __future__ import annotations

import pytest

from reader.entities import installed
from reader.entities.plan import make_plan
from reader.errors import PipelineError
from reader.model.pipeline import Origin, Pipeline


def pipeline(name: str, problem: str | None = None) -> Pipeline:
    return Pipeline(name, "3.8.0", name[:2], ("PER",), Origin.PACKAGE, problem)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch):
    def these(*pipelines: Pipeline) -> None:
        by_name = {each.name: each for each in pipelines}

        def find(name: str) -> Pipeline:
            if name == "embedded":
                return installed.embedded()
            if name not in by_name:
                raise PipelineError(f"There is no spaCy pipeline named {name}.")
            return by_name[name]

        monkeypatch.setattr(installed, "packages", lambda: list(pipelines))
        monkeypatch.setattr(installed, "find", find)

    return these


def test_with_nothing_installed_english_is_read_by_the_embedded_one(install) -> None:
    install()
    plan = make_plan()
    assert plan.english.name == "embedded" and plan.trouble is None
    assert plan.of("de") is None and plan.of("und") is None
    assert plan.reads(plan.english) == ["en"]


def test_the_best_of_spacys_own_is_preferred_and_others_only_when_named(install) -> None:
    install(pipeline("en_core_web_sm"), pipeline("en_core_web_lg"), pipeline("en_ner_bionlp_md"))
    assert make_plan().english.name == "en_core_web_lg"
    install(pipeline("en_ner_bionlp_md"))
    assert make_plan().english.name == "embedded"
    assert make_plan("en_ner_bionlp_md").english.name == "en_ner_bionlp_md"


def test_every_language_has_its_best_and_the_rest_the_one_for_any(install) -> None:
    install(*map(pipeline, ("de_core_news_sm", "de_core_news_md", "de_tiny", "xx_ent_wiki_sm", "fr_tiny")))
    plan = make_plan()
    assert {lang: plan.of(lang).name for lang in ("en", "", "de", "fr", "it")} == {
        "en": "embedded",
        "": "embedded",
        "de": "de_core_news_md",
        "fr": "fr_tiny",
        "it": "xx_ent_wiki_sm",
    }
    assert plan.of("und") is None, "source code is no language"
    assert plan.idents(["de", "und"]) == {"de": "de_core_news_md 3.8.0", "und": ""}
    assert plan.reads(plan.of("it")) == ["xx"]


def test_the_named_one_reads_its_own_language_and_the_embedded_one_english(install) -> None:
    install(pipeline("de_tiny"), pipeline("de_core_news_lg"))
    plan = make_plan("de_tiny")
    assert (plan.of("de").name, plan.english.name) == ("de_tiny", "embedded")
    install(pipeline("xx_tiny"), pipeline("de_core_news_lg"), pipeline("en_core_web_lg"))
    plan = make_plan("xx_tiny")
    assert [plan.of(lang).name for lang in ("en", "de", "it")] == ["xx_tiny", "de_core_news_lg", "xx_tiny"]


@pytest.mark.parametrize(
    ("wanted", "trouble"),
    [("no_such", "There is no spaCy pipeline named no_such."), ("en_old", "It was made for spaCy 2.")],
)
def test_one_that_cannot_be_is_told_and_another_used(install, wanted: str, trouble: str) -> None:
    install(pipeline("en_old", "It was made for spaCy 2."))
    plan = make_plan(wanted)
    assert (plan.trouble, plan.instead) == (trouble, "The embedded one is used instead.")
    assert plan.english.name == "embedded"


def test_one_that_could_not_be_loaded_is_passed_over(install) -> None:
    install(pipeline("en_core_web_lg"), pipeline("en_core_web_sm"), pipeline("en_tiny"))
    plan = make_plan("en_tiny", broken={"en_tiny 3.8.0", "en_core_web_lg 3.8.0"})
    assert plan.english.name == "en_core_web_sm"
    assert plan.trouble == "The spaCy pipeline en_tiny cannot be loaded."
    assert plan.instead == "en_core_web_sm is used instead."


def test_the_version_of_the_embedded_one_changes_with_its_weights(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    import shutil

    before = installed.embedded().ident
    shutil.copytree(installed.EMBEDDED, tmp_path / "model")
    (tmp_path / "model" / "ner" / "model").write_bytes(b"others")
    monkeypatch.setattr(installed, "EMBEDDED", tmp_path / "model")
    installed._mark.cache_clear()
    assert installed.embedded().ident != before
    monkeypatch.undo()
    installed._mark.cache_clear()
    assert installed.embedded().ident == before
