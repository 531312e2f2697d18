"""Walks the captions' dock and panels: all has a name, is reached, is large enough, is whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.captions.dock import CaptionsDock
from studio.app.captions.model_panel import ModelPanel
from studio.app.captions.model_stock import Listed, ModelStock
from studio.app.captions.said_view import Pick
from studio.app.captions.setup_panel import SetupPanel
from studio.app.studio import Studio
from studio.model.events import CaptionsState
from tests.app.engine_stage import until
from tests.app.lively_talk import talk
from tests.app.walk import faults

NARROW_PX = 272
"""The right column, which grows a little less than the text."""
PANEL_PX = 320
HIGH_PX = 640


@pytest.fixture(params=[("en", 1.0), ("zh", 1.0), ("en", 2.0), ("zh", 2.0)])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    language, scale = request.param
    words.use(qapp, language)
    theme.apply(qapp, "dark", scale=scale)
    yield scale
    words.use(qapp, "en")
    theme.apply(qapp, "dark")


def lasting(root: QWidget) -> list[str]:
    """Return the faults that stay once everything has found its place."""
    try:
        until(lambda: not faults(root), 2.0)
    except AssertionError:
        return faults(root)
    return []


def grown(px: int, scale: float) -> int:
    return round(px * (1 + (scale - 1) * 0.6))


def under_roof(content: QWidget, width_px: int, qtbot: QtBot) -> QScrollArea:
    """Show something as docks and panels do: scrolled where it is too high, never sideways."""
    roof = QScrollArea()
    roof.setWidgetResizable(True)
    roof.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    roof.setWidget(content)
    qtbot.addWidget(roof)
    roof.resize(width_px, HIGH_PX)
    roof.show()
    return roof


def test_everything_can_be_read_reached_and_hit(
    scale: float, captioned: Studio, qtbot: QtBot
) -> None:
    talk(captioned)
    dock = CaptionsDock(captioned)
    roof = under_roof(dock, grown(NARROW_PX, scale), qtbot)
    wrong = [f"dock: {fault}" for fault in lasting(roof)]
    stock = ModelStock.of(captioned)
    until(lambda: stock.is_known)
    missing = Listed("whisper", 145_000_000, "MIT", is_here=False)
    stock.listed = (missing,)
    stock.changed.emit()
    wrong += [f"dock without a model: {fault}" for fault in lasting(roof)]
    stock.listed = (replace(missing, is_here=True),)
    dock.finder.open()
    state = CaptionsState(health="failed", reason="Whisper has failed: no memory.")
    captioned.link.happened.emit(state)
    wrong += [f"dock that finds: {fault}" for fault in lasting(roof)]
    dock.editor.open(Pick("他", "她", is_corrected=True))
    wrong += [f"dock that puts right: {fault}" for fault in lasting(roof)]
    panels: tuple[tuple[str, Callable[[], QWidget]], ...] = (
        ("models", lambda: ModelPanel(captioned)),
        ("words", lambda: SetupPanel(captioned)),
    )
    for name, make in panels:
        roof = under_roof(make(), grown(PANEL_PX, scale), qtbot)
        wrong += [f"{name}: {fault}" for fault in lasting(roof)]
    assert not wrong, "\n".join(wrong)
