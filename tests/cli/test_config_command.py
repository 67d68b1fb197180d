"""`tidewire config`: where the configuration lies, what it sets, and what is wrong with it or with own themes."""

from __future__ import annotations

from pathlib import Path

from cli_kit import Tidewire

MINE = """
theme = "mine"
measure = 64
[network]
schedule = false
[keep."The Meridian"]
count = 200
[citation]
style = "mla"
[citation.folders]
Science = "ama"
[keys]
star = ["f8", "f9"]
"""


def test_it_shows_where_things_lie_and_what_is_set(tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(MINE, "utf-8")
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "mine.toml").write_text('base = "night"', "utf-8")
    found = {row["name"]: row["value"] for row in tidewire("config", "--json").rows}
    assert found["configuration"] == str(tmp_path / "config.toml")
    assert found["own themes"] == str(tmp_path / "themes")
    assert found["themes"][-1] == "mine"
    settings = {"theme": "mine", "measure": 64, "network.schedule": False, "keep.The Meridian.count": 200}
    assert settings.items() <= found.items()
    assert (found["citation"], found["citation.folders.Science"], found["keys.star"]) == ("mla", "ama", ["f8", "f9"])
    plain = tidewire("config").out
    assert "f8, f9" in plain and "false" in plain


def test_without_a_file_all_is_standard(tidewire: Tidewire, tmp_path: Path) -> None:
    assert f"{tmp_path / 'config.toml'} (not there; all is standard)" in tidewire("config").out


def test_a_mistake_in_a_theme_is_told(tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "mine.toml").write_text("[colors]\nbackgruond = 'red'", "utf-8")
    found = tidewire("config")
    assert (found.status, len(found.err.splitlines())) == (1, 1)
    assert "mine.toml has the unknown key colors.backgruond; did you mean colors.background?" in found.err


def test_a_theme_that_is_not_there_is_told(tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "nite"', "utf-8")
    assert "unknown theme 'nite'; did you mean night?" in tidewire("config").err


def test_all_mistakes_are_told_at_once(tidewire: Tidewire, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "nite"\ncitation = "apaa"\n[keys]\ndwon = "j"\n', "utf-8")
    lines = tidewire("config").err.splitlines()
    wanted = ("did you mean 'down'?", "did you mean night?", "Did you mean apa?")
    assert [said for said in wanted if not any(line.endswith(said) for line in lines)] == []
    assert len(lines) == 3
