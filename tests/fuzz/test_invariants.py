"""The invariants of the pure rooms, on what hypothesis puts together and on everything that once broke one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.invariants import ROOMS, hold
from tests.fuzz.pieces import PIECES

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*.bin"))
documents = st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=30).map(b"".join)


@pytest.mark.parametrize("room", ROOMS)
@settings(max_examples=40)
@given(data=documents)
def test_invariants_hold_of_whatever_comes(room: str, data: bytes):
    hold(room, data)


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda path: path.stem)
def test_what_once_broke_a_room_does_no_longer(finding: Path):
    hold(finding.stem.split("-")[0], finding.read_bytes())
