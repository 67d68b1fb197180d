"""What stands on the screen at the three sizes, letter by letter; `make goldens` writes the files anew."""

from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import pytest

from reader.ui.app import TidewireApp
from tests.ui.conftest import STORY

FOLDER = Path(__file__).resolve().parents[1] / "goldens" / "screen"
SIZES = [(80, 24), (120, 40), (200, 50)]
SCENES = {
    "article": (),
    "entity": ("e", "]"),
    "sidebar": ("tab",),
    "zoom": ("shift+tab", "z"),
    "help": ("z", "?"),
    "cite": ("escape", "C"),
    "search": ("escape", "/", *"turkey"),
    "found": ("enter",),
    "feeds": ("L",),
    "order": ("escape", "O"),
    "days": ("d",),
    "stories": ("escape", "O", "t"),
}
"""Each scene goes on from the one before it."""
SETTLED = {"search": "found ·"}


@pytest.fixture
def one_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still, the day after the sample edition ends, and messages that stay."""
    morning = datetime(2019, 11, 6, 7, 30, tzinfo=UTC)
    monkeypatch.setattr(TidewireApp, "now", lambda _: morning)
    monkeypatch.setattr("reader.ui.widgets.status.MESSAGE_SECONDS", 3600.0)


def difference(file: Path, text: str) -> list[str]:
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(before.splitlines(keepends=True), text.splitlines(keepends=True), file.name, "now", n=0)
    return list(lines)[:20]


async def settled(reader, words: str) -> None:
    await reader.until(lambda: words in reader.screen_text())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.usefixtures("one_morning")
async def test_the_screen_is_as_it_was(opened, size, request):
    remake = request.config.getoption("--remake-goldens")
    changed = []
    async with opened(size=size) as reader:
        reader.open(STORY)
        await reader.until(lambda: reader.main.list_pane.listing.row(reader.main.list_pane.cursor).read)
        for scene, keys in SCENES.items():
            await reader.press(*keys)
            await settled(reader, SETTLED.get(scene, ""))
            file = FOLDER / f"{size[0]}x{size[1]}" / f"{scene}.txt"
            text = reader.screen_text() + "\n"
            if remake:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            else:
                changed += difference(file, text)
    assert not changed, f"at {size}, `make goldens` makes them anew where that is meant:\n" + "".join(changed)
