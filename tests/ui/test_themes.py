import pytest
from textual.color import Color

from reader import paths
from reader.model.entity import Label
from reader.ui.themes import ORDER, SHADES, entity_variable, load_themes

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
def test_entity_colours_can_be_read_on_page_and_panel_and_cursor(name: str, label: Label):
    theme = THEMES[name].theme
    ink = theme.variables[entity_variable(label)]
    wanted = 7.0 if name == "contrast" else 4.5
    assert contrast(ink, str(theme.background)) >= wanted
    assert contrast(ink, theme.variables["cursor"]) >= 4.5


@pytest.mark.parametrize("name", TRUE_COLOR)
def test_text_and_notes_can_be_read(name: str):
    theme = THEMES[name].theme
    for ground in (str(theme.background), str(theme.panel), theme.variables["cursor"]):
        assert contrast(str(theme.foreground), ground) >= 7
        assert contrast(theme.variables["muted"], ground) >= 4.5
        assert contrast(str(theme.primary), ground) >= 4.5
        assert contrast(str(theme.accent), ground) >= 4.5


def test_every_theme_has_every_shade():
    for entry in THEMES.values():
        assert set(SHADES) <= set(entry.theme.variables)
