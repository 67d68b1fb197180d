"""Adding a feed: an address is typed, what is there is shown, and only then is it kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker

from reader.ingest.clean import clean_line
from reader.ui.child import Child
from reader.ui.screens.window import Window
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp


class AddFeedScreen(Window[None]):
    """Two steps: enter looks, enter again keeps; a changed address is looked at anew."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Never mind")]
    app: TidewireApp

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Any] | None = None
        self._typed = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="add-feed") as box:
            box.border_title = "Add a feed"
            box.border_subtitle = "enter look, then keep · esc back"
            yield Input(placeholder="The address of a feed, or of a site")
            yield Static("", id="found")

    @on(Input.Changed)
    def changed(self) -> None:
        self._found = None

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        address = clean_line(event.value)
        if not address:
            return
        step = self._look if self._found is None else self._keep
        _: Worker[None] = self.run_worker(partial(step, address), exclusive=True, exit_on_error=False)

    async def _look(self, address: str) -> None:
        self._say(Content(f"Looking at {address} …"))
        child = Child(self.app, "add", "--preview", "--", address)
        found = await child.last()
        if found is None:
            self._say(Content.styled(child.error or "There is no feed.", "$error"))
            return
        self._found = found
        self._say(_preview(found))

    async def _keep(self, address: str) -> None:
        child = Child(self.app, "add", "--", address)
        kept = await child.last()
        if kept is None:
            self._say(Content.styled(child.error or "The feed could not be added.", "$error"))
            return
        self.app.feeding.arrived()
        self.app.main.say(summary(kept))
        self.dismiss()

    def _say(self, content: Content) -> None:
        self.query_one("#found", Static).update(content)


def summary(kept: dict[str, Any]) -> str:
    """What came of a feed that was added, and whether it was here before."""
    known = "" if kept.get("new", True) else " (known already)"
    new = counted(len(kept.get("stored", ())), "new article")
    return f"{clean_line(kept.get('title') or kept['feed'])}{known}: {new}"


def _preview(found: dict[str, Any]) -> Content:
    """What is there, as foreign text without markup."""
    lines = [
        Content.assemble((clean_line(found.get("title") or found["feed"]), "bold")),
        Content.assemble((clean_line(found["feed"]), "$text-muted")),
        Content(f"{counted(int(found.get('articles', 0)), 'article')}:"),
        *(Content(f"  {clean_line(title)}") for title in found.get("titles", ())),
        Content.assemble(("enter", "bold $accent"), " keeps it"),
    ]
    return Content("\n").join(lines)
