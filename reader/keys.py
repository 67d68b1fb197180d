"""The table of commands: bindings, footer, help, palette, the guide's key table and `[keys]` are made from it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key can do.

    `id` names it in the configuration and in the code; `keys` are written as they are typed ("j", "ctrl+d",
    "alt+left"); `footer` is its word in the bottom line, where it has a place there.
    """

    id: str
    keys: tuple[str, ...]
    description: str
    group: str
    footer: str | None = None


MOVING = "Moving"

COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "Move down", MOVING, "move"),
    Command("up", ("k", "up"), "Move up", MOVING),
    Command("top", ("g", "home"), "Go to the start", MOVING),
    Command("bottom", ("G", "end"), "Go to the end", MOVING),
    Command("page_down", ("space", "pagedown"), "A page down", MOVING),
    Command("page_up", ("b", "pageup"), "A page up", MOVING),
    Command("half_down", ("ctrl+d",), "Half a page down", MOVING),
    Command("half_up", ("ctrl+u",), "Half a page up", MOVING),
    Command("next_pane", ("tab",), "Next pane", "Panes", "pane"),
    Command("previous_pane", ("shift+tab",), "Previous pane", "Panes"),
    Command("left", ("h", "left"), "Pane to the left", "Panes"),
    Command("right", ("l", "right"), "Pane to the right", "Panes"),
    Command("zoom", ("z",), "Give this pane the whole screen, or give it back", "Panes"),
    Command("narrower", ("<",), "Make this pane narrower", "Panes"),
    Command("wider", (">",), "Make this pane wider", "Panes"),
    Command("hide", ("H",), "Hide this pane while you are elsewhere; in the article: hide or show the others", "Panes"),
    Command("jump", ("'",), "Letters over panes, rows, entities and links: type one to go there", "Panes"),
    Command(
        "open",
        ("enter",),
        "Open; on an entity: select it; on a mention or story: go there",
        "Reading",
        "open",
    ),
    Command("next_unread", ("n",), "Next unread article", "Reading", "next unread"),
    Command("previous_unread", ("p",), "Previous unread article", "Reading"),
    Command("back", ("backspace", "alt+left"), "Back to where you were", "Reading", "back"),
    Command("forward", ("alt+right",), "Forward again", "Reading"),
    Command("browser", ("o",), "Open the article's address in the browser", "Reading"),
    Command("links", ("#",), "The links and pictures of the article: open one, copy its address", "Reading"),
    Command("text_wider", ("+", "="), "Set the text wider", "Reading"),
    Command("text_narrower", ("-",), "Set the text narrower", "Reading"),
    Command("table_right", ("}", "shift+right"), "Move a wide table to see its right", "Reading"),
    Command("table_left", ("{", "shift+left"), "Move it back", "Reading"),
    Command("full_text", ("f",), "Fetch the whole article from its page, or give the summary back", "Reading"),
    Command("reload", ("r",), "Reload the feed of the article", "Feeds"),
    Command("reload_all", ("R",), "Reload every feed; again: stop", "Feeds", "reload"),
    Command("add_feed", ("a",), "Add a feed: an address, or a site whose feed is found", "Feeds", "add"),
    Command("import", ("I",), "Take in a file or a folder: OPML, newsboat's urls, texts, pages", "Feeds"),
    Command(
        "feeds", ("L",), "All there is to list: feeds in folders, saved searches, watched, muted", "Feeds", "lists"
    ),
    Command("next_entity", ("e",), "Next entity in the text", "Entities", "entity"),
    Command("previous_entity", ("E",), "Previous entity in the text", "Entities"),
    Command(
        "next_mention",
        ("]",),
        "Next mention of the selected entity, on into other articles",
        "Entities",
        "mention",
    ),
    Command("previous_mention", ("[",), "Previous mention of the selected entity", "Entities"),
    Command("watch", ("w",), "Watch the selected entity, or no longer", "Entities"),
    Command("watched", ("W",), "List the watched entities, with what is new", "Entities"),
    Command(
        "correct",
        ("x",),
        "Set right what was found: rename, merge, split, wrong here, label, hide",
        "Entities",
        "correct",
    ),
    Command("corrections", ("X",), "What you have set right; each can be taken back", "Entities"),
    Command("release", ("escape",), "Let go of what is marked, of the entity, the search or the zoom", "Entities"),
    Command("annotate_again", ("ctrl+e",), "Annotate again what another pipeline annotated", "Entities"),
    Command("related", tuple("123456789"), "Open the related story of that number", "Related stories", "related"),
    Command("cite", ("c",), "Copy the citation in the last used style", "Citing", "cite"),
    Command("cite_as", ("C",), "Choose style and format, with a preview", "Citing"),
    Command("quote", ("v",), "Mark sentences: j and k extend, v again starts here, y copies and keeps them", "Citing"),
    Command("copy", ("y",), "Copy the marked sentences with their citation, or the selected words", "Citing"),
    Command("quotes", ("V",), "The quotations you keep: show one in its article, copy it, let it go", "Citing"),
    Command("address", ("Y",), "Copy the address of the article, or of the marked words in it", "Citing"),
    Command("star", ("s",), "Star, or take the star away", "Marks"),
    Command("read", ("N",), "Mark as read or unread", "Marks"),
    Command("read_all", ("A",), "Mark all of the list as read", "Marks"),
    Command("tag", ("T",), "Write the tags of the article", "Marks"),
    Command("undo", ("U",), "Take the last mark back, and those before it", "Marks"),
    Command("search", ("/",), "Search every article", "Finding", "search"),
    Command("find", ("ctrl+f",), "Find words in the open article", "Finding"),
    Command("unread", ("u",), "Show unread articles only, or all", "Finding"),
    Command("saved", ("S",), "Saved searches: list one, save this one", "Finding"),
    Command("mutes", ("M",), "Mute rules: hide what you do not want to see, perhaps up to a day", "Finding"),
    Command("fold", ("F",), "Show every story once, or every article", "Finding"),
    Command("order", ("O",), "The order of the list, and headings for days, feeds or stories", "Finding"),
    Command("palette", ("ctrl+p", ":"), "Every command, feed, entity and article by name", "Program"),
    Command("theme", ("t",), "Next theme", "Program"),
    Command("suspend", ("ctrl+z",), "Give the shell back for a while; `fg` returns here", "Program"),
    Command("tour", ("ctrl+t",), "A tour of one minute", "Program"),
    Command("help", ("?",), "This help", "Program", "help"),
    Command("quit", ("q",), "Close what is open, then quit", "Program", "quit"),
)

