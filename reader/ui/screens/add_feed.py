"""Adding a feed: an address is typed, what is there is shown, and only then is it kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static
from textual.worker import Worker

from reader.ingest.clean import clean_line
from reader.ui.child import Child
from reader.ui.screens.window import Window
from reader.ui.tending import folders
from reader.ui.wording import counted

if TYPE_CHECKING:
    from reader.ui.app import TidewireApp

SIGN_IN = 401
FEW = 3  # titles, where the feeds to choose from stand above them


class AddFeedScreen(Window[None]):
    """Two steps: enter looks, enter again keeps; a changed address is looked at anew.

    Of several feeds that a page offers one is chosen; a server that asks who is there is told when enter looks again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Never mind"),
        Binding("down", "choose(1)", "The next feed that the page offers"),
        Binding("up", "choose(-1)", "The one before"),
    ]
    app: TidewireApp

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Any] | None = None
        self._offers: list[dict[str, str]] = []
        self._chosen = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="add-feed") as box:
            box.border_title = "Add a feed"
            yield Input(placeholder="The address of a feed, or of a site", id="address")
            yield Static("", id="offers")
            yield Static("", id="found")
            yield _field("user", "User")
            yield _field("password", "Password", password=True)
            yield _field("folder", "Folder", suggester=SuggestFromList(folders(self.app.library), case_sensitive=False))
            yield _field("tags", "Tags", placeholder="with commas between")

    def on_mount(self) -> None:
        self.query_one("#address").focus()
        self._show_fields()

    def _value(self, name: str) -> str:
        return clean_line(self.query_one(f"#{name}", Input).value)

    @on(Input.Changed, "#address")
    def changed(self) -> None:
        self._found, self._offers, self._chosen = None, [], 0
        for name in ("user", "password"):  # they are for the server that asked
            self.query_one(f"#{name}", Input).value = ""
        self._show_fields()

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "user":
            self.query_one("#password").focus()
        elif self._value("address"):
            self._start(self._look if self._found is None or event.input.id == "password" else self._keep)

    def action_choose(self, step: int) -> None:
        """Look at another of the feeds that the page offers."""
        chosen = min(max(self._chosen + step, 0), len(self._offers) - 1)
        if self._offers and chosen != self._chosen:
            self._chosen, self._found = chosen, None
            self._start(self._look)

    def _start(self, step: Any) -> None:
        _: Worker[None] = self.run_worker(partial(step, self._value("address")), exclusive=True, exit_on_error=False)

    def _child(self, address: str, *options: str) -> Child:
        chosen = ["--choose", self._offers[self._chosen]["feed"]] if self._offers else []
        user = self._value("user")
        secret = self.query_one("#password", Input).value if user else None
        return Child(
            self.app, "add", *options, *chosen, *(["--user", user] if user else []), "--", address, secret=secret
        )

    async def _look(self, address: str) -> None:
        self._say(Content(f"Looking at {self._offers[self._chosen]['feed'] if self._offers else address} …"))
        child = self._child(address, "--preview")
        found = await child.last()
        if found is None or "error" in found:
            self._refused(found or {"error": child.error or "There is no feed."})
            return
        self._found = found
        self._offers = self._offers or _several(found)
        self._say(_preview(found, known=self._knows(found["feed"])))
        if self._value("user"):
            self.query_one("#address").focus()  # from where enter keeps the feed: the line of the password goes
        self._show_fields()

    def _knows(self, url: str) -> bool:
        return any(feed.url == url for feed in self.app.library.subscriptions.feeds())

    def _refused(self, said: dict[str, Any]) -> None:
        if said.get("status") != SIGN_IN:
            self._say(Content.styled(clean_line(said["error"]), "$error"))
            return
        signed = bool(self._value("user"))
        again = " does not take this user and password" if signed else " asks for a user and a password"
        self._say(Content(f"The server{again}."))
        self._show_fields(sign_in=True)
        password = self.query_one("#password", Input)
        password.value = ""
        (password if signed else self.query_one("#user")).focus()

    async def _keep(self, address: str) -> None:
        folder, tags = self._value("folder"), self._value("tags").split(",")
        options = [*(["--folder", folder] if folder else [])]
        for tag in tags:
            options += ["--tag", tag.strip()] if tag.strip() else []
        child = self._child(address, *options)
        kept = await child.last()
        if kept is None or "error" in kept:
            self._refused(kept or {"error": child.error or "The feed could not be added."})
            return
        self.app.feeding.arrived()
        self.app.main.say(summary(kept))
        self.dismiss()

    def _say(self, content: Content) -> None:
        self.query_one("#offers", Static).update(_choice(self._offers, self._chosen))
        self.query_one("#offers").display = bool(self._offers)
        found = self.query_one("#found", Static)
        found.set_class(self._found is not None, "preview")
        found.update(content)

    def _show_fields(self, *, sign_in: bool = False) -> None:
        """Show the lines to be filled in now, and name the keys that do something."""
        found = self._found is not None
        for name, shown in (("user", sign_in), ("password", sign_in), ("folder", found), ("tags", found)):
            self.query_one(f"#{name}-field").display = shown
        keys = ["↑ ↓ another feed"] if found and self._offers else []
        keys += ["tab folder and tags"] if found else []
        enter = "enter keep" if found else "enter look again" if sign_in else "enter look, then keep"
        self.query_one("#add-feed").border_subtitle = Content(" · ".join([enter, *keys, "esc back"]))


def _field(name: str, label: str, **settings: Any) -> Horizontal:
    """A line to fill in, behind what it is."""
    return Horizontal(Label(label), Input(id=name, **settings), id=f"{name}-field", classes="field")


def summary(kept: dict[str, Any]) -> str:
    """What came of a feed that was added, and whether it was here before."""
    known = "" if kept.get("new", True) else " (known already)"
    new = counted(len(kept.get("stored", ())), "new article")
    return f"{clean_line(kept.get('title') or kept['feed'])}{known}: {new}"


def _several(found: dict[str, Any]) -> list[dict[str, str]]:
    """The feeds that the page offers, where there is something to choose."""
    offers: list[dict[str, str]] = found.get("offers", [])
    return offers if len(offers) > 1 else []


def _choice(offers: list[dict[str, str]], chosen: int) -> Content:
    """The feeds that a page offers, as foreign text without markup, the chosen one marked."""
    lines = [Content.styled(f"The page offers {len(offers)} feeds:", "$text-muted")]
    for number, offer in enumerate(offers):
        mark, style = ("›", "bold $accent") if number == chosen else (" ", "")
        lines.append(Content.styled(f"{mark} {clean_line(offer['title'] or offer['feed'])}", style))
    return Content("\n").join(lines)


def _preview(found: dict[str, Any], *, known: bool) -> Content:
    """What is there, as foreign text without markup."""
    articles = counted(int(found.get("articles", 0)), "article")
    titles = found.get("titles", ())[: FEW if len(found.get("offers", ())) > 1 else None]
    lines = [
        Content.assemble((clean_line(found.get("title") or found["feed"]), "bold")),
        Content.assemble((clean_line(found["feed"]), "$text-muted")),
        Content(f"{articles}{':' if titles else ''}"),
        *(Content(f"  {clean_line(title)}") for title in titles),
        Content.assemble("You have it already: ", ("enter", "bold $accent"), " changes its folder and tags")
        if known
        else Content.assemble(("enter", "bold $accent"), " keeps it"),
    ]
    return Content("\n").join(lines)
