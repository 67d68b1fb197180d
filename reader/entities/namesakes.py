"""Places of one name within an article: told apart by the state behind them, and their teams by what they play."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.entities.cluster import Seen, Side, display, shouted
from reader.entities.known import is_state, plays, readings
from reader.entities.words import words
from reader.model.entity import Label


def set_in_sports(seen: list[Seen], ask: Callable[[], str]) -> None:
    """Tell teams, and cups, of one name apart by what is played, where that name is all that is said.

    `ask` gives the game that the article is about; it is asked only where something depends on it.
    """
    for one in seen:
        if one.mention.label not in (Label.ORG, Label.EVENT) or not _may_play(one, words("sports")):
            continue
        if not (sport := ask()):
            return
        if _may_play(one, (sport,)):
            name = one.core.title() if shouted(one.core) else display(one.core)
            one.core, one.key = f"{name} ({sport})", f"{one.key} {sport}"


def _may_play(one: Seen, sports: Iterable[str]) -> bool:
    if one.mention.label is Label.EVENT:
        return one.key in words("genericevent")
    known = readings(one.key)
    town = one.mention.label is Label.ORG and any(plays(each) for each in known)
    unknown = one.side is Side.THING and not known
    return town or (unknown and any(readings(f"{one.key} {sport}") for sport in sports))


def set_in_regions(seen: list[Seen]) -> None:
    """Tell a town by the state that stands behind it: Paris, Texas is not the capital of France."""
    starts = {(one.in_title, one.mention.start): one for one in seen}
    for one in seen:
        behind = starts.get((one.in_title, one.mention.end + 2)) if one.after.startswith(", ") else None
        if behind is None or one.side is not Side.PLACE or not is_state(behind.key):
            continue
        region = {each.name for each in readings(behind.key)}
        found = readings(one.key)
        one.known = next((each for each in found if each.home in region), None) or one.known
        if one.known is None and found and not behind.after[:1].isspace():
            _rename(one, seen, behind)


def _rename(town: Seen, seen: list[Seen], region: Seen) -> None:
    """Give a town and its later mentions the name with its region."""
    core = town.core.title() if shouted(town.core) else town.core
    key, whole = town.key, f"{town.key} {region.key}"
    named = readings(whole)
    for one in seen:
        if one.key == key and one.side is Side.PLACE and one.place >= town.place and one.known is None:
            one.core, one.key = f"{core}, {region.core}", whole
            one.known = named[0] if named else None
