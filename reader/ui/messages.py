"""What the panes tell the screen."""

from __future__ import annotations

from textual.message import Message


class ArticleOpened(Message):
    """The reader wants this article in the reading pane."""

    def __init__(self, article_id: int) -> None:
        super().__init__()
        self.article_id = article_id


class EntitySelected(Message):
    """The reader has chosen an entity; `mention` is the index of the mention they chose it by, if they did."""

    def __init__(self, entity_id: int, mention: int | None = None) -> None:
        super().__init__()
        self.entity_id = entity_id
        self.mention = mention


class MentionChosen(Message):
    """The reader wants to go to a place in an article, with its entity selected."""

    def __init__(self, article_id: int, start: int, entity_id: int) -> None:
        super().__init__()
        self.article_id = article_id
        self.start = start
        self.entity_id = entity_id


class LinkChosen(Message):
    """The reader wants the page that a link of the article leads to."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url


class StorylineChosen(Message):
    """The reader wants the articles of a storyline in the list."""

    def __init__(self, storyline_id: int) -> None:
        super().__init__()
        self.storyline_id = storyline_id


class CommandChosen(Message):
    """The reader has clicked on the key of a command, or on what leads to it."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command
