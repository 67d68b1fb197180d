"""The fault tests in their short form, a trial of each kind that is quick; `make faults` runs them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import damage, disks, kills
from tests.faults.ground import Verdict

pytestmark = pytest.mark.skipif(not hasattr(disks.os, "fork"), reason="faults are made by Unix means")
QUICK: list[tuple[Callable[[Path, int], Verdict], int]] = [
    (kills.reload, 1),
    (kills.worker, 1),
    (kills.reader, 2),
    (damage.damaged, 2),
    (damage.foreign, 2),
]


@pytest.mark.parametrize(("trial", "seed"), QUICK, ids=lambda value: getattr(value, "__name__", str(value)))
def test_nothing_is_lost_half_stored_or_untold(trial, seed, tmp_path):
    verdict = trial(tmp_path / "ground", seed)
    assert verdict.all() == []


def test_a_trial_that_finds_something_says_so(tmp_path):
    """A cache that is not sound afterwards is told, and so is a program that ends without a word."""
    from reader.library import Library
    from tests.faults.ground import Ground, Told

    ground, verdict = Ground(tmp_path / "ground"), Verdict()
    with Library.open(ground.cache):
        pass
    import sqlite3

    with sqlite3.connect(ground.cache) as db:
        db.execute("INSERT INTO form (entity_id, text, n) VALUES (7, 'x', 3)")
    db.close()
    ground.inspect(verdict)
    assert len(verdict.half) == 2
    ground.judge(verdict, Told(1, "", ""), failed=True)
    ground.judge(verdict, Told(0, "", "Traceback (most recent call last)"))
    assert (len(verdict.silent), len(verdict.tracebacks)) == (1, 1)
