"""The command palette: every command, entity and article by name."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.keys import COMMANDS, Command, shown
from reader.model.article import ListQuery
from reader.ui.messages import EntitySelected

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

FOUND = 12
NOT_LISTED = ("related", "palette")


class Palette(CommandPalette):
    """Textual's palette, whose list does not know its own lines until it has room on the screen."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


class _MainProvider(Provider):
    @property
    def main(self) -> MainScreen:
        return cast("MainScreen", self.screen)


class CommandProvider(_MainProvider):
    """The table of commands, with their keys."""

    async def discover(self) -> Hits:
        for command in _listed():
            yield DiscoveryHit(command.description, partial(self.main.action_run, command.id), help=_help(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in _listed():
            score = matcher.match(command.description)
            if score > 0:
                highlighted = matcher.highlight(command.description)
                yield Hit(score, highlighted, partial(self.main.action_run, command.id), help=_help(command))


class EntityProvider(_MainProvider):
    """Entities by any of their names; choosing one selects it."""

    async def search(self, query: str) -> Hits:
        for rank, entity in enumerate(self.main.app.library.entities(limit=FOUND, text=query)):
            label = Content.assemble(
                entity.name, (f"  {entity.label.value} · {entity.articles} articles", "$text-muted")
            )
            yield Hit(0.9 - rank / 100, label, partial(self._select, entity.id), text=entity.name)

    def _select(self, entity_id: int) -> None:
        self.main.post_message(EntitySelected(entity_id))


class ArticleProvider(_MainProvider):
    """Articles by the words in them; choosing one opens it."""

    async def search(self, query: str) -> Hits:
        for rank, row in enumerate(self.main.app.library.rows(ListQuery(text=query), 0, FOUND)):
            label = Content.assemble(row.title, (f"  {row.source or ''}", "$text-muted"))
            yield Hit(0.7 - rank / 100, label, partial(self.main.open, row.id), text=row.title)


def _listed() -> list[Command]:
    return [command for command in COMMANDS if command.id not in NOT_LISTED]


def _help(command: Command) -> str:
    return f"{command.group} · {shown(command.keys)}"
