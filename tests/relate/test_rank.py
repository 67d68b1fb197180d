"""Comparing: terms, scores, decay, salience, buckets, words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.relate import everyday, sketch
from reader.relate.everyday import number
from reader.relate.rank import ENTITY_WEIGHT, Profile, Ranker, decay, length, most_candidates, presence
from reader.relate.reasons import Evidence, in_words, quotable
from reader.relate.salience import prominence, salience
from reader.relate.terms import QUERY_TERMS, as_written, extract, idf, query_terms, says, stem, telling
from reader.relate.timeline import buckets, hours, parse_day
from reader.relate.wording import wording
from tests.everyday import table

PLAIN = Profile([1, 2], [1.0, 1.0], length([1.0, 1.0]), [], [], 1.0, None)
STRANGER = Profile([3], [1.0], 1.0, [], [], 1.0, None)
FLAT = {1: 1.0, 2: 1.0}


def test_terms_leave_out_what_says_nothing_and_count_the_title_three_times():
    found = extract("The dam", "The dam's engineers said the dams, and engineers, were safe in 2019 and U of 3.")
    assert found.spelling == {
        number(term): word
        for term, word in (("dam", "dam"), ("engin", "engineers"), ("safe", "safe"), ("2019", "2019"))
    }
    dam, engineers, safe = (found.weights[number(term)] for term in ("dam", "engin", "safe"))
    assert dam > engineers > safe == 1.0


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


@given(st.text(), st.text())
def test_a_wording_holds_the_terms_and_the_sketch(title, text):
    found, terms = wording(title, text), extract(title, text)
    assert found.unpack() == terms and list(found.unpack().weights) == list(terms.weights)
    assert found.sketched == sketch.sketch(title, text).tobytes()


def test_a_huge_text_is_read_as_far_as_it_tells():
    assert "latecomer" not in extract("", "word " * 50_000 + "latecomer").spelling.values()


def test_the_rarer_term_tells_more():
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) > 0
    says = {1: idf(50, 100), 2: idf(1, 100), 3: idf(100, 100)}
    assert telling({1: 1.0, 2: 1.0, 3: 9.0}, says, 2) == [3, 2]


def test_terms_looked_for_are_shared_not_everywhere_and_the_rarest_first():
    ranked = list(range(20))
    users = {term: 40 - term for term in ranked} | {0: 150, 1: 1}
    assert query_terms(ranked, users, 199) == [*range(QUERY_TERMS, 1, -1), 0]
    assert query_terms(ranked, users, 1000) == list(range(QUERY_TERMS + 1, 1, -1))


def test_few_terms_are_looked_for_where_each_finds_many():
    ranked = list(range(20))
    assert query_terms(ranked, dict.fromkeys(ranked, 600), 100_000) == [0, 1, 2, 3]
    assert query_terms(ranked, dict.fromkeys(ranked, 200), 100_000) == list(range(7))


def test_a_headline_is_compared_with_more_articles():
    assert most_candidates(80) == 100
    assert most_candidates(50) == 160
    assert most_candidates(0) == most_candidates(8) == 200


def test_the_same_article_scores_one_and_a_stranger_none():
    named = PLAIN._replace(names=[7], presence=[0.8], entity_length=0.8 * 3.0)
    same = Ranker(named, FLAT, {7: 3.0})
    found = same.compare(named)
    assert found.score == pytest.approx(1.0)
    assert found.cosine == pytest.approx(1.0)
    assert same.compare(STRANGER).score == 0


def test_entities_add_their_share_by_what_they_say():
    whole = length((0.5 * 3.0, 0.5 * 1.0))
    ranker = Ranker(PLAIN._replace(names=[7, 8], presence=[0.5, 0.5], entity_length=whole), FLAT, {7: 3.0, 8: 1.0})
    stranger = STRANGER._replace(entity_length=whole)
    both, rare, common = (
        ranker.compare(stranger._replace(names=names, presence=[0.5] * len(names))).score
        for names in ([7, 8, 9], [7], [8])
    )
    assert both == pytest.approx(ENTITY_WEIGHT / (1 + ENTITY_WEIGHT))
    assert both > rare > common > 0
    assert rare == pytest.approx(9 * common)
    assert presence(0.9) > presence(0.1) > 0
    assert ranker.shared_names(stranger._replace(names=[8, 9], presence=[0.3, 0.1])) == {8: 0.3}


def test_time_takes_at_most_three_tenths():
    assert decay(None) == decay(0) == 1.0
    assert decay(30) == decay(-30) == pytest.approx(0.85)
    assert decay(100_000) == pytest.approx(0.7)
    ranker = Ranker(PLAIN._replace(day=date(2024, 3, 5)), FLAT, {})
    found = ranker.compare(PLAIN._replace(day=date(2024, 3, 7)))
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
        (Evidence(linked=True), None, ("linked by a third story",)),
        (Evidence(linked=True), 2, ("same event, two days later",)),
    ],
)
def test_reasons_are_few_and_the_strongest(evidence, event, expected):
    assert in_words(evidence, NAMES, together=event is not None, days=event) == expected


def test_one_everyday_word_and_no_name_is_all_that_two_say():
    winter, dam, sluice, orbel = map(number, ("winte", "dam", "sluic", "orbel"))
    idf_of = dict.fromkeys((winter, dam, sluice, orbel), 1.0)
    own = PLAIN._replace(terms=[winter, sluice, orbel], weights=[1.0] * 3, names=[7], presence=[0.5])
    ranker = Ranker(own, idf_of, {7: 3.0})
    assert ranker.by_one_word(STRANGER._replace(terms=[winter, dam], weights=[1.0, 1.0]))
    assert not ranker.by_one_word(STRANGER._replace(terms=[sluice, dam], weights=[1.0, 1.0]))
    assert not ranker.by_one_word(STRANGER._replace(terms=[winter, sluice], weights=[1.0, 1.0]))
    assert not ranker.by_one_word(STRANGER._replace(terms=[winter, dam], names=[7], presence=[0.5]))
    bare = STRANGER._replace(terms=[winter])
    assert not Ranker(bare, idf_of, {}).by_one_word(bare)


@pytest.mark.parametrize("word", ["sluices", "counterrevolutionaries", "大坝裂缝", "댐이"])
def test_words_are_quoted(word):
    assert quotable(word)


@pytest.mark.parametrize("word", ["工程师打开了泄洪闸门并检查", "ダムにひびがはいりました", "เขื่อนแตกเมื่อวันจันทร์"])
def test_whole_clauses_are_not(word):
    assert not quotable(word)


def test_what_the_publisher_lists_is_the_first_reason_of_three():
    found = in_words(Evidence((1,), copy=True), NAMES, listed=True, together=True, days=3)
    assert found == ("listed by the publisher", "much the same text", "both name Orbel")


def is_copy(text: str, other: str) -> bool:
    return sketch.may_be_copies(sketch.sketch("", text), sketch.sketch("", other))


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
    assert sketch.may_be_copies(same, sketch.sketch("Orbel Dam Cracks in the Night!", ""))
    assert not sketch.may_be_copies(same, sketch.sketch("Orbel dam holds in the night", ""))


def test_salience_grows_with_count_place_and_title():
    assert salience(5, 5, 0.0, in_title=True) == 1.0
    assert salience(0, 0, 1.0, in_title=False) == 0.0
    assert salience(3, 5, 0.1, in_title=False) > salience(1, 5, 0.1, in_title=False)
    assert salience(3, 5, 0.1, in_title=False) > salience(3, 5, 0.9, in_title=False)
    assert salience(0, 5, 1.0, in_title=True) == 0.3


def test_what_the_title_names_is_most_prominent():
    assert prominence(1.0, in_title=True) == 1.0
    assert prominence(0.0, in_title=False) == 0.0
    least = salience(0, 0, 1.0, in_title=True)
    assert prominence(least, in_title=True) >= prominence(salience(9, 9, 0.0, in_title=False), in_title=False)


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


def test_an_everyday_word_says_little_where_the_collection_is_too_small_to_tell():
    offices, sluices = number(stem("offices")), number(stem("sluices"))
    small = says({offices: 1, sluices: 1}, 60)
    assert small[offices] < 0.4 * small[sluices]
    assert small == says({offices: 20, sluices: 1}, 60)
    large = says({offices: 1, sluices: 1}, 1_000_000)
    assert large[offices] > 0.5 * large[sluices]


def test_the_table_of_everyday_words_holds_terms_as_they_are_compared():
    lines = table(["The offices of two ministers", "An officer", "A sluice", "A dyke"])
    assert list(lines) == ["500 offic", "250 dyke minis sluic"]
    assert everyday.shares()[number("offic")] == 0.428


def test_an_event_without_a_day_and_a_correction_are_named():
    assert in_words(Evidence((1,)), NAMES, together=True) == ("both name Orbel", "same event")
    corrected = in_words(Evidence((1,)), NAMES, together=True, days=3, corrected=True)
    assert corrected == ("both name Orbel", "a correction, three days later")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Krehl knew. He said that Krehl knew", "Krehl"),
        ("Krehl knew.", "krehl"),
        ("a Krehl, the krehl", "krehl"),
        ("of Krehls and Krehl’s", "Krehl"),
        ("to KREHL", "KREHL"),
        ("", "krehl"),
    ],
)
def test_a_word_is_quoted_as_it_is_written(text, expected):
    assert as_written("krehl", text) == expected
