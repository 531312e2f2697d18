"""Tests of studio.plugin_host.painting, and of a plugin in its sandbox that paints itself."""

import sys
import time

import pytest

from studio.ipc.painting import read_painting
from studio.model import commands as do
from studio.model.canvas import PutNode
from studio.model.canvas_content import Painted
from studio.model.plugin import PluginError
from studio.plugin_host.painting import with_memory
from tests.plugin_host.test_process import PATIENCE_S, Watch, watch

__all__ = ["watch"]


def put(memory: str) -> PutNode:
    content = {"kind": "painted", "width": 8, "height": 4, "memory": memory}
    return PutNode.model_validate({"do": "put", "node": {"id": "wheel", "content": content}})


def test_the_engine_is_told_the_process_and_the_descriptor() -> None:
    content = with_memory(4711, put("12")).node.content  # type: ignore[union-attr]
    assert isinstance(content, Painted)
    assert content.memory == "/proc/4711/fd/12"
    box = PutNode.model_validate({"do": "put", "node": {"id": "a", "content": {"kind": "group"}}})
    assert with_memory(4711, box) is box


@pytest.mark.parametrize("memory", ["", "/proc/1/fd/3", "3/../4", "-1", "٣"])
def test_a_plugin_names_descriptors_of_its_own_process_alone(memory: str) -> None:
    with pytest.raises(PluginError, match='"wheel" is painted, but has no memory'):
        with_memory(4711, put(memory))


def test_who_is_no_process_of_ours_does_not_paint() -> None:
    with pytest.raises(PluginError, match="Only a plugin whose process the studio starts"):
        with_memory(0, put("3"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux seals memory")
def test_a_plugin_in_its_sandbox_paints(watch: Watch) -> None:
    plugin = watch(
        "import numpy as np\n"
        "@plugin.on(Started)\n"
        "def start(_):\n"
        '    plugin.canvas.put("wheel", Painted(width=8, height=4))\n'
        '    plugin.canvas.paint("wheel", np.full((4, 8, 4), 77, np.uint8))\n'
    )
    plugin.start()
    message = plugin.messages.get(timeout=PATIENCE_S)
    asked = do.EditCanvas.model_validate({"canvas": 1, "edits": message["edits"]})
    (edit,) = (with_memory(plugin.process.pid, each) for each in asked.edits)
    assert isinstance(edit, PutNode)
    assert isinstance(edit.node.content, Painted)
    reader = read_painting(edit.node.content.memory, 8, 4)
    slot = reader.newest(time.monotonic_ns())
    assert slot is not None
    assert set(bytes(slot.data)) == {77}
    reader.close()
