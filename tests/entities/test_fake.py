from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.fake import FakeRecogniser
from reader.model.entity import Label, Recognised

_TEXT = (
    "Turkey is in talks to buy more S-400 missile systems from Russia, Interfax reported. Alexander Mikheyev, head of "
    "Rosoboronexport, told NATO on Friday. However, the US Secretary of State Mike Pompeo warned Ankara.\n"
    "Putin will meet Bashar al-Assad. Vladimir Putin's aides left Ankara University for the Middle East."
)


def _found(text: str, title: str = "") -> Recognised:
    return next(iter(FakeRecogniser().recognise([(title, text)])))


def test_what_tests_of_the_screen_count_on() -> None:
    found = {_TEXT[mention.start : mention.end]: mention.label for mention in _found(_TEXT).text}
    assert found == {
        "Turkey": Label.GPE,
        "S-400": Label.PRODUCT,
        "Russia": Label.GPE,
        "Interfax": Label.ORG,
        "Alexander Mikheyev": Label.PERSON,
        "Rosoboronexport": Label.ORG,
        "NATO": Label.ORG,
        "US": Label.GPE,
        "Mike Pompeo": Label.PERSON,
        "Ankara": Label.GPE,
        "Bashar al-Assad": Label.PERSON,
        "Vladimir Putin": Label.PERSON,
        "Ankara University": Label.ORG,
        "Middle East": Label.LOC,
    }


def test_titles_are_read_too_and_order_is_kept() -> None:
    documents = [("Russia’s Putin speaks", "Vladimir Putin spoke."), ("", "Nothing here.")]
    first, second = FakeRecogniser().recognise(documents)
    assert [(mention.start, mention.end, mention.label) for mention in first.title] == [
        (0, 6, Label.GPE),
        (9, 14, Label.PERSON),
    ]
    assert second == Recognised()


def test_it_has_a_name() -> None:
    assert FakeRecogniser().name == "fake"


@given(st.text(alphabet="ABab .,'’-\n1日é", max_size=60))
def test_any_text_gives_ordered_mentions_that_never_overlap(text: str) -> None:
    found = _found(text)
    assert found == _found(text)
    last = 0
    for mention in found.text:
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
