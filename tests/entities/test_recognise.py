"""From articles to mentions: chunks, mapping, the pipelines that are found, and those that are refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities import recognise
from reader.entities.protocol import Recogniser
from reader.entities.recognise import chunks, load_recogniser
from reader.errors import PipelineError
from reader.model.entity import Label, Mention, Recognised
from tests.pipeline_kit import EXAMPLES, altered, damaged, package


def named(text: str, mentions: Iterable[Mention]) -> list[tuple[str, Label]]:
    return [(text[each.start : each.end], each.label) for each in mentions]


def alone(recogniser: Recogniser, title: str, text: str) -> Recognised:
    (found,) = recogniser.recognise([(title, text)])
    return found


@pytest.fixture(scope="module")
def embedded() -> Recogniser:
    return load_recogniser("embedded")


@given(st.text(alphabet="ab \n", max_size=300), st.integers(2, 40))
def test_chunks_are_short_and_lose_nothing(text: str, limit: int) -> None:
    pieces = [text[start:end] for start, end in chunks(text, limit)]
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


def test_chunks_are_cut_at_line_ends() -> None:
    text = "one two\nthree four\nfive"
    assert [text[start:end] for start, end in chunks(text, 12)] == ["one two\n", "three four\n", "five"]


def test_an_unknown_name_is_refused_in_a_sentence() -> None:
    with pytest.raises(PipelineError, match=r"^There is no spaCy pipeline named no_such_pipeline; .*\.$"):
        load_recogniser("no_such_pipeline")


def test_a_pipeline_is_not_called_broken_for_want_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("reader.entities.recognise.load_embedded", load)
    with pytest.raises(MemoryError):
        load_recogniser("embedded")


def test_a_missing_embedded_pipeline_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recognise, "EMBEDDED", tmp_path)
    with pytest.raises(PipelineError, match=r"embedded entity pipeline in .* install Tidewire again\.$"):
        load_recogniser("embedded")


@pytest.mark.pipeline
def test_a_pipeline_in_a_folder_is_loaded_and_its_labels_mapped(tiny: Path) -> None:
    recogniser = load_recogniser(str(tiny))
    assert recogniser.name == str(tiny)
    text = EXAMPLES[4][0]
    assert named(text, alone(recogniser, "", text).text) == [("Zog", Label.PRODUCT), ("Ordo Blim", Label.PERSON)]


@pytest.mark.pipeline
def test_a_broken_pipeline_is_refused(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"broken cannot be loaded"):
        load_recogniser(str(damaged(tiny, tmp_path / "broken")))


@pytest.mark.pipeline
def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="finds no entities"):
        load_recogniser(str(tmp_path / "blank"))


@pytest.mark.pipeline
def test_the_best_installed_pipeline_that_loads_is_used(
    monkeypatch: pytest.MonkeyPatch, tiny: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    package(altered(tiny, tmp_path / "md", name="core_web_md"), site)
    package(altered(tiny, tmp_path / "lg", name="core_web_lg"), site, spoilt=True)
    monkeypatch.syspath_prepend(str(site))
    assert load_recogniser().name == "en_core_web_md"
    (site / "en_core_web_md-1.2.3.dist-info" / "entry_points.txt").unlink()
    assert load_recogniser().name == "embedded"


@pytest.mark.pipeline
def test_title_and_text_have_offsets_of_their_own(embedded: Recogniser) -> None:
    title = "Norway and Chile Sign a Fishing Accord in Oslo"
    text = "OSLO — Norway’s prime minister met Maria Fuentes of Chile on Tuesday.\nFuentes thanked the Norwegian hosts."
    found = alone(embedded, title, text)
    assert {("Norway", Label.GPE), ("Chile", Label.GPE), ("Oslo", Label.GPE)} <= set(named(title, found.title))
    assert named(text, found.text) == [
        ("OSLO", Label.GPE),
        ("Norway", Label.GPE),
        ("Maria Fuentes", Label.PERSON),
        ("Chile", Label.GPE),
        ("Fuentes", Label.PERSON),
        ("Norwegian", Label.NORP),
    ]


@pytest.mark.pipeline
def test_a_word_is_cut_once_whatever_stood_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = load_recogniser("embedded")
    assert isinstance(recogniser, recognise.SpacyRecogniser)
    tokenizer, cut = recogniser._nlp.tokenizer, list[str]()
    suffixes = tokenizer.suffix_search
    monkeypatch.setattr(tokenizer, "suffix_search", lambda word: cut.append(word) or suffixes(word))
    text = "It doesn't rain in the U.S. state of Iowa, farmers' unions say."
    alone(recogniser, "", text)
    assert "unions" in cut
    cut.clear()
    alone(recogniser, "", text)
    assert not {"rain", "Iowa", "unions"} & set(cut)


@pytest.mark.pipeline
def test_a_language_whose_words_spacy_cuts_in_its_own_way_is_read() -> None:
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": [{"ORTH": "B"}]}])
    recogniser = recognise.SpacyRecogniser(nlp, "zh", None, (), gate=False)
    assert alone(recogniser, "", "他住在B市。").text == (Mention(3, 4, Label.GPE),)


@pytest.mark.pipeline
def test_a_pipeline_of_another_language_names_what_is_written_in_its_own_script() -> None:
    import spacy

    nlp = spacy.blank("ru")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Пётр Крель"}])
    recogniser = recognise.SpacyRecogniser(nlp, "ru", None, (), gate=False)
    text = "В среду «Пётр Крель» сказал это."
    assert named(text, alone(recogniser, "", text).text) == [("Пётр Крель", Label.PERSON)]


@pytest.mark.pipeline
def test_a_word_without_end_is_taken_out_before_anything_looks_at_it(
    embedded: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[str]()
    monkeypatch.setattr(recognise, "truecase", lambda text, _: seen.append(text) or text)
    text = "Rain fell on Peru. " + "U.S.A." * 30 + " It rained in Chile."
    assert ("Chile", Label.GPE) in named(text, alone(embedded, "Rain", text).text)
    assert ["U.S.A." in each for each in seen] == [False]


@pytest.mark.pipeline
def test_a_very_long_text_is_read_in_parts_like_the_articles_beside_it(
    embedded: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognise, "_PART", 200)
    text = "".join(f"A storm hit Peru on day {day}, and the rain went on in Chile.\n" for day in range(12))
    short = ("Storm over Peru", "Lima was spared, the Red Cross in Peru said.")
    before, found, after = embedded.recognise([short, ("Rain in Peru", text), short])
    assert before == after == alone(embedded, *short)
    assert named("Rain in Peru", found.title) == [("Peru", Label.GPE)]
    assert named(text, found.text) == [("Peru", Label.GPE), ("Chile", Label.GPE)] * 12
    monkeypatch.setattr(recognise, "_MOST_MENTIONS", 7)
    assert 7 < len(alone(embedded, "Rain in Peru", text).text) < 24


@pytest.mark.pipeline
def test_articles_do_not_depend_on_their_neighbours(embedded: Recogniser) -> None:
    articles = [
        ("Storm over Peru", "A storm hit Peru on Friday, the Red Cross said."),
        ("", ""),
        ("只有中文", "习近平主席在北京会见了俄罗斯总统普京。"),
        ("Peru again", "Lima was spared."),
    ]
    together = list(embedded.recognise(articles))
    assert together == [alone(embedded, *article) for article in articles]
    assert together[1] == Recognised()
    assert together[2] == Recognised()
    assert together[3].text


@pytest.mark.pipeline
@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "Der Kanzler hat am Montag in Berlin mit dem Präsidenten gesprochen und danach eine Rede gehalten. " * 5,
        "def load(path):\n    return json.loads(path.read_text())\n\nclass Reader(Base[int]):\n    x = {1: [2]}\n" * 5,
        "习近平主席在北京会见了俄罗斯总统普京。" * 50,
    ],
    ids=["endless", "german", "code", "chinese"],
)
def test_what_is_not_english_prose_stays_unmarked(embedded: Recogniser, text: str) -> None:
    assert alone(embedded, "", text) == Recognised()


@pytest.mark.pipeline
def test_capitals_and_emoji_do_not_hide_names(embedded: Recogniser) -> None:
    text = "🎉🎉 Canada wins! 🇨🇦\nPRESIDENT ANNA KOWALSKA OF POLAND VISITED THE UNITED STATES TO TALK ABOUT F-35 JETS."
    found = named(text, alone(embedded, "", text).text)
    assert {("Canada", Label.GPE), ("POLAND", Label.GPE), ("UNITED STATES", Label.GPE), ("F-35", Label.PRODUCT)} <= set(
        found
    )


@pytest.mark.pipeline
def test_a_long_text_is_marked_to_its_end(embedded: Recogniser) -> None:
    text = "Officials in Kenya said the talks would go on.\n" * 800
    found = alone(embedded, "", text).text
    assert len(found) == 800
    assert text[found[-1].start : found[-1].end] == "Kenya"
