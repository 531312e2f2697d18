"""Tests of studio.model.plugin_description, as plugin.toml says it."""

from pathlib import Path

import pytest

from studio.model.plugin import MANIFEST_NAME, PluginError, read_manifest
from studio.plugin_host.shelf import BUNDLED

HEAD = 'id = "thanks"\nname = "Thanks"\nversion = "1.0.0"\nsdk = 1\n'


def said(folder: Path, description: str) -> tuple[str, str]:
    """Return what a manifest says in Chinese and in English."""
    (folder / MANIFEST_NAME).write_text(HEAD + description, "utf-8")
    found = read_manifest(folder).description
    return found.spoken("zh"), found.spoken("en")


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("", ("", "")),
        ('description = "Thanks for gifts."', ("Thanks for gifts.", "Thanks for gifts.")),
        ('description = { zh = "答谢。", en = "Thanks." }', ("答谢。", "Thanks.")),
    ],
)
def test_it_is_said_in_the_language_that_is_asked_for(
    tmp_path: Path, description: str, words: tuple[str, str]
) -> None:
    assert said(tmp_path, description) == words


@pytest.mark.parametrize(
    ("description", "fault"),
    [
        ('description = { zh = "答谢。" }', "description.en: Field required."),
        ('description = { zh = "答谢。", en = "a", de = "b" }', "description.de: Extra inputs"),
        (f'description = "{"x" * 1001}"', "description.zh: String should have at most 1000"),
        ("description = 3", "description: Input should be a valid dictionary"),
    ],
)
def test_what_is_wrong_with_it_is_said(tmp_path: Path, description: str, fault: str) -> None:
    with pytest.raises(PluginError) as caught:
        said(tmp_path, description)
    assert fault in str(caught.value)


def test_those_that_come_along_speak_both_languages() -> None:
    folders = [path.parent for path in BUNDLED.rglob(MANIFEST_NAME)]
    assert len(folders) >= 18
    for folder in folders:
        description = read_manifest(folder).description
        assert any("\u4e00" <= letter <= "\u9fff" for letter in description.zh), folder
        assert description.en.isascii(), folder
