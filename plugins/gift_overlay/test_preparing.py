"""Tests of preparing."""

from pathlib import Path

import pytest
from conftest import write_effect
from library import Found, read_library
from preparing import FIRST_S, HOLD_S, Preparing

from studio.sdk import Model, Plugin
from studio.sdk.testing import FakeStudio

MODEL = """\
[[part]]
id = "model"
content = {{ kind = "model", file = "{name}.glb", width = {side}, height = {side} }}
"""


@pytest.fixture
def effects(tmp_path: Path) -> list[Found]:
    for name, side in (("large", 300), ("small", 100)):
        folder = write_effect(tmp_path, name)
        (folder / f"{name}.glb").write_bytes(b"not looked at here")
        with (folder / "effect.toml").open("a") as file:
            file.write(MODEL.format(name=name, side=side))
    return list(read_library([tmp_path], pytest.fail).effects.values())


class Rig:
    """A plugin that does nothing else."""

    def __init__(self, folder: Path, storage: dict[str, object] | None = None) -> None:
        plugin = Plugin()
        plugin.shared = {"gifts": (folder,)}
        self.studio = FakeStudio(plugin, storage=storage)
        self.preparing = Preparing(plugin)
        self.is_free = True
        plugin.every(0.1)(lambda: self.preparing.look(is_free=self.is_free))

    def drawn(self) -> str:
        """Return the model that is drawn now, unseen."""
        contents = [node.content for node in self.studio.nodes.values()]
        assert not contents or self.studio.motions["prepared"] == {"opacity": 0}
        return next((Path(each.file).stem for each in contents if isinstance(each, Model)), "")


def test_each_is_drawn_unseen_the_quickest_first_and_once(
    tmp_path: Path, effects: list[Found]
) -> None:
    rig = Rig(tmp_path)
    rig.preparing.plan(effects)
    seen: list[str] = []
    for _ in range(4):
        rig.studio.pass_time(HOLD_S + 0.2 if seen else FIRST_S + 0.2)
        seen.append(rig.drawn())
    assert seen == ["small", "large", "", ""]
    rig = Rig(tmp_path, rig.studio.kept)
    rig.preparing.plan(effects)
    rig.studio.pass_time(60)
    assert not rig.studio.nodes
    assert not rig.studio.refused


def test_one_that_was_changed_is_drawn_again(tmp_path: Path, effects: list[Found]) -> None:
    rig = Rig(tmp_path)
    rig.preparing.plan(effects)
    rig.studio.pass_time(FIRST_S + 2 * HOLD_S + 1)
    (tmp_path / "small" / "small.glb").write_bytes(b"another one")
    rig.preparing.plan(effects)
    rig.studio.pass_time(FIRST_S + 0.2)
    assert rig.drawn() == "small"


def test_it_gives_way_to_effects_and_goes_on_later(tmp_path: Path, effects: list[Found]) -> None:
    rig = Rig(tmp_path)
    rig.preparing.plan(effects)
    rig.studio.pass_time(FIRST_S + 1)
    rig.is_free = False
    rig.studio.pass_time(0.2)
    assert not rig.studio.nodes
    rig.is_free = True
    rig.studio.pass_time(FIRST_S + 0.2)
    assert rig.drawn() == "small"


def test_what_draws_particles_is_kept_running_if_an_effect_has_some(
    tmp_path: Path, effects: list[Found]
) -> None:
    rig = Rig(tmp_path)
    rig.preparing.plan(effects)
    rig.studio.pass_time(1)
    assert not rig.studio.nodes
    with (tmp_path / "small" / "effect.toml").open("a") as file:
        file.write('[[part]]\nid = "p"\ncontent = { kind = "particles", width = 9, height = 9 }\n')
    rig.preparing.plan(list(read_library([tmp_path], pytest.fail).effects.values()))
    rig.studio.pass_time(1)
    assert rig.studio.motions == {"ready": {"opacity": 0}}
    rig.preparing.plan([])
    rig.studio.pass_time(1)
    assert not rig.studio.nodes
