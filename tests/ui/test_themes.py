from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from reader import paths
from reader.errors import ConfigError
from reader.model.entity import Label
from reader.ui.memory import load
from reader.ui.themes import ORDER, SHADES, ThemeFile, entity_variable, load_themes

THEMES = load_themes()
TRUE_COLOR = [name for name in ORDER if not THEMES[name].theme.ansi]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by the WCAG formula, 1 to 21."""

    def luminance(color: Color) -> float:
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_theme_file_is_in_the_order_of_the_key():
    assert {file.stem for file in (paths.styles_dir() / "themes").glob("*.toml")} == set(ORDER)


@pytest.mark.parametrize("name", TRUE_COLOR)
@pytest.mark.parametrize("label", list(Label))
def test_entity_colours_can_be_read_on_every_ground(name: str, label: Label):
    """On the page, in a window, on the cursor's row, among selected words, and as the ground of the selected entity."""
    theme = THEMES[name].theme
    ink = theme.variables[entity_variable(label)]
    assert contrast(ink, str(theme.background)) >= (7.0 if name == "contrast" else 4.5)
    for ground in grounds(name):
        assert contrast(ink, ground) >= 4.5


def grounds(name: str) -> list[str]:
    theme = THEMES[name].theme
    shades = [theme.variables[shade] for shade in ("cursor", "cursor-blurred", "selection")]
    return [str(theme.background), str(theme.panel), *shades]


@pytest.mark.parametrize("name", TRUE_COLOR)
def test_text_and_notes_can_be_read(name: str):
    theme = THEMES[name].theme
    inks = [theme.variables[shade] for shade in ("muted", "unread", "link")]
    for ground in grounds(name):
        assert contrast(str(theme.foreground), ground) >= 7
        for ink in [*inks, str(theme.primary), str(theme.accent), str(theme.error)]:
            assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("name", TRUE_COLOR)
def test_what_is_chosen_stands_out_from_the_page(name: str):
    theme = THEMES[name].theme
    for shade in ("cursor", "selection"):
        assert contrast(theme.variables[shade], str(theme.background)) >= 1.2


def test_every_theme_has_every_shade():
    for entry in THEMES.values():
        assert set(SHADES) <= set(entry.theme.variables)


def test_terminal_colours_are_the_sixteen_of_the_terminal():
    theme = THEMES["ansi"].theme
    shades = [theme.variables[shade] for shade in SHADES]
    entities = [theme.variables[entity_variable(label)] for label in Label]
    colors = [theme.background, theme.foreground, theme.panel, theme.primary, theme.accent, theme.error]
    assert all(color.startswith("ansi_") for color in [*shades, *entities, *colors])


# -- the reader's own


def own(folder: Path, text: str, name: str = "mine") -> dict[str, ThemeFile]:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return load_themes(folder)


def test_an_own_theme_says_only_what_differs(tmp_path: Path):
    themes = own(tmp_path / "themes", 'base = "paper"\n[colors]\nbackground = "#ffffff"\n[entities]\nperson = "navy"\n')
    assert list(themes) == [*ORDER, "mine"]
    mine, paper = themes["mine"], themes["paper"]
    assert (mine.title, mine.theme.dark, mine.theme.background) == ("mine", False, "#ffffff")
    assert mine.theme.foreground == paper.theme.foreground
    assert mine.theme.variables["entity-person"] == "navy"
    assert mine.theme.variables["entity-org"] == paper.theme.variables["entity-org"]


def test_an_own_theme_is_based_on_dark_or_light_where_it_says_nothing_else(tmp_path: Path):
    assert own(tmp_path, "")["mine"].theme.background == THEMES["dark"].theme.background
    assert own(tmp_path, 'dark = false\ntitle = "Day"')["mine"].theme.background == THEMES["light"].theme.background


def test_an_own_theme_takes_the_place_of_ours(tmp_path: Path):
    themes = own(tmp_path, '[shades]\nlink = "#00ff00"', "dark")
    assert list(themes) == list(ORDER)
    assert themes["dark"].theme.variables["link"] == "#00ff00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colours]", "unknown key colours; did you mean colors?"),
        ('[colors]\nbackgruond = "red"', r"colors\.backgruond; did you mean colors\.background?"),
        ("[entities]\nplanet = 'red'", r"unknown key entities\.planet"),
        ("[entities]\nperson = 3", r"must set entities\.person to a text"),
        ("[shades]\nlink = '#12'", r"sets shades\.link to '#12', which is no colour"),
        ("[shades]\nlink = 'blurple'", "which is no colour"),
        ("colors = 'red'", "must set colors to a table"),
        ("dark = 'yes'", "must set dark to true or false"),
        ("base = 'nihgt'", "unknown theme 'nihgt'; did you mean night?"),
        ("title = ", "is not TOML"),
    ],
)
def test_a_mistake_in_an_own_theme_names_file_key_and_what_was_meant(tmp_path: Path, text: str, told: str):
    with pytest.raises(ConfigError, match=told) as caught:
        own(tmp_path, text)
    assert str(tmp_path / "mine.toml") in str(caught.value)


async def test_an_own_theme_is_shown_and_walked_to(opened, tmp_path: Path):
    own(tmp_path / "themes", '[colors]\nbackground = "#123456"', "mine of 2026")
    async with opened(theme="mine of 2026") as reader:
        assert reader.main.reading.background_colors[1].hex == "#123456"
        await reader.press("t")
        assert reader.app.memory.theme == ORDER[0]


async def test_an_unknown_theme_is_told_before_the_screen_opens(opened):
    with pytest.raises(ConfigError, match=r"unknown theme .pepar.; did you mean paper\?"):
        async with opened(theme="pepar"):
            pass


# -- no colours


async def test_without_colours_focus_and_choice_show_in_the_style_of_the_text(opened, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(theme="paper") as reader:
        await reader.press("t")
        assert "NO_COLOR" in reader.main.status.message
        await reader.press("enter", "e")
        assert any(style.reverse and style.bold for style in reader.styles())
        assert any(style.underline for style in reader.styles())
        assert "┏" in reader.screen_text()
        await reader.press("C", "j")
        assert any(style.underline and style.bold for style in reader.styles())
        assert all(plain(style.color) and plain(style.bgcolor) for style in reader.styles())
    assert load(tmp_path / "state").theme is None


SCREENS = (["enter", "e"], ["v"], ["escape", "?"], ["escape", "C"], ["escape", ":", *"turk"], ["escape", "/", *"is:"],
           ["escape", "a"], ["escape", "L"], ["escape", "S"], ["escape", "T"])  # fmt: skip


async def test_terminal_colours_send_nothing_but_the_sixteen(opened):
    async with opened(theme="ansi") as reader:
        for keys in SCREENS:
            await reader.press(*keys)
            colors = {color for style in reader.styles() for color in (style.color, style.bgcolor)}
            assert not {color for color in colors if color is not None and color.triplet is not None}, keys


def plain(color: RichColor | None) -> bool:
    return color is None or color.is_default
