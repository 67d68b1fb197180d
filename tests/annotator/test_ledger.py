"""Who is suspected, who is blamed, and when it is enough."""

from reader.annotator.ledger import MAX_RESTARTS, SUSPECTS, Ledger


def test_answers_empty_the_hand() -> None:
    ledger = Ledger()
    ledger.asked([1, 2])
    assert not ledger.idle
    ledger.answered(1, done=True)
    ledger.answered(2, done=False)
    ledger.answered(99, done=True)
    assert ledger.idle


def test_after_a_death_each_suspect_is_tried_alone_and_the_one_that_kills_again_is_blamed() -> None:
    ledger = Ledger()
    ledger.asked([1, 2, 3])
    ledger.answered(1, done=True)
    assert ledger.died() is None
    assert ledger.next_suspect() == 2
    ledger.asked([2])
    assert ledger.trying_one
    assert ledger.died() == 2
    assert ledger.next_suspect() == 3
    ledger.asked([3])
    ledger.answered(3, done=True)
    assert ledger.next_suspect() is None
    assert not ledger.trying_one and not ledger.exhausted


def test_what_was_asked_last_is_suspected_first_and_the_far_end_of_a_request_not_at_all() -> None:
    ledger = Ledger()
    ledger.asked(range(100))
    ledger.asked([500])
    ledger.died()
    tried = []
    while (suspect := ledger.next_suspect()) is not None:
        ledger.asked([suspect])
        ledger.answered(suspect, done=True)
        tried.append(suspect)
    assert tried == [500, *range(SUSPECTS - 1)]


def test_a_death_that_explains_itself_blames_nobody() -> None:
    ledger = Ledger()
    ledger.asked([1])
    ledger.died()
    ledger.asked([1])
    assert ledger.died(blameless=True) is None
    assert ledger.next_suspect() == 1
    ledger.asked([1])
    assert ledger.died() == 1


def test_deaths_in_a_row_are_enough_at_some_point_but_work_done_forgives_them() -> None:
    ledger = Ledger()
    for _ in range(MAX_RESTARTS):
        ledger.died()
    assert not ledger.exhausted
    ledger.asked([1])
    ledger.answered(1, done=True)
    for _ in range(MAX_RESTARTS):
        ledger.died()
    assert not ledger.exhausted
    ledger.died()
    assert ledger.exhausted


def test_an_article_on_which_the_worker_was_killed_from_outside_has_another_chance() -> None:
    ledger = Ledger()
    ledger.asked([1])
    ledger.died(killed=True)
    ledger.asked([1])
    assert ledger.died(killed=True) is None
    assert ledger.next_suspect() == 1
    ledger.asked([1])
    assert ledger.died(killed=True) == 1