_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "alt+left": "alt+←", "alt+right": "alt+→",
    "shift+left": "shift+←", "shift+right": "shift+→", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
}  # fmt: skip

_HELD = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace", "tab"),
    *("enter", "escape", "space", "slash", "backslash", "at", "minus", "plus", "underscore"),
    *(f"f{number}" for number in range(1, 25)),
)
_MEANT = {shown: name for name, shown in _SHOWN.items() if "+" not in name} | {
    "return": "enter", "del": "delete", "ins": "insert", "bs": "backspace", "spc": "space", "control": "ctrl",
    "option": "alt", "cmd": "super", "command": "super", "page_up": "pageup", "page_down": "pagedown",
}  # fmt: skip
"""What people write for the name of a key, with its name."""


def shown(keys: Sequence[str]) -> str:
    """Keys as help and footer print them: "j ↓"; a run of digits as "1-9"."""
    if len(keys) > 2 and all(key.isdigit() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(_SHOWN.get(key, key) for key in keys)


def groups(commands: Sequence[Command] = COMMANDS) -> dict[str, list[Command]]:
    """The commands under their groups, both in table order."""
    table: dict[str, list[Command]] = {}
    for command in commands:
        table.setdefault(command.group, []).append(command)
    return table


def moving_keys(commands: Sequence[Command]) -> set[str]:
    """The keys that only move in a pane."""
    return {key for command in commands if command.group == MOVING for key in command.keys}


def with_overrides(overrides: Mapping[str, Sequence[str]]) -> tuple[Command, ...]:
    """The table with the reader's own keys; a key taken from another command is a mistake that is told.

    Raises ConfigError for unknown commands and keys, with the nearest known ones, and for keys that two commands claim.
    """
    mistakes = [*_unknown_commands(overrides)]
    mistakes += [wrong for name, keys in overrides.items() for key in keys for wrong in _unknown_key(name, key)]
    table = tuple(
        replace(command, keys=tuple(overrides[command.id])) if command.id in overrides else command
        for command in COMMANDS
    )
    mistakes += _clashes(table)
    if mistakes:
        raise ConfigError(*mistakes)
    return table


def _unknown_commands(names: Iterable[str]) -> Iterator[str]:
    known = [command.id for command in COMMANDS]
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ", see `tidewire keys` for the names"
            yield f"[keys] names the unknown command {name!r}{hint}"


def _unknown_key(command: str, key: str) -> Iterator[str]:
    """What is wrong with a key that no terminal sends: it would never do anything, and nobody would say why."""
    before, _, last = key[:-1].rpartition("+")  # the last character may be a plus itself
    held, name = before.split("+") if before else [], last + key[-1:]
    unknown = [each for each in held if each not in _HELD]
    if not unknown and name not in _MEANT and (len(name) == 1 or name in _NAMED or _is_character(name)):
        return
    wrong, known = (unknown[0], _HELD) if unknown else (name, _NAMED)
    near = _MEANT.get(wrong.casefold()) or next(iter(difflib.get_close_matches(wrong.casefold(), known, 1)), None)
    meant = "+".join(near if each == wrong else each for each in (*held, name)) if near else None
    hint = f"did you mean {meant!r}?" if meant else "keys are written as j, K, ctrl+n, alt+left, f5, space or enter"
    yield f"[keys] gives {command!r} the unknown key {key!r}; {hint}"


def _is_character(name: str) -> bool:
    """Whether it is the name of a character, as "question_mark" and "full_stop" are."""
    try:
        return name == name.casefold() and unicodedata.lookup(name.replace("_", " ")).isprintable()
    except KeyError:
        return False


def _clashes(table: Sequence[Command]) -> Iterator[str]:
    owner: dict[str, str] = {}
    for command in table:
        for key in command.keys:
            if key in owner:
                yield f"[keys] gives {key!r} to both {owner[key]!r} and {command.id!r}; give one of them another key"
            owner[key] = command.id


def markdown_table(commands: Sequence[Command] = COMMANDS) -> str:
    """The key table as docs/guide.md prints it."""
    rows = ["| keys | does |", "|---|---|"]
    for members in groups(commands).values():
        for command in members:
            keys = " ".join(f"`{key}`" for key in shown(command.keys).split(" "))
            rows.append(f"| {keys} | {command.description} |")
    return "\n".join(rows)
