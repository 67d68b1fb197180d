"""Comparing: terms, scores, decay, salience, buckets, words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.relate import sketch
from reader.relate.rank import ENTITY_WEIGHT, Profile, Ranker, decay, entity_weight, length
from reader.relate.reasons import Evidence, in_words
from reader.relate.salience import salience
from reader.relate.terms import extract, idf, query_terms, stem, telling
from reader.relate.timeline import buckets, hours, parse_day

PLAIN = Profile([1, 2], [1.0, 1.0], length([1.0, 1.0]), 1.0, None)
FLAT = {1: 1.0, 2: 1.0}


def test_terms_leave_out_what_says_nothing_and_count_the_title_three_times():
    found = extract("The dam", "The dam's engineers said the dams, and engineers, were safe in 2019 and U of 3.")
    assert set(found.weights) == {"dam", "engin", "safe", "2019"}
    assert found.weights["dam"] > found.weights["engin"] > found.weights["safe"] == 1.0
    assert found.spelling == {"dam": "dam", "engin": "engineers", "safe": "safe", "2019": "2019"}


@pytest.mark.parametrize(
    ("word", "term"),
    [
        *(("cities", "city"), ("boxes", "box"), ("glass", "glass"), ("crisis", "crisi"), ("attackers", "attac")),
        *(("gas", "gas"), ("nato's", "nato"), ("us", "us"), ("ties", "tie"), ("virus", "virus"), ("’", "’"), ("", "")),
    ],
)
def test_relatives_of_a_word_are_one_term(word, term):
    assert stem(word) == term


@given(st.text(), st.text())
def test_terms_of_any_text(title, text):
    found = extract(title, text)
    assert set(found.spelling) == set(found.weights)
    assert all(weight >= 1.0 for weight in found.weights.values())
    assert all(word in title.lower() or word in text.lower() for word in found.spelling.values())


def test_a_huge_text_is_read_as_far_as_it_tells():
    assert "latecomer" not in extract("", "word " * 50_000 + "latecomer").weights


def test_the_rarer_term_tells_more():
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) > 0
    assert telling({"a": 1.0, "b": 1.0, "c": 9.0}, {"a": 50, "b": 1, "c": 100}, 100, 2) == ["c", "b"]


def test_what_is_everywhere_is_not_searched_for_in_a_large_collection():
    ranked = [f"t{number}" for number in range(20)]
    many = {"t0": 150}
    assert query_terms(ranked, many, 199)[0] == "t0"
    assert query_terms(ranked, many, 1000) == ranked[1:17]


def test_the_same_article_scores_one_and_a_stranger_none():
    same = Ranker(replace(PLAIN, entity_length=3.0), FLAT, {7: 3.0})
    found = same.compare(replace(PLAIN, entity_length=3.0), {7: 3.0})
    assert found.score == pytest.approx(1.0)
    assert found.cosine == pytest.approx(1.0)
    assert same.compare(Profile([3], [1.0], 1.0, 1.0, None), {}).score == 0


def test_entities_add_their_share_by_what_they_say():
    ranker = Ranker(replace(PLAIN, entity_length=length([3.0, 1.0])), FLAT, {7: 3.0, 8: 1.0})
    stranger = Profile([3], [1.0], 1.0, length([3.0, 1.0]), None)
    both, rare, common = (ranker.compare(stranger, shared).score for shared in ({7: 3.0, 8: 1.0}, {7: 3.0}, {8: 1.0}))
    assert both == pytest.approx(ENTITY_WEIGHT / (1 + ENTITY_WEIGHT))
    assert both > rare > common > 0
    assert rare == pytest.approx(9 * common)
    assert entity_weight(0.9, 2.0) > entity_weight(0.1, 2.0) > 0


def test_time_takes_at_most_three_tenths():
    assert decay(None) == decay(0) == 1.0
    assert decay(30) == decay(-30) == pytest.approx(0.85)
    assert decay(100_000) == pytest.approx(0.7)
    ranker = Ranker(replace(PLAIN, day=date(2024, 3, 5)), FLAT, {})
    found = ranker.compare(replace(PLAIN, day=date(2024, 3, 7)), {})
    assert found.score == pytest.approx(found.cosine * decay(2) / (1 + ENTITY_WEIGHT))


def test_shared_terms_come_the_strongest_first():
    ranker = Ranker(PLAIN, {1: 1.0, 2: 3.0}, {})
    assert ranker.shared_terms(PLAIN) == [2, 1]


NAMES = {1: "Orbel", 2: "Vantor", 3: "Lund", 4: "Orbel"}


@pytest.mark.parametrize(
    ("evidence", "event", "expected"),
    [
        (Evidence((1, 2, 3)), None, ("both name Orbel and Vantor",)),
        (Evidence((1, 2)), 2, ("both name Orbel and Vantor", "same event, two days later")),
        (Evidence((1, 2)), -2, ("both name Orbel and Vantor", "same event, two days earlier")),
        (Evidence((1, 4, 9)), 0, ("both name Orbel", "same event, the same day")),
        (Evidence((9,)), -1, ("same event, a day earlier",)),
        (Evidence((1,)), 12, ("both name Orbel", "same event, 12 days later")),
        (Evidence((1, 3), copy=True), 1, ("much the same text", "both name Orbel and Lund")),
        (Evidence((), ("dam", "river", "gate")), None, ("both speak of “dam” and “river”",)),
        (Evidence((), ("dam",), copy=True), None, ("much the same text", "both speak of “dam”")),
        (Evidence(), None, ()),
    ],
)
def test_reasons_are_few_and_the_strongest(evidence, event, expected):
    assert in_words(evidence, NAMES, event=event) == expected


def test_what_the_publisher_lists_is_the_first_reason_of_three():
    found = in_words(Evidence((1,), copy=True), NAMES, listed=True, event=3)
    assert found == ("listed by the publisher", "much the same text", "both name Orbel")


def is_copy(text: str, other: str) -> bool:
    return sketch.is_copy(sketch.sketch("", text), sketch.sketch("", other))


def test_a_copy_repeats_the_words_in_their_order():
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert is_copy(text, text.upper())
    assert is_copy(text, f"{text} and then a good deal more that was added by another desk later on")
    assert not is_copy(text, " ".join(reversed(text.split())))
    assert not is_copy("", "")
    assert not is_copy("too short", "too short")


def test_a_long_text_holds_a_short_one():
    short = " ".join(f"w{number}" for number in range(100))
    long = " ".join([*(f"x{number}" for number in range(900)), short])
    assert is_copy(short, long)
    assert not is_copy(short, long.replace("w", "v"))


def test_headlines_are_copies_where_they_are_the_same():
    same = sketch.sketch("Orbel dam cracks in the night", "")
    assert sketch.is_copy(same, sketch.sketch("Orbel Dam Cracks in the Night!", ""))
    assert not sketch.is_copy(same, sketch.sketch("Orbel dam holds in the night", ""))


def test_salience_grows_with_count_place_and_title():
    assert salience(5, 5, 0.0, in_title=True) == 1.0
    assert salience(0, 0, 1.0, in_title=False) == 0.0
    assert salience(3, 5, 0.1, in_title=False) > salience(1, 5, 0.1, in_title=False)
    assert salience(3, 5, 0.1, in_title=False) > salience(3, 5, 0.9, in_title=False)
    assert salience(0, 5, 1.0, in_title=True) == 0.3


def test_a_short_time_has_a_bucket_for_every_day():
    assert buckets([("2024-02-28", 2), ("2024-03-01", 1)]) == (
        ("2024-02-28", 2),
        ("2024-02-29", 0),
        ("2024-03-01", 1),
    )


def test_a_long_time_has_buckets_of_weeks_from_mondays():
    found = buckets([("2024-01-03", 2), ("2024-01-08", 1), ("2024-05-05", 4)])
    assert found[:2] == (("2024-01-01", 2), ("2024-01-08", 1))
    assert found[-1] == ("2024-04-29", 4)
    assert len(found) == 18


@pytest.mark.parametrize("days", [[], [("soon", 1)], [("2024-13-01", 2)]])
def test_no_date_no_timeline(days):
    assert buckets(days) == ()


@given(st.lists(st.tuples(st.dates().map(date.isoformat), st.integers(0, 9)), min_size=1).map(sorted))
def test_buckets_of_any_time_lose_nothing_and_fit(days):
    found = buckets(days)
    assert sum(count for _, count in found) == sum(count for _, count in days)
    assert len(found) <= 60
    assert found[0][0] <= days[0][0]
    assert found[-1][0] <= days[-1][0]


def test_a_day_is_read_from_a_date_or_a_time():
    assert parse_day("2024-03-05") == parse_day("2024-03-05T10:00:00Z") == date(2024, 3, 5)
    assert parse_day(None) is parse_day("") is parse_day("yesterday") is None


def test_a_day_or_two_are_shown_by_the_hour():
    found = hours([("2019-10-25T22", 2), ("2019-10-26T01", 1)])
    assert found == (("2019-10-25T22", 2), ("2019-10-25T23", 0), ("2019-10-26T00", 0), ("2019-10-26T01", 1))
    assert hours([("2019-10-25T22", 2), ("2019-10-28T01", 1)]) == hours([("2019-10-25", 2)]) == hours([]) == ()
