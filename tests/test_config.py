"""The configuration is strict: a mistake is told with file, key and the nearest right name."""

from pathlib import Path

import pytest

from reader.config import Config, PartlyReadError, load_config
from reader.errors import ConfigError

GOOD = """
theme = "light"
citation = "mla"
measure = 64
[annotate]
pipeline = "en_core_web_lg"
[keys]
down = ["j", "ctrl+n"]
star = "f9"
"""


def test_a_citation_format_for_all_and_for_folders(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('[citation]\nstyle = "mla"\n[citation.folders]\nScience = "ama"\n', "utf-8")
    config = load_config(file)
    assert (config.citation, dict(config.folder_citations)) == ("mla", {"Science": "ama"})
    file.write_text("[citation]\nstyl = 'mla'\n", "utf-8")
    with pytest.raises(ConfigError, match=r"citation\.styl; did you mean citation\.style"):
        load_config(file)
    file.write_text("[citation.folders]\nScience = 3\n", "utf-8")
    with pytest.raises(ConfigError, match=r"citation\.folders\.Science to a text"):
        load_config(file)
    file.write_text("citation = 3\n", "utf-8")
    with pytest.raises(ConfigError, match="citation to a text"):
        load_config(file)


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == Config()
    assert Config().measure == 72


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    config = load_config(file)
    assert (config.theme, config.citation, config.measure) == ("light", "mla", 64)
    assert config.pipeline == "en_core_web_lg"
    assert config.keys == {"down": ("j", "ctrl+n"), "star": ("f9",)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('tehme = "dark"', "unknown key tehme; did you mean theme?"),
        ("zzzz = 1", "unknown key zzzz; known are theme, citation"),
        ('[annotate]\nrecognizer = "x"', "annotate.recognizer; did you mean annotate.recogniser?"),
        ('[annotate]\npipelines = "x"', "annotate.pipelines; did you mean annotate.pipeline?"),
        ("theme = 1", "must set theme to a text"),
        ('measure = "wide"', "must set measure to a whole number"),
        ("measure = true", "must set measure to a whole number"),
        ("measure = 5", "measure to 5; it can be 20 to 300"),
        ("annotate = 1", "must set annotate to a table"),
        ('[keys]\ndwon = "j"', "unknown command 'dwon'; did you mean 'down'?"),
        ('[keys]\ndown = "k"', "'k' to both"),
        ("[keys]\ndown = 1", "must set keys.down to a key or a list of keys"),
        ('[keys]\ndown = [""]', "must set keys.down to a key or a list of keys"),
        ("theme = ", "is not TOML"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert says in str(caught.value)
    assert str(file) in str(caught.value)


def test_all_mistakes_are_told_at_once_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'theme = "light"\nmeasur = 3\ncitation = 3\nmeasure = 5\n[annotate]\npipe = "x"\n[keep]\ndays = 0\nyears = 1\n'
        '[network]\nschedule = 1\n[keys]\ndwon = "j"\nup = ["crtl+x", "j"]\nstar = "y"\n'
    )
    with pytest.raises(PartlyReadError) as caught:
        load_config(file)
    wanted = (
        "citation to a text", "unknown key measur", "measure to 5", "annotate.pipe", "network.schedule", "keep.years",
        "at least one day", "command 'dwon'", "key 'crtl+x'", "'j' to both", "'y' to both",
    )  # fmt: skip
    assert [word for word in wanted if word not in str(caught.value)] == []
    assert len(caught.value.mistakes) == len(wanted)
    assert caught.value.rest.theme == "light"


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_config(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_the_configuration_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Config().measure = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        Config().keys["down"] = ("x",)  # type: ignore[index]


def test_the_older_name_of_the_pipeline_still_counts(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[annotate]\nrecogniser = "en_core_web_lg"', "utf-8")
    assert load_config(file).pipeline == "en_core_web_lg"


@pytest.mark.parametrize("path", ["./mine", "lines/mine", "~/mine", "/else/mine"])
def test_a_pipelines_folder_is_found_from_where_the_configuration_lies(tmp_path: Path, path: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[annotate]\npipeline = "{path}"', "utf-8")
    assert load_config(file).pipeline == str(tmp_path / Path(path).expanduser())
