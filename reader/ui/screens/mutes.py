"""The mute rules, each with how many articles it hides, and a line to write another one into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.errors import QueryError
from reader.library import Library
from reader.model.article import ListQuery
from reader.model.mute import Mute
from reader.model.query import Field, Filter, all_of
from reader.query import write
from reader.query.mute import parse_mute, written
from reader.ui.lookup import Lookup
from reader.ui.screens.listed import ListScreen
from reader.ui.widgets.rows import Row
from reader.ui.wording import counted

HINT = 'What to hide: words · "side by side" · source:wire · entity:Turkey · … · until:2w or until:2026-12-31 ends it'
ALL = "all"


class MutesScreen(ListScreen[ListQuery]):
    """Returns which hidden articles to list, or None; `offered` is what a new rule begins with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("M", "close", "Close", show=False),
        Binding("a", "add", "Add a rule"),
        Binding("c", "change", "Change the rule"),
        Binding("d", "remove", "Remove the rule"),
    ]
    heading = "Mute rules"
    keys: ClassVar[str] = "a add · c change · enter list what it hides · d remove · esc close"
    keys_empty: ClassVar[str] = "a add · esc close"
    empty: ClassVar[str] = "None yet: a adds one. What it matches is hidden, not deleted, and comes back with d."

    def __init__(self, offered: Filter) -> None:
        super().__init__()
        self._offered = write(offered)
        self._rules: dict[str, Mute] = {}

    def begin(self) -> None:
        self._lookup = Lookup[int](self, self._would_hide)

    def rows(self) -> Sequence[Row]:
        self._rules = {str(each.id): each for each in self.app.library.mutes.listed()}
        rows = [_row(each) for each in self._rules.values()]
        hidden = sum(each.articles for each in self._rules.values())
        return [*rows, Row(ALL, "All that is muted", f"{hidden:,} hidden", style="bold")] if rows else []

    def choose(self, row_id: str) -> None:
        rule = self._rules.get(row_id)
        muted = Field("is", "muted")
        if rule is None:
            self.dismiss(ListQuery(filter=Filter(muted), name="Muted"))
        else:
            self.dismiss(ListQuery(filter=Filter(all_of((rule.filter.where, muted)))))

    def action_add(self) -> None:
        self.ask(HINT, self._offered, self._add, self._look)
        if self._offered:
            self._look(self._offered)

    def action_change(self) -> None:
        """Write the rule anew; the one before goes where its query is another."""
        rule = self._rules.get(self.chosen or "")
        if rule is not None:
            line = written(rule.filter, None if rule.over else rule.until)
            self.ask(HINT, line, lambda text: self._add(text, instead_of=rule), self._look)

    def _look(self, line: str) -> None:
        """Say what a rule would hide while it is written, or what is wrong with it."""
        try:
            wanted, _ = parse_mute(line, self.app.now().astimezone(UTC).date())
        except QueryError as mistake:
            self._lookup.over()
            self.note(str(mistake) if line else HINT, mistake=bool(line))
            return
        self._lookup.want(lambda library: library.count(ListQuery(filter=wanted)))

    def _would_hide(self, count: int) -> None:
        if self.asking:
            self.note(f"Hides {counted(count, 'article')} now, and all like them that come · enter keeps it")

    def _add(self, line: str, instead_of: Mute | None = None) -> str | None:
        try:
            wanted, until = parse_mute(line, self.app.now().astimezone(UTC).date())
        except QueryError as mistake:
            return str(mistake)
        self._lookup.over()
        text = self.write(lambda library: _add(self, library, wanted, until, instead_of))
        self.stop_asking()
        self.fill()
        self.note(text)
        return None

    def action_remove(self) -> None:
        rule = self._rules.get(self.chosen or "")
        if rule is None:
            return

        def remove(library: Library) -> str:
            gone = library.mutes.remove(rule.id)
            self.app.undo.push("mute rule removed", lambda again: again.mutes.add(gone.filter, gone.until))
            return f"{counted(gone.articles, 'article')} shown again · U mutes them once more"

        text = self.write(remove)
        self.fill()
        self.note(text)


def _add(screen: MutesScreen, library: Library, wanted: Filter, until: str | None, instead_of: Mute | None) -> str:
    """Keep a rule, and let go of the one that it takes the place of; what to say of it."""
    before = next((each for each in library.mutes.listed() if each.filter == wanted), None)
    rule = library.mutes.add(wanted, until)
    gone = library.mutes.remove(instead_of.id) if instead_of is not None and instead_of.id != rule.id else None

    def back(again: Library) -> None:
        if gone is not None:
            again.mutes.add(gone.filter, gone.until)
        if before is None:
            again.mutes.remove(next(each.id for each in again.mutes.listed() if each.filter == wanted))
        else:
            again.mutes.add(before.filter, before.until)

    screen.app.undo.push(f"muted {write(wanted)}", back)
    return f"{counted(rule.articles, 'article')} hidden · U takes it back"


def _row(rule: Mute) -> Row:
    ends = f"over since {rule.until}" if rule.over else f"until {rule.until}" if rule.until else ""
    facts = " · ".join(part for part in (ends, f"{rule.articles:,} hidden") if part)
    return Row(str(rule.id), write(rule.filter), facts, style="$muted" if rule.over else "")
