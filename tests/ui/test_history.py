from reader.ui.history import History, Place


def test_back_and_forward_return_to_the_exact_place():
    history = History()
    first, second, third = Place(1, (7, 1), entity_id=4, at=2), Place(2), Place(3, (11, 0))
    history.leave(first)
    history.leave(second)
    assert history.back(third) == second
    assert history.back(second) == first
    assert history.back(first) is None
    assert history.forward(first) == second
    assert history.forward(second) == third
    assert history.forward(third) is None


def test_going_somewhere_new_forgets_what_was_ahead():
    history = History()
    history.leave(Place(1))
    history.back(Place(2))
    history.leave(Place(1))
    assert history.forward(Place(3)) is None
    assert history.back(Place(3)) == Place(1)


def test_history_has_an_end():
    history = History(limit=3)
    for number in range(10):
        history.leave(Place(number))
    assert [history.back(None) for _ in range(4)] == [Place(9), Place(8), Place(7), None]
