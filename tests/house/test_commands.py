"""The table of commands, the handlers, the bindings and the guide say the same."""

import re
from pathlib import Path

import pytest

from reader.errors import ConfigError
from reader.keys import COMMANDS, markdown_table, with_overrides
from reader.ui.bindings import bindings, keymap
from reader.ui.commands import HANDLERS

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_has_a_handler_and_every_handler_a_command():
    assert set(HANDLERS) == {command.id for command in COMMANDS}


def test_no_two_commands_share_a_key_or_an_id():
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert len(COMMANDS) == len({command.id for command in COMMANDS})


def test_every_binding_comes_from_the_table():
    ids = {binding.id.rsplit("-", 1)[0] if binding.id else None for binding in bindings()}
    assert ids == {command.id for command in COMMANDS}


def test_the_guide_shows_the_table():
    assert markdown_table() in (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


def test_the_readers_own_keys_replace_the_standard_ones():
    table = with_overrides({"star": ["K"], "related": ["f1", "f2"]})
    assert keymap(table) == {"star": "K", "related-1": "f1", "related-2": "f2"}


@pytest.mark.parametrize(
    ("keys", "told"),
    [({"strar": ["x"]}, "'star'"), ({"star": ["j"]}, "'down' and 'star'"), ({"zzz": ["x"]}, "tidewire keys")],
)
def test_a_mistake_in_the_commands_is_told(keys, told):
    with pytest.raises(ConfigError, match=told):
        with_overrides(keys)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("cntrl+x", "'ctrl+x'"), ("Ctrl+x", "'ctrl+x'"), ("ctl+alt+x", "'ctrl+alt+x'"), ("control+x", "'ctrl+x'"),
        ("pgdn", "'pagedown'"), ("PageDown", "'pagedown'"), ("return", "'enter'"), ("esc", "'escape'"), ("↓", "'down'"),
        ("f25", "'f2"), ("question_mrk", "written as"), ("C-d", "written as"), ("", "written as"), ("xy", "written as"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_key_is_told_with_what_was_meant(key, meant):
    with pytest.raises(ConfigError, match=f"'star' the unknown key .*{re.escape(meant)}"):
        with_overrides({"star": [key]})


@pytest.mark.parametrize(
    "key",
    ["K", "é", "+", "ctrl++", "ctrl+n", "alt+down", "shift+f5", "f12", "question_mark", "full_stop", "ctrl+slash", ","],
)
def test_a_key_that_there_is_may_be_given(key):
    assert any(command.keys == (key,) for command in with_overrides({"star": [key], "text_wider": ["="]}))


def test_the_keys_of_the_table_are_keys():
    for command in COMMANDS:
        with_overrides({command.id: command.keys})
