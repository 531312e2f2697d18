"""Tests of silently."""

from pathlib import Path

from silently import BETWEEN_S, FIRST_S, SILENT_DB, Silently

from studio.sdk import Plugin
from studio.sdk.testing import FakeStudio


def test_each_is_played_once_unheard_and_only_while_no_effect_is_shown(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.ogg", "b.ogg", "c.ogg")]
    for file in files:
        file.write_bytes(b"not looked at here")
    plugin = Plugin()
    plugin.shared = {"gifts": (tmp_path,)}
    studio = FakeStudio(plugin)
    silently, is_free = Silently(plugin), True
    plugin.every(0.1)(lambda: silently.look(is_free=is_free))

    def played() -> str:
        assert {each.volume_db for each in studio.played} <= {SILENT_DB}
        return "".join(Path(each.file).stem for each in studio.played)

    silently.plan(map(str, (files[0], files[0], files[1])))
    studio.pass_time(FIRST_S + BETWEEN_S / 2)
    assert played() == "a"
    is_free = False
    studio.pass_time(60)
    assert played() == "a"
    is_free = True
    studio.pass_time(1)
    assert played() == "ab"
    silently.plan(map(str, files))
    studio.pass_time(60)
    assert played() == "abc"
    assert not studio.refused
