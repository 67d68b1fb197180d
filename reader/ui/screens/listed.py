"""What the lists that open over the main screen have in common: rows, a remark, and a line that can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.errors import TidewireError
from reader.ingest.clean import clean_line
from reader.ui.screens.window import Window
from reader.ui.widgets.choices import Choices
from reader.ui.widgets.rows import Row, RowVisual

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.app import TidewireApp

Result = TypeVar("Result")
Answer = Callable[[str], str | None]
"""Takes a line that was entered; what is wrong with it, or None where it is done."""


class ListScreen(Window[Result | None]):
    """A list of rows to choose from; a screen of its own kind says what they are and what is done with the chosen.

    `heading` and `keys` stand in its border, `keys_empty` where there are no rows, `keys_asking` beside a line that
    is asked for. `empty` is said where there is nothing to show, and says what to do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("q", "close", "Close"),
        Binding("down,j", "move('cursor_down')", "Down"),
        Binding("up,k", "move('cursor_up')", "Up"),
        Binding("pagedown,space", "move('page_down')", "A page down"),
        Binding("pageup,b", "move('page_up')", "A page up"),
        Binding("g", "move('first')", "To the start"),
        Binding("G", "move('last')", "To the end"),
        Binding("U", "undo", "Undo"),
    ]
    heading: str = ""
    keys: ClassVar[str] = ""
    keys_empty: ClassVar[str] = "esc close"
    keys_asking: ClassVar[str] = "enter keep · esc back"
    empty: ClassVar[str] = ""
    app: TidewireApp

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._changed: Callable[[str], None] | None = None

    def rows(self) -> Sequence[Row]:
        """What is listed now."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="listed") as box:
            box.border_title = Content(self.heading)
            yield Choices(markup=False)
            yield Static("", classes="note")
            yield Input(select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.fill()
        self.begin()

    def begin(self) -> None:
        """What a screen of its own kind does when it opens; Textual would call its `on_mount` before this one's."""

    # -- the rows

    def fill(self, at: str | None = None, *, quiet: bool = False) -> None:
        """Show the rows anew; the cursor goes to the row `at`, else stays where it is.

        What is said below goes, unless `quiet`.
        """
        options = self.query_one(OptionList)
        place, top = options.highlighted or 0, options.scroll_offset.y
        rows = self.rows()
        options.clear_options()
        options.add_options([Option(RowVisual(row), id=row.id) for row in rows])
        ids = [row.id for row in rows]
        wanted = ids.index(at) if at in ids else min(place, len(ids) - 1)
        options.highlighted = wanted if ids else None
        options.scroll_to(y=top, animate=False, immediate=True)
        self.call_after_refresh(options.scroll_to_highlight)  # a row that was asked for may stand far from there
        options.display = bool(ids)
        self._name_keys()
        if not quiet:
            self.note("" if ids else self.empty)
        if not self.asking:
            (options if ids else self).focus()

    def _name_keys(self) -> None:
        """Name the keys that do something now."""
        filled = self.query_one(OptionList).option_count
        keys = self.keys_asking if self.asking else self.keys if filled else self.keys_empty
        self.query_one(".listed").border_subtitle = Content(keys)

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor."""
        options = self.query_one(OptionList)
        return None if options.highlighted is None else options.get_option_at_index(options.highlighted).id

    def note(self, text: str, *, mistake: bool = False) -> None:
        """Say something below the rows."""
        note = self.query_one(".note", Static)
        note.set_class(mistake, "mistake")
        note.update(Content(text))
        note.display = bool(text)

    @on(OptionList.OptionSelected)
    def select(self, event: OptionList.OptionSelected) -> None:
        self.choose(event.option.id or "")

    def choose(self, row_id: str) -> None:
        """Do what enter does on a row."""

    # -- the line

    @property
    def asking(self) -> bool:
        return self._answer is not None

    def ask(
        self,
        text: str,
        value: str,
        answer: Answer,
        changed: Callable[[str], None] | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        """Ask for a line; `text` says what for, `changed` hears what stands in it while one types.

        What is `hidden` is not shown, and taken as it was typed.
        """
        self._answer, self._changed = answer, changed
        self.note(text)
        line = self.query_one(Input)
        line.display, line.password = True, hidden
        with self.prevent(Input.Changed):
            line.value = value
        line.cursor_position = len(value)
        line.focus()
        self._name_keys()

    def stop_asking(self) -> None:
        """Put the line away."""
        self._answer = self._changed = None
        self.query_one(Input).display = False
        self.query_one(OptionList).focus()
        self._name_keys()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        if self._changed is not None:
            self._changed(clean_line(event.value))

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        if self._answer is None:
            return
        wrong = self._answer(event.value if event.input.password else clean_line(event.value))
        if wrong is not None:
            self.note(wrong, mistake=True)

    # -- keys

    def action_move(self, action: str) -> None:
        getattr(self.query_one(OptionList), f"action_{action}")()

    def write(self, work: Callable[[Library], str]) -> str:
        """Write at once, after all that is being written; what to say of it, or why it could not be."""
        try:
            return self.app.writer.submit(work).result()
        except TidewireError as error:
            return str(error)

    def action_undo(self) -> None:
        """Take the last thing back, here as on the main screen."""
        text = self.write(self.app.undo.take_back)
        self.fill()
        self.note(text)

    def action_close(self) -> None:
        """Leave the line, else the screen."""
        if self.asking:
            self.stop_asking()
            self.note("")
        else:
            self.dismiss(None)
