"""An editor over the real engine, exactly as large as its canvas, and a mouse on it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.picture.editor import MARGIN_PX, Editor
from studio.app.studio import Studio
from studio.model.scene import SceneItem
from tests.app.engine_stage import until
from tests.app.picture.mouse import NONE, Mouse


class Bench:
    """What a test of the editor needs.

    Attributes:
        editor: Shows the canvas of 640x360 pixel by pixel.
        mouse: Speaks in pixels of the canvas.
    """

    def __init__(self, studio: Studio, editor: Editor) -> None:
        self.studio = studio
        self.editor = editor
        self.mouse = Mouse(editor, (MARGIN_PX, MARGIN_PX))

    def item(self, item_id: int, scene: str = "Main") -> SceneItem:
        """Return an item as the engine has it."""
        collection = self.studio.mirror.collection
        assert collection is not None
        holder = collection.scene(scene) or collection.group(scene)
        assert holder is not None
        return next(item for item in holder.items if item.id == item_id)

    def place_x(self, item_id: int) -> float:
        """Return where an item is as the engine has it."""
        return self.item(item_id).transform.x

    @property
    def ids(self) -> list[int]:
        """The items of the scene, bottom first."""
        collection = self.studio.mirror.collection
        assert collection is not None
        scene = collection.scene("Main")
        assert scene is not None
        return [item.id for item in scene.items]

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key and let go."""
        QTest.keyClick(self.editor, key, held)

    def settle(self) -> None:
        """Wait until the engine has done all that was sent."""
        until(lambda: not self.editor.bench.gesture.transforms)


@pytest.fixture
def bench(qtbot: QtBot, studio: Studio) -> Bench:
    editor = Editor(studio)
    qtbot.addWidget(editor)
    editor.resize(640 + 2 * MARGIN_PX, 360 + 2 * MARGIN_PX)
    editor.show()
    until(lambda: len(editor.bench.places) == 3)  # all that have a picture
    until(lambda: (frame := editor.frame()) and frame.width() == 640)
    return Bench(studio, editor)
