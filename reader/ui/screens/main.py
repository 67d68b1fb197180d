"""The main screen: three panes, a status line, and what is open and selected."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.errors import NotFoundError
from reader.model.article import ListQuery
from reader.model.query import EVERYTHING
from reader.ui import messages
from reader.ui.bindings import bindings
from reader.ui.history import Place
from reader.ui.listing import Listing, emptiness, title_of
from reader.ui.panes import Arrangement, arrange, arrangement_of, layout_at
from reader.ui.whereabouts import Whereabouts
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.pane import LinePane
from reader.ui.widgets.quoting_pane import QuotingPane
from reader.ui.widgets.sidebar import Sidebar
from reader.ui.widgets.status import StatusLine
from reader.ui.wording import byline, counted

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp
    from reader.ui.commands import Choice
    from reader.ui.sides import EntitySides

TEASER_NOTE = "Only the headline and these first words are known. The full article appears here once it is imported."


class Panes(Horizontal):
    """Nothing of it is to be seen between the panes, so its lines need not be drawn one by one."""

    BLANK = True


class MainScreen(Screen[None]):
    """Three reactives are all its state: the open article, the selected entity, and what the list holds."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())
    AUTO_FOCUS = ""
    BLANK = True  # as the panes' row
    app: TidewireApp
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)  # each pane draws its own frame

    list_pane = query_one("#list", ArticleList)
    reading = query_one("#article", QuotingPane)
    sidebar = query_one("#sidebar", Sidebar)
    status = query_one("#status", StatusLine)

    article: reactive[int | None] = reactive(None, init=False, repaint=False)
    entity: reactive[int | None] = reactive(None, init=False, repaint=False)
    listed: reactive[ListQuery] = reactive(ListQuery(), init=False, repaint=False, always_update=True)

    def __init__(self) -> None:
        super().__init__()
        self.places = Whereabouts(self)
        self.arrangement = Arrangement()
        self.offered: tuple[int, int] | None = None
        self._sides: EntitySides | None = None

    def compose(self) -> ComposeResult:
        self.add_class(f"-{layout_at(self.app.size.width)}")  # while nothing is styled that would be styled again
        with Panes(id="panes"):
            yield ArticleList()
            yield QuotingPane(measure=self.app.memory.measure_beside(self.app.config.measure))
            yield Sidebar()
        yield StatusLine(self.app.commands)

    def on_mount(self) -> None:
        self.arrangement = arrangement_of(self.app.memory)
        self.pane.focus()
        self.listed = ListQuery()
        self.watch(self.reading, "scroll_y", self.show_percent, init=False)

    @property
    def pane(self) -> LinePane:
        """The pane that the keys move in."""
        return self.arrangement.pane_of(self)

    def action_run(self, command: str, number: int = 0) -> None:
        """Run a command of the table in reader.keys; `number` is for commands that take one."""
        from reader.ui import commands

        commands.HANDLERS[command](self, number)
        self.app.tour.ran(command)

    def say(self, text: str, *, error: bool = False) -> None:
        self.status.say(text, error=error)

    # -- going places

    def open(self, article_id: int) -> None:
        """Open an article to read it, where one left it: it counts as read from now on."""
        self.places.unread = article_id
        self.places.count_as_read()  # first, so that it is written while the page is set, and shown with it
        goes_on = self.places.visit(Place(article_id))
        self.places.unread = None
        self.show_pane("article")
        found = self._show_words(article_id)
        if found:
            self.say(f"What you looked for: {counted(found, 'place')} · ctrl+f goes on from there")
        elif goes_on:
            self.say(f"Where you left it · {self.reading.percent}% · g goes to the start")

    def _show_words(self, article_id: int) -> int:
        """Show in the article the words that the list was searched for; how often they stand there."""
        if self.listed.filter == EVERYTHING:
            return 0
        from reader.ui.looking import show_words

        return show_words(self, article_id)

    def show_pane(self, name: str) -> None:
        """Move to a pane, bringing it on the screen where there is no room for all."""
        self.arrangement.current = name
        arrange(self)
        self.pane.focus()

    # -- what is shown

    def watch_article(self, article_id: int | None) -> None:
        if article_id is None:
            return
        from reader.ui.commands.quoting import show_kept

        try:
            article = self.app.library.article(article_id)
        except NotFoundError as error:
            self.say(str(error), error=True)
            return
        note = TEASER_NOTE if article.row.is_teaser else ""
        self.reading.show(article, byline(article, self.app.now()), note=note)
        self.reading.mark(self.app.library.mentions(article_id))
        show_kept(self)
        self.list_pane.go_to(article_id)
        self.show_percent()
        if self.app.annotating is not None and not article.row.annotated:
            self.app.annotating.prioritise(article_id)

    def validate_listed(self, query: ListQuery) -> ListQuery:
        """Whatever is listed stands in the order and under the headings that the reader chose."""
        return replace(query, oldest=self.app.memory.oldest, grouping=self.app.memory.grouping)

    def watch_listed(self, query: ListQuery) -> None:
        listing = Listing(self.app.library, query)
        self.list_pane.show(listing)
        if self.article is not None:
            self.list_pane.go_to(self.article)
        self.show_list_title()

    def show_list_title(self) -> None:
        """Say above the list what it holds, and how much; and in it what to do, where it holds nothing."""
        if self.list_pane.listing is not None:
            self.list_pane.set_title(title_of(self.app.library, self.list_pane.listing, self.list_pane.title_room))
            self.list_pane.say_instead(emptiness(self.app.library, self.list_pane.listing))

    def show_side(self, *, keep: bool = False) -> None:
        """Fill the sidebar for the article or the entity; `keep` leaves its cursor where it is.

        What another program has removed meanwhile stays as it was shown.
        """
        from reader.ui.sides import EntitySides, article_side

        library, article, pane = self.app.library, self.article, self.reading
        with suppress(NotFoundError):
            if self.entity is not None:
                self._sides = self._sides or EntitySides()
                side = self._sides.side(library, self.entity, pane.article, pane.mentions, pane.mention)
                self.sidebar.set_title(side.card.entity.name)
                self.sidebar.show(side, keep=keep)
            elif article is not None:
                shown = article_side(library, article)
                self.sidebar.set_title("This article")
                self.sidebar.show(shown, keep=keep)

    def show_percent(self) -> None:
        """Say how far down one is, and what one reads, where its title is out of sight."""
        self.reading.set_subtitle(f"{self.reading.percent}%" if self.article is not None else "")
        self.reading.show_heading()

    # -- what happens

    def on_resize(self) -> None:
        arrange(self)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, LinePane) and event.widget.id:
            self.arrangement.current = event.widget.id

    @on(messages.ArticleOpened)
    def open_article(self, message: messages.ArticleOpened) -> None:
        self.open(message.article_id)

    @on(messages.EntitySelected)
    @on(messages.LinkChosen)
    @on(messages.MentionChosen)
    @on(messages.StorylineChosen)
    @on(messages.CommandChosen)
    def choose(self, message: Choice) -> None:
        from reader.ui import commands

        commands.choose(self, message)

    def refresh_article(self, article_id: int) -> None:
        """Read the mentions again where this is the open article; the place of the reader in it stays."""
        if article_id == self.article:
            self.reading.mark(self.app.library.mentions(article_id))
            self.show_side(keep=True)
