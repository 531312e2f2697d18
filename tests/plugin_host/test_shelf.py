"""Tests of studio.plugin_host.shelf: what is installed is there as a whole, or as it was."""

import shutil
from pathlib import Path

import pytest

from studio.model import plugin_commands as do
from studio.model.command import CommandError
from studio.model.plugin import PluginError
from studio.model.plugin_settings import SettingsError
from studio.plugin_host.making import make
from studio.plugin_host.packing import pack
from studio.plugin_host.shelf import OlderError, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    make(tmp_path / "bundled" / "along")
    return Shelf(tmp_path / "config", tmp_path / "bundled")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(tmp_path / "hello")
    return tmp_path / "hello"


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "plugin.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return folder


def again(shelf: Shelf, tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "config", tmp_path / "bundled")


def names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "config" / "plugins").iterdir())


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_plugin_is_installed_and_removed(
    shelf: Shelf, folder: Path, tmp_path: Path, is_packed: bool
) -> None:
    source = tmp_path / "hello.zip" if is_packed else folder
    if is_packed:
        pack(folder, source)
    shelf.do(do.InstallPlugin(path=str(source)))
    place = shelf.installed["hello"].folder
    assert sorted(path.name for path in place.iterdir()) == ["main.py", "plugin.toml"]
    assert set(again(shelf, tmp_path).installed) == {"along", "hello"}
    shelf.do(do.SetPluginEnabled(plugin="hello", enabled=True))
    data = shelf.data_path("hello")
    data.parent.mkdir()
    data.touch()
    shelf.do(do.RemovePlugin(plugin="hello"))
    assert names(tmp_path) == []
    assert not data.exists()
    assert not again(shelf, tmp_path).choices.of("hello").is_enabled


def test_what_can_not_be_run_is_not_installed(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    shelf.install(folder)
    (folder / "main.py").write_text("plugin = (\n")
    with pytest.raises(PluginError) as caught:
        shelf.install(folder)
    assert str(caught.value) == f"{folder / 'main.py'}:1: '(' was never closed."
    assert names(tmp_path) == ["hello"]
    assert "plugin = Plugin()" in (shelf.installed["hello"].folder / "main.py").read_text("utf-8")


def test_an_older_version_is_installed_if_that_is_meant(shelf: Shelf, folder: Path) -> None:
    shelf.install(changed(folder, "0.1.0", "0.10.0"))
    changed(folder, "0.10.0", "0.9.0")
    with pytest.raises(OlderError, match=r"hello 0\.10\.0 is installed, and this is the older"):
        shelf.install(folder)
    assert shelf.installed["hello"].manifest.version == "0.10.0"
    shelf.install(folder, is_older_allowed=True)
    assert shelf.installed["hello"].manifest.version == "0.9.0"


def test_another_version_keeps_what_was_chosen_but_gets_no_more(shelf: Shelf, folder: Path) -> None:
    (folder / "main.py").write_text("from studio.sdk import Plugin\n\nplugin = Plugin()\n")
    shelf.install(changed(folder, '["overlay", "room"]', '["overlay"]'))
    shelf.do(do.SetPluginEnabled(plugin="hello", enabled=True))
    shelf.do(do.GrantRights(plugin="hello", rights=("overlay",)))
    changed(folder, '["overlay"]', '["overlay", "room"]')
    shelf.install(changed(folder, "0.1.0", "0.2.0"))
    choice, manifest = shelf.choices.of("hello"), shelf.installed["hello"].manifest
    assert choice.is_enabled
    assert choice.granted_of(manifest) == {"overlay"}
    assert not choice.is_asked_for(manifest)


def test_one_that_comes_along_stays(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="comes along with the studio: switch it off"):
        shelf.do(do.RemovePlugin(plugin="along"))
    with pytest.raises(PluginError, match="the id of a plugin that comes along"):
        shelf.install(tmp_path / "bundled" / "along")
    assert shelf.installed["along"].is_bundled


def test_an_end_in_the_middle_leaves_the_old_one(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    shelf.install(folder)
    place = shelf.installed["hello"].folder
    place.rename(place.with_name(".old-hello"))
    assert again(shelf, tmp_path).installed["hello"].folder == place
    assert names(tmp_path) == ["hello"]


def test_one_that_was_damaged_is_told_and_can_be_removed(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    shelf.install(folder)
    changed(shelf.installed["hello"].folder, "sdk = 1", "sdk = 2")
    shelf.look()
    assert "plugin.toml: sdk: " in shelf.installed["hello"].fault
    shelf.do(do.RemovePlugin(plugin="hello"))
    assert names(tmp_path) == []


def test_what_does_not_fit_is_refused_with_a_sentence(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match='There is no plugin "gone"'):
        shelf.do(do.SetPluginEnabled(plugin="gone", enabled=True))
    with pytest.raises(CommandError, match='along does not ask for "sound"'):
        shelf.do(do.GrantRights(plugin="along", rights=("sound",)))
    with pytest.raises(SettingsError, match="There is no setting 'size'"):
        shelf.do(do.SetPluginSettings(plugin="along", settings={"size": 5}))
    with pytest.raises(CommandError, match="only be done while a studio runs"):
        shelf.do(do.RestartPlugin(plugin="along"))


def test_one_whose_folder_is_gone_can_be_removed(shelf: Shelf, folder: Path) -> None:
    shelf.install(folder)
    shelf.do(do.SetPluginEnabled(plugin="hello", enabled=True))
    shutil.rmtree(shelf.installed["hello"].folder)
    shelf.do(do.RemovePlugin(plugin="hello"))
    assert set(shelf.installed) == {"along"}
    assert not shelf.choices.of("hello").is_enabled
